import type { History } from "../../history/history.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";
import { containerScopes } from "./scopes.ts";

/** Any design of containers. */
export type ContainerModel<World extends object = object, O extends Operation = Operation> = Model<
  World,
  O,
  ContainerScope,
  ContainerObservation
>;

/** A history of any design of containers. */
export type ContainerHistory<World extends object = object, O extends Operation = Operation> = History<
  World,
  O,
  ContainerScope,
  ContainerObservation
>;

/** Tells whether a design is one of containers. */
export function isContainerModel(model: Model): model is ContainerModel {
  return model.domain.name === "containers";
}

/** Tells whether a scope is one of containers: it has their bounds, except those that only some designs have. */
export function isContainerScope(scope: Scope): scope is ContainerScope {
  return containerScopes.bounds.every(({ name, needs }) => needs !== undefined || Object.hasOwn(scope, name));
}
