import { describe, expect, test } from "vitest";
import { matrixTable } from "../../src/report/matrix.ts";
import { historiesAsText, sharedHistories } from "../../src/report/matrix-histories.ts";
import { matrixAsMarkdown } from "../../src/report/matrix-markdown.ts";
import { pageData } from "../../src/report/page/page-data.ts";
import { linuxMatrix, smallMatrix } from "./matrices.ts";

const matrix = linuxMatrix();

describe("a matrix by kinds of namespace", () => {
  test("has a row for each question and a column for each kind", () => {
    expect(matrixTable(matrix, 80).split("\n").slice(0, 4)).toEqual([
      "               linux-  linux-  linux-",
      "               uts     net     user",
      "never-leaves   ✗ 1     ✗ 1     ✓",
      "named-by-file  → 3     → 3     → 4",
    ]);
  });

  test("tells once what comes out the same for several kinds", () => {
    expect(sharedHistories(matrix).map(({ properties }) => properties)).toMatchObject([
      [{ property: "never-leaves", sort: "broken", designs: ["linux-uts", "linux-net"] }],
      [{ property: "never-leaves", sort: "holds", designs: ["linux-user"] }],
      [{ property: "named-by-file", sort: "reached", designs: ["linux-uts", "linux-net"] }],
      [{ property: "named-by-file", sort: "reached", designs: ["linux-user"] }],
    ]);
    expect(historiesAsText(matrix)).toContain(
      "never-leaves is broken in linux-uts and linux-net, in 1 step: task 1 has left its KIND namespace\n  1. Task 1 unshares KIND.",
    );
  });

  test("tells of what holds what is tried against it", () => {
    const text = historiesAsText(matrix);
    expect(text).toContain(
      "never-leaves holds in linux-user; this history tries to break it\n  1. Task 1 clones",
    );
    expect(text).toMatch(/ {2}2\. Task 2 tries to enter KIND of task 1, and is refused: EPERM/);
    expect(matrixAsMarkdown(matrix)).toContain(
      "- **never-leaves** holds, and this history tries to break it, in linux-user",
    );
  });

  test("each question has a scope of its own, which the matrix has not", () => {
    expect(matrix).not.toHaveProperty("scope");
    expect(matrix.rows[2]?.asked.map(({ scope }) => scope)).toMatchObject([
      { kinds: ["user"], tasks: 3 },
      { kinds: ["user"], files: 1 },
    ]);
    expect(matrix.properties[1]).toMatchObject({ name: "named-by-file" });
    expect(matrix.properties[1]?.claim).not.toContain("net namespace");
  });
});

describe("on a page, beside designs of another domain", () => {
  const data = pageData([smallMatrix(), matrix]);

  test("what both are asked is one row, and who is not asked has no verdict", () => {
    expect(data.properties.map(({ name }) => name)).toEqual([
      "never-leaves",
      "same-name-in-two-places",
      "always-enterable",
      "restart-is-faithful",
      "named-by-file",
    ]);
    const user = data.designs.find(({ name }) => name === "linux-user");
    expect(user?.cells.map(({ sort, words }) => [sort, words])).toEqual([
      ["holds", "holds"],
      ["does-not-apply", "is not checked"],
      ["does-not-apply", "is not checked"],
      ["does-not-apply", "is not checked"],
      ["reached", "reached in 4 steps"],
    ]);
  });

  test("a cell that holds plays what is tried against it", () => {
    const cell = data.designs.find(({ name }) => name === "linux-user")?.cells[0];
    expect(data.plays[cell?.play ?? -1]?.scenes.at(-1)).toMatchObject({ refused: "EPERM" });
  });
});
