import { allAsymmetries } from "./asymmetries.ts";
import type { Findings } from "./findings.ts";
import { terminalStatesIn } from "./terminal-states.ts";

/** What the workers of a search have found together. */
export interface SummedFindings {
  /** The counts of all workers together. */
  readonly counts: Float64Array;
  /** The terminal states that were kept (`Findings.terminal`), one after another. */
  readonly terminal: Int32Array;
  /** For each property what `Findings.breaches` says of all workers together. */
  readonly breaches: Int32Array;
  /** What `Findings.asymmetries` says of all workers together. */
  readonly asymmetries: Int32Array;
}

/** The findings of all workers together. */
export function sumOfFindings(findings: Findings): SummedFindings {
  return {
    counts: sumOfAll(findings.counts),
    terminal: Int32Array.from(terminalStatesIn(findings).flatMap((state) => [...state])),
    breaches: findings.breaches.reduce(
      (all, some) => all.map((length, index) => shorter(length, some[index] ?? 0)),
      new Int32Array(findings.options.properties),
    ),
    asymmetries: allAsymmetries(findings),
  };
}

/** Restores summed findings into empty ones. */
export function restoreFindings(findings: Findings, summed: SummedFindings): void {
  findings.counts[0]?.set(summed.counts);
  findings.terminal[0]?.set(summed.terminal);
  findings.breaches[0]?.set(summed.breaches);
  findings.asymmetries[0]?.set(summed.asymmetries);
}

function sumOfAll(lists: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(lists[0]?.length ?? 0);
  for (const list of lists)
    for (const [index, count] of list.entries()) sum[index] = (sum[index] ?? 0) + count;
  return sum;
}

/** The shorter of two lengths, of which 0 stands for none. */
function shorter(one: number, other: number): number {
  return one === 0 || other === 0 ? Math.max(one, other) : Math.min(one, other);
}
