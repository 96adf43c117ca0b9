import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EQUIVALENTS } from "./equivalents.ts";

const root = join(import.meta.dirname, "../..");

test("each is of a line that is there, with a reason, and none is listed twice", () => {
  for (const { file, line, why } of EQUIVALENTS) {
    const lines = readFileSync(join(root, file), "utf8").split("\n");
    expect(lines.map((text) => text.trim())).toContain(line);
    expect(why).toMatch(/^[a-z`].{10,}[^.]$/);
  }
  const keys = EQUIVALENTS.map(({ why: _, ...change }) => JSON.stringify(change));
  expect(new Set(keys).size).toBe(keys.length);
});
