/** The examples of the documentation are files that run: what a page shows of one is that file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./markdown.ts";

const docs = join(import.meta.dirname, "../../docs");

test.each([
  ["write-a-design.md", "leave.ts"],
  ["write-a-property.md", "forks-stay.ts"],
])("%s shows %s as it is", (page, example) => {
  const shown = blocksOf(readFileSync(join(docs, page), "utf8")).filter(({ language }) => language === "ts");
  expect(shown.map(({ text }) => text)).toEqual([readFileSync(join(docs, "examples", example), "utf8")]);
});

test("every example is shown on a page", () => {
  expect(readdirSync(join(docs, "examples"))).toEqual(["forks-stay.ts", "leave.ts"]);
});
