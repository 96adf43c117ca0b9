import { withoutControls } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { escaped } from "../page/html.ts";
import { countsInWords, placeOf, type Reporter } from "./test-result.ts";

/** A summary in Markdown, e.g. for the page of a workflow run, with a table of what is wrong. */
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

/** Characters that could begin a link, emphasis, code or another cell. Written by number, they are plain text. */
const MARKS = /[\\`*_[\]~|]/g;

const cell = (text: string): string =>
  escaped(withoutControls(text))
    .replaceAll(MARKS, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll(/[\n\r]+/g, "<br>")
    .replaceAll(/\s+/g, " ");
