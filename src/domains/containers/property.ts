import { ofItsForm } from "../../model/form.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import {
  type Always,
  type OnEveryStep,
  type Property,
  type PropertyParts,
  propertyMakers,
  type Sometimes,
  type Step,
  type Try,
} from "../../model/property.ts";
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
export const { always, onEveryStep, sometimes, eventually, alwaysEventually, leadsTo } = propertyMakers<
  ContainerObservation,
  ContainerScope,
  ContainerOperation,
  ContainerFeature
>("containers");

/** The description of a property, and its form. */
export type PropertyWithForm<P extends Property> = Pick<P, "form"> & PropertyParts<P, ContainerFeature>;

/** The description of a property of any form, and its form. */
export type DescriptionWithForm =
  | PropertyWithForm<Always<ContainerObservation, ContainerScope, ContainerOperation>>
  | PropertyWithForm<OnEveryStep<ContainerObservation, ContainerScope, ContainerOperation>>
  | PropertyWithForm<Sometimes<ContainerObservation, ContainerScope>>
  | PropertyWithForm<OnRuns<ContainerObservation, ContainerScope, ContainerOperation>>;

/** Makes a property of container designs from a description that names its form, as `always`, `onEveryStep`, `sometimes` and `leadsTo` do. */
export function defineProperty(property: DescriptionWithForm): ContainerProperty {
  return ofItsForm<DescriptionWithForm, ContainerProperty>(property, {
    always,
    "on every step": onEveryStep,
    sometimes,
    "on runs": leadsTo,
  });
}
