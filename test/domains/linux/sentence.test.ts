import fc from "fast-check";
import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import type { AnyLinuxOperation, LinuxOperation } from "../../../src/domains/linux/operations.ts";
import { sentence } from "../../../src/domains/linux/sentence.ts";
import { eventsOf, goTo, observationOf } from "../../../src/history/history.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { linuxOperations } from "../../models/linux/arbitrary.ts";
import { played } from "./played.ts";

const one = taskNumber(1);
const two = taskNumber(2);
const model = linux as unknown as Model;

/** The sentences of a history. */
function told(...operations: LinuxOperation[]): string[] {
  const history = played(...operations);
  return eventsOf(history).map((event, index) =>
    sentence(model, event, {
      before: observationOf(goTo(history, index)),
      after: observationOf(goTo(history, index + 1)),
    }),
  );
}

test("the death of an init is told, and who waits for whom", () => {
  expect(
    told(
      { op: "unshare", task: one, kinds: ["pid"] },
      { op: "clone", task: one, kinds: [] },
      { op: "clone", task: one, kinds: ["uts"], flags: ["parent", "fs"] },
      { op: "kill", task: one, target: two },
      { op: "wait", task: one, target: two },
      { op: "clone", task: one, kinds: [] },
    ),
  ).toEqual([
    "Task 1 unshares pid.",
    "Task 1 clones a child: task 2 starts.",
    "Task 1 clones a child with new uts (as a sibling and sharing root and working directory): task 3 starts.",
    "Task 1 sends SIGKILL to task 2: task 2 is a zombie and task 3 is gone.",
    "Task 1 waits for task 2: task 2 is gone.",
    "Task 1 tries to clone a child, and is refused: ENOMEM (the init of the pid namespace for children is dead).",
  ]);
});

test("a call of a design's own is told by its name", () => {
  const operation = { op: "freeze\n", task: one } as unknown as AnyLinuxOperation;
  expect(sentence(model, { operation, outcome: "ok" })).toBe("Task 1 calls freeze\\n.");
});

test("every event is one sentence on one line", () => {
  fc.assert(
    fc.property(linuxOperations, (operations) => {
      for (const words of told(...operations)) expect(words).toMatch(/^Task \d[^\n]*\.$/);
    }),
    { numRuns: 50 },
  );
});
