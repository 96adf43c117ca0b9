import { countOf, type Reporter, secondsOf } from "./test-result.ts";

/** Everything as JSON. */
export const json: Reporter = (results, version) => {
  const counts = Object.fromEntries(
    (["passed", "failed", "error", "skipped"] as const).map((status) => [status, countOf(results, status)]),
  );
  return `${JSON.stringify({ nsmodel: version, ...counts, seconds: secondsOf(results), tests: results }, undefined, 2)}\n`;
};
