/** A design or property that asks for a number without saying so gets the verdicts of a search without symmetry, and is named. */
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { PROPERTIES as BUILT_IN } from "../../../src/catalogue.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { search } from "../../../src/engine/search.ts";
import type { SearchResult } from "../../../src/engine/search-result.ts";
import { DEEP, DESIGNS, PROPERTIES } from "./asymmetric.ts";

const scopeOf = (tasks: number, containers: number): ContainerScope => ({
  tasks,
  containers,
  kinds: ["uts"],
  names: [],
  images: 0,
});

const found = ({ verdicts }: SearchResult) => verdicts.map(({ cases, ...verdict }) => verdict);

describe.each([
  ["2 tasks, 2 containers", scopeOf(2, 2)],
  ["3 tasks, 2 containers", scopeOf(3, 2)],
])("in %s", (_, scope) => {
  test.each(DESIGNS)("the design $name is searched without symmetry", (model) => {
    const whole = search(model, BUILT_IN, scope);
    const asked = search(model, BUILT_IN, scope, { symmetry: true });
    expect(asked).toMatchObject({ symmetry: false, worlds: whole.worlds, complete: true });
    expect(found(asked)).toEqual(found(whole));
    expect(asked.asymmetries).toHaveLength(1);
    expect(asked.asymmetries[0]).not.toHaveProperty("property");
    expect(asked.asymmetries[0]).toHaveProperty("exchanged");
    expect(asked.asymmetries[0]).toHaveProperty("history");
  });

  test.each(PROPERTIES)(
    "the property $name is decided without symmetry, alone and beside others",
    (property) => {
      const [expected] = found(search(nested, [property], scope));
      const alone = search(nested, [property], scope, { symmetry: true });
      expect(alone.symmetry).toBe(false);
      expect(found(alone)).toEqual([expected]);
      expect(alone.asymmetries).toMatchObject([{ property: property.name, exchanged: {} }]);

      const beside = search(nested, [...BUILT_IN, property], scope, { symmetry: true });
      expect(beside).toMatchObject({ symmetry: true, apart: { symmetry: false } });
      expect(found(beside)).toEqual([...found(search(nested, BUILT_IN, scope)), expected]);
      expect(beside.compared).toBeGreaterThan(0);
    },
  );
});

test("also where it shows only far from the first world", () => {
  const scope = scopeOf(3, 3);
  const [expected] = found(search(nested, [DEEP], scope));
  expect(expected).toMatchObject({ verdict: "broken" });
  const asked = search(nested, [DEEP], scope, { symmetry: true });
  expect(found(asked)).toEqual([expected]);
  expect(asked.asymmetries).toMatchObject([{ property: DEEP.name }]);
});

test("what other properties find does not depend on one to which numbers matter", () => {
  const scope = scopeOf(3, 3);
  const alone = search(nested, BUILT_IN, scope, { symmetry: true });
  for (const property of PROPERTIES) {
    const { verdicts } = search(nested, [property, ...BUILT_IN], scope, {
      symmetry: true,
      comparisons: "some",
    });
    expect(verdicts.slice(1)).toEqual(alone.verdicts);
  }
});

test("what says so itself goes the same way without being named", () => {
  const scope = scopeOf(2, 2);
  const [first] = PROPERTIES;
  if (first === undefined) throw new Error("there is no property");
  const declared = { ...first, numbersMatter: true } as const;
  const asked = search(nested, [...BUILT_IN, declared], scope, { symmetry: true });
  expect(asked).toMatchObject({ symmetry: true, apart: { symmetry: false }, asymmetries: [] });
  expect(asked.verdicts.at(-1)).toMatchObject({ property: first.name, verdict: "broken" });
  const model = { ...nested, numbersMatter: true } as const;
  expect(search(model, BUILT_IN, scope, { symmetry: true })).toMatchObject({
    symmetry: false,
    asymmetries: [],
  });
});
