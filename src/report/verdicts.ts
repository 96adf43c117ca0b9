import { begin, observationOf, perform, performAll } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { lengthOf, type Verdict } from "../model/verdict.ts";
import { LINE, ruledTable, wrapped } from "../text/columns.ts";
import { type Paint, type PaintStyle, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted, enumerated } from "../text/words.ts";
import { type StoryOptions, story } from "./story.ts";

/**
 * The verdicts in words. A property that holds or is broken gets a row of a table: the property, the verdict, on how many worlds or steps it
 * was tried, and why. Those that are undecided or do not apply are listed below, grouped by reason, since many share one.
 *
 * @param width maximum length of a line
 */
export function verdictTable(
  verdicts: readonly Verdict[],
  paint: Paint = plain,
  width: number = LINE,
): string {
  const decided = verdicts.filter(isDecided);
  const rows = decided.map((verdict) => [
    printable(verdict.property),
    { text: verdictInWords(verdict), style: styleOf(verdict) },
    verdict.cases.toLocaleString("en"),
    verdict.why === "no case" ? "" : printable(whyOf(verdict)), // the verdict says that already
  ]);
  const table = ruledTable(["property", "verdict", "cases", "why"], rows, { width, paint });
  const rest = undecidedInWords(verdicts.filter((verdict) => !isDecided(verdict)));
  return [
    ...(rows.length === 0 ? [] : [table]),
    ...rest.map((text) => paint("dim", wrapped(text, width))),
  ].join("\n");
}

const isDecided = ({ verdict }: Verdict): boolean => verdict === "holds" || verdict === "broken";

/** A sentence for each reason why properties are undecided or do not apply. */
function undecidedInWords(verdicts: readonly Verdict[]): string[] {
  const titles = new Set(verdicts.map(titleOf));
  return [...titles].map((title) => {
    const alike = verdicts.filter((verdict) => titleOf(verdict) === title);
    return `${title}: ${namesOf(alike)}.${withoutCase(alike)}`;
  });
}

function titleOf(verdict: Verdict): string {
  const words = verdictInWords(verdict);
  const why = verdict.why === "" ? "" : ` (${printable(verdict.why)})`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${why}`;
}

function withoutCase(alike: readonly Verdict[]): string {
  const without = alike.filter(
    ({ verdict, cases, unasked }) => verdict === "not-decided" && cases === 0 && unasked === undefined,
  );
  if (without.length === 0) return "";
  return without.length === alike.length ? " No case so far." : ` No case so far for ${namesOf(without)}.`;
}

const namesOf = (verdicts: readonly Verdict[]): string =>
  enumerated(verdicts.map(({ property }) => printable(property)));

/**
 * A verdict in words. A property that is broken has a history that shows it, and one that holds has none; for a `sometimes` property it is the
 * other way round.
 */
export function verdictInWords(found: Verdict): string {
  const { verdict, cases } = found;
  const length = lengthOf(found);
  switch (verdict) {
    case "holds":
      if (length !== undefined) return `reached in ${counted(length, "step")}`;
      return cases === 0 ? "holds (no case)" : "holds";
    case "broken":
      return length === undefined ? "never reached" : `broken in ${lassoInWords(length, found.loop)}`;
    case "not-decided":
      return "not decided";
    case "does-not-apply":
      return "does not apply";
  }
}

/** The reason for a verdict, and what it assumes. */
export const whyOf = ({ why, granted }: Verdict): string =>
  granted === undefined ? why : `${why}, though ${granted}`;

/** The length of a history in words. @param loop after how many steps a loop begins; `undefined` if there is none */
export function lassoInWords(length: number, loop: number | undefined): string {
  if (loop === undefined) return counted(length, "step");
  if (loop === length) return `${counted(length, "step")}, and forever`;
  return `${counted(loop, "step")} and a loop of ${length - loop}`;
}

/** What is said where a loop begins, and where a history with a loop ends. */
export function loopInWords(
  length: number,
  loop: number,
): { readonly begins?: string; readonly ends: string } {
  if (loop === length) return { ends: "From here on, nothing more needs to happen." };
  return {
    begins: "Here a loop begins.",
    ends: `The world is the same as ${loop === 0 ? "at first" : `after step ${loop}`} again: from there it can loop forever.`,
  };
}

function styleOf(found: Verdict): PaintStyle {
  const { verdict, cases } = found;
  if (verdict === "broken") return "red";
  if (verdict !== "holds") return "dim";
  return cases === 0 && lengthOf(found) === undefined ? "yellow" : "green";
}

/**
 * The history of a verdict as numbered sentences with trees, and the call that would show the breach in its last world.
 * For a verdict without a history, only the first line.
 *
 * @param trees where the tree of containers is shown: after each event, after the last, or nowhere
 */
export function counterexample(
  verdict: Verdict,
  model: Model,
  scope: Scope,
  paint: Paint = plain,
  trees: NonNullable<StoryOptions["trees"]> = "each",
): string {
  const because = verdict.why === "" ? "." : `: ${printable(whyOf(verdict))}`;
  const parts = [`${paint("bold", printable(verdict.property))}: ${verdictInWords(verdict)}${because}`];
  if (verdict.history === undefined) return parts.join("");

  const operations = verdict.history.map(({ operation }) => operation);
  const end = performAll(begin(model, scope), operations);
  const { loop } = verdict;
  const told = loop === undefined ? undefined : loopInWords(operations.length, loop);
  parts.push(
    operations.length === 0
      ? "This is the case from the start."
      : story(end, {
          trees,
          paint,
          ...(told?.begins !== undefined && { before: { step: loop ?? 0, words: told.begins } }),
        }),
  );
  if (told !== undefined) parts.push(told.ends);
  if (verdict.call !== undefined) {
    const shown = perform(end, verdict.call.operation);
    const worlds = { before: observationOf(end), after: observationOf(shown) };
    parts.push(`The call that shows it: ${model.domain.words.sentence(model, verdict.call, worlds)}`);
  }
  return parts.join("\n");
}
