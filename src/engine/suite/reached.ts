/** Where each rule of a design applies, in scopes whose transitions are all known and in further histories. */
import { setRunUnderWay } from "../../history/under-way.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { Pauses } from "../pauses.ts";
import type { TransitionGraph } from "../transition-graph.ts";
import { classesIn } from "./classes.ts";
import { contextOf, type StepContext } from "./mutant.ts";
import { CallsBeside, type OtherRefusals } from "./other-refusals.ts";
import { partsChanged } from "./parts-of-world.ts";
import { ruleOf, type Step, stepOf, stepsOf } from "./step.ts";

/** A history in a scope. */
export interface ScopedHistory {
  readonly scope: Scope;
  readonly operations: readonly Operation[];
}

/** A scope, all of whose transitions are known. */
export interface SeenScope {
  readonly scope: Scope;
  readonly graph: TransitionGraph;
}

/** Where a rule applies. */
export interface Place {
  readonly scope: Scope;
  /** How many calls the world is away from the first one; the call is one more. */
  readonly distance: number;
  readonly classes: readonly string[];
  /** The step, with the numbers that the world has in the graph. */
  step(): Step;
  others(): OtherRefusals;
  /** A shortest history that ends with the call. */
  history(): ScopedHistory;
}

/** What is known of a rule that applies somewhere. */
export interface ReachedRule {
  readonly op: string;
  readonly rule: string;
  /** Scope by scope, in each the nearest first. */
  readonly places: Place[];
  /** How many of them belong to each class of calls. */
  readonly classes: Map<string, number>;
  /** The parts of worlds that it changes, each with the places where it does. */
  readonly parts: Map<string, Place[]>;
  /** Other rules that would refuse some of the calls too. */
  readonly others: Set<string>;
}

export class ReachedRules {
  readonly #model: Model;
  readonly #rules = new Map<string, ReachedRule>();
  readonly #pauses = new Pauses();

  constructor(model: Model) {
    this.#model = model;
  }

  /** In the order of the design's calls; for each call, `ok` comes first. */
  rules(): ReachedRule[] {
    const order = Object.keys(this.#model.calls);
    return [...this.#rules.values()].sort(
      (one, other) =>
        order.indexOf(one.op) - order.indexOf(other.op) ||
        Number(other.rule === "ok") - Number(one.rule === "ok"),
    );
  }

  has(op: string, rule: string): boolean {
    return this.#rules.has(keyOf(op, rule));
  }

  /** Notes all transitions of a scope. Yields now and then. */
  *noteScope({ scope, graph }: SeenScope): Generator<void, void> {
    for (const [node, transitions] of graph.transitions.entries()) {
      if (transitions.length === 0) continue;
      const world = structuredClone(graph.worldOf(node));
      setRunUnderWay(() => graph.historyTo(node));
      const classesOf = classesIn(this.#model, scope, world);
      const ruled = transitions.map(({ operation, outcome, to }) => ({
        operation,
        to,
        rule: ruleOf(this.#model, scope, world, operation, outcome),
      }));
      const beside = new CallsBeside(this.#model, ruled);
      for (const call of ruled) {
        if (this.#pauses.takeOne()) yield;
        const { operation, rule } = call;
        const place: Place = {
          scope,
          distance: graph.distanceOf(node),
          classes: classesOf(operation),
          step: () => stepOf(this.#model, scope, structuredClone(graph.worldOf(node)), operation),
          others: () => beside.othersOf(call),
          history: () => ({ scope, operations: graph.historyWith(node, operation) }),
        };
        const found = this.#note(operation.op, rule, place);
        if (rule !== "ok") for (const other of place.others()) found.others.add(other);
        else if (call.to !== node) {
          const { before, after } = stepOf(this.#model, scope, world, operation);
          for (const part of partsChanged(before, after)) {
            const changing = found.parts.get(part);
            if (changing === undefined) found.parts.set(part, [place]);
            else changing.push(place);
          }
        }
      }
    }
  }

  /** Notes the rules that apply along a history, as far as a history file can express it. @returns the history up to there */
  noteHistory(history: ScopedHistory): ScopedHistory {
    const { scope, operations } = history;
    const flawOf = this.#model.domain.histories?.begin();
    for (const [index, step] of stepsOf(this.#model, scope, operations).entries()) {
      if (flawOf?.(step) !== undefined) return { scope, operations: operations.slice(0, index) };
      const context: StepContext = contextOf(this.#model, scope, step);
      const upTo = { scope, operations: operations.slice(0, index + 1) };
      this.#note(step.operation.op, step.rule, {
        scope,
        distance: index,
        ...context,
        step: () => step,
        history: () => upTo,
      });
    }
    return history;
  }

  #note(op: string, rule: string, place: Place): ReachedRule {
    const key = keyOf(op, rule);
    const known: ReachedRule = this.#rules.get(key) ?? {
      op,
      rule,
      places: [],
      classes: new Map(),
      parts: new Map(),
      others: new Set(),
    };
    this.#rules.set(key, known);
    known.places.push(place);
    for (const one of place.classes) known.classes.set(one, (known.classes.get(one) ?? 0) + 1);
    return known;
  }
}

const keyOf = (op: string, rule: string): string => `${op} ${rule}`;
