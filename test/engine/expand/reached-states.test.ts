import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { historyTo, ReachedStates } from "../../../src/engine/expand/reached-states.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";

const SCOPE = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 } as const;
const design: Model = nested;

test.each([true, false])(
  "with symmetry %s all states of a search are reached, each by its history",
  (symmetry) => {
    const space = new StateSpace(design, SCOPE, { symmetry });
    const states = new ReachedStates(space);
    let calls = 0;
    for (const reached of states.all) for (const _ of states.expand(reached)) calls++;
    const found = search(design, [], SCOPE, { symmetry });
    expect(states.all).toHaveLength(found.worlds);
    expect(calls).toBeGreaterThan(found.worlds);
    const lengths = states.all.map((reached) => historyTo(reached).length);
    expect(found.levels).toEqual(
      found.levels.map((_, level) => lengths.filter((length) => length === level).length),
    );
    for (const reached of states.all) {
      const world = design.initial(SCOPE);
      for (const operation of historyTo(reached)) design.apply(world, operation, SCOPE);
      expect(space.valuesOf(world)).toEqual(reached.values);
    }
  },
);

test("a call that fails was told before", () => {
  const failing: Model = {
    ...design,
    apply: (world, operation, scope) => {
      if (operation.op === "exit") throw new Error("it fails");
      return design.apply(world, operation, scope);
    },
  };
  const states = new ReachedStates(new StateSpace(failing, SCOPE, { symmetry: false }));
  const [first] = states.all;
  if (first === undefined) throw new Error("there is a first state");
  const told: string[] = [];
  expect(() => {
    for (const { op } of states.expand(first)) told.push(op);
  }).toThrow("it fails");
  expect(told.at(-1)).toBe("exit");
});
