import type { Enforcement, KeptBy } from "../conformance/kernel/enforcement/finding.ts";
import { ruledTable, wrapped } from "./columns.ts";
import { type Paint, type PaintStyle, plain } from "./paint.ts";
import { printable } from "./printable.ts";

/** The widths of the last columns: with them the table fills a line of 100, but for the longest names of properties. */
const WHY_WIDTH = 46;

const WORDS: Readonly<Record<KeptBy, string>> = {
  kernel: "enforced by the kernel",
  manager: "kept only by the manager",
  nobody: "cannot be expressed",
  unknown: "not found out",
};
const VERDICT_WIDTH = 15;

const STYLES: Readonly<Record<KeptBy, PaintStyle>> = {
  kernel: "green",
  manager: "yellow",
  nobody: "dim",
  unknown: "yellow",
};

/** Who keeps each claim on a kernel, as a table: the property, who keeps it, and why. */
export function enforcementTable(findings: readonly Enforcement[], paint: Paint = plain): string {
  const rows = findings.map(({ property, keptBy, why }) => [
    printable(property),
    paint(STYLES[keptBy], wrapped(WORDS[keptBy], VERDICT_WIDTH)),
    wrapped(printable(why), WHY_WIDTH),
  ]);
  return ruledTable(["property", "on this kernel", "why"], rows);
}

/** What was tried for each claim, and what came of it, as lines under the names of the properties. */
export function enforcementTrials(findings: readonly Enforcement[], paint: Paint = plain): string {
  return findings
    .filter(({ tried }) => tried.length > 0)
    .map(({ property, keptBy, tried }) =>
      [
        `${paint("bold", printable(property))}: ${WORDS[keptBy]}`,
        ...tried.map(({ what, came }) => `  ${printable(what)}: ${printable(came)}`),
      ].join("\n"),
    )
    .join("\n\n");
}
