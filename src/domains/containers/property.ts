import { type Property, propertyMakers, type Step, type Try } from "../../model/property.ts";
import type { ContainerFeature } from "./features.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerOperation } from "./operation.ts";
import type { ContainerScope } from "./scope.ts";

/** A property of container designs. */
export type ContainerProperty = Property<ContainerObservation, ContainerScope, ContainerOperation>;
/** An event, and what designs of containers show before and after it. */
export type ContainerStep = Step<ContainerObservation, ContainerOperation>;
/** Tries a call of a container design. */
export type ContainerTry = Try<ContainerObservation, ContainerOperation>;

/** Make properties of container designs. */
export const { always, onEveryStep, sometimes } = propertyMakers<
  ContainerObservation,
  ContainerScope,
  ContainerOperation,
  ContainerFeature
>("containers");
