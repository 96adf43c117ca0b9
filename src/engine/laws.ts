/**
 * The laws of designs: what holds of every design, whatever it says, and lets one `apply` serve every way of running it. They are
 * checked along random runs: in tests for the built-in designs, and before a search for a design of the user's own.
 */
import fc from "fast-check";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { type Choice, operationOf } from "./choice.ts";
import { CALL_LAWS } from "./laws/call-laws.ts";
import { choicesForLaws } from "./laws/choices.ts";
import type { Reached } from "./laws/law.ts";
import { WORLD_LAWS } from "./laws/world-laws.ts";

/** A law that a design breaks, and the history after which it does. */
export interface LawBreach {
  readonly law: string;
  /** What is wrong, in words that tell the author what to mend. */
  readonly words: string;
  readonly scope: Scope;
  readonly history: readonly Operation[];
  /** What was thrown, where the design threw something. */
  readonly cause?: unknown;
}

/** What random runs have found out about a design. */
export interface LawReport {
  /** The shortest breach met; nothing where every law held. */
  readonly breach: LawBreach | undefined;
  /** Declared calls that `operations` gave in no world: a search would never try them. */
  readonly neverTried: readonly string[];
}

/** The scopes of the runs: from the smallest to one with room for everything, so that every errno of a scope comes up. */
const SCOPES: readonly Scope[] = [
  { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 },
  { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 },
  { tasks: 3, containers: 3, kinds: ["net", "uts"], names: ["a", "b"], images: 1 },
  { tasks: 5, containers: 6, kinds: ["uts"], names: ["a"], images: 2 },
];

/** So many runs in each scope take a fraction of a second. */
const RUNS = 10;
const LENGTH = 20;
const SEED = 1;

/** Checks every law in every world of some random runs, which are the same each time. */
export function checkLaws(model: Model): LawReport {
  const untried = new Set(Object.keys(model.calls));
  const breaches: LawBreach[] = [];
  for (const scope of SCOPES) {
    const runs = guarded(scope, [], () =>
      fc.sample(choicesForLaws(model, scope, LENGTH), { numRuns: RUNS, seed: SEED }),
    );
    if ("law" in runs) return { breach: runs, neverTried: [] };
    for (const choices of runs) {
      const run = new LawfulRun(model, scope, untried);
      const breach = run.check(choices);
      if (breach !== undefined) breaches.push(breach);
    }
  }
  const [shortest] = breaches.sort((one, other) => one.history.length - other.history.length);
  return { breach: shortest, neverTried: [...untried] };
}

class LawfulRun {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #untried: Set<string>;
  readonly #history: Operation[] = [];
  #isInScope = true;

  /** @param untried calls that are taken out once they are met */
  constructor(model: Model, scope: Scope, untried: Set<string>) {
    this.#model = model;
    this.#scope = scope;
    this.#untried = untried;
  }

  check(choices: readonly Choice[]): LawBreach | undefined {
    const [model, scope] = [this.#model, this.#scope];
    const world = this.#guarded(() => model.initial(scope));
    if (isBreach(world)) return world;
    let breach = this.#checkWorld(world);
    for (const choice of choices) {
      if (breach !== undefined) return breach;
      const operation = operationOf(choice, model, world, scope);
      if (operation === undefined) return undefined;
      this.#history.push(operation);
      if ("hostile" in choice) this.#isInScope = false;
      breach = this.#checkCall(world, operation);
      if (breach !== undefined) return breach;
      model.apply(world, operation, scope);
      breach = this.#checkWorld(world);
    }
    return breach;
  }

  #checkWorld(world: object): LawBreach | undefined {
    const reached = this.#reached(world);
    for (const { law, check } of WORLD_LAWS) {
      const breach = this.#broken(law, () => check(reached));
      if (breach !== undefined) return breach;
    }
    for (const task of this.#model.callers(world))
      for (const { op } of this.#model.operations(world, task, this.#scope)) this.#untried.delete(op);
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

  #reached(world: object): Reached {
    return { model: this.#model, scope: this.#scope, world, isInScope: this.#isInScope };
  }

  #broken(law: string, check: () => string | undefined): LawBreach | undefined {
    const found = this.#guarded(() => ({ words: check() }));
    if (isBreach(found)) return found;
    if (found.words === undefined) return undefined;
    return { law, words: found.words, scope: this.#scope, history: [...this.#history] };
  }

  #guarded<Result>(work: () => Result): Result | LawBreach {
    return guarded(this.#scope, this.#history, work);
  }
}

function isBreach(found: object): found is LawBreach {
  return "law" in found && "history" in found;
}

/** Runs a piece of a design. What it throws is a breach too. */
function guarded<Result>(
  scope: Scope,
  history: readonly Operation[],
  work: () => Result,
): Result | LawBreach {
  try {
    return work();
  } catch (cause) {
    const words = `it throws "${cause instanceof Error ? cause.message : String(cause)}"`;
    return { law: "a design throws nothing", words, scope, history: [...history], cause };
  }
}
