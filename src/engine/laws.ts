/**
 * The laws of designs: what has to hold of every design so that one `apply` serves every way of running it. They are checked along
 * random runs: in tests for the built-in designs, and before a search for a user-defined one.
 */
import fc from "fast-check";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { Activity } from "./checked/activity.ts";
import { checkedModel } from "./checked/checked-model.ts";
import { type Guard, unguarded } from "./checked/guard.ts";
import { type Choice, operationOf } from "./choice.ts";
import { brokenByHostileCall, CALL_LAWS, letsTheDeadAct } from "./laws/call-laws.ts";
import { choicesForLaws } from "./laws/choices.ts";
import { guarded, isBreach } from "./laws/guarded.ts";
import { hostileCalls } from "./laws/hostile-laws.ts";
import { changedScope, type LawBreach, type ReachedWorld } from "./laws/law.ts";
import { brokenRepeat, type LawfulTrace } from "./laws/repeats.ts";
import { shrunkBreach } from "./laws/shrunk-breach.ts";
import { worldLawsOf } from "./laws/world-laws.ts";

export type { LawBreach };

/** What random runs have found out about a design. */
export interface LawReport {
  /** A breach, its history shrunk where possible, or `undefined` if every law held. */
  readonly breach: LawBreach | undefined;
  /** Declared calls that `operations` returned in no world: a search would never try them. */
  readonly neverTried: readonly string[];
  /** A successful call by a task that is not alive, if the design allows one. */
  readonly callOfTheDead: Operation | undefined;
}

/** How a design is run while its laws are checked. */
export interface LawOptions {
  /** Is told what the design is being asked. */
  readonly activity?: Activity;
  readonly guard?: Guard;
}

/** This many runs in each scope take a fraction of a second. */
const RUNS = 10;
const LENGTH = 20;
const SEED = 1;

/** Checks every law in every world of some random runs, which are the same each time. */
export function checkLaws(model: Model, options: LawOptions = {}): LawReport {
  const { activity = new Activity(), guard = unguarded } = options;
  const checked = checkedModel(model, activity);
  const unfrozen = checkedModel(model, activity, (data) => data);
  const untried = new Set(Object.keys(model.calls));
  const breaches: LawBreach[] = [];
  const traces: LawfulTrace[] = [];
  let callOfTheDead: Operation | undefined;
  const report = (breach: LawBreach | undefined) => ({ breach, neverTried: [...untried], callOfTheDead });
  for (const scope of model.domain.scopes.forLaws) {
    const along = (history: readonly (Choice | { readonly operation: Operation })[]) => {
      const run = new LawfulRun(unfrozen, checked, scope, untried);
      // One guard per run: setting one up may take longer than checking a law.
      const checkedRun = guarded(scope, run.trace.history, guard, () => ({ breach: run.check(history) }));
      callOfTheDead ??= run.callOfTheDead;
      return { breach: isBreach(checkedRun) ? checkedRun : checkedRun.breach, trace: run.trace };
    };
    for (const choices of fc.sample(choicesForLaws(model, scope, LENGTH), { numRuns: RUNS, seed: SEED })) {
      const { breach, trace } = along(choices);
      if (breach?.isFinal) return report(breach);
      if (breach !== undefined)
        breaches.push(
          shrunkBreach(breach, (history) => along(history.map((operation) => ({ operation }))).breach),
        );
      else traces.push(trace);
    }
    if (breaches.length > 0) break;
  }
  const [shortest] = breaches.sort((one, other) => one.history.length - other.history.length);
  return report(shortest ?? brokenRepeat(checked, traces, guard));
}

class LawfulRun {
  readonly #unfrozen: Model;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #untried: Set<string>;
  readonly #history: Operation[] = [];
  readonly #steps: string[] = [];
  #isInScope = true;
  /** A successful call by a task that is not alive. */
  callOfTheDead: Operation | undefined;

  /** @param untried calls not tried yet, each removed once `operations` returns it */
  constructor(unfrozen: Model, model: Model, scope: Scope, untried: Set<string>) {
    this.#unfrozen = unfrozen;
    this.#model = model;
    this.#scope = scope;
    this.#untried = untried;
  }

