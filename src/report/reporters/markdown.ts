import { withoutControls } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { escaped } from "../page/html.ts";
import { countOf, type Reporter } from "./test-result.ts";

/** A summary in Markdown, as for the page of a run: what is wrong stands in a table. */
export const markdown: Reporter = (results) => {
  const sum = [
    `**${counted(results.length, "test")}**`,
    `${countOf(results, "passed")} passed`,
    `${countOf(results, "failed")} failed`,
    `${countOf(results, "error")} with errors`,
    `${countOf(results, "skipped")} skipped`,
  ].join(", ");
  const rows = results
    .filter(({ status }) => status !== "passed")
    .flatMap(({ name, status, failures }) =>
      failures.map(({ line, message }) => `| ${cell(name)} | ${line ?? ""} | ${status} | ${cell(message)} |`),
    );
  const table =
    rows.length === 0 ? [] : ["", "| test | line | status | why |", "| --- | --: | --- | --- |", ...rows];
  return `${[sum, ...table].join("\n")}\n`;
};

const cell = (text: string): string =>
  escaped(withoutControls(text))
    .replaceAll("\\", "&#92;") // a backslash before a bar would have it part the cell
    .replaceAll("|", "\\|")
    .replaceAll(/[\n\r]+/g, "<br>")
    .replaceAll(/\s+/g, " ");
