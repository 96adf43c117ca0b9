import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { RenamedForms } from "../../../src/engine/expand/renamed-forms.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { CopyTables } from "../../../src/engine/partition/copy-tables.ts";
import { Renamings } from "../../../src/engine/symmetry/renamings.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { drawStates } from "../drawn/states.ts";
import { drawn } from "../drawn/tape.ts";

const NAMES = ["a", "b", "c"];
const anyStates = drawn((tape) => drawStates(tape, 6, NAMES));

describe.each([
  ["opaque values", new Set<string>()],
  ["nothing opaque", undefined],
])("with %s", (_, looked) => {
  const spaceOf = (shape: ReturnType<typeof nested.shape>): StateSpace =>
    new StateSpace({ ...nested, shape: () => shape }, NO_SCOPE, { symmetry: true, looked });

  test("each renaming leads to the form and the partitions of the state that is renamed", () => {
    let renamed = 0;
    fc.assert(
      fc.property(anyStates, ({ shape, states }) => {
        const space = spaceOf(shape);
        const renamings = new Renamings(space.part.whole);
        const forms = new RenamedForms(space, new CopyTables(), true);
        expect(forms.count).toBe(renamings.count);
        for (const values of states) {
          space.settle(values);
          const [words, combination] = [space.words.slice(), space.sharing.combination()];
          forms.find(words, 0);
          const found = Array.from({ length: forms.count }, (__, renaming) => {
            const other = space.values();
            const at = forms.forms.placeOf(renaming);
            space.stateOf(forms.forms.words, at, forms.combinationAfter(renaming, combination), other);
            return space.keyOf(other);
          });
          const expected = Array.from({ length: renamings.count }, (__, renaming) => {
            const other = space.values();
            space.stateOf(words, 0, combination, other);
            renamings.apply(renaming, other);
            return space.keyOf(other);
          });
          expect(found).toEqual(expected);
          renamed += found.length;
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
    expect(renamed).toBeGreaterThan(100);
  });

  test("where names are not renamed there are none", () => {
    fc.assert(
      fc.property(anyStates, ({ shape, states: [first] }) => {
        if (first === undefined) throw new RangeError("states were drawn");
        const space = spaceOf(shape);
        space.settle(first);
        const forms = new RenamedForms(space, new CopyTables(), false);
        forms.find(space.words, 0);
        expect([forms.count, forms.forms.count]).toEqual([0, 0]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
