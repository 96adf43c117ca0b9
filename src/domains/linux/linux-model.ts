import type { Model } from "../../model/model.ts";
import type { LinuxObservation } from "./observation.ts";
import type { AnyLinuxOperation } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

/** A design of the domain `linux`. */
export type LinuxModel<World extends object = object> = Model<
  World,
  AnyLinuxOperation,
  LinuxScope,
  LinuxObservation
>;
