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
  // Every operation of the domain can be seen as shared code sees it: with unknown fields.
  return performAll(begin(linux, SCOPE), operations as AnyLinuxOperation[]);
}
