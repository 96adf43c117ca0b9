import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { Guard } from "../checked/guard.ts";
import { guarded, isBreach } from "./guarded.ts";
import { asText, type LawBreach } from "./law.ts";

/** A history that was run, and the result of each call: the outcome, and the world as JSON. */
export interface LawfulTrace {
  readonly scope: Scope;
  readonly history: readonly Operation[];
  readonly steps: readonly string[];
}

const LAW = "the same history has the same results, whatever else runs before or between its calls";

/**
 * Runs histories again, the last one first, interleaved step by step: their results must not depend on that.
 *
 * @returns the first difference
 */
export function brokenRepeat(
  model: Model,
  traces: readonly LawfulTrace[],
  guard: Guard,
): LawBreach | undefined {
  const runs = traces.toReversed().map((trace) => ({ ...trace, world: model.initial(trace.scope) }));
  const longest = Math.max(0, ...runs.map(({ steps }) => steps.length));
  for (let step = 0; step < longest; step++) {
    for (const { world, scope, history, steps } of runs) {
      const operation = history[step];
      const expected = steps[step];
      if (operation === undefined || expected === undefined) continue;
      const found = guarded(scope, history.slice(0, step + 1), guard, () => ({
        step: `${model.apply(world, operation, scope)} ${JSON.stringify(world)}`,
      }));
      if (isBreach(found)) return found;
      if (found.step === expected) continue;
      return {
        law: LAW,
        words: `apply() is not deterministic: ${asText(operation)} ${difference(expected, found.step)} when the history is run again among others. It must keep nothing between calls and depend only on its arguments`,
        scope,
        history: history.slice(0, step + 1),
      };
    }
  }
  return undefined;
}

function difference(expected: string, found: string): string {
  const outcome = (step: string) => step.slice(0, step.indexOf(" "));
  return outcome(expected) === outcome(found)
    ? "leads to a different world"
    : `ends in ${outcome(expected)}, but in ${outcome(found)}`;
}
