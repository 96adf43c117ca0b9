/** The graph of the runs of a scope, made of the states that a search has found. */

import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { AskedOnRuns, NotFollowed, setOf } from "./asked-on-runs.ts";
import { Column } from "./column.ts";
import { inNode } from "./failed-in-node.ts";
import { type Graph, type Label, MOST_FOLLOWED } from "./graph.ts";
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

/** Makes it, and gives way now and then. @param fair the calls that any rule is about */
export function* runGraph(
  space: StateSpace,
  states: FoundStates,
  properties: readonly OnRuns[],
  fair: readonly string[],
): Generator<void, RunGraph> {
  return yield* new GraphOfRuns(space, states, properties, fair).build();
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
  readonly #labels: Label[] = [];
  readonly #placeOfLabel = new Map<string, number>();
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
    this.#tasks = new NumbersOfSort(space, CALLERS);
    if (this.#tasks.largest > MOST_FOLLOWED)
      throw new NotFollowed(`of more than ${MOST_FOLLOWED} tasks none is followed along a run`);
    this.#calls = Object.keys(model.calls);
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

  *build(): Generator<void, RunGraph> {
    const pauses = new Pauses();
    const { states } = this.#steps;
    for (let node = 0; node < states.size && !this.#hasLooked; node++) {
      this.#starts.push(this.#targets.length);
      inNode(node, () => this.#addEdges(node));
      if (pauses.takeOne()) yield;
    }
    this.#starts.push(this.#targets.length);
    return {
      nodes: states.size,
      starts: this.#starts.numbers,
      targets: this.#targets.numbers,
      labelOf: this.#labelOf.numbers,
      labels: this.#labels,
      tasks: this.#tasksOf.numbers,
      asked: this.#asked,
      steps: this.#steps,
      hasLooked: this.#hasLooked,
      callOf: (op) => this.#calls.indexOf(op),
      stepsFrom: (node) => this.#stepsFrom(node),
    };
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
    const own = new Set<string>();
    for (const operation of operations) {
      const taken = steps.take(node, operation);
      if (!taken.isChange && !this.#asked.some((one) => one.isAbout(taken))) continue;
      const label = this.#labelFor(taken, world, things);
      for (const [index, one] of this.#asked.entries()) one.count(label.means[index]);
      if (!isKept(label)) continue;
      if (taken.isChange && taken.to === node && this.#isFairOfOpaque(operation.op)) this.#hasLooked = true;
      this.#add(taken.to, label, own);
    }
  }

  *#stepsFrom(node: number): Generator<StepOfForm & { readonly label: number | undefined }> {
    const steps = this.#steps;
    const operations = steps.open(node);
    const world = this.#show(steps.observe());
    const things = this.#asked.map((one) => one.thingsIn(steps.values));
    for (const operation of operations) {
      const taken = steps.take(node, operation);
      yield { ...taken, label: this.#placeOfLabel.get(keyOf(this.#labelFor(taken, world, things))) };
    }
  }

  /** Whether a call is fair, and may change who shares opaque values alone: then it is enabled in some of the states of a form, and not in others. */
  #isFairOfOpaque(op: string): boolean {
    return this.#steps.space.part.opaque.length > 0 && this.#fair.has(op);
  }

  #step(before: Observation, { operation, outcome, isChange }: StepOfForm): Step {
    const { model, scope, codec } = this.#steps.space;
    const after = isChange
      ? this.#show(model.observe(codec.scratch(), scope, this.#unshow(before)), before)
      : before;
    return { before, operation, outcome, after, changed: isChange };
  }

  /** @param things for each property those that were there before the step */
  #labelFor(taken: StepOfForm, world: Observation, things: readonly (readonly number[])[]): Label {
    const { operation, isChange, after, inForm } = taken;
    const step = this.#asked.some((one) => one.isAbout(taken)) ? this.#step(world, taken) : undefined;
    const tasks = [0];
    for (let task = 1; task <= this.#tasks.largest; task++)
      tasks.push(this.#tasks.isThere(after, task) ? this.#tasks.after(inForm, task) : 0);
    return {
      call: this.#calls.indexOf(operation.op),
      caller: operation.task,
      isChange,
      tasks,
      means: this.#asked.map((one, index) =>
        one.meaningOf(taken, one.isAbout(taken) ? step : undefined, things[index] ?? []),
      ),
    };
  }

  /** @param own the edges that the node has already */
  #add(to: number, label: Label, own: Set<string>): void {
    const key = keyOf(label);
    let place = this.#placeOfLabel.get(key);
    if (place === undefined) {
      place = this.#labels.push(label) - 1;
      this.#placeOfLabel.set(key, place);
    }
    const edge = `${to} ${place}`;
    if (own.has(edge)) return;
    own.add(edge);
    this.#targets.push(to);
    this.#labelOf.push(place);
  }
}

/** Whether an edge stands for it: else nothing comes of it. */
const isKept = ({ isChange, means }: Label): boolean => isChange || means.some(({ owes }) => owes !== 0);

const keyOf = ({ call, caller, isChange, tasks, means }: Label): string =>
  `${call} ${caller} ${isChange} ${tasks} ${means.map(({ things, owes, allows }) => `${things} ${owes} ${allows}`)}`;
