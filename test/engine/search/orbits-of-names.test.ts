import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { RenamedForms } from "../../../src/engine/expand/renamed-forms.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { CopyTables } from "../../../src/engine/partition/copy-tables.ts";
import { OrbitsOfNames } from "../../../src/engine/search/orbits-of-names.ts";
import { RenamedStates } from "../../../src/engine/search/renamed-states.ts";
import { SettledCombinations } from "../../../src/engine/search/settled-combinations.ts";
import { Renamings } from "../../../src/engine/symmetry/renamings.ts";
import { oneOf, record, reference, type Shape, table } from "../../../src/model/shape.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { drawStates } from "../drawn/states.ts";
import { drawn } from "../drawn/tape.ts";
import { tableOf } from "../store/stores.ts";

const NAMES = ["a", "b", "c"];
const drawnStates = drawn((tape) => drawStates(tape, 6, NAMES));

/** Tasks that differ only in their name and in whom they share with: forms with many automorphisms. */
const TASKS = 5;
const ALIKE: Shape = record({
  tasks: table(
    "task",
    TASKS,
    record({
      name: { ...oneOf(...NAMES), interchangeable: NAMES },
      red: reference("red", TASKS),
      blue: reference("blue", TASKS),
    }),
  ),
});
const alikeStates = fc
  .array(
    fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), {
      minLength: TASKS,
      maxLength: TASKS,
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => ({
    shape: ALIKE,
    states: all.map((rows) => Int32Array.from(rows.flatMap(([name, red, blue]) => [1, name, red, blue]))),
  }));

/** The keys and orbits of all renamings of some states, and the object under test, which is to find these orbits. */
function orbitsOf(shape: Shape, states: readonly Values[], looked: ReadonlySet<string> | undefined) {
  const space = new StateSpace({ ...nested, shape: () => shape }, NO_SCOPE, { symmetry: true, looked });
  const renamings = new Renamings(space.part.whole);
  const forms = tableOf(space.packer.length);
  const keys = new Map<number, Map<number, string>>();
  /** The orbit of each state. */
  const orbits = new Map<string, Set<string>>();
  for (const values of states) {
    const orbit = new Set<string>();
    for (let renaming = -1; renaming < renamings.count; renaming++) {
      const other = values.slice();
      if (renaming >= 0) renamings.apply(renaming, other);
      const key = space.keyOf(other);
      orbit.add(key);
      const form = forms.add(space.words, 0);
      const ofForm = keys.get(form) ?? new Map<number, string>();
      keys.set(form, ofForm.set(space.sharing.combination(), key));
    }
    for (const key of orbit) orbits.set(key, orbit);
  }
  const renamed = new RenamedForms(space, new CopyTables(), true);
  return {
    keys,
    orbits,
    space,
    found: new OrbitsOfNames(space, new RenamedStates(renamed, forms, new SettledCombinations(space, forms))),
  };
}

describe.each([
  ["drawn states", drawnStates, 20],
  ["tasks that are alike", alikeStates, 60],
] as const)("%s", (_, anyStates, numRuns) => {
  test.each([
    ["opaque values", new Set<string>()],
    ["nothing opaque", undefined],
  ])("with %s: of each orbit one state stands for all others, which are visited once", (__, looked) => {
    let several = 0;
    fc.assert(
      fc.property(anyStates, ({ shape, states }) => {
        const { keys, orbits, space, found } = orbitsOf(shape, states, looked);
        const ofLeast = [...keys].flatMap(([form, ofForm]) => {
          const unit = { form, combinations: [...ofForm.keys()], weight: 1 };
          return found.leastOf(unit).flatMap(({ combinations, weight }) =>
            combinations.map((combination) => {
              const others: string[] = [];
              found.visitOthers({ form, combinations: [combination], weight }, (words, at, other) => {
                const values = space.values();
                space.stateOf(words, at, other, values);
                others.push(space.keyOf(values));
                expect(space.sharing.combination()).toBe(other);
              });
              const own = ofForm.get(combination) ?? "";
              expect(weight).toBe(others.length + 1);
              return [own, ...others];
            }),
          );
        });
        expect(ofLeast.map((orbit) => orbit.toSorted()).toSorted()).toEqual(
          [...new Set(orbits.values())].map((orbit) => [...orbit].toSorted()).toSorted(),
        );
        several += ofLeast.filter((orbit) => orbit.length > 1).length;
      }),
      { numRuns, endOnFailure: true },
    );
    expect(several).toBeGreaterThan(20);
  });
});
