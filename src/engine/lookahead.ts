import type { Random } from "fast-check";
import { pathIn } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Scope } from "../model/scope.ts";
import { byCaller, grouped, type SensibleCall } from "./choice.ts";
import type { Effect } from "./experience.ts";
import { weighted } from "./seeded-random.ts";
import { WorldForm } from "./world-form.ts";

/** A call that could be made in a world, and its effect. */
export interface CandidateCall {
  readonly choice: SensibleCall;
  readonly operation: Operation;
  readonly effect: Effect;
  /** The world after it, as JSON. */
  readonly after: string;
  /** How many tasks are alive after it. */
  readonly population: number;
  /** Counts the calls that a search would try after it, which takes a while. */
  readonly choices: () => number;
  /** The form of the world after it. */
  readonly form: WorldForm;
}

/** What could be done in a world, as seen by a random run that looks one call ahead. */
export class Lookahead {
  /** The world as JSON. */
  readonly text: string;
  /** How many tasks are alive. */
  readonly population: number;
  /** How many calls a search tries here. */
  readonly choices: number;
  readonly form: WorldForm;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #random: Random;
  /** The world for the next call, if the last one left it unchanged. */
  #spare: object | undefined;
  /** What a search tries here, by operation and caller. */
  readonly #calls: ReadonlyMap<string, ReadonlyMap<TaskNumber, readonly Operation[]>>;

  /** @param text the world as JSON */
  constructor(model: Model, scope: Scope, random: Random, text: string) {
    this.text = text;
    this.#model = model;
    this.#scope = scope;
    this.#random = random;
    const world: object = JSON.parse(text);
    this.#spare = world;
    const callers = [...model.callers(world)];
    this.population = callers.length;
    const tried = operationsIn(model, world, scope);
    this.choices = tried.length;
    const byOperation = grouped(tried, ({ op }) => op);
    this.#calls = new Map([...byOperation].map(([op, calls]) => [op, byCaller(calls)]));
    this.form = new WorldForm(model, model.observe(world, scope));
  }

  /** The operations that a search tries here. */
  get operations(): string[] {
    return [...this.#calls.keys()];
  }

  /** The paths that a caller can name, in order. */
  pathsOf(task: TaskNumber): string[] {
    const paths = [...this.#calls.values()].flatMap((callers) =>
      (callers.get(task) ?? []).flatMap((operation) => pathIn(this.#model, operation) ?? []),
    );
    return [...new Set(paths)];
  }

  /** A random call of an operation that a search tries here; tasks in more containers are drawn more often. */
  any(op: string): { choice: SensibleCall; operation: Operation } | undefined {
    const callers = [...(this.#calls.get(op) ?? [])];
    const chosen = weighted(this.#random, callers, ([task]) => this.form.depths.get(task) ?? 1);
    if (chosen === undefined) return undefined;
    const [, own] = chosen;
    const place = this.#random.nextInt(0, own.length - 1);
    const operation = own[place];
    return operation && { choice: { op, caller: callers.indexOf(chosen), place }, operation };
  }

  /** Some calls of an operation and their effects, each at most once. @param most how many are drawn at most */
  *of(op: string, most: number): Generator<CandidateCall> {
    const known = new Set<Operation>();
    for (let count = 0; count < most; count++) {
      const call = this.any(op);
      if (call === undefined) return;
      if (known.has(call.operation)) continue;
      known.add(call.operation);
      yield { ...call, ...this.#outlook(call.operation) };
    }
  }

  #outlook(operation: Operation): Omit<CandidateCall, "choice" | "operation"> {
    const world = this.#spare ?? JSON.parse(this.text);
    this.#spare = undefined;
    const outcome = this.#model.apply(world, operation, this.#scope);
    const isHalfDone = outcome !== "ok" && this.#model.refusedHalfDone?.includes(operation.op);
    const after = outcome === "ok" ? JSON.stringify(world) : this.text;
    if (after === this.text) {
      if (!isHalfDone) this.#spare = world;
      const effect = outcome === "ok" ? "unchanged" : outcome;
      return { effect, after, population: this.population, choices: () => this.choices, form: this.form };
    }
    return {
      effect: "ok",
      after,
      population: [...this.#model.callers(world)].length,
      choices: () => operationsIn(this.#model, world, this.#scope).length,
      form: new WorldForm(this.#model, this.#model.observe(world, this.#scope)),
    };
  }
}
