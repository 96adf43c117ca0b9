import { type CoverageRow, isNeverProvoked } from "../../conformance/coverage.ts";
import type { PartsResult } from "../../conformance/parts.ts";
import { plain } from "../../text/paint.ts";
import { printable } from "../../text/printable.ts";
import { counted, refusalsInWords } from "../../text/words.ts";
import { type Conformance, divergenceInWords, endInWords, isAllAsked } from "../conformance.ts";
import type { Failure, TestResult } from "./test-result.ts";

/**
 * A test for each operation of a design: it fails if the kernel differs at it, or if a complete tour never saw one of the outcomes that the
 * design distinguishes; it is skipped if the operation was never tried. One more test is skipped if not everything was played or compared.
 *
 * @param undecided whether the comparison as a whole is not decided
 */
export function conformanceResults(found: Conformance, undecided: boolean): TestResult[] {
  const { model, result, seconds, release } = found;
  const where = `${model.name} on Linux ${printable(release)}`;
  const missing = isAllAsked(found) ? result.coverage.filter(isNeverProvoked) : [];
  const operations = new Set([
    ...result.calls.keys(),
    ...result.divergences.map(({ op }) => op),
    ...missing.map(({ op }) => op ?? ANY),
  ]);
  const results = [...operations].map((op): TestResult => {
    const failures: Failure[] = [
      ...result.divergences
        .filter((divergence) => divergence.op === op)
        .map((divergence) => ({ message: divergenceInWords(model, divergence, plain).trimStart() })),
      ...missing.filter((row) => (row.op ?? ANY) === op).map((row) => ({ message: unseen(row) })),
    ];
    const isUntried = failures.length === 0 && !isTried(result, op);
    return {
      name: `${where}: ${op}`,
      seconds: seconds / operations.size, // one run compares them all
      status: failures.length > 0 ? "failed" : isUntried ? "skipped" : "passed",
      failures: isUntried ? [{ message: UNTRIED }] : failures,
      summary: callsOf(result, op),
    };
  });
  if (!undecided) return results;
  const why = whyUndecided(result);
  return [
    ...results,
    {
      name: `${where}: everything`,
      seconds: 0,
      status: "skipped",
      failures: (why.length > 0 ? why : ["not everything could be compared here"]).map((message) => ({
        message,
      })),
      summary: counted(result.histories, "history"),
    },
  ];
}

const UNTRIED = "it was never tried: no played history calls it";

/** Stands for the operation of refusals common to all calls. */
const ANY = "any call";

const unseen = ({ refusal, outcome }: CoverageRow): string =>
  `the kernel was never seen to return ${outcome}${refusal === undefined ? "" : ` (${refusal})`}`;

function isTried({ calls }: PartsResult, op: string): boolean {
  const count = calls.get(op);
  return count !== undefined && (count.ok > 0 || Object.keys(count.refused).length > 0);
}

function callsOf({ calls }: PartsResult, op: string): string {
  const count = calls.get(op);
  if (count === undefined) return "";
  const refused = refusalsInWords(count.refused);
  return `${count.ok} ok${refused === "" ? "" : `, ${refused}`}`;
}

function whyUndecided(result: PartsResult): string[] {
  const not = (what: ReadonlyMap<string, number>, how: string): string[] =>
    [...what].map(([why, times]) => `${counted(times, "history")} ${how}: ${printable(why)}`);
  return [
    ...endInWords(result),
    ...not(result.stopped, "not to the end"),
    ...not(result.unplayed, "not played"),
  ];
}
