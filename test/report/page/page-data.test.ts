import { expect, test } from "vitest";
import { pageData } from "../../../src/report/page/page-data.ts";
import { smallMatrix } from "../matrices.ts";

const data = pageData([smallMatrix()]);

test("a cell says what its verdict says, and has the play that shows it", () => {
  const [nested, merged] = data.designs;
  expect(nested?.cells.map(({ sort, text, words }) => [sort, text, words])).toEqual([
    ["holds", "✓", "holds"],
    ["reached", "→ 5", "reached in 5 steps"],
    ["broken", "✗ 3", "broken in 3 steps"],
    ["does-not-apply", "·", "does not apply"],
  ]);
  expect(merged?.cells[0]).toMatchObject({ sort: "broken", why: "task 1 has left container 2 (/unnamed1)" });
  const play = data.plays[nested?.cells[2]?.play ?? -1];
  expect(play?.scenes).toHaveLength(5);
  expect(play?.scenes.at(-1)).toMatchObject({ refused: "ENXIO", isShowing: true });
  expect(nested?.cells[0]).not.toHaveProperty("play");
});

test("a play has room for each of its pictures, and stands once for all cells that have it", () => {
  for (const { width, height, scenes } of data.plays) {
    for (const { picture } of scenes) {
      expect(picture.width).toBeLessThanOrEqual(width);
      expect(picture.height).toBeLessThanOrEqual(height);
    }
  }
  expect(new Set(data.plays.map((play) => JSON.stringify(play))).size).toBe(data.plays.length);
});

test("two designs with one history and one picture share the play", () => {
  const { rows, ...matrix } = smallMatrix();
  const [nested] = rows;
  if (nested === undefined) throw new Error("the matrix has no rows");
  const twice = pageData([{ ...matrix, rows: [nested, { ...nested, title: "twin" }] }]);
  expect(twice.plays).toHaveLength(2);
  expect(twice.designs[1]?.cells).toEqual(twice.designs[0]?.cells);
});
