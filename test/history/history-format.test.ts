import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { replay } from "../../src/history/replay.ts";
import { KINDS } from "../../src/model/kind.ts";
import { OUTCOMES } from "../../src/model/outcome.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/history-format.md"), "utf8");
const examples = [...page.matchAll(/```jsonl\n(.*?)```/gs)].map(([, example = ""]) => example);

test("the page has an example", () => {
  expect(examples).not.toEqual([]);
});

test.each(examples)("the example of the page replays", (example) => {
  const read = readHistory(Buffer.from(example), [nested]);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  expect(replay(read.history)).toEqual({ events: 4, expectations: 1, count: 0, differences: [] });
});

test.each([...KINDS, ...OUTCOMES, ...Object.keys(nested.calls)])("the page names %s", (word) => {
  expect(page).toMatch(new RegExp(`[\`"]${word}[\`"]`));
});
