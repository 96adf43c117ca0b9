import { describe, expect, test } from "vitest";
import { type NestedOperation, nested, type World } from "../../models/nested.ts";
import { type ContainerModel, isContainerScope } from "../../src/domains/containers/container-model.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { Guard } from "../../src/engine/checked/guard.ts";
import { Endless } from "../../src/engine/laws/guarded.ts";
import { checkLaws } from "../../src/engine/laws.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { CONTAINER_MODELS } from "../container-models.ts";

type Nested = ContainerModel<World, NestedOperation>;
const design = (changes: Partial<Nested>): Nested => ({ ...nested, name: "mine", ...changes });

/** `nested`, but something more happens after a call. */
const beside = (op: string, happens: (world: World, outcome: Outcome) => Outcome): Nested =>
  design({
    apply: (world, operation, scope) => {
      const outcome = nested.apply(world, operation, scope);
      return operation.op === op ? happens(world, outcome) : outcome;
    },
  });

let calls = 0;

const MISTAKES: readonly (readonly [string, Nested, RegExp])[] = [
  [
    "a refusal after a change",
    beside("setns", (world, outcome) => {
      if (outcome !== "ok") world.images.push({ name: "image1", containers: [], nsproxies: [], tasks: [] });
      return outcome;
    }),
    /refuses .*"op":"setns".* with \w+ after changing the world \(images\): make all checks before/,
  ],
  [
    "an error thrown",
    beside("fork", () => {
      throw new TypeError("row is undefined");
    }),
    /it throws "row is undefined"/,
  ],
  [
    "no outcome",
    // Possible in JavaScript, and in TypeScript that was not type-checked.
    beside("kill", () => undefined as unknown as Outcome),
    /apply\(\) returns undefined for .*"op":"kill".*: it must return one of ok, ESRCH/,
  ],
  [
    "a world that its shape does not allow",
    beside("unshare", (world, outcome) => {
      for (const row of world.containers) if (row && row.parent !== null) row.name = "somewhere";
      return outcome;
    }),
    /shape\(\) does not allow this world: containers\[2\]\.name is "somewhere", which is none of/,
  ],
  [
    "calls that are not declared",
    design({
      operations: function* (world, task, scope) {
        yield* nested.operations(world, task, scope);
        yield { op: "vanish", task } as unknown as NestedOperation; // as a design in JavaScript may
      },
    }),
    /operations\(\) yields .*vanish.*, but calls has no vanish/,
  ],
  [
    "calls of dead tasks",
    design({ callers: () => [taskNumber(1), taskNumber(9)] }),
    /callers\(\) returns the tasks 1, 9, but observe\(\) shows 1/,
  ],
  [
    "calls of another task",
    design({ operations: () => [{ op: "fork", task: taskNumber(7) }] }),
    /operations\(\) for task 1 yields .*"task":7.*, a call of another task/,
  ],
  [
    "calls without a field",
    design({ operations: (_, task) => [{ op: "kill", task } as unknown as NestedOperation] }),
    /operations\(\) yields .*kill.*, which lacks the field path/,
  ],
  [
    "calls without an end",
    design({
      operations: function* (_, task) {
        for (;;) yield { op: "fork", task };
      },
    }),
    /operations\(\) yields more than 100000 calls in one world/,
  ],
  [
    "the same call twice",
    design({ operations: (_, task) => ["fork", "fork"].map(() => ({ op: "fork", task })) }),
    /operations\(\) yields .*fork.* twice in the same world/,
  ],
  [
    "chance",
    beside("exit", (_, outcome) => (calls++ % 2 === 0 ? outcome : "EAGAIN")),
    /apply\(\) is not deterministic: .*exit/,
  ],
  [
    "a task in a container that is not there",
    design({
      observe: (world, scope) => withParts(nested.observe(world, scope), { containers: new Map() }),
    }),
    /observe\(\) shows task 1 in container 1, which it does not show/,
  ],
  [
    "an observation that takes too much from another one",
    design({
      observe(world, scope, like) {
        const shown = nested.observe(world, scope, like);
        return like === undefined ? shown : withParts(shown, { tasks: like.tasks });
      },
    }),
    /after .*, observe\(\) shows a different world if given an earlier observation/,
  ],
  [
    "a world that is no plain data",
    design({ initial: (scope) => ({ ...nested.initial(scope), extra: undefined }) }),
    /extra is not plain data|the world is not plain data/,
  ],
];

describe("a mistake of a design is told in words", () => {
  test.each(MISTAKES)("%s", (_, model, words) => {
    expect(checkLaws(model).breach?.words).toMatch(words);
  });

  test("with the history after which it is so", () => {
    const [[, model]] = MISTAKES as [(typeof MISTAKES)[number]]; // it is not empty
    const { breach } = checkLaws(model);
    const { scope } = breach ?? {};
    if (scope === undefined || !isContainerScope(scope)) throw new Error("a breach has a scope");
    const world = model.initial(scope);
    const last = breach?.history.at(-1);
    expect(last).toMatchObject({ op: "setns" });
    expect(world.tasks).toHaveLength(2);
  });
});

test.each(CONTAINER_MODELS)("$name keeps the laws, and every call of it is tried", (model) => {
  expect(checkLaws(model)).toEqual({ breach: undefined, neverTried: [] });
});

test("a call that operations never gives is told", () => {
  const forgetful = design({
    operations: (world, task, scope) =>
      [...nested.operations(world, task, scope)].filter(({ op }) => op !== "restart"),
  });
  expect(checkLaws(forgetful)).toEqual({ breach: undefined, neverTried: ["restart"] });
});

describe("the guard", () => {
  test("is set up for a run, not for each of the thousands of laws along it", () => {
    let times = 0;
    const guard: Guard = (work) => {
      times++;
      return work();
    };
    expect(checkLaws(nested, { guard }).breach).toBeUndefined();
    expect(times).toBeLessThan(1000);
  });

  test("that ends a run leaves the calls that led there", () => {
    const endless = beside("kill", () => {
      throw new Endless("it does not come back");
    });
    const { breach } = checkLaws(endless, { guard: (work) => work() });
    expect(breach).toMatchObject({ words: "it does not come back", isFinal: true });
    expect(breach?.history.length).toBeGreaterThan(0);
  });
});
