import { type CoverageRow, isNeverProvoked } from "../conformance/coverage.ts";
import { LINE, ruledTable } from "../text/columns.ts";
import { type Paint, plain } from "../text/paint.ts";

/** The outcomes that a kernel was seen to produce, as a table; then those never seen, and those that cannot be, with reasons. Empty without rows. */
export function coverageInWords(
  rows: readonly CoverageRow[],
  paint: Paint = plain,
  width: number = LINE,
): string[] {
  if (rows.length === 0) return [];
  const seen = rows.filter((row) => row.seen > 0);
  const never = rows.filter(isNeverProvoked);
  const table = ruledTable(
    ["call", "outcome", "refusal; for a success, kinds", "times"],
    seen.map((row) => [
      row.op ?? ANY,
      row.outcome,
      row.refusal ?? kindsInWords(row),
      row.seen.toLocaleString("en"),
    ]),
    { width },
  );
  return [
    table,
    ...(never.length === 0 ? [] : [paint("yellow", `Never seen here: ${inWords(never)}.`)]),
    ...[...byReason(rows)].map(([why, some]) => `Cannot be seen here, because ${why}: ${inWords(some)}.`),
  ];
}

const ANY = "any call";

function inWords(rows: readonly CoverageRow[]): string {
  return rows.map(rowInWords).join("; ");
}

/** A row on one line: "clone EINVAL (sibling of an init)". */
export function rowInWords({ op, outcome, refusal }: CoverageRow): string {
  return `${op ?? ANY} ${outcome}${refusal === undefined ? "" : ` (${refusal})`}`;
}

function kindsInWords({ kinds }: CoverageRow): string {
  return Object.entries(kinds)
    .map(([kind, number]) => `${kind} ${number.toLocaleString("en")}`)
    .join(", ");
}

function byReason(rows: readonly CoverageRow[]): Map<string, CoverageRow[]> {
  const found = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    if (row.seen > 0 || row.whyNever === undefined) continue;
    found.set(row.whyNever, [...(found.get(row.whyNever) ?? []), row]);
  }
  return found;
}
