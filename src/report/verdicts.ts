import { begin, observationOf, perform, performAll } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { ruledTable, wrapped } from "./columns.ts";
import { type Paint, type PaintStyle, plain } from "./paint.ts";
import { printable } from "./printable.ts";
import { sentence } from "./sentence.ts";
import { type StoryOptions, story } from "./story.ts";
import { counted } from "./words.ts";

/** The width of the last column, which fills a line of 100. */
const WHY_WIDTH = 34;

/**
 * The verdicts as a table: the property, the verdict in words, on how many worlds or steps it was tried, and why. Why some are
 * not decided stands below: it is the bound of the run, one for all of them.
 */
export function verdictTable(verdicts: readonly Verdict[], paint: Paint = plain): string {
  const rows = verdicts.map((verdict) => [
    printable(verdict.property),
    paint(styleOf(verdict), verdictInWords(verdict)),
    verdict.verdict === "does-not-apply" ? "" : verdict.cases.toLocaleString("en"),
    wrapped(printable(verdict.why), WHY_WIDTH),
  ]);
  return ruledTable(["property", "verdict", "cases", "why"], rows);
}

/**
 * A verdict in words. A claim that holds has no history, unless it is a `sometimes` claim that was reached; a claim that
 * is broken has one, unless it is a `sometimes` claim that was not.
 */
export function verdictInWords({ verdict, cases, history }: Verdict): string {
  switch (verdict) {
    case "holds":
      if (history !== undefined) return `reached in ${counted(history.length, "step")}`;
      return cases === 0 ? "holds (no case)" : "holds";
    case "broken":
      return history === undefined ? "never reached" : `broken in ${counted(history.length, "step")}`;
    case "not-decided":
      return "not decided";
    case "does-not-apply":
      return "does not apply";
  }
}

function styleOf({ verdict, cases, history }: Verdict): PaintStyle {
  if (verdict === "broken") return "red";
  if (verdict !== "holds") return "dim";
  return cases === 0 && history === undefined ? "yellow" : "green";
}

/**
 * The history of a verdict as numbered sentences with trees, and the call that would show the breach in its last world.
 * Of a verdict without a history it is the first line alone.
 *
 * @param trees where the tree of containers stands: after each event, after the last, or nowhere
 */
export function counterexample(
  verdict: Verdict,
  model: Model,
  scope: Scope,
  paint: Paint = plain,
  trees: NonNullable<StoryOptions["trees"]> = "each",
): string {
  const because = verdict.why === "" ? "." : `: ${printable(verdict.why)}`;
  const parts = [`${paint("bold", printable(verdict.property))}: ${verdictInWords(verdict)}${because}`];
  if (verdict.history === undefined) return parts.join("");

  const operations = verdict.history.map(({ operation }) => operation);
  const end = performAll(begin(model, scope), operations);
  parts.push(operations.length === 0 ? "The world is so from the start." : story(end, { trees, paint }));
  if (verdict.call !== undefined) {
    const shown = perform(end, verdict.call.operation);
    const worlds = { before: observationOf(end), after: observationOf(shown) };
    parts.push(`The call that shows it: ${sentence(verdict.call, worlds)}`);
  }
  return parts.join("\n");
}
