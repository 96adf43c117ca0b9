import { type CallCounts, neverRefused, neverSucceeded, sumOfCalls } from "../engine/call-counts.ts";
import type { Model } from "../model/model.ts";
import { LINE, NO_BREAK, ruledTable } from "../text/columns.ts";
import { counted, enumerated } from "../text/words.ts";

/** How often each operation was called in some runs, by outcome, as a table. @param width maximum length of a line */
export function callTable(calls: CallCounts, width: number = LINE): string {
  const rows = [...calls, ["all", sumOfCalls(calls)] as const].map(([op, { ok, refused }]) => {
    // An errno and its number stay on one line.
    const refusals = Object.entries(refused).map(
      ([errno, times]) => `${errno}${NO_BREAK}${times.toLocaleString("en")}`,
    );
    return [op, ok.toLocaleString("en"), refusals.join(", ")];
  });
  return ruledTable(["operation", "ok", "refused"], rows, { width });
}

/** Which operations never succeeded in some runs, so that the runs say nothing about their effects. `undefined` if all did. */
export function neverSucceededInWords(calls: CallCounts): string | undefined {
  const names = neverSucceeded(calls).map((op) => {
    const times = Object.values(calls.get(op)?.refused ?? {}).reduce((sum, number) => sum + number, 0);
    return `${op} (${times === 0 ? "never called" : `refused ${counted(times, "time")}`})`;
  });
  return names.length === 0 ? undefined : `Never succeeded in these runs: ${enumerated(names)}.`;
}

/** Which refusals declared by a design never occurred in some runs, so that the runs say nothing about them. `undefined` if all did. */
export function neverRefusedInWords(calls: CallCounts, model: Pick<Model, "refusals">): string | undefined {
  const missing = [...neverRefused(calls, model)].map(([op, errnos]) => `${op} with ${enumerated(errnos)}`);
  return missing.length === 0 ? undefined : `Never refused in these runs: ${missing.join("; ")}.`;
}
