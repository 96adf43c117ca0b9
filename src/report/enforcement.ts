import type { Enforcement, KeptBy } from "../conformance/containers/enforcement/finding.ts";
import { LINE, ruledTable } from "../text/columns.ts";
import { type Paint, type PaintStyle, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";

const WORDS: Readonly<Record<KeptBy, string>> = {
  kernel: "enforced by the kernel",
  manager: "kept only by the manager",
  nobody: "cannot be expressed",
  unknown: "unknown",
};

const STYLES: Readonly<Record<KeptBy, PaintStyle>> = {
  kernel: "green",
  manager: "yellow",
  nobody: "dim",
  unknown: "yellow",
};

/** Who enforces each property on a kernel, as a table: the property, who enforces it, and why. */
export function enforcementTable(
  findings: readonly Enforcement[],
  paint: Paint = plain,
  width: number = LINE,
): string {
  const rows = findings.map(({ property, keptBy, why }) => [
    printable(property),
    { text: WORDS[keptBy], style: STYLES[keptBy] },
    printable(why),
  ]);
  return ruledTable(["property", "on this kernel", "why"], rows, { width, paint });
}

/** What was tried for each property, and the results, as lines under the property's name. */
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
