/**
 * Do two designs behave the same? A breadth-first search over the pairs of worlds that the same calls lead to (semantics.md,
 * "Comparing two designs"). See docs/commands.md.
 */

import { finish } from "../history/finish.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { counted } from "../text/counted.ts";
import { shapeOf } from "./codec/shape-limits.ts";
import { CallsOfPairs } from "./compare/calls-of-pairs.ts";
import { Differences } from "./compare/differences.ts";
import { jointFormOf } from "./compare/joint-form.ts";
import { KnownPairs } from "./compare/known-pairs.ts";
import {
  type DesignDifference,
  distinct,
  type EventOfBoth,
  failureToFollow,
  historyOf,
  type Pair,
  type Second,
  tellRunTo,
} from "./compare/pair.ts";
import type { SharedCalls } from "./compare/shared-calls.ts";
import { type Happening, Side } from "./compare/side.ts";
import { type AsymmetryOfOne, SymmetryOfBoth } from "./compare/symmetry-of-both.ts";
import { StateSpace } from "./expand/state-space.ts";
import { Pauses } from "./pauses.ts";
import type { Comparisons } from "./symmetry-test/members.ts";

export type { DesignDifference, EventOfBoth } from "./compare/pair.ts";

/** How two designs are compared, and where to stop before all of the scope has been seen. */
export interface CompareOptions {
  /**
   * Whether to check only that the second can do all that the first does: every call that is ok in the first is ok in the second,
   * with the same picture after it. What the first refuses does not count. If the second's call takes kinds and the first's does
   * not, some set of kinds has to suffice.
   */
  readonly refines?: boolean;
  /** Whether pairs that differ only in numbers count once. On by default, if both designs and their shapes allow it. */
  readonly symmetry?: boolean;
  /** How many worlds are compared with others that differ only in numbers, to test that the designs are symmetric. Default: every one. */
  readonly comparisons?: Comparisons;
  /** The longest history tried, in events. */
  readonly depth?: number;
  /** The maximum number of pairs of worlds. */
  readonly pairs?: number;
  /** Polled throughout: returns a reason to stop, in words, or `undefined`. */
  readonly stop?: () => string | undefined;
}

/** How far a comparison has come. */
export interface CompareProgress {
  readonly pairs: number;
  readonly depth: number;
}

/** What a comparison has found. */
export interface CompareResult {
  /** `differ` comes with a difference, `not-decided` with a bound. */
  readonly verdict: "equal" | "differ" | "not-decided";
  /** The one that counts: the shortest difference of observation or, if there is none, of outcome. */
  readonly difference?: DesignDifference;
  /** The shortest difference of outcome, if one was found before that of observation. */
  readonly outcomeDifference?: DesignDifference;
  /** Which bound was reached, in words. */
  readonly bound?: string;
  readonly calls: SharedCalls;
  /** How many pairs of worlds were found, and how many calls were compared in them. */
  readonly pairs: number;
  readonly compared: number;
  /** The largest distance of a pair from the first, in events. */
  readonly depth: number;
  readonly symmetry: boolean;
  /** How many other members of their orbits worlds were compared with; 0 without symmetry. */
  readonly members: number;
  /** The design that turned out not to be symmetric, and how; pairs were then counted without symmetry. */
  readonly asymmetry?: AsymmetryOfOne;
}

/** Compares two designs in a scope. */
export function compare(
  first: Model,
  second: Model,
  scope: Scope,
  options: CompareOptions = {},
): CompareResult {
  return finish(compareInSteps(first, second, scope, options));
}

/** The same comparison in steps, yielding its progress now and then. */
export function* compareInSteps(
  first: Model,
  second: Model,
  scope: Scope,
  options: CompareOptions = {},
): Generator<CompareProgress, CompareResult> {
  const upToSymmetry = new Product(first, second, scope, options);
  const result = yield* upToSymmetry.run();
  const { asymmetry } = upToSymmetry;
  if (asymmetry === undefined) return result;
  const withoutSymmetry = new Product(first, second, scope, { ...options, symmetry: false });
  return { ...(yield* withoutSymmetry.run()), asymmetry };
}

class Product {
  readonly #first: Side;
  readonly #second: Side;
  readonly #options: CompareOptions;
  readonly #calls: CallsOfPairs;
  /** `undefined` unless pairs are counted up to symmetry. */
  readonly #symmetry: SymmetryOfBoth | undefined;
  readonly #pairs: KnownPairs;
  readonly #differences = new Differences();
  readonly #pauses = new Pauses();
  #compared = 0;
  /** How many events lead to the pair that is being compared. */
  #depth = 0;

