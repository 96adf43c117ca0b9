/** Judges a lasso in W2's numbers by the definition: slow, obvious, and applied to every lasso before it is shown. */

import type { FairCalls } from "../../model/fairness.ts";
import type { Model } from "../../model/model.ts";
import { type TaskNumber, taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Operation } from "../../model/operation.ts";
import type { Step } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Values } from "../codec/codec.ts";
import { StateSpace } from "../expand/state-space.ts";
import { Changes } from "../symmetry/changes.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { AskedOnRuns } from "./asked-on-runs.ts";
import { NumbersOfSort } from "./numbers.ts";

/**
 * The judgement on a lasso: it breaks the property, and how, in words; it keeps it; nothing is owed in it; or nothing is promised of such a run, and why.
 */
export type Judgement =
  | { readonly is: "broken" | "no fair run"; readonly why: string }
  | { readonly is: "kept" | "no case" };

/** A world of the run, and the step that leads to it; there is none to the first. */
interface At {
  readonly values: Values;
  readonly world: Observation;
  readonly step: Step | undefined;
  readonly isOther: boolean;
}

/**
 * Judges whether a run breaks a property on runs.
 *
 * @param fair the fairness assumed in addition to that of the property
 * @param operations those of the stem and of the loop
 * @param loop how many of them come before the loop
 * @throws {ShapeError} if the scope is too large to search
 */
export function judgeLasso(
  model: Model,
  scope: Scope,
  property: OnRuns,
  fair: FairCalls,
  operations: readonly Operation[],
  loop: number,
): Judgement {
  return new Judge(model, scope, property, fair).judge(operations, loop);
}

class Judge {
  readonly #space: StateSpace;
  readonly #property: OnRuns;
  readonly #fair: FairCalls;
  readonly #things: AskedOnRuns;
  readonly #tasks: NumbersOfSort;
  readonly #changes: Changes;

  constructor(model: Model, scope: Scope, property: OnRuns, fair: FairCalls) {
    this.#space = new StateSpace(model, scope, { symmetry: false });
    this.#property = property;
    this.#fair = fair;
    const { of } = property;
    this.#things = new AskedOnRuns(
      property,
      of === undefined ? undefined : new NumbersOfSort(this.#space, of),
    );
    this.#tasks = new NumbersOfSort(this.#space, CALLERS);
    this.#changes = new Changes(model, this.#space.part.whole);
  }

