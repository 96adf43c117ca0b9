import { describe, expect, test } from "vitest";
import { matrixPage } from "../../../src/report/page/page.ts";
import { smallMatrix } from "../matrices.ts";

const ASSETS = {
  script: { text: "/* moves */", sha256: "c2NyaXB0" },
  style: { text: "/* looks */", sha256: "c3R5bGU=" },
};
const page = matrixPage([smallMatrix()], ASSETS);

describe("the page", () => {
  test("is a function of the matrix and its assets", () => {
    expect(matrixPage([smallMatrix()], ASSETS)).toBe(page);
  });

  test("loads nothing, and its policy forbids it to", () => {
    expect(page).not.toMatch(/\s(?:src|srcset)=|@import|url\(/);
    expect(page).not.toMatch(/<(?:link|img|iframe|object)\b/);
    expect(page).not.toMatch(/ (?:style|on\w+)="/);
    expect(page).toContain(
      "default-src 'none'; script-src 'sha256-c2NyaXB0'; style-src 'sha256-c3R5bGU='; base-uri 'none'; form-action 'none'",
    );
  });

  test("has the table as links, which say what they open without being seen", () => {
    const cells = [
      ...page.matchAll(/<td role="gridcell" class="(.*?)"><a href="(.*?)".*? aria-label="(.*?)">/g),
    ];
    expect(cells).toHaveLength(12);
    expect(cells.map(([, ...parts]) => parts)).toContainEqual([
      "broken",
      "#nested/always-enterable",
      "always-enterable in nested: broken in 3 steps",
    ]);
  });

  test("its data is JSON", () => {
    const [, json = ""] = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(page) ?? [];
    expect(JSON.parse(json).designs).toHaveLength(3);
  });

  test("explains the signs that it shows, and no others", () => {
    const [, legend = ""] = /<ul class="legend">(.*?)<\/ul>/.exec(page) ?? [];
    expect([...legend.matchAll(/<li class="(.*?)">/g)].map(([, sort]) => sort)).toEqual([
      "holds",
      "broken",
      "reached",
      "does-not-apply",
    ]);
  });

  test("the names of a design are text, whatever stands in them", () => {
    const { rows, ...matrix } = smallMatrix();
    const bad = rows.map((row) => ({ ...row, title: "<script>x</script>" }));
    expect(matrixPage([{ ...matrix, rows: bad }], ASSETS)).not.toContain("<script>x");
  });

  test("has plots only where costs were measured", () => {
    expect(page).not.toContain("What a call costs");
    expect(matrixPage([smallMatrix({ cost: true })], ASSETS)).toContain("What a call costs");
  });
});
