import type { Backend } from "../../src/conformance/backend.ts";
import { firstDifference, UNTIL_DIFFERENCE } from "../../src/conformance/divergence.ts";
import { type Budget, shorten } from "../../src/conformance/shorten.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Scope } from "../../src/model/scope.ts";
import { guarded } from "./built.ts";

/** A history, and the model's outcome and world after each event, as text. */
export interface Traced {
  readonly operations: readonly Operation[];
  readonly steps: readonly string[];
}

/** Plays a history in the model alone. */
export function traced(model: Model, scope: Scope, operations: readonly Operation[]): Traced {
  return { operations, steps: [...stepsOf(model, scope, operations)] };
}

function* stepsOf(model: Model, scope: Scope, operations: readonly Operation[]): Generator<string> {
  const world = model.initial(scope);
  for (const operation of operations) {
    const outcome = model.apply(world, operation, scope);
    yield `${outcome} ${JSON.stringify(world)}`;
  }
}

/** Whether a mutant behaves differently from the model: only then can a kernel distinguish them. */
function isOtherwise(mutant: Model, scope: Scope, { operations, steps }: Traced): boolean {
  let index = 0;
  try {
    for (const step of stepsOf(mutant, scope, operations)) if (step !== steps[index++]) return true;
  } catch {
    return true;
  }
  return false;
}

/** A history in which a mutant differs from a kernel, made shorter. */
export interface FoundMutant {
  /** The number of the history in which it was found, from 1. */
  readonly after: number;
  /** Empty if it throws when it should show a world. */
  readonly operations: readonly Operation[];
}

/** Upper bound on the plays spent on shortening one history: as many as `conform` spends. */
const MAX_PLAYS = 400;

/**
 * Plays histories until one differs, and shortens it. If a mutant throws where it should refuse, the call succeeds. The shortened history is played
 * again with the mutant and with the model, and only the mutant may differ: a busy kernel may show something too late.
 *
 * @param backend plays the histories in which the mutant behaves differently from the model
 */
export async function found(
  backend: Backend,
  model: Model,
  mutant: Model,
  scope: Scope,
  histories: Iterable<Traced>,
): Promise<FoundMutant | undefined> {
  let after = 0;
  for (const history of histories) {
    after++;
    if (!isOtherwise(mutant, scope, history)) continue;
    const { operations } = history;
    const design = guarded(mutant);
    try {
      const first = firstDifference(await backend.play(design, scope, operations, UNTIL_DIFFERENCE));
      if (first === undefined) continue;
      const differing = { first, operations, choices: undefined };
      const shorter = await shorten(backend, design, scope, differing, plays(MAX_PLAYS));
      const short = shorter.first.events.map(({ event }) => event.operation);
      if ((await differs(backend, design, scope, short)) && !(await differs(backend, model, scope, short)))
        return { after, operations: short };
    } catch (error) {
      // The mutant cannot show a world that it has broken.
      if (!(error instanceof Error)) throw error;
      return { after, operations: [] };
    }
  }
  return undefined;
}

async function differs(
  backend: Backend,
  design: Model,
  scope: Scope,
  operations: readonly Operation[],
): Promise<boolean> {
  return firstDifference(await backend.play(design, scope, operations, UNTIL_DIFFERENCE)) !== undefined;
}

function plays(most: number): Budget {
  let taken = 0;
  return { take: () => taken++ < most };
}
