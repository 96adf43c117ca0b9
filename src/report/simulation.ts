import { formOf } from "../engine/form.ts";
import { RUNS_END } from "../engine/simulate.ts";
import type { Property } from "../model/property.ts";
import type { Verdict } from "../model/verdict.ts";
import { LINE, wrapped } from "../text/columns.ts";
import { type Paint, type PaintStyle, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { verdictTable } from "./verdicts.ts";

/**
 * What random runs say about properties, in lines: how many were not broken; the names of those that had no case, were not reached, or do
 * not apply; and a table of those that were decided.
 *
 * @param properties all properties that the verdicts are about
 * @param width maximum length of a line
 */
export function runVerdictsInWords(
  verdicts: readonly Verdict[],
  properties: readonly Property[],
  paint: Paint = plain,
  width: number = LINE,
): string[] {
  const decided = verdicts.filter(({ verdict }) => verdict === "broken" || verdict === "holds");
  const beyond = verdicts.filter(({ why }) => why === RUNS_END);
  const open = verdicts.filter(({ verdict, why }) => verdict === "not-decided" && why !== RUNS_END);
  const withCase = open.filter(({ cases }) => cases > 0);
  const withoutCase = open.filter(({ cases }) => cases === 0);
  const unseen = new Map(properties.map((property) => [property.name, formOf(property).withoutCase]));
  const told = (style: PaintStyle, what: string, which: readonly Verdict[]): string[] =>
    which.length === 0 ? [] : [paint(style, wrapped(`${what}: ${namesOf(which)}.`, width))];
  return [
    ...notBroken(withCase).map((line) => wrapped(line, width)),
    ...told(
      "yellow",
      "Had no case in these runs, so nothing is known about them",
      withoutCase.filter(({ property }) => unseen.get(property) !== "is never reached"),
    ),
    ...told(
      "yellow",
      "Not reached in these runs",
      withoutCase.filter(({ property }) => unseen.get(property) === "is never reached"),
    ),
    ...told(
      "yellow",
      "Are about infinite runs, but random runs are finite: only a search can decide them",
      beyond,
    ),
    ...told(
      "dim",
      "Do not apply",
      verdicts.filter(({ verdict }) => verdict === "does-not-apply"),
    ),
    ...(decided.length > 0 ? [verdictTable(decided, paint, width)] : []),
  ];
}

function namesOf(verdicts: readonly Verdict[]): string {
  return verdicts.map(({ property }) => printable(property)).join(", ");
}

function notBroken(verdicts: readonly Verdict[]): string[] {
  const cases = verdicts.map((verdict) => verdict.cases);
  if (cases.length === 0) return [];
  const [least, most] = [Math.min(...cases), Math.max(...cases)];
  const range =
    least === most ? counted(most, "case") : `${least.toLocaleString("en")} to ${counted(most, "case")}`;
  const each = cases.length === 1 ? range : `${range} each`;
  return [
    `Not broken in these runs: ${counted(cases.length, "property")}, in ${each}. Only a search can say that a property holds.`,
  ];
}