  judge(operations: readonly Operation[], loop: number): Judgement {
    const round = operations.slice(loop);
    // Two rounds, so that what is owed from a step of the loop on can be followed for a whole round.
    const run = this.#run([...operations, ...round]);
    const once = run.slice(0, operations.length + 1);
    const begin = once[loop];
    const end = once.at(-1);
    if (begin === undefined || end === undefined || begin.values.join() !== end.values.join())
      return { is: "no fair run", why: "the world at the end of the loop is not the one in which it begins" };
    const last = once.length - 1;
    const things = Array.from({ length: this.#things.things }, (_, thing) => thing);
    const owing = things.filter((thing) => this.#owesForEver(run, last, thing));
    // Fairness may depend on the thing: a run that is unfair for one may be fair for another.
    const unfair = owing.map((thing) => this.#unfair(once.slice(loop), thing));
    const fair = owing.find((_, place) => unfair[place] === undefined);
    if (fair !== undefined)
      return { is: "broken", why: this.#property.broken(end.world, this.#things.nameOf(fair)) };
    const [why] = unfair;
    if (why !== undefined) return { is: "no fair run", why };
    return { is: things.some((thing) => this.#isGiven(run, last, thing)) ? "kept" : "no case" };
  }

  /** Whether something is owed to a thing at some point of the first round, and the run takes only allowed steps until it has happened or the thing is gone. */
  #isGiven(run: readonly At[], last: number, thing: number): boolean {
    return run.some(
      (at, index) =>
        index <= last &&
        this.#isThere(at, thing) &&
        this.#isOwed(at, index, thing) &&
        this.#isAllowedUntilGiven(run.slice(index), thing),
    );
  }

  #isAllowedUntilGiven(rest: readonly At[], thing: number): boolean {
    const name = this.#things.nameOf(thing);
    const { isMet, allows } = this.#property;
    for (const [index, at] of rest.entries()) {
      const isLeft = index > 0 && at.isOther && at.step !== undefined && allows?.(at.step, name) === false;
      if (isLeft) return false;
      if (!this.#isThere(at, thing) || isMet(at.world, name)) return true;
    }
    return false;
  }

  #run(operations: readonly Operation[]): At[] {
    const { model, scope } = this.#space;
    const observe = () => model.observe(structuredClone(this.#space.codec.scratch()), scope);
    let values = this.#space.first();
    this.#space.worldOf(values);
    let world = observe();
    const run: At[] = [{ values, world, step: undefined, isOther: false }];
    for (const operation of operations) {
      const { outcome, values: after } = this.#space.carryOut(values, operation);
      const [before, previous] = [world, values];
      const isOther = after !== values;
      world = observe();
      values = after;
      if (isOther) this.#changes.from(previous);
      const changed = isOther && this.#changes.isChanged(after);
      const step = { before, operation, outcome, after: world, changed };
      run.push({ values, world, step, isOther });
    }
    return run;
  }

  /** Whether something is owed to a thing from some point of the first round on, and never happens. */
  #owesForEver(run: readonly At[], last: number, thing: number): boolean {
    const name = this.#things.nameOf(thing);
    const { isMet, allows } = this.#property;
    let from = run.length;
    for (const [index, at] of [...run.entries()].reverse()) {
      if (!this.#isThere(at, thing) || isMet(at.world, name)) break;
      from = index;
      if (at.isOther && at.step !== undefined && allows?.(at.step, name) === false) break;
    }
    return run.some((at, index) => index >= from && index <= last && this.#isOwed(at, index, thing));
  }

  #isOwed({ world, step }: At, index: number, thing: number): boolean {
    const { owed } = this.#property;
    const name = this.#things.nameOf(thing);
    switch (owed.from) {
      case "the first world":
        return index === 0;
      case "worlds":
        return owed.isSo(world, name);
      case "steps":
        return step !== undefined && (owed.on?.includes(step.operation.op) ?? true) && owed.isSo(step, name);
    }
  }

  #isThere({ values }: At, thing: number): boolean {
    return this.#things.thingsIn(values).includes(thing);
  }

  /** To which task repeating the loop for ever is unfair, in words; `undefined` if to none. @param round the worlds of the loop, then the first again */
  #unfair(round: readonly At[], thing: number): string | undefined {
    const { fair = {}, isFair } = this.#property;
    const name = this.#things.nameOf(thing);
    const all = () => true;
    const own = (world: Observation, task: TaskNumber) => isFair?.(world, task, name) ?? true;
    for (const [calls, whom] of [
      [this.#fair, all],
      [fair, own],
    ] as const) {
      for (const [op, strength] of Object.entries(calls)) {
        for (let number = 1; number <= this.#tasks.largest; number++) {
          const task = taskNumber(number);
          if (!round.every(({ values }) => this.#tasks.isThere(values, task))) continue;
          const enabled = round.map((at) => whom(at.world, task) && this.#isEnabled(at.values, op, task));
          const isTaken = round.slice(1).some(({ step, isOther }) => {
            const { task: caller, op: called } = step?.operation ?? {};
            return (
              isOther && called === op && caller === task && step !== undefined && whom(step.before, task)
            );
          });
          if (isTaken || !(strength === "weak" ? enabled.every(Boolean) : enabled.some(Boolean))) continue;
          return `it is unfair to task ${task}, for which the call ${op} is ${strength === "weak" ? "always enabled" : "enabled again and again"}`;
        }
      }
    }
    return undefined;
  }

  #isEnabled(values: Values, op: string, task: TaskNumber): boolean {
    return this.#space
      .operationsIn(values)
      .some(
        (operation) =>
          operation.op === op &&
          operation.task === task &&
          this.#space.carryOut(values, operation).values !== values,
      );
  }
}
