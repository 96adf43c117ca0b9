import { RandomRuns } from "../../src/engine/random-runs.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Scope } from "../../src/model/scope.ts";
import { type Traced, traced } from "./find.ts";

const LENGTH = 12;
const SEED = 4711;

/** What `conform` plays: a history for each refusal, then random ones. Each is made when it is first asked for, and kept. */
export class Histories {
  readonly scope: Scope;
  readonly #model: Model;
  readonly #known: Traced[] = [];
  readonly #left: Iterator<readonly Operation[]>;

  /** @param random how many random ones */
  constructor(model: Model, scope: Scope, random: number) {
    this.scope = scope;
    this.#model = model;
    this.#left = this.#all(random);
  }

  *[Symbol.iterator](): Generator<Traced> {
    for (let index = 0; ; index++) {
      const history = this.#known[index] ?? this.#next();
      if (history === undefined) return;
      yield history;
    }
  }

  #next(): Traced | undefined {
    const next = this.#left.next();
    if (next.done === true) return undefined;
    const history = traced(this.#model, this.scope, next.value);
    this.#known.push(history);
    return history;
  }

  *#all(random: number): Generator<readonly Operation[]> {
    yield* this.#model.rules?.histories(this.scope) ?? [];
    const runs = new RandomRuns(this.#model, this.scope, { length: LENGTH, seed: SEED });
    for (let run = 0; run < random; run++) yield runs.next().operations;
  }
}
