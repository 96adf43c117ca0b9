import fc from "fast-check";
import { timesOf } from "./quick.ts";

/** As often as fast-check tries a property by itself. */
const USUAL = 100;

fc.configureGlobal({ numRuns: timesOf(USUAL) });
