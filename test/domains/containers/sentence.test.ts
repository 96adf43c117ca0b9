import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentence } from "../../../src/domains/containers/sentence.ts";
import { begin, goTo, observationOf, performAll } from "../../../src/history/history.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { step } from "../../../src/report/story.ts";
import { anyRun } from "../../arbitrary.ts";
import { flatWorld, NESTED, nestedHistory, op } from "../../report/design.ts";

/** The last event of a history, told with the worlds around it. */
function last(...operations: readonly Operation[]): string {
  return step(nestedHistory(...operations), operations.length - 1);
}

const DOWN = [op("fork", 1), op("unshare", 2, { kinds: ["uts"] })];
const TWO_LEVELS = [...DOWN, op("fork", 2), op("unshare", 3, { kinds: ["uts", "net"] })];
const IMAGE = [...TWO_LEVELS, op("checkpoint", 1, { path: "/unnamed1", image: "img" })];

test("a kill that no task dies of is not told as one of a container without tasks", () => {
  const world = observationOf(nestedHistory(...DOWN));
  const told = (before: typeof world) =>
    sentence(
      NESTED,
      { operation: op("kill", 1, { path: "/unnamed1" }), outcome: "ok" },
      { before, after: before },
    );
  expect(told(world)).toBe("Task 1 kills /unnamed1, and no task dies.");
});

describe("what was done", () => {
  test.each<[string, Operation[]]>([
    ["Task 1 forks task 2 in the root.", [op("fork", 1)]],
    ["Task 2 forks task 3 in /unnamed1.", [...DOWN, op("fork", 2)]],
    ["Task 2 unshares uts and goes down into the new container /unnamed1.", DOWN],
    ["Task 3 unshares uts and net and goes down into the new container /unnamed1/unnamed1.", TWO_LEVELS],
    ["Task 1 enters /unnamed1.", [...DOWN, op("setns", 1, { path: "/unnamed1" })]],
    [
      "Task 2 enters unnamed1 (the root's /unnamed1/unnamed1).",
      [...TWO_LEVELS, op("setns", 2, { path: "unnamed1" })],
    ],
    ["Task 1 enters '/..', its own container, and nothing changes.", [op("setns", 1, { path: "/.." })]],
    [
      "Task 1 renames /unnamed1 to vserver1.",
      [...DOWN, op("rename", 1, { path: "/unnamed1", name: "vserver1" })],
    ],
    [
      "Task 2 renames /unnamed1 (the root's /unnamed1/unnamed1) to 'my job'.",
      [...TWO_LEVELS, op("rename", 2, { path: "/unnamed1", name: "my job" })],
    ],
    [
      "Task 1 renames /unnamed1 to unnamed1, which is its name already.",
      [...DOWN, op("rename", 1, { path: "/unnamed1", name: "unnamed1" })],
    ],
    [
      "Task 1 kills /unnamed1, and tasks 2 and 3 die; the containers /unnamed1 and /unnamed1/unnamed1 go.",
      [...TWO_LEVELS, op("kill", 1, { path: "/unnamed1" })],
    ],
    ["Task 2 exits; the container /unnamed1 goes.", [...DOWN, op("exit", 2)]],
    ["Task 1 exits. No task lives any more.", [op("exit", 1)]],
    ["Task 1 records /unnamed1 as image img, with 2 containers and 2 tasks.", IMAGE],
    [
      "Task 1 records /unnamed1 as image img, with 2 containers and 2 tasks, in place of the image of that name.",
      [...IMAGE, op("checkpoint", 1, { path: "/unnamed1", image: "img" })],
    ],
    [
      "Task 1 restarts image img as /again, and tasks 4 and 5 start.",
      [...IMAGE, op("restart", 1, { image: "img", name: "again" })],
    ],
    [
      "Task 2 restarts image img as /again (the root's /unnamed1/again), and tasks 4 and 5 start.",
      [...IMAGE, op("restart", 2, { image: "img", name: "again" })],
    ],
  ])("%s", (expected, operations) => expect(last(...operations)).toBe(expected));
});

