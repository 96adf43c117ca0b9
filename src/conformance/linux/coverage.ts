/** Which of the refusals that a design declares a kernel was seen to make. */
import type { Model } from "../../model/model.ts";
import type { KernelRun } from "../containers/run.ts";

/** A refusal that a design declares. */
export interface CoverageRow {
  readonly op: string;
  readonly errno: string;
  /** How often the kernel refused the operation so, where the model said so too. */
  readonly seen: number;
}

/** Counts what a kernel was seen to refuse. */
export class RefusalCoverage {
  readonly #seen = new Map<string, number>();

  note({ events }: KernelRun): void {
    for (const { event, outcome, calls } of events) {
      if (outcome !== event.outcome) continue;
      // That the scope has no room says nothing of the kernel, which was not asked.
      if (outcome === "ENOSPC" && calls.length === 0) continue;
      const key = `${event.operation.op} ${outcome}`;
      this.#seen.set(key, (this.#seen.get(key) ?? 0) + 1);
    }
  }

  /** In the order in which the design declares them. */
  rows({ refusals = {} }: Pick<Model, "refusals">): readonly CoverageRow[] {
    return Object.entries(refusals).flatMap(([op, errnos]) =>
      errnos.map((errno) => ({ op, errno, seen: this.#seen.get(`${op} ${errno}`) ?? 0 })),
    );
  }
}