  constructor(first: Model, second: Model, scope: Scope, options: CompareOptions) {
    this.#options = options;
    const numbersMatter = first.numbersMatter || second.numbersMatter;
    const jointForm =
      options.symmetry === false || numbersMatter
        ? undefined
        : jointFormOf(shapeOf(first, scope), shapeOf(second, scope));
    const symmetry = jointForm !== undefined;
    this.#first = new Side(new StateSpace(first, scope, { symmetry }));
    this.#second = new Side(new StateSpace(second, scope, { symmetry }));
    const [one, other] = [this.#first.space, this.#second.space];
    this.#calls = new CallsOfPairs(one, other, options.refines === true);
    this.#pairs = new KnownPairs(one, other, jointForm);
    this.#symmetry = symmetry ? new SymmetryOfBoth(one, other, options.comparisons ?? "every") : undefined;
  }

  /** A design that proved not to be symmetric while pairs were counted up to symmetry: the result is then invalid. */
  get asymmetry(): AsymmetryOfOne | undefined {
    return this.#symmetry?.asymmetry;
  }

  *run(): Generator<CompareProgress, CompareResult> {
    let bound = this.#symmetry && (yield* this.#until(this.#symmetry.before()));
    if (bound === undefined) this.#begin();
    // Pairs added meanwhile come last, so the order is breadth first.
    for (const pair of this.#pairs) {
      if (this.#differences.isDecided || this.asymmetry !== undefined) break;
      bound ??= this.#boundAt(pair);
      if (bound !== undefined) break;
      bound = yield* this.#until(this.#visit(pair));
      if (bound !== undefined) break;
    }
    return this.#result(bound);
  }

  /** Runs work step by step until it is done or something asks to stop. @returns the reason to stop, in words */
  *#until(work: Generator<void, void>): Generator<CompareProgress, string | undefined> {
    for (;;) {
      if (work.next().done) return undefined;
      yield { pairs: this.#pairs.size, depth: this.#depth };
      const asked = this.#options.stop?.();
      if (asked !== undefined) return asked;
    }
  }

  *#visit(pair: Pair): Generator<void, void> {
    this.#depth = pair.depth;
    if (this.#symmetry !== undefined) yield* this.#symmetry.check(pair, this.#pairs.size);
    yield* this.#expand(pair);
  }

  #begin(): void {
    const [first, second] = [this.#first.begin(), this.#second.begin()];
    if (first.picture !== second.picture) this.#differences.decide({ of: "observation", history: [] });
    else
      this.#pairs.add({
        first: first.values,
        seconds: [{ values: second.values }],
        picture: first.picture,
        depth: 0,
      });
  }

  #boundAt({ depth }: Pair): string | undefined {
    const { depth: longest, pairs: most, stop } = this.#options;
    if (longest !== undefined && depth >= longest)
      return `only histories of up to ${counted(longest, "event")} were tried`;
    if (most !== undefined && this.#pairs.size > most) return `more than ${counted(most, "pair")} of worlds`;
    return stop?.();
  }

  *#expand(pair: Pair): Generator<void, void> {
    for (const [one, others] of this.#calls.in(pair)) {
      if (this.#pauses.takeOne()) yield;
      tellRunTo(pair, pair.seconds[0], "first");
      const first = this.#first.perform(pair.first, pair.picture, one);
      if (this.#options.refines) this.#follow(pair, first, others);
      else for (const other of others) this.#comparePair(pair, first, other);
      if (this.#differences.isDecided) return;
    }
  }

  #comparePair(pair: Pair, first: Happening, operation: Operation): void {
    const [before] = pair.seconds;
    if (before === undefined || this.#differences.isDecided) return;
    tellRunTo(pair, before, "second");
    const second = this.#second.perform(before.values, pair.picture, operation);
    this.#compared++;
    const history = (): EventOfBoth[] => [
      ...historyOf(pair, before),
      { first: first.event, second: second.event },
    ];
    if (first.picture !== second.picture) {
      this.#differences.decide({ of: "observation", history: history() });
      return;
    }
    if (first.event.outcome !== second.event.outcome) this.#differences.noteOutcome(history);
    this.#addAfter(pair, first, [{ values: second.values, event: second.event, before }]);
  }

  /** Refinement: whatever the first does, the second has to have a way to do too. */
  #follow(pair: Pair, first: Happening, operations: readonly Operation[]): void {
    if (first.event.outcome !== "ok") return;
    const tries = pair.seconds.flatMap((before) => {
      tellRunTo(pair, before, "second");
      return operations.map((operation) => ({
        before,
        ...this.#second.perform(before.values, pair.picture, operation),
      }));
    });
    this.#compared += tries.length;
    const followers = tries.filter(
      ({ event, picture }) => event.outcome === "ok" && picture === first.picture,
    );
    if (followers.length > 0) this.#addAfter(pair, first, distinct(followers));
    else this.#differences.decide(failureToFollow(pair, first, tries));
  }

  #addAfter(before: Pair, { values, picture, event }: Happening, seconds: readonly Second[]): void {
    this.#pairs.add({ first: values, seconds, picture, depth: before.depth + 1, event, before });
  }

  #result(bound: string | undefined): CompareResult {
    const { ofOutcome } = this.#differences;
    const difference = this.#differences.shortest(bound === undefined);
    return {
      verdict: difference !== undefined ? "differ" : bound !== undefined ? "not-decided" : "equal",
      ...(difference !== undefined && { difference }),
      ...(ofOutcome !== undefined && ofOutcome !== difference && { outcomeDifference: ofOutcome }),
      ...(bound !== undefined && { bound }),
      calls: this.#calls.shared,
      pairs: this.#pairs.size,
      compared: this.#compared,
      depth: this.#pairs.depth,
      symmetry: this.#symmetry !== undefined,
      members: this.#symmetry?.members ?? 0,
    };
  }
}
