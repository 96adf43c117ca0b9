import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import { exitEnds } from "../../../properties/exit-ends.ts";
import { killedGoes } from "../../../properties/killed-goes.ts";
import { leftAloneGoes } from "../../../properties/left-alone-goes.ts";
import { checkPropertyLaws } from "../../../src/engine/laws/property-laws.ts";
import type { Property } from "../../../src/model/property.ts";

/** What the laws find wrong with `killedGoes`, a property on runs, with some parts replaced. */
const wordsOf = (otherwise: object): string | undefined =>
  checkPropertyLaws({ ...killedGoes, ...otherwise } as Property, walkingKill)?.words; // still of one form

test.each([killedGoes, leftAloneGoes, exitEnds])("$name keeps the laws", (property) => {
  expect(checkPropertyLaws(property as Property, nested)).toBeUndefined();
});

describe("of a property on runs that breaks a law it is told", () => {
  let turn = 0;
  test.each<[string, object, RegExp]>([
    ["an answer that is none", { isMet: () => 1 }, /^isMet\(\) returns 1: it must return true or false$/],
    [
      "chance",
      { isMet: () => turn++ % 2 === 0 },
      /^isMet\(\) returns (true|false), but (true|false) when asked again at once/,
    ],
    [
      "from where on it is owed",
      { owed: { from: "worlds", isSo: () => undefined } },
      /^owed\.isSo\(\) returns undefined/,
    ],
    [
      "a step that is owed something",
      { owed: { from: "steps", isSo: () => "yes" } },
      /^owed\.isSo\(\) returns "yes"/,
    ],
    ["which steps it allows", { allows: () => null }, /^allows\(\) returns null/],
    ["to whom it is fair", { isFair: () => 0 }, /^isFair\(\) returns 0/],
    [
      "no words for what never happens",
      { owed: { from: "worlds", isSo: () => true }, isMet: () => false, broken: () => "" },
      /^broken\(\) returns "": it must return a text/,
    ],
    [
      "a world that is changed",
      { isMet: (world: { tasks: Map<unknown, unknown> }) => world.tasks.delete(1) || true },
      /^isMet\(\) changes the world that it is given/,
    ],
  ])("%s", (_, otherwise, words) => {
    expect(wordsOf(otherwise)).toMatch(words);
  });

  test("by the shortest history after which it does", () => {
    const late = {
      isMet: (world: { readonly tasks: ReadonlyMap<unknown, unknown> }) => {
        if (world.tasks.size > 1) throw new Error("so many");
        return true;
      },
    };
    const breach = checkPropertyLaws({ ...killedGoes, ...late } as Property, walkingKill);
    expect(breach?.words).toBe('it throws "so many"');
    expect(breach?.history.map(({ op }) => op)).toEqual(["fork"]);
  });
});

test("a property on runs that is owed after calls which a design lacks does not apply to it", () => {
  const owed = { from: "steps", on: ["killtask"], isSo: () => 1 };
  expect(checkPropertyLaws({ ...killedGoes, owed } as never, nested)).toBeUndefined();
  expect(wordsOf({ owed })).toMatch(/^owed\.isSo\(\) returns 1/);
});
