import { setRunUnderWay } from "../history/under-way.ts";
import { withTasks } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import { type TaskNumber, taskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import type { Values } from "./codec/codec.ts";
import { StateSpace } from "./expand/state-space.ts";
import { Pauses } from "./pauses.ts";
import { Permutations } from "./symmetry/permutations.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";
import type { Comparisons } from "./symmetry-test/members.ts";
import { SymmetryTest } from "./symmetry-test/symmetry-test.ts";

/** A call in a state of the graph, its outcome, and the state that it leads to, which is the same one if it changes nothing. */
export interface Transition {
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly to: number;
}

/** The place of a state in the graph, and for each task number there the number of that task in the world. */
export interface Located {
  readonly node: number;
  readonly tasks: ReadonlyMap<TaskNumber, TaskNumber>;
}

/** How a state was first reached; `undefined` for the first state. */
type Way = { readonly from: number; readonly operation: Operation } | undefined;

/**
 * All states of a scope and every call in them, kept whole, for scopes that fit into memory many times over. Up to symmetry it is the quotient
 * graph, in which a state is its canonical form.
 */
export class TransitionGraph {
  /** For each state its transitions, in the search's order; none for states at the maximum depth. State 0 is the first state. */
  readonly transitions: (readonly Transition[])[] = [];
  /** How the design is not symmetric, if states that differ only in numbers were to count as one. The graph is then invalid. */
  asymmetry: Asymmetry | undefined;
  readonly #space: StateSpace;
  readonly #permutations: Permutations | undefined;
  readonly #nodes = new Map<string, number>();
  readonly #states: Values[] = [];
  readonly #ways: Way[] = [];
  /** For each state how many calls it is away from the first. */
  readonly #depths: number[] = [];

  /**
   * Builds it, yielding now and then.
   *
   * @param symmetry whether states that differ only in numbers count as one
   * @param depth the maximum number of calls that are tried one after another
   * @param comparisons how many states are compared with others that differ only in numbers, to test that the design is symmetric
   */
  static *inSteps(
    model: Model,
    scope: Scope,
    symmetry: boolean,
    depth = Number.POSITIVE_INFINITY,
    comparisons: Comparisons = "every",
  ): Generator<void, TransitionGraph> {
    const graph = new TransitionGraph(new StateSpace(model, scope, { symmetry }));
    yield* graph.#build(depth, comparisons);
    return graph;
  }

  private constructor(space: StateSpace) {
    this.#space = space;
    this.#permutations = space.symmetry ? new Permutations(space.part.whole) : undefined;
  }

  /** Finds a world of the scope. @throws {Error} if it is not a state of the graph */
  locate(world: object): Located {
    const values = this.#space.valuesOf(world);
    const node = this.#nodes.get(this.#space.keyOf(values));
    if (node === undefined) throw new Error(`${this.#space.model.name} is not deterministic`);
    return { node, tasks: this.#tasksOf(values) };
  }

  /** @param values the values of a world, those that were located last */
  #tasksOf(values: Values): Located["tasks"] {
    const permutations = this.#permutations;
    const { model, scope } = this.#space;
    // Not only live tasks: a call may name a dead one.
    const tasks = Array.from({ length: model.domain.scopes.mostTasks(scope) }, (_, index) =>
      taskNumber(index + 1),
    );
    if (permutations === undefined) return new Map(tasks.map((task) => [task, task]));
    const inForm = this.#space.numbersInForm(values);
    return new Map(tasks.map((task) => [taskNumber(permutations.taskOf(inForm, task)), task]));
  }

  /** Whether states that differ only in numbers count as one. */
  get symmetry(): boolean {
    return this.#space.symmetry;
  }

  /** A world of the state, valid until the graph is used again: up to symmetry the one with the numbers of the canonical form. */
  worldOf(node: number): object {
    const state = this.#states[node];
    if (state === undefined) throw new RangeError(`there is no state ${node}`);
    return this.#space.worldOf(state);
  }

  /** How many calls a state is away from the first. */
  distanceOf(node: number): number {
    return this.#depths[node] ?? 0;
  }

  /** A shortest history to a state, and then an operation. @param operation in the state's own numbers */
  historyWith(node: number, operation: Operation): Operation[] {
    const { model, scope } = this.#space;
    const history = this.historyTo(node);
    const world = model.initial(scope);
    for (const one of history) model.apply(world, one, scope);
    const { tasks } = this.locate(world);
    return [...history, withTasks(model, operation, (task) => tasks.get(task) ?? task)];
  }

  /** The operations of a shortest history to a state, with the numbers of W2. */
  historyTo(node: number): Operation[] {
    const inForms: Operation[] = [];
    for (let way = this.#ways[node]; way !== undefined; way = this.#ways[way.from])
      inForms.push(way.operation);
    const { model, scope } = this.#space;
    const world = model.initial(scope);
    return inForms.reverse().map((operation) => {
      const { tasks } = this.locate(world);
      const own = withTasks(model, operation, (task) => tasks.get(task) ?? task);
      model.apply(world, own, scope);
      return own;
    });
  }

  *#build(depth: number, comparisons: Comparisons): Generator<void, void> {
    const test = this.#space.symmetry ? new SymmetryTest(this.#space, comparisons) : undefined;
    this.asymmetry = test && (yield* test.before());
    if (this.asymmetry !== undefined) return;
    const pauses = new Pauses();
    this.#add(this.#space.first(), undefined);
    for (const [node, state] of this.#states.entries()) {
      if ((this.#depths[node] ?? 0) >= depth) {
        this.transitions[node] = [];
        continue;
      }
      setRunUnderWay(() => this.historyTo(node));
      this.asymmetry = test && (yield* test.check(state, this.#states.length));
      if (this.asymmetry !== undefined) return;
      const transitions: Transition[] = [];
      for (const operation of this.#space.operationsIn(state)) {
        if (pauses.takeOne()) yield;
        const { outcome, values } = this.#space.carryOut(state, operation);
        const to = values === state ? node : this.#add(values, { from: node, operation });
        transitions.push({ operation, outcome, to });
      }
      this.transitions[node] = transitions;
    }
  }

  /** The place of a state, which is added if it is new. @param way how it was reached */
  #add(values: Values, way: Way): number {
    const key = this.#space.keyOf(values);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const state = this.#space.values();
    this.#space.stateOf(this.#space.words, 0, 0, state);
    this.#nodes.set(key, this.#states.length);
    this.#ways.push(way);
    this.#depths.push(way === undefined ? 0 : (this.#depths[way.from] ?? 0) + 1);
    return this.#states.push(state) - 1;
  }
}
