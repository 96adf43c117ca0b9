import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { leastOfOrbit } from "../drawn/brute-force.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { drawStates, permutedCopies } from "../drawn/states.ts";
import { drawn } from "../drawn/tape.ts";

const anyStates = drawn((tape) => drawStates(tape, 8));

/** The control part of a state, by the definition. */
function controlOf({ part }: StateSpace, values: Values): Values {
  const control = values.slice();
  for (const { slots } of part.opaque)
    for (const slot of slots) control[slot] = part.optional.has(slot) ? Math.min(1, values[slot] ?? 0) : 0;
  return control;
}

describe.each([
  ["opaque values", new Set<string>()],
  ["nothing opaque", undefined],
])("with %s", (_, looked) => {
  test("a state has the key and the form of all that differ from it only in numbers, and of no other", () => {
    let told = 0;
    fc.assert(
      fc.property(anyStates, ({ shape, layout, states }) => {
        const space = new StateSpace({ ...nested, shape: () => shape }, NO_SCOPE, { symmetry: true, looked });
        const least = leastOfOrbit(layout);
        const all = states.flatMap((values) => [values, ...permutedCopies(layout, values)]);
        const orbits = all.map(least);
        const found = all.map((values) => {
          const isTold = space.locate(values);
          if (isTold) told++;
          if (looked === undefined) expect(isTold).toBe(true);
          return {
            isTold,
            here: `${space.words.join()} ${space.sharing.combination()}`,
            key: space.keyOf(values),
          };
        });
        for (const [one, { isTold, here, key }] of found.entries())
          for (const [other, { key: keyOfOther, here: there }] of found.entries()) {
            expect(key === keyOfOther).toBe(orbits[one] === orbits[other]);
            if (isTold) expect(here === there).toBe(orbits[one] === orbits[other]);
          }
      }),
      { numRuns: 10, endOnFailure: true },
    );
    expect(told).toBeGreaterThan(20);
  });

  test("the numbers in a form take a state there", () => {
    fc.assert(
      fc.property(anyStates, ({ shape, states }) => {
        const space = new StateSpace({ ...nested, shape: () => shape }, NO_SCOPE, { symmetry: true, looked });
        const permutations = new Permutations(space.part.control);
        for (const values of states) {
          space.locate(values);
          const [form, moved] = [space.values(), space.values()];
          space.packer.unpack(space.words, 0, form);
          permutations.apply(space.numbersInForm(values), controlOf(space, values), moved);
          expect(moved).toEqual(form);
        }
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

test("without symmetry each state is told, and there are no forms", () => {
  const space = new StateSpace(nested, NO_SCOPE, { symmetry: false });
  const first = space.first();
  expect(space.locate(first)).toBe(true);
  expect(() => space.numbersInForm(first)).toThrow("without symmetry there are no forms");
});
