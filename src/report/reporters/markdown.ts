import { withoutControls } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { escaped } from "../page/html.ts";
import { countsInWords, placeOf, type Reporter } from "./test-result.ts";

/** A summary in Markdown, as for the page of a run: what is wrong stands in a table. */
export const markdown: Reporter = (results) => {
  const sum = `**${counted(results.length, "test")}**: ${countsInWords(results)}`;
  const rows = results
    .filter(({ status }) => status !== "passed")
    .flatMap(({ name, status, failures }) =>
      failures.map(
        (failure) => `| ${cell(name)} | ${placeOf(failure) ?? ""} | ${status} | ${cell(failure.message)} |`,
      ),
    );
  const table =
    rows.length === 0 ? [] : ["", "| test | line | status | why |", "| --- | --: | --- | --- |", ...rows];
  return `${[sum, ...table].join("\n")}\n`;
};

/** What could begin a link, a stress, code or another cell: by its number it is a character and no more. */
const MARKS = /[\\`*_[\]~|]/g;

const cell = (text: string): string =>
  escaped(withoutControls(text))
    .replaceAll(MARKS, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll(/[\n\r]+/g, "<br>")
    .replaceAll(/\s+/g, " ");
