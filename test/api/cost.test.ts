import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { costOf } from "../../src/api/cost.ts";
import * as engine from "../../src/engine/cost.ts";

const LADDERS = [{ depth: 2, tasks: 1 }];

test("costs are those of the engine", () => {
  expect(costOf(nested, LADDERS)).toEqual(engine.costOf(nested, LADDERS));
  expect(costOf(nested).ladders.map(({ ladder }) => ladder)).toEqual(engine.LADDERS_BY_DEPTH);
});

test.each<readonly [string, unknown, string]>([
  ["no list", LADDERS[0], "ladders: this is not a list of ladders"],
  ["no ladder", [2], "ladders.0: this is not an object"],
  ["no depth", [{ depth: 0, tasks: 1 }], "ladders.0.depth: this is not a whole number from 1 to"],
  ["a mistyped field", [{ depth: 1, task: 1 }], 'ladders.0.tasks: the field "tasks" is missing'],
])("%s is refused", (_, ladders, said) => {
  // Plain JavaScript can pass anything.
  expect(() => costOf(nested, ladders as never)).toThrow(said);
  expect(() => costOf("nested" as never, LADDERS)).toThrow(/^"nested" is not a design$/);
});
