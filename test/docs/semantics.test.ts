/** Each rule that the sources and the documentation name has its own heading in docs/semantics.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asProse, rulesCited, textsIn } from "./cited.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/semantics.md"), "utf8");
const headings = new Set(
  [...page.matchAll(/^#+ (?<heading>.+)$/gm)].map(({ groups }) => groups?.["heading"]?.replaceAll("`", "")),
);
const WHO_CITES = new Map([
  ...textsIn(["models", "properties", "src"], ".ts"),
  ...textsIn(["models", "properties", "src"], ".c"),
  ...textsIn(["docs"], ".md"),
]);

/** The rules (by number) and parts (by heading) that a text cites and the page lacks. */
function missingIn(text: string): string[] {
  const parts = [...asProse(text).matchAll(/semantics\.md(?:, | \()"?(?<part>[A-Z][^")|]*[a-z])/g)];
  const cited = [...rulesCited(text), ...parts.map(({ groups }) => groups?.["part"] ?? "")];
  return cited.filter((one) => !headings.has(one));
}

test("every rule and part that is cited is there", () => {
  const missing = [...WHO_CITES].flatMap(([file, text]) => missingIn(text).map((one) => `${file}: ${one}`));
  expect(missing).toEqual([]);
  const rules = new Set([...WHO_CITES.values()].flatMap(rulesCited));
  expect([...rules].toSorted()).toEqual(
    [...headings].filter((one) => /^[A-Z]\d$/.test(one ?? "")).toSorted(),
  );
  expect(rules.size).toBe(19);
});

test.each([
  ["as W6 has it", "W6"],
  ['of two (semantics.md, "Comparing three\n * designs")', "Comparing three designs"],
])("finds out that %j cites what is not there", (text, missing) => {
  expect(missingIn(text)).toEqual([missing]);
});
