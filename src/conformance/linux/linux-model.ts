import type { LinuxObservation } from "../../domains/linux/observation.ts";
import type { LinuxScope } from "../../domains/linux/scope.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";

/** Any design of the domain. */
export type LinuxModel = Model<object, Operation, LinuxScope, LinuxObservation>;
