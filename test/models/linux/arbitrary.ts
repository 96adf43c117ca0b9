import fc, { type Arbitrary } from "fast-check";
import {
  CLONE_FLAGS,
  LINKS,
  LINUX_CALLS,
  type LinuxCall,
  type LinuxOperation,
  SELF,
} from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";

const task = fc.integer({ min: 1, max: 6 }).map(taskNumber);
const name = fc.constantFrom("a", "b");
const kinds = fc.oneof(fc.subarray([...KINDS]), fc.subarray(["pid", "user"] as const), fc.constantFrom([]));

const link = fc.constantFrom(...LINKS);

const FIELDS: Readonly<Record<string, Arbitrary<unknown>>> = {
  kinds,
  flags: fc.option(fc.subarray([...CLONE_FLAGS]), { nil: undefined }),
  target: task,
  id: fc.constantFrom(0, 1000),
  kind: link,
  handle: name,
  file: name,
  from: name,
  mount: name,
  owner: fc.option(fc.constantFrom(SELF, "a", "b"), { nil: undefined }),
  after: fc.option(name, { nil: undefined }),
};

/** Any operation, by and on tasks that may be alive or not. Calls that make and end tasks and namespaces are more frequent. */
export const linuxOperation: Arbitrary<LinuxOperation> = fc
  .oneof(
    fc.constantFrom("clone", "unshare", "setns", "exit", "map" as const),
    fc.constantFrom(...(Object.keys(LINUX_CALLS) as LinuxCall[])), // its keys are the calls
  )
  .chain((op: LinuxCall) => {
    const fields = LINUX_CALLS[op].map((field) => [field, FIELDS[field]] as const);
    const file = op === "setns_fd" ? { file: link } : {};
    return fc.record({ op: fc.constant(op), task, ...Object.fromEntries(fields), ...file });
  })
  .map((drawn) => {
    const given = Object.entries(drawn).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as unknown as LinuxOperation; // has the fields of its call
  });

export const linuxOperations = fc.array(linuxOperation, { maxLength: 30 });

/** Scopes of kernels old and new, in which the limits of depth can be reached. */
export const linuxScope: Arbitrary<LinuxScope> = fc
  .record({
    kernel: fc.constantFrom("6.18", "6.19", "7.0", "7.2", undefined),
    userLevels: fc.constantFrom(1, 2, undefined),
    pidLevels: fc.constantFrom(1, 2, undefined),
  })
  .map(({ kernel, userLevels, pidLevels }) => ({
    tasks: 4,
    kinds: KINDS,
    ...(kernel !== undefined && { kernel }),
    ...(userLevels !== undefined && { userLevels }),
    ...(pidLevels !== undefined && { pidLevels }),
  }));
