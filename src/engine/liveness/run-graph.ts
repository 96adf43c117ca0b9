/** The graph of the runs of a scope, made from the states that a search has found. */

import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import { PropertyView } from "../expand/property-view.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import { CALLERS } from "../symmetry/elements.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import { AdjacencyLists } from "./adjacency-lists.ts";
import { AnswersOnSteps } from "./answers-on-steps.ts";
import { AskedOnRuns, NotFollowed, setOf } from "./asked-on-runs.ts";
import { inNode } from "./failed-in-node.ts";
import { type Graph, MAX_FOLLOWED } from "./graph.ts";
import { LabelTable } from "./label-table.ts";
import { LabelWriter } from "./label-writer.ts";
import { NumbersOfSort } from "./numbers.ts";
import { ObservedSteps } from "./observed-steps.ts";
import { type FoundStates, type StepOfForm, StepsOfForms } from "./steps-of-forms.ts";
import { SymmetryOfRuns } from "./symmetry-of-runs.ts";

/** A graph of runs, and the properties that it is for. */
export interface RunGraph extends Graph {
  readonly asked: readonly AskedOnRuns[];
  /** The evidence that properties are not symmetric: about those the graph says nothing. */
  readonly unlike: ReadonlyMap<AskedOnRuns, Asymmetry>;
  readonly steps: StepsOfForms;
  /** Whether a property has looked at what was treated as opaque, or a fair call depends on it: then the graph does not represent the runs. */
  readonly hasLooked: boolean;
  /** The number that stands for a call in labels. */
  numberOfCall(op: string): number;
  /** The calls in a node, each with the place of its label; `undefined` for a call without an edge. */
  stepsFrom(node: number): Iterable<StepOfForm & { readonly label: number | undefined }>;
}

/** How a graph is made. */
export interface RunGraphOptions {
  /** How many states are compared with others of their orbits, if the search is up to symmetry. */
  readonly comparisons: Comparisons;
  /** The calls that any rule is about. */
  readonly fair: readonly string[];
  /** Upper bound on its memory, in bytes. */
  readonly memory: number;
}

/**
 * Makes a graph of runs. Yields now and then.
 *
 * @throws {NotFollowed} if it takes more memory than it may, or there are too many tasks or things to follow
 */
export function* runGraph(
  space: StateSpace,
  states: FoundStates,
  properties: readonly OnRuns[],
  { fair, memory, comparisons }: RunGraphOptions,
): Generator<void, RunGraph> {
  return yield* new GraphOfRuns(space, states, properties, fair, comparisons).build(memory);
}

class GraphOfRuns {
  readonly #steps: StepsOfForms;
  readonly #asked: readonly AskedOnRuns[];
  readonly #fair: ReadonlySet<string>;
  readonly #tasks: NumbersOfSort;
  readonly #view: PropertyView;
  readonly #observed: ObservedSteps;
  readonly #labels: LabelWriter;
  readonly #lists = new AdjacencyLists();
  readonly #answers: AnswersOnSteps;
  /** `undefined` unless the search is up to symmetry. */
  readonly #symmetry: SymmetryOfRuns | undefined;

