import { xml, xmlAttribute } from "../xml.ts";
import { countOf, placeOf, type Reporter, secondsOf, type TestResult } from "./test-result.ts";

/** JUnit XML, as read by continuous integration (github.com/testmoapp/junitxml). */
export const junit: Reporter = (results) => {
  const counts = [
    `tests="${results.length}"`,
    `failures="${countOf(results, "failed")}"`,
    `errors="${countOf(results, "error")}"`,
    `skipped="${countOf(results, "skipped")}"`,
    `time="${secondsOf(results).toFixed(3)}"`,
  ].join(" ");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nsmodel" ${counts}>`,
    `  <testsuite name="nsmodel" ${counts}>`,
    ...results.flatMap(testCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};

const ELEMENTS = { failed: "failure", error: "error", skipped: "skipped" } as const;

function testCase({ name, file, seconds, status, failures, summary }: TestResult): string[] {
  const where = file === undefined ? "" : ` file="${xmlAttribute(file)}"`;
  const begin = `    <testcase classname="nsmodel" name="${xmlAttribute(name)}"${where} time="${seconds.toFixed(3)}"`;
  if (status === "passed")
    return summary === ""
      ? [`${begin}/>`]
      : [`${begin}>`, `      <system-out>${xml(summary)}</system-out>`, "    </testcase>"];
  const element = ELEMENTS[status];
  const [first] = failures;
  const lines = failures
    .map((failure) => {
      const place = placeOf(failure);
      return place === undefined ? failure.message : `${file ?? name}:${place}: ${failure.message}`;
    })
    .join("\n");
  return [
    `${begin}>`,
    `      <${element} message="${xmlAttribute(first?.message.split("\n")[0] ?? "")}">${xml(lines)}</${element}>`,
    "    </testcase>",
  ];
}
