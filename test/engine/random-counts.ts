import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type CallCounts, countCall, countsFor } from "../../src/engine/call-counts.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import type { SimulateOptions } from "../../src/engine/simulate.ts";
import type { Model } from "../../src/model/model.ts";

/** Counts the calls of random runs by outcome. */
export function countsOf(model: Model, scope: ContainerScope, options: SimulateOptions): CallCounts {
  const counts = countsFor(model);
  const random = new RandomRuns(model, scope, options);
  for (let run = 0; run < options.runs; run++) {
    const world = model.initial(scope);
    for (const operation of random.next().operations) {
      const outcome = model.apply(world, operation, scope);
      countCall(counts, operation.op, outcome, { unchanged: false, new: false });
    }
  }
  return counts;
}
