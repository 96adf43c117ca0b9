import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Scope } from "../../model/scope.ts";
import { carryOut } from "../carry-out.ts";
import { Pauses } from "../pauses.ts";
import { pictureOf } from "./mutant.ts";
import type { ScopedHistory } from "./reached.ts";
import { areSame } from "./step.ts";

/** Where no visible difference was found. */
export type NoneFound = "anywhere" | "in the calls that were tried" | "before it breaks its own world";

/** A world of each design; the two look alike. */
interface Pair {
  readonly first: object;
  readonly second: object;
  readonly history: readonly Operation[];
}

/** What is compared, and how far. */
export interface LaterOptions {
  readonly model: Model;
  /** It may break its own worlds. */
  readonly other: Model;
  readonly scope: Scope;
  /** The most calls that a history may have. */
  readonly longest: number;
  /** The most calls that may be tried. */
  readonly mostCalls: number;
}

/**
 * Checks whether two designs that have reached different worlds that look alike ever show a difference, breadth first from there. Once the worlds are the same
 * again, they are not followed any further. Yields now and then.
 *
 * @param histories those after which the worlds may differ, the shortest first
 * @returns the history at whose end a difference shows, or where none was found
 */
export function* laterDifference(
  options: LaterOptions,
  histories: Iterable<readonly Operation[]>,
): Generator<void, ScopedHistory | NoneFound> {
  const { model, other, scope, longest, mostCalls } = options;
  const pauses = new Pauses();
  const known = new Set<string>();
  const pairs: Pair[] = [];
  let [calls, isBounded, isBroken] = [0, false, false];
  const add = (pair: Pair): void => {
    const key = JSON.stringify([pair.first, pair.second]);
    if (known.has(key) || areSame(pair.first, pair.second)) return;
    known.add(key);
    pairs.push(pair);
  };
  for (const history of histories) {
    let pair: Pair | "broken" | "differ" = {
      first: model.initial(scope),
      second: other.initial(scope),
      history: [],
    };
    for (const operation of history) {
      const after: Pair | "broken" | "differ" = pairAfter(options, pair, operation);
      if (after === "differ") return { scope, operations: [...pair.history, operation] };
      pair = after;
      if (pair === "broken") break;
    }
    if (pair === "broken") isBroken = true;
    else add(pair);
  }
  // Pairs found meanwhile come last.
  for (const pair of pairs) {
    const { first, history } = pair;
    if (history.length >= longest) {
      isBounded = true;
      continue;
    }
    for (const operation of operationsIn(model, first, scope)) {
      if (pauses.takeOne()) yield;
      if (calls++ >= mostCalls) return "in the calls that were tried";
      const after = pairAfter(options, pair, operation);
      if (after === "differ") return { scope, operations: [...history, operation] };
      if (after === "broken") isBroken = true;
      else add(after);
    }
  }
  if (isBroken) return "before it breaks its own world";
  return isBounded ? "in the calls that were tried" : "anywhere";
}

/** The worlds after a call, unless they look different or the second design has broken its own. */
function pairAfter(
  { model, other, scope }: LaterOptions,
  { first, second, history }: Pair,
  operation: Operation,
): Pair | "differ" | "broken" {
  const [one, two] = [structuredClone(first), structuredClone(second)];
  const outcome = carryOut(model, one, operation, scope);
  try {
    if (carryOut(other, two, operation, scope) !== outcome) return "differ";
  } catch (error) {
    if (error instanceof Error) return "broken";
    throw error;
  }
  if (pictureOf(model, scope, one) !== pictureOf(other, scope, two)) return "differ";
  return { first: one, second: two, history: [...history, operation] };
}
