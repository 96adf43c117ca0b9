/** The examples of the documentation are files that run: what a page shows of one is that file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./markdown.ts";

const docs = join(import.meta.dirname, "../../docs");

/** The examples that each page shows, in its order. */
const SHOWN = {
  "api.md": ["embed.ts"],
  "getting-started.md": ["shallow-kill.ts"],
  "write-a-design.md": ["leave.ts", "seal.ts", "leave-on-kernel.ts"],
  "write-a-property.md": ["forks-stay.ts"],
} as const;

test.each(Object.entries(SHOWN))("%s shows its examples as they are", (page, examples) => {
  const shown = blocksOf(readFileSync(join(docs, page), "utf8")).filter(({ language }) => language === "ts");
  const files = examples.map((example) => readFileSync(join(docs, "examples", example), "utf8"));
  expect(shown.map(({ text }) => text)).toEqual(files);
});

test("every example is shown on a page", () => {
  expect(readdirSync(join(docs, "examples"))).toEqual(Object.values(SHOWN).flat().toSorted());
});
