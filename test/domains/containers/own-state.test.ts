import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import {
  flawOfOwn,
  ownChanges,
  ownInWords,
  withOwnState,
} from "../../../src/domains/containers/own-state.ts";
import { ROOT } from "../../../src/model/numbers.ts";
import { list, oneOf, record, reference, table } from "../../../src/model/shape.ts";
import { anyCharacter } from "../../any-character.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 } as const;
const FIELDS = ["sealed", "owner", "marks"];

/** What a design may keep in a field: plain data. */
const value = fc.oneof(fc.boolean(), fc.constant(null), fc.nat(), fc.string(), fc.array(fc.nat({ max: 9 })));
const state = fc.dictionary(fc.constantFrom(...FIELDS, "unseen"), value);

describe("what a world shows of its own", () => {
  const world = (row: object) => {
    const first = nested.initial(scope);
    return { ...first, containers: first.containers.map((one) => one && { ...one, ...row }), ...row };
  };
  const shown = nested.observe(nested.initial(scope), scope);
  const rowOf = (seen: ContainerObservation) => seen.containers.get(ROOT);

  test("is what the named fields hold, null where there is none, beside all that was shown", () => {
    fc.assert(
      fc.property(state, fc.subarray(FIELDS, { minLength: 1 }), (row, fields) => {
        const expected = Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
        const seen = withOwnState(shown, world(row), { containers: fields, world: fields });
        expect(rowOf(seen)).toEqual({ ...rowOf(shown), own: expected });
        expect(seen.own).toEqual(expected);
        expect(seen.tasks).toBe(shown.tasks);
        expect(seen.nsproxies).toBe(shown.nsproxies);
      }),
    );
  });

  test("stays as it is when the world changes", () => {
    const marks = [1];
    const seen = withOwnState(shown, world({ marks }), { containers: ["marks"], world: ["marks"] });
    marks.push(2);
    expect([rowOf(seen)?.own, seen.own]).toEqual([{ marks: [1] }, { marks: [1] }]);
  });

  test("is nothing where no field is named, or a table is not there", () => {
    expect(rowOf(withOwnState(shown, world({ sealed: true }), {}))).toBe(rowOf(shown));
    expect(rowOf(withOwnState(shown, {}, { containers: ["sealed"] }))).toBe(rowOf(shown));
  });
});

describe("the name of a field that", () => {
  const row = record({ sealed: oneOf(true, false), owner: reference("task", 2) });
  const shape = record({ tasks: table("task", 2, row), marks: list(2, row), clock: oneOf(0, 1) });
  const without = record({ tasks: table("task", 2, record({})) });

  test.each([
    ["rows have is right", { tasks: ["sealed", "owner"] }, undefined],
    ["rows have in some scope is right", { tasks: ["owner"] }, undefined],
    ["the world has is right", { world: ["clock"] }, undefined],
    [
      "no row has is told with the nearest",
      { world: ["clock"], tasks: ["seald"] },
      '`own` names "seald", which is not a field of rows of tasks: did you mean "sealed"?',
    ],
    [
      "no world has is told with all that there are",
      { world: ["wall"] },
      '`own` names "wall", which is not a field of the world (it may be tasks, marks, clock)',
    ],
    ["stands for a table of which nothing is known is let be", { containers: ["any"] }, undefined],
  ])("%s", (_, own, flaw) => {
    expect(flawOfOwn(own, [without, shape])).toBe(flaw);
  });
});

describe("in words", () => {
  test("a flag is named where it is set, anything else with its value", () => {
    expect(ownInWords({ sealed: true, open: false, owner: 2, by: "a b", of: null, marks: [1, 2] })).toBe(
      "sealed, owner 2, by 'a b', marks '[1,2]'",
    );
    expect(ownInWords(undefined)).toBe("");
  });

  test("it is safe to print, whatever it holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: anyCharacter }), value), (own) => {
        expect(ownInWords(own)).toMatch(/^\P{C}*$/u);
      }),
    );
  });
});

test("a change names each field that differs, and no other", () => {
  fc.assert(
    fc.property(state, state, (was, is) => {
      const differing = Object.keys(is).filter(
        (field) => JSON.stringify(is[field]) !== JSON.stringify(was[field]),
      );
      const told = ownChanges("/a", was, is);
      expect(told.map((line) => line.split(" of /a is now ")[0])).toEqual(differing);
      expect(ownChanges("/a", is, is)).toEqual([]);
    }),
  );
});
