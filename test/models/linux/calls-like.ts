import { callers, type World } from "../../../models/linux/world.ts";
import {
  CLONE_FLAGS,
  LINKS,
  LINUX_CALLS,
  type LinuxCall,
  type LinuxOperation,
  SELF,
} from "../../../src/domains/linux/operations.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { living } from "../../../src/world/table.ts";

/** A call, and all calls that differ from it in their caller or in one field. */
export function callsLike(world: World, operation: LinuxOperation): LinuxOperation[] {
  const byAnother = callers(world).map((task) => ({ ...operation, task }));
  const names: readonly Field[] = LINUX_CALLS[operation.op];
  const withAnother = names.flatMap((name) => {
    const values = operation.op === "setns_fd" && name === "file" ? LINKS : VALUES[name](world, operation);
    return values.map((value) => withField(operation, name, value));
  });
  return [operation, ...byAnother, ...withAnother];
}

/** The call with another value of one field, or without the field. */
function withField(operation: LinuxOperation, name: Field, value: unknown): LinuxOperation {
  const others = Object.entries(operation).filter(([other]) => other !== name);
  const all = value === undefined ? others : [...others, [name, value]];
  return Object.fromEntries(all) as unknown as LinuxOperation; // of the same call
}

type Field = (typeof LINUX_CALLS)[LinuxCall][number];
const NAMES = ["f", "g", "h", "m"];
const VALUES: Readonly<Record<Field, (world: World, operation: LinuxOperation) => readonly unknown[]>> = {
  kinds: (_, operation) => ("kinds" in operation ? kindsLike(operation.kinds) : []),
  flags: () => [undefined, ...CLONE_FLAGS.map((flag) => [flag])],
  target: ({ tasks }) => [...living(tasks), taskNumber(99)],
  id: () => [0, 1000],
  kind: () => LINKS,
  handle: () => NAMES,
  file: () => NAMES,
  from: () => NAMES,
  mount: () => NAMES,
  owner: () => [undefined, SELF, ...NAMES],
  after: () => [undefined, ...NAMES],
};

/** None, each alone, one less, and one more. */
const kindsLike = (kinds: readonly string[]): readonly string[][] => [
  [],
  ...KINDS.map((kind) => [kind]),
  ...kinds.map((kind) => kinds.filter((other) => other !== kind)),
  ...KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => [...kinds, kind]),
];
