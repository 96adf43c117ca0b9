import { describe, expect, test } from "vitest";
import { flat } from "../../models/flat.ts";
import { nested } from "../../models/nested.ts";
import { taskStruct } from "../../models/task-struct.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type CompareOptions, compare } from "../../src/engine/compare.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import { callsOfOne, compareVerdict, differenceStory } from "../../src/report/compare.ts";

const scope: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 };

function compared(first: ContainerModel, second: ContainerModel, options: CompareOptions = {}) {
  const of = { first, second, scope, refines: options.refines ?? false };
  return { of, result: compare(first, second, scope, options) };
}

/** `nested`, but a call on one's own container is refused with another errno. */
const odd: ContainerModel = {
  ...nested,
  name: "odd",
  apply: (world, operation, scopeOfCall) => {
    const outcome = (nested as ContainerModel).apply(world, operation, scopeOfCall); // its worlds are nested's
    return outcome === "EBUSY" ? "EINVAL" : outcome;
  },
};

describe("the verdict in a sentence", () => {
  test.each([
    [nested, taskStruct, {}, "nested and task-struct are equal in the whole scope."],
    [nested, flat, {}, "nested and flat differ after 2 events."],
    [nested, odd, {}, "nested and odd differ after 1 event, in the outcome only."],
    [nested, flat, { refines: true }, "flat cannot follow nested after 2 events."],
    [nested, odd, { refines: true }, "odd can do everything that nested does, in the whole scope."],
    [
      nested,
      taskStruct,
      { pairs: 1 },
      "Not decided: nested and task-struct have not differed so far, but more than 1 pair of worlds.",
    ],
  ] as const)("%#", (first, second, options, words) => {
    const { result, of } = compared(first as ContainerModel, second as ContainerModel, options); // typed as designs of any world
    expect(compareVerdict(result, of)).toBe(words);
  });
});

test("the calls of one design alone are told", () => {
  const { result, of } = compared(nested as ContainerModel, flat as ContainerModel);
  expect(callsOfOne(result, of)).toEqual(["Not compared: checkpoint and restart, which only nested has."]);
});

test("a call that comes to something else on each side is told for both", () => {
  const { result, of } = compared(nested as ContainerModel, odd);
  expect(result.difference && differenceStory(result.difference, of)).toMatch(
    /^1\. In nested: Task 1 tries to kill \/, .*EBUSY.*\n {3}In odd: Task 1 tries to kill \/, .*EINVAL/,
  );
});

test("both sides are shown", () => {
  const { result, of } = compared(nested as ContainerModel, flat as ContainerModel);
  const story = result.difference && differenceStory(result.difference, of);
  expect(story).toMatch(/nested is then\n.*\n.*\/ .*\n.*└─ unnamed1[\s\S]*flat is then[\s\S]*\/unnamed2/);
});

test("a design that begins otherwise differs from the start", () => {
  const apart: ContainerModel = {
    ...nested,
    name: "apart",
    initial: (scopeOfRun) => {
      const world = nested.initial(scopeOfRun);
      nested.apply(world, { op: "fork", task: FIRST_TASK }, scopeOfRun);
      return world;
    },
  };
  const { result, of } = compared(nested as ContainerModel, apart);
  expect(compareVerdict(result, of)).toBe("nested and apart differ from the start.");
});
