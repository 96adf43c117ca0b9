import { describe, expect, test } from "vitest";
import { matrixTable } from "../../src/report/matrix.ts";
import { smallMatrix } from "./matrices.ts";

const matrix = smallMatrix();

describe("the matrix as text", () => {
  test("has a row for each property, a column for each design, and explains its signs", () => {
    expect(matrixTable(matrix, 80)).toBe(
      [
        "                         nested  merged  task-",
        "                                         struct",
        "never-leaves             ✓       ✗ 2     ✓",
        "same-name-in-two-places  → 5     → 6     → 5",
        "always-enterable         ✗ 3     ✓       ✗ 3",
        "restart-is-faithful      ·       ·       ·",
        "",
        "✓ holds in the whole scope",
        "✗ broken, in this many steps",
        "→ reached, in this many steps",
        "· does not apply",
      ].join("\n"),
    );
  });

  test("what is not decided is neither held nor broken", () => {
    const open = smallMatrix({ searchOf: () => ({ depth: 1 }) });
    expect(matrixTable(open, 80)).toContain("never-leaves             ?       ?       ?");
    expect(matrixTable(open, 80)).toContain("? not decided");
  });

  test("signs are coloured, and spaces are not", () => {
    const painted = matrixTable(matrix, 80, (style, text) => `<${style} ${text}>`);
    expect(painted).toContain("never-leaves             <green ✓>       <red ✗ 2>     <green ✓>");
  });
});
