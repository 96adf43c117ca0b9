import fc from "fast-check";
import { expect, test } from "vitest";
import { ShownTree, shownTable } from "../../../src/domains/containers/shown-rows.ts";
import { type ContainerNumber, containerNumber } from "../../../src/model/numbers.ts";
import type { Table } from "../../../src/world/table.ts";
import { isInOrBelow, pathFrom, type TreeNode } from "../../../src/world/tree.ts";

const copy = (row: { name: string }) => ({ name: row.name });
const isSame = (row: { name: string }, known: { name: string }) => row.name === known.name;

const anyRow = fc.option(fc.record({ name: fc.constantFrom("a", "b") }));
/** Place 0 is never used, and the last place is never empty. */
const anyTable = fc
  .array(anyRow, { maxLength: 5 })
  .map(
    (rows): Table<number, { name: string }> => [
      null,
      ...rows.slice(0, rows.findLastIndex((row) => row !== null) + 1),
    ],
  );

test("the rows are shown, and those that are equal are taken from the other table", () => {
  fc.assert(
    fc.property(anyTable, anyTable, (rows, others) => {
      const known = shownTable(others, undefined, copy, isSame);
      const shown = shownTable(rows, known, copy, isSame);
      expect(shown).toEqual(rows);
      const areEqual = JSON.stringify(rows) === JSON.stringify(others);
      expect(shown === known).toBe(areEqual);
      for (const [place, row] of shown.entries()) {
        expect(row === null || row !== rows[place]).toBe(true);
        if (row !== null) expect(row === known[place]).toBe(row.name === known[place]?.name);
      }
    }),
  );
});

/** Rows whose parents come before them; some rows are missing. */
const anyTree = fc
  .array(fc.record({ parent: fc.nat(), name: fc.constantFrom("a", "b"), isThere: fc.boolean() }), {
    maxLength: 3,
  })
  .map((drawn): Table<ContainerNumber, TreeNode> => {
    const root: TreeNode = { parent: null, name: "" };
    const rows = drawn.map(({ parent, name, isThere }, place) =>
      isThere ? { parent: containerNumber(1 + (parent % (place + 1))), name } : null,
    );
    return [null, root, ...rows];
  });

test("two trees have the same parents exactly where their rows beside the names are the same", () => {
  const parentsIn = (table: Table<ContainerNumber, TreeNode>) =>
    JSON.stringify(table.map((row) => (row === null ? "missing" : row.parent)));
  fc.assert(
    fc.property(anyTree, anyTree, (one, other) => {
      const areSame = parentsIn(one) === parentsIn(other);
      expect(new ShownTree(one).hasParentsOf(new ShownTree(other))).toBe(areSame);
      expect(new ShownTree(one).hasParentsOf(new ShownTree(one))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("what a tree keeps of its views and paths is what they are", () => {
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(parents, (drawn) => {
      const rows = drawn.map((parent, place): TreeNode => {
        if (place === 0) return { parent: null, name: "" };
        return { parent: containerNumber(1 + (parent % place)), name: `c${place}` };
      });
      const tree = new ShownTree([null, ...rows]);
      const numbers = rows.map((_, place) => containerNumber(place + 1));
      for (const own of [...numbers, ...numbers]) {
        const view = numbers.filter((container) => isInOrBelow(tree.table, container, own));
        expect(tree.viewFrom(own)).toEqual(view);
        for (const container of numbers)
          expect(tree.pathFrom(own, container)).toBe(pathFrom(tree.table, own, container));
      }
    }),
  );
});