  /** The run so far, step by step. */
  get trace(): LawfulTrace {
    return { scope: this.#scope, history: this.#history, steps: this.#steps };
  }

  /** Checks the laws along choices, or along given operations. */
  check(choices: readonly (Choice | { readonly operation: Operation })[]): LawBreach | undefined {
    const [model, scope] = [this.#model, this.#scope];
    const changed = this.#broken("a design does not change its scope", () =>
      changedScope(scope, (own) => this.#unfrozen.initial(own), "initial()"),
    );
    if (changed !== undefined) return changed;
    const world = this.#guarded(() => model.initial(scope));
    if (isBreach(world)) return world;
    let breach = this.#checkWorld(world);
    for (const choice of choices) {
      if (breach !== undefined) return breach;
      const given = "operation" in choice ? choice.operation : undefined;
      const made =
        "operation" in choice
          ? { next: given }
          : this.#guarded(() => ({ next: operationOf(choice, model, world, scope) }));
      if (isBreach(made)) return made;
      const { next } = made;
      if (next === undefined) return undefined;
      this.#isInScope &&= given !== undefined ? this.#isTried(world, next) : !("hostile" in choice);
      this.#history.push(next);
      breach = this.#checkCall(world, next);
      if (breach !== undefined) return breach;
      const outcome = model.apply(world, next, scope);
      this.#steps.push(`${outcome} ${JSON.stringify(world)}`);
      breach = this.#checkWorld(world);
    }
    return breach;
  }

  /** Whether a search would try a call, so the world after it must have the shape that the design declares. */
  #isTried(world: object, operation: Operation): boolean {
    const { task } = operation;
    if (![...this.#model.callers(world)].includes(task)) return false;
    const text = JSON.stringify(operation);
    return [...this.#model.operations(world, task, this.#scope)].some((one) => JSON.stringify(one) === text);
  }

  #checkWorld(world: object): LawBreach | undefined {
    const reached = this.#reached(world);
    for (const { law, check } of worldLawsOf(this.#model.domain)) {
      const breach = this.#broken(law, () => check(reached));
      if (breach !== undefined) return breach;
    }
    const hostile = this.#brokenByHostileCall(reached);
    if (hostile !== undefined) return hostile;
    for (const task of this.#model.callers(world))
      for (const { op } of this.#model.operations(world, task, this.#scope)) this.#untried.delete(op);
    return undefined;
  }

  #brokenByHostileCall(reached: ReachedWorld): LawBreach | undefined {
    for (const call of hostileCalls(this.#model, reached.world)) {
      const history = [...this.#history, call];
      const found = guarded(this.#scope, history, unguarded, () => ({
        broken: brokenByHostileCall(reached, call),
      }));
      if (isBreach(found)) return found;
      if (found.broken !== undefined) return { ...found.broken, scope: this.#scope, history };
      if (letsTheDeadAct(reached, call)) this.callOfTheDead ??= call;
    }
    return undefined;
  }

  #checkCall(world: object, operation: Operation): LawBreach | undefined {
    const reached = this.#reached(world);
    for (const { law, check } of CALL_LAWS) {
      const breach = this.#broken(law, () => check(reached, operation));
      if (breach !== undefined) return breach;
    }
    return undefined;
  }

  #reached(world: object): ReachedWorld {
    const { scope, model, unfrozen } = {
      scope: this.#scope,
      model: this.#model,
      unfrozen: this.#unfrozen,
    };
    return { model, unfrozen, scope, world, isInScope: this.#isInScope };
  }

  #broken(law: string, check: () => string | undefined): LawBreach | undefined {
    const found = this.#guarded(() => ({ words: check() }));
    if (isBreach(found)) return found;
    if (found.words === undefined) return undefined;
    return { law, words: found.words, scope: this.#scope, history: [...this.#history] };
  }

  #guarded<Result extends object>(work: () => Result): Result | LawBreach {
    return guarded(this.#scope, this.#history, unguarded, work);
  }
}
