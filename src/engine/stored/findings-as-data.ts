import type { SummedFindings } from "../search/summed-findings.ts";
import type { FindingsAsData } from "./jobs.ts";

export function findingsAsData({ counts, terminal, breaches, asymmetries }: SummedFindings): FindingsAsData {
  return {
    counts: [...counts],
    terminal: [...terminal],
    breaches: [...breaches],
    asymmetries: [...asymmetries],
  };
}

export function findingsFromData({
  counts,
  terminal,
  breaches,
  asymmetries,
}: FindingsAsData): SummedFindings {
  return {
    counts: Float64Array.from(counts),
    terminal: Int32Array.from(terminal),
    breaches: Int32Array.from(breaches),
    asymmetries: Int32Array.from(asymmetries),
  };
}
