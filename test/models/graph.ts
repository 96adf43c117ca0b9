import { hostileCalls } from "../../src/engine/suite/hostile-calls.ts";
import type { Model } from "../../src/model/model.ts";
import type { Event, Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { Scope } from "../../src/model/scope.ts";
import { digestOf } from "../digest.ts";

/** A transition of a design from a reachable world. Worlds are JSON. */
export interface Transition {
  readonly before: string;
  readonly event: Event;
  readonly after: string;
}

/** From how many worlds hostile calls are made. */
const MAX_HOSTILE = 30;

/**
 * The transitions of a design in a scope, breadth first, using nothing but its functions: a slow, obvious search.
 *
 * @param hostile from how many worlds hostile calls are made too; their successors are not expanded
 */
export function* transitionsOf(
  model: Model,
  scope: Scope,
  hostile: number = MAX_HOSTILE,
): Generator<Transition> {
  const known = new Set([JSON.stringify(model.initial(scope))]);
  let worlds = 0;
  // Iterating over a set includes what is added meanwhile.
  for (const before of known) {
    worlds++;
    const operations = operationsIn(model, JSON.parse(before), scope);
    for (const operation of operations) {
      const transition = transitionOf(model, scope, before, operation);
      known.add(transition.after);
      yield transition;
    }
    if (worlds > hostile) continue;
    for (const operation of oneOfEach(operations))
      for (const call of hostileCalls(model, scope, operation))
        yield transitionOf(model, scope, before, call);
  }
}

function transitionOf(model: Model, scope: Scope, before: string, operation: Operation): Transition {
  const world = JSON.parse(before);
  const outcome = model.apply(world, operation, scope);
  return { before, event: { operation, outcome }, after: JSON.stringify(world) };
}

/** The last operation of each call, which is one by the last task and names things last. */
const oneOfEach = (operations: readonly Operation[]): Iterable<Operation> =>
  new Map(operations.map((operation) => [operation.op, operation])).values();

/** The first transitions of a design: how many worlds they start from, how many transitions there are, and a digest of it all. */
export function firstTransitions(model: Model, scope: Scope, most: number): string {
  const worlds = new Set<string>();
  let count = 0;
  const digest = digestOf(found());
  return `${worlds.size} ${count} ${digest}`;

  function* found(): Generator<unknown> {
    yield model.shape(scope);
    for (const transition of transitionsOf(model, scope)) {
      if (count === most) return;
      count++;
      const { before } = transition;
      if (!worlds.has(before)) yield model.observe(JSON.parse(before), scope);
      worlds.add(before);
      yield transition;
    }
  }
}
