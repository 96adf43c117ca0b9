/** The graph of the runs of a scope, made of the states that a search has found. */

import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import { Changes } from "../symmetry/changes.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { AskedOnRuns, NotFollowed, setOf } from "./asked-on-runs.ts";
import { Column } from "./column.ts";
import { inNode } from "./failed-in-node.ts";
import { type Graph, MOST_FOLLOWED } from "./graph.ts";
import { LabelTable } from "./label-table.ts";
import { NumbersOfSort } from "./numbers.ts";
import { type FoundStates, type StepOfForm, StepsOfForms } from "./steps-of-forms.ts";

/** A graph of runs, and what was asked of it. */
export interface RunGraph extends Graph {
  readonly asked: readonly AskedOnRuns[];
  readonly steps: StepsOfForms;
  /** Whether a property has looked at what was taken for opaque, or a fair call depends on it: then it is no picture of the runs. */
  readonly hasLooked: boolean;
  /** The number that labels have for a call. */
  callOf(op: string): number;
  /** The calls in a node, each with the place of its label; nothing for one that no edge stands for. */
  stepsFrom(node: number): Iterable<StepOfForm & { readonly label: number | undefined }>;
}

/** How a graph is made. */
export interface RunGraphOptions {
  /** The calls that any rule is about. */
  readonly fair: readonly string[];
  /** The most bytes that it may take. */
  readonly memory: number;
}

/**
 * Makes it, and gives way now and then.
 *
 * @throws {NotFollowed} where it takes more memory than it may, or a run has too much to be followed
 */
export function* runGraph(
  space: StateSpace,
  states: FoundStates,
  properties: readonly OnRuns[],
  { fair, memory }: RunGraphOptions,
): Generator<void, RunGraph> {
  return yield* new GraphOfRuns(space, states, properties, fair).build(memory);
}

class GraphOfRuns {
  readonly #steps: StepsOfForms;
  readonly #asked: readonly AskedOnRuns[];
  readonly #fair: ReadonlySet<string>;
  readonly #tasks: NumbersOfSort;
  readonly #calls: readonly string[];
  readonly #starts = new Column();
  readonly #targets = new Column();
  readonly #labelOf = new Column();
  readonly #tasksOf = new Column();
  readonly #labels: LabelTable;
  readonly #changes: Changes;
  #hasLooked = false;
  readonly #show: (world: Observation, like?: Observation) => Observation;
  readonly #unshow: (world: Observation) => Observation;

