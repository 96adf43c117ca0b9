/** docs/linux.md cannot go stale: its table of refusals is that of the model, and it links every history of Linux. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linkTo, refusalLines } from "./linux-rules.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/linux.md"), "utf8");
const histories = readdirSync(join(root, "test/histories/linux")).map((file) => file.replace(/\.jsonl$/, ""));

/** The cells of the table in a section. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split(" | ").map((cell) => cell.replace(/^\||\|$/g, "").trim()));
}

test("the table of refusals is that of the model", () => {
  const expected = refusalLines(new Set(histories)).map(({ errno, calls, when, source, history }) => [
    errno,
    calls,
    when,
    source,
    history,
  ]);
  expect(rowsOf("Every refusal")).toEqual(expected);
});

test("each history of Linux stands on the page", () => {
  expect(histories.filter((history) => !page.includes(linkTo(history)))).toEqual([]);
});

test("each line of what it does has its source", () => {
  const section = page.split(/^## /m).find((text) => text.startsWith("What else it does\n")) ?? "";
  const items = section.split("\n").filter((line) => line.startsWith("- "));
  expect(items.length).toBeGreaterThan(20);
  expect(items.filter((line) => !/ \(\w{4,}.*\)\. Seen in \[/.test(line))).toEqual([]);
});
