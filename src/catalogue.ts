import { nested } from "../models/nested.ts";
import type { Model } from "./model/model.ts";
import type { Property } from "./model/property.ts";

/** The designs that come with nsmodel. The first is the one that a command takes where none is named. */
export const MODELS: readonly [Model, ...Model[]] = [nested];

/** The claims that come with nsmodel, in the order of semantics.md. */
export const PROPERTIES: readonly Property[] = [];