  constructor(
    space: StateSpace,
    states: FoundStates,
    properties: readonly OnRuns[],
    fair: readonly string[],
  ) {
    const { part, model } = space;
    this.#steps = new StepsOfForms(space, states);
    this.#asked = properties.map((property) => new AskedOnRuns(property, space));
    this.#fair = new Set(fair);
    this.#changes = new Changes(model, part.whole);
    this.#tasks = new NumbersOfSort(space, CALLERS);
    if (this.#tasks.largest > MOST_FOLLOWED)
      throw new NotFollowed(`of more than ${MOST_FOLLOWED} tasks none is followed along a run`);
    this.#calls = Object.keys(model.calls);
    this.#labels = new LabelTable(this.#tasks.largest, this.#asked);
    const representatives = Int32Array.from({ length: part.endOfLabels }, (_, number) => number);
    const watcher =
      part.opaque.length > 0
        ? model.domain.observations.watch?.(representatives, () => {
            this.#hasLooked = true;
          })
        : undefined;
    this.#show = (world, like) => watcher?.watched(world, like) ?? world;
    this.#unshow = (world) => watcher?.unwatched(world) ?? world;
  }

  *build(memory: number): Generator<void, RunGraph> {
    const pauses = new Pauses();
    const { states } = this.#steps;
    for (let node = 0; node < states.size && !this.#hasLooked; node++) {
      this.#starts.push(this.#targets.length);
      inNode(node, () => this.#addEdges(node));
      if (this.#bytes > memory) throw new NotFollowed(tooLarge(memory));
      if (pauses.takeOne()) yield;
    }
    this.#starts.push(this.#targets.length);
    return {
      nodes: states.size,
      starts: this.#starts.numbers,
      targets: this.#targets.numbers,
      labelOf: this.#labelOf.numbers,
      labels: this.#labels.labels,
      tasks: this.#tasksOf.numbers,
      asked: this.#asked,
      steps: this.#steps,
      hasLooked: this.#hasLooked,
      callOf: (op) => this.#calls.indexOf(op),
      stepsFrom: (node) => this.#stepsFrom(node),
    };
  }

  /** How many bytes the graph takes so far, with what is noted of each node while loops are looked for. */
  get #bytes(): number {
    const words = this.#starts.length * WORDS_OF_NODE + this.#targets.length * WORDS_OF_EDGE;
    return words * Int32Array.BYTES_PER_ELEMENT;
  }

  #addEdges(node: number): void {
    const steps = this.#steps;
    const operations = steps.open(node);
    const world = this.#show(steps.observe());
    const tasks = this.#tasks.in(steps.values);
    const things = this.#asked.map((one) => one.thingsIn(steps.values));
    this.#tasksOf.push(setOf(tasks.map((task) => task - 1)));
    for (const [index, one] of this.#asked.entries())
      one.see(world, things[index] ?? [], tasks.map(taskNumber));
    const own = new Set<number>();
    for (const operation of operations) {
      const taken = steps.take(node, operation);
      const isLookedAt = this.#asked.some((one) => one.isAbout(taken));
      if (!taken.isChange && !isLookedAt) continue;
      const isKept = this.#writeLabel(taken, node, world, things, isLookedAt);
      for (const [index, one] of this.#asked.entries()) one.count(this.#labels.owes(index));
      if (!isKept) continue;
      if (taken.isChange && taken.to === node && this.#isFairOfOpaque(operation.op)) this.#hasLooked = true;
      this.#add(taken.to, this.#labels.intern(), own);
    }
  }

  *#stepsFrom(node: number): Generator<StepOfForm & { readonly label: number | undefined }> {
    const steps = this.#steps;
    const operations = steps.open(node);
    const world = this.#show(steps.observe());
    const things = this.#asked.map((one) => one.thingsIn(steps.values));
    for (const operation of operations) {
      const taken = steps.take(node, operation);
      const isLookedAt = this.#asked.some((one) => one.isAbout(taken));
      this.#writeLabel(taken, node, world, things, isLookedAt);
      yield { ...taken, label: this.#labels.find() };
    }
  }

  /** Whether a call is fair, and may change who shares opaque values alone: then it is enabled in some of the states of a form, and not in others. */
  #isFairOfOpaque(op: string): boolean {
    return this.#steps.space.part.opaque.length > 0 && this.#fair.has(op);
  }

  #step(before: Observation, taken: StepOfForm, node: number): Step {
    const { model, scope } = this.#steps.space;
    const { operation, outcome, isChange } = taken;
    const after = isChange
      ? this.#show(model.observe(this.#steps.world, scope, this.#unshow(before)), before)
      : before;
    const isChanged = () => this.#isChanged(taken, node);
    return {
      before,
      operation,
      outcome,
      after,
      get changed() {
        return isChanged();
      },
    };
  }

  /** What a property is told where it asks whether a step changes the world. Whether one does that leads to the same form may depend on who shares opaque values. */
  #isChanged({ isChange, to, after }: StepOfForm, node: number): boolean {
    const { space, values } = this.#steps;
    if (!isChange) return false;
    if (!space.symmetry) {
      this.#changes.from(values);
      return this.#changes.isChanged(after);
    }
    if (to === node && space.part.opaque.length > 0) this.#hasLooked = true;
    return to !== node;
  }

  /**
   * Writes the label of a step, which is then the one that is asked about.
   *
   * @param things for each property those that were there before the step
   * @returns whether an edge stands for it: else nothing comes of it
   */
  #writeLabel(
    taken: StepOfForm,
    node: number,
    world: Observation,
    things: readonly (readonly number[])[],
    isLookedAt: boolean,
  ): boolean {
    const { operation, isChange, after, inForm } = taken;
    const step = isLookedAt ? this.#step(world, taken, node) : undefined;
    const labels = this.#labels;
    labels.begin(this.#calls.indexOf(operation.op), operation.task, isChange);
    for (let task = 1; task <= this.#tasks.largest; task++)
      labels.becomes(task, this.#tasks.isThere(after, task) ? this.#tasks.after(inForm, task) : 0);
    let isOwing = false;
    for (const [index, one] of this.#asked.entries()) {
      const seen = one.isAbout(taken) ? step : undefined;
      const owes = one.writeMeaning(taken, seen, things[index] ?? [], labels.words, labels.meaningAt(index));
      isOwing ||= owes !== 0;
    }
    return isChange || isOwing;
  }

  /** @param own the edges that the node has already */
  #add(to: number, label: number, own: Set<number>): void {
    const edge = to * MOST_LABELS + label;
    if (own.has(edge)) return;
    own.add(edge);
    this.#targets.push(to);
    this.#labelOf.push(label);
  }
}

/** More labels than there are: with a node they are one number that is exact. */
const MOST_LABELS = 2 ** 22;

/** Where its edges begin and its tasks; then (see `Staying` and `Components`) its place, part, index, lowest, and whether it is open. */
const WORDS_OF_NODE = 8;
/** Its target and its label. */
const WORDS_OF_EDGE = 2;

function tooLarge(memory: number): string {
  return `the graph of the runs takes more than the ${Math.max(0, Math.floor(memory / 2 ** 20))} MiB that are left for it`;
}
