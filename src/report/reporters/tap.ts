import { withoutControls } from "../../text/printable.ts";
import { placeOf, type Reporter, type TestResult } from "./test-result.ts";

/** The Test Anything Protocol, version 14 (testanything.org). */
export const tap: Reporter = (results) =>
  ["TAP version 14", `1..${results.length}`, ...results.flatMap(testPoint), ""].join("\n");

function testPoint({ name, status, failures, summary }: TestResult, index: number): string[] {
  const isOk = status === "passed" || status === "skipped";
  const reason = failures[0]?.message ?? "";
  const directive = status === "skipped" ? ` # SKIP ${description(reason)}` : "";
  const point = `${isOk ? "ok" : "not ok"} ${index + 1} - ${description(name)}${directive}`;
  if (isOk) return [point, ...(summary === "" ? [] : [`# ${description(summary)}`])];
  const lines = failures.map((failure) => {
    const place = placeOf(failure);
    return `    - ${quotedText(place === undefined ? failure.message : `line ${place}: ${failure.message}`)}`;
  });
  return [
    point,
    "  ---",
    `  severity: ${status === "error" ? "error" : "fail"}`,
    "  failures:",
    ...lines,
    "  ...",
  ];
}

/** A text on one line, in which no `#` can begin a directive. */
const description = (text: string): string =>
  withoutControls(text).replaceAll("\\", "\\\\").replaceAll("#", "\\#").replaceAll(/\s+/g, " ");

/** A quoted text for YAML 1.2. Also escapes what JSON does not: control characters from DEL on, byte order marks, and what is not c-printable. */
const quotedText = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\p{Cc}\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
