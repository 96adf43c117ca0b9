import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { MODELS, PROPERTIES } from "../../src/catalogue.ts";
import { replay } from "../../src/engine/replay.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { KINDS } from "../../src/model/kind.ts";
import { outcomesOf } from "../../src/model/outcome.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/history-format.md"), "utf8");
const examples = [...page.matchAll(/```jsonl\n(.*?)```/gs)].map(([, example = ""]) => example);

test("the page has an example", () => {
  expect(examples).not.toEqual([]);
});

test.each(examples)("an example of the page replays: %s", (example) => {
  const read = readHistory(Buffer.from(example), MODELS, { properties: PROPERTIES });
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  const { events, expectations, differences } = replay(read.history);
  const loops = [...read.history.entries()].filter((entry) => "loop" in entry).length;
  expect(events + expectations + loops).toBe(example.trimEnd().split("\n").length - 1);
  expect(differences).toEqual([]);
});

test.each([...KINDS, ...outcomesOf(nested), ...Object.keys(nested.calls)])("the page names %s", (word) => {
  expect(page).toMatch(new RegExp(`[\`"]${word}[\`"]`));
});
