import type { Heat, Spread } from "../../conformance/containers/race/race.ts";
import { type Cell, LINE, ruledTable } from "../../text/columns.ts";
import { type Paint, plain } from "../../text/paint.ts";

const HEAD = ["design", "cgroups", "left tasks behind", "how many", "rounds", "microseconds", "timed out"];

/** The results of each way to kill, as a table. @param width maximum length of a line */
export function raceTable(heats: readonly Heat[], paint: Paint = plain, width: number = LINE): string {
  const rows = heats.map((heat): Cell[] => [
    heat.design,
    heat.hierarchy,
    behindInWords(heat),
    heat.left === undefined ? "" : spreadInWords(heat.left),
    spreadInWords(heat.rounds),
    spreadInWords(heat.microseconds),
    number(heat.unended),
  ]);
  return ruledTable(HEAD, rows, { width, paint });
}

function behindInWords({ leftBehind, tries }: Heat): Cell {
  const text = `${number(leftBehind)} of ${number(tries)}`;
  return leftBehind === 0 ? text : { text, style: "red" };
}

function spreadInWords({ median, most }: Spread): string {
  return `${number(median)}, most ${number(most)}`;
}

const number = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 0 });
