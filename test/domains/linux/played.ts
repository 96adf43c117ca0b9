import { linux } from "../../../models/linux/linux.ts";
import type { World } from "../../../models/linux/world.ts";
import type { LinuxObservation } from "../../../src/domains/linux/observation.ts";
import type { AnyLinuxOperation, LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { begin, type History, performAll } from "../../../src/history/history.ts";
import { KINDS } from "../../../src/model/kind.ts";

/** The scope of histories. */
export const SCOPE: LinuxScope = { tasks: 8, kinds: KINDS };

/** The history of some operations on the model. */
export function played(
  ...operations: LinuxOperation[]
): History<World, AnyLinuxOperation, LinuxScope, LinuxObservation> {
  // An operation of the domain is one that shared code knows no more of.
  return performAll(begin(linux, SCOPE), operations as AnyLinuxOperation[]);
}