  constructor(
    space: StateSpace,
    states: FoundStates,
    properties: readonly OnRuns[],
    fair: readonly string[],
    comparisons: Comparisons,
  ) {
    this.#steps = new StepsOfForms(space, states);
    this.#fair = new Set(fair);
    this.#tasks = new NumbersOfSort(space, CALLERS);
    if (this.#tasks.largest > MAX_FOLLOWED)
      throw new NotFollowed(`runs are not followed with more than ${MAX_FOLLOWED} tasks`);
    const followed = new Map([[CALLERS, this.#tasks]]);
    for (const { of } of properties)
      if (of !== undefined && !followed.has(of)) followed.set(of, new NumbersOfSort(space, of));
    this.#asked = properties.map((property) => new AskedOnRuns(property, followed.get(property.of ?? "")));
    this.#answers = new AnswersOnSteps(this.#asked.length);
    this.#symmetry = space.symmetry ? new SymmetryOfRuns(this.#steps, this.#asked, comparisons) : undefined;
    this.#view = new PropertyView(space);
    this.#observed = new ObservedSteps(this.#steps, this.#view);
    const table = new LabelTable(this.#tasks, [...followed.values()], this.#asked);
    this.#labels = new LabelWriter(Object.keys(space.model.calls), table, this.#asked);
  }

  *build(memory: number): Generator<void, RunGraph> {
    const pauses = new Pauses();
    const { states } = this.#steps;
    for (let node = 0; node < states.size && !this.#view.hasLooked; node++) {
      inNode(node, () => this.#add(node));
      if (!this.#view.hasLooked && this.#symmetry?.compares(node))
        this.#symmetry.compare(node, this.#answers);
      if (this.#lists.bytes + this.#labels.table.bytes > memory) throw new NotFollowed(tooLarge(memory));
      if (pauses.takeOne()) yield;
    }
    return {
      ...this.#lists.whole(),
      labels: this.#labels.table,
      asked: this.#asked,
      unlike: this.#symmetry?.unlike ?? new Map(),
      steps: this.#steps,
      hasLooked: this.#view.hasLooked,
      numberOfCall: (op) => this.#labels.numberOfCall(op),
      stepsFrom: (node) => this.#stepsFrom(node),
    };
  }

  /** Adds a node and its edges. */
  #add(node: number): void {
    const { table } = this.#labels;
    const { operations, world, things } = this.#open(node);
    const tasks = this.#tasks.in(this.#steps.values);
    const isCompared = this.#symmetry?.compares(node) === true;
    if (isCompared) this.#answers.begin();
    this.#lists.addNode(setOf(tasks.map((task) => task - 1)));
    for (const [index, one] of this.#asked.entries())
      one.see(world, things[index] ?? [], tasks.map(taskNumber));
    for (const operation of operations) {
      const taken = this.#steps.take(node, operation);
      const isLookedAt = this.#isLookedAt(taken);
      if (!taken.isChange && !isLookedAt) continue;
      const isKept = this.#writeLabel(taken, node, world, things, isLookedAt);
      for (let index = 0; index < this.#asked.length; index++)
        this.#asked[index]?.count(table.owes(table.count, index));
      if (isCompared && isLookedAt) this.#noteAnswers(taken);
      if (!isKept) continue;
      if (taken.isChange && taken.to === node && this.#isFairOfOpaque(operation.op)) this.#view.look();
      this.#lists.addEdge(taken.to, table.intern());
    }
  }

  /** Keeps the answers about the step whose label was written last. */
  #noteAnswers({ operation, isChange }: StepOfForm): void {
    const { table } = this.#labels;
    this.#answers.addStep(operation, isChange);
    for (let index = 0; index < this.#asked.length; index++)
      this.#answers.addAnswer(table.owes(table.count, index), table.allows(table.count, index));
  }

  *#stepsFrom(node: number): Generator<StepOfForm & { readonly label: number | undefined }> {
    const { operations, world, things } = this.#open(node);
    for (const operation of operations) {
      const taken = this.#steps.take(node, operation);
      const isLookedAt = this.#isLookedAt(taken);
      this.#writeLabel(taken, node, world, things, isLookedAt);
      yield { ...taken, label: this.#labels.table.find() };
    }
  }

  /** Whether any property must look at a step. */
  #isLookedAt(taken: StepOfForm): boolean {
    for (const one of this.#asked) if (one.isAbout(taken)) return true;
    return false;
  }

  /** Goes to a node. @returns the calls that are tried there, the world as properties see it, and for each property the things that exist */
  #open(node: number) {
    const operations = this.#steps.open(node);
    const world = this.#view.observe(this.#steps.before());
    const things = this.#asked.map((one) => one.thingsIn(this.#steps.values));
    return { operations, world, things };
  }

  /** Whether a call is fair and may change only who shares opaque values: then it is enabled in some states of a form and not in others. */
  #isFairOfOpaque(op: string): boolean {
    return this.#steps.space.part.opaque.length > 0 && this.#fair.has(op);
  }

  /** Writes the label of a step, which `find` and `intern` of the table then refer to. @returns whether the step needs an edge */
  #writeLabel(
    taken: StepOfForm,
    node: number,
    world: Observation,
    things: readonly (readonly number[])[],
    isLookedAt: boolean,
  ): boolean {
    const step = isLookedAt ? this.#observed.of(taken, node, world) : undefined;
    return this.#labels.write(taken, step, things);
  }
}

function tooLarge(memory: number): string {
  return `the graph of the runs exceeds the ${Math.max(0, Math.floor(memory / 2 ** 20))} MiB left for it`;
}
