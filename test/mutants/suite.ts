/** Whether a suite distinguishes a mutant of the source from the model, by the outcomes of calls and what can be seen after them. */
import { readFileSync } from "node:fs";
import { pictureOf } from "../../src/engine/suite/mutant.ts";
import { readHistory } from "../../src/history/read-history.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Scope } from "../../src/model/scope.ts";
import { historiesBelow } from "../../src/testing/histories-below.ts";
import { guarded } from "./built.ts";

/** A history of a suite. */
export interface SuiteHistory {
  readonly scope: Scope;
  readonly operations: readonly Operation[];
}

/** Reads a suite of a model. @throws {Error} if one of its histories cannot be read */
export async function readSuite(model: Model, folder: string): Promise<SuiteHistory[]> {
  const files = await historiesBelow([folder]);
  return files.map((file) => {
    const read = readHistory(readFileSync(file), [model]);
    if (!read.ok) throw new Error(`${file}:${read.problem.line}: ${read.problem.message}`);
    const { scope, entries } = read.history;
    return {
      scope,
      operations: [...entries()].flatMap((entry) => ("event" in entry ? [entry.event.operation] : [])),
    };
  });
}

/** What an observer sees of a history: an outcome and a picture for each call. */
function* seen(model: Model, { scope, operations }: SuiteHistory): Generator<string> {
  const world = model.initial(scope);
  for (const operation of operations) {
    const outcome = model.apply(world, operation, scope);
    yield `${outcome} ${pictureOf(model, scope, world)}`;
  }
}

/** A history, with what is seen when the model plays it. */
export interface SeenHistory extends SuiteHistory {
  readonly steps: readonly string[];
}

export const seenOf = (model: Model, history: SuiteHistory): SeenHistory => ({
  ...history,
  steps: [...seen(model, history)],
});

/** Whether a mutant visibly differs from the model in a history. If it throws where it should refuse, the call succeeds. */
export function isToldBy(mutant: Model, history: SeenHistory): boolean {
  let index = 0;
  for (const step of seen(guarded(mutant), history)) if (step !== history.steps[index++]) return true;
  return false;
}