describe("what was refused, and why", () => {
  const EMPTIED = [...TWO_LEVELS, op("exit", 2)];
  test.each<[string, Operation[]]>([
    ["Task 9 tries to fork, and is refused: ESRCH (there is no task 9).", [op("fork", 9)]],
    [
      "Task 1 tries to unshare nothing, and is refused: EINVAL (no kind is named).",
      [op("unshare", 1, { kinds: [] })],
    ],
    [
      "Task 1 tries to unshare pid, and is refused: EINVAL (a kind is outside the scope).",
      [op("unshare", 1, { kinds: ["pid"] })],
    ],
    [
      "Task 1 tries to enter /unnamed1, and is refused: ENXIO (the container has no nsproxy that could be entered).",
      [...EMPTIED, op("setns", 1, { path: "/unnamed1" })],
    ],
    [
      "Task 1 tries to enter /x, and is refused: ENOENT (the path names nothing in its view).",
      [op("setns", 1, { path: "/x" })],
    ],
    [
      "Task 1 tries to kill /, and is refused: EBUSY (that is its own container).",
      [op("kill", 1, { path: "/" })],
    ],
    [
      "Task 1 tries to rename /unnamed1 to '..', and is refused: EINVAL ('..' is not a name).",
      [...DOWN, op("rename", 1, { path: "/unnamed1", name: ".." })],
    ],
    [
      "Task 1 tries to record /unnamed1 as image a/b, and is refused: EINVAL (a/b is not a name).",
      [...DOWN, op("checkpoint", 1, { path: "/unnamed1", image: "a/b" })],
    ],
    [
      "Task 1 tries to restart image none as /a, and is refused: ENOENT (there is no such image).",
      [op("restart", 1, { image: "none", name: "a" })],
    ],
    [
      "Task 1 tries to restart image img as /unnamed1, and is refused: EEXIST (a sibling is named unnamed1).",
      [...IMAGE, op("restart", 1, { image: "img", name: "unnamed1" })],
    ],
    [
      "Task 1 tries to fork, and is refused: EAGAIN (no task number is left in the scope).",
      [...Array.from({ length: 5 }, () => op("fork", 1)), op("fork", 1)],
    ],
  ])("%s", (expected, operations) => expect(last(...operations)).toBe(expected));
});

describe("calls of other designs", () => {
  const tell = (operation: Operation) => sentence(NESTED, { operation, outcome: "ok" });
  test.each<[string, Operation]>([
    ["Task 1 enters /a for its uts and net.", op("setns", 1, { path: "/a", kinds: ["uts", "net"] })],
    ["Task 1 gets uts of its own and stays in its container.", op("refine", 1, { kinds: ["uts"] })],
    ["Task 1 removes /a.", op("remove", 1, { path: "/a" })],
    ["Task 1 removes /a.", op("rmdir", 1, { path: "/a" })],
    [
      "Task 1 calls adopt (path '/my box', kinds uts,net).",
      op("adopt", 1, { path: "/my box", kinds: ["uts", "net"] }),
    ],
    ["Task 1 calls constructor.", op("constructor", 1)],
    ["Task 1 calls bind (kinds none).", op("bind", 1, { kinds: [] })],
  ])("%s", (expected, operation) => expect(tell(operation)).toBe(expected));

  test("a refusal of a call that nobody has heard of", () =>
    expect(sentence(NESTED, { operation: op("adopt", 1), outcome: "ECHILD" })).toBe(
      "Task 1 tries to call adopt, and is refused: ECHILD (not a child of the caller).",
    ));

  test("a removal that is refused because something is in the container", () => {
    const world = flatWorld({ 2: "a" }, { 1: { container: 1 }, 2: { container: 2 } });
    const event = { operation: op("rmdir", 1, { path: "/a" }), outcome: "EBUSY" } as const;
    expect(sentence(NESTED, event, { before: world, after: world })).toBe(
      "Task 1 tries to remove /a, and is refused: EBUSY (something is in the container).",
    );
  });

  test("a new container beside the old one, or one that the task does not enter", () => {
    const before = flatWorld({}, { 1: { container: 1 } });
    const beside = flatWorld({ 2: "a" }, { 1: { container: 2 } });
    const staying = flatWorld({ 2: "a" }, { 1: { container: 1 } });
    const event = { operation: op("unshare", 1, { kinds: ["uts"] }), outcome: "ok" } as const;
    expect(sentence(NESTED, event, { before, after: beside })).toBe(
      "Task 1 unshares uts and goes over into the new container /a.",
    );
    expect(sentence(NESTED, event, { before, after: staying })).toBe(
      "Task 1 unshares uts: the new container /a is made, and the task stays where it is.",
    );
  });
});

test("any event of any history is one line that is safe to print and ends as a sentence does", () => {
  fc.assert(
    fc.property(anyRun(NESTED), ({ scope, operations }) => {
      const history = performAll(begin(NESTED, scope), operations);
      history.moments.forEach(({ event }, index) => {
        for (const text of [step(history, index), sentence(NESTED, event)]) {
          expect(text).toMatch(/^Task \d+ [^\p{C}\p{Zl}\p{Zp}]+\.$/u);
          if (event.outcome !== "ok") expect(text).toContain(`is refused: ${event.outcome} (`);
        }
        // Every task that starts or dies is named, whatever the call.
        const [before, after] = [index, index + 1].map(
          (position) => observationOf(goTo(history, position)).tasks,
        );
        for (const task of after?.keys() ?? [])
          if (!before?.has(task)) expect(step(history, index)).toMatch(new RegExp(`\\b${task}\\b`));
        for (const task of before?.keys() ?? [])
          if (!after?.has(task)) expect(step(history, index)).toMatch(new RegExp(`\\b${task}\\b`));
      });
    }),
    { numRuns: 30 },
  );
});
