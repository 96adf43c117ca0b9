import fc, { type Arbitrary } from "fast-check";
import { linux } from "../../../models/linux/linux.ts";
import {
  CLONE_FLAGS,
  LINKS,
  LINUX_CALLS,
  type LinuxOperation,
} from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";

/** With this many tasks, no more are cloned. */
const MAX_TASKS = 7;

const someKinds = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.subarray([...KINDS], { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.subarray([...KINDS]) },
);
const some = fc.constantFrom("a", "b");
/** Picks one of the tasks that exist; the largest place picks one that may not. */
const place = fc.nat({ max: 12 });

const draft = fc.record({
  op: fc.oneof(
    fc.constantFrom("clone", "clone", "unshare", "setns", "map", "wait", "kill"),
    fc.constantFrom(...Object.keys(LINUX_CALLS).filter((op) => op !== "list")),
  ),
  task: place,
  target: place,
  kinds: someKinds,
  flags: fc.oneof(fc.constant([]), fc.subarray([...CLONE_FLAGS])),
  id: fc.constantFrom(0, 1000),
  kind: fc.constantFrom(...LINKS),
  handle: some,
  file: some,
  from: some,
  mount: some,
});

/** Histories in a scope, sensible and hostile calls mixed. Most tasks of a call are chosen from those that exist at that point. */
export function linuxHistory(scope: LinuxScope, maxLength: number): Arbitrary<LinuxOperation[]> {
  return fc.array(draft, { minLength: 1, maxLength }).map((drafts) => {
    const world = linux.initial(scope);
    const operations: LinuxOperation[] = [];
    for (const { task, target, kind, ...drawn } of drafts) {
      const { tasks } = linux.observe(world, scope);
      const alive = [...tasks].filter(([, { state }]) => state === "alive").map(([number]) => number);
      if (alive.length === 0) break;
      if (drawn.op === "clone" && tasks.size >= MAX_TASKS) continue;
      const fields: Readonly<Record<string, unknown>> = {
        ...drawn,
        kind,
        ...(drawn.op === "setns_fd" && { file: kind }),
        target: target === 12 ? taskNumber(9) : [...tasks.keys()][target % tasks.size],
      };
      const caller = task === 12 ? taskNumber(9) : alive[task % alive.length];
      const names: readonly string[] = LINUX_CALLS[drawn.op as LinuxOperation["op"]]; // the drafts draw from its keys
      const given = names.map((name) => [name, fields[name]]);
      const operation = { op: drawn.op, task: caller, ...Object.fromEntries(given) } as LinuxOperation; // it has the fields of its call
      linux.apply(world, { ...operation }, scope);
      operations.push(operation);
    }
    return operations;
  });
}
