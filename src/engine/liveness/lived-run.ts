import { withTasks } from "../../model/field-of.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Event } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { NumbersOfSort } from "./numbers.ts";
import type { RunGraph } from "./run-graph.ts";
import { OtherThanBefore, type StepOfForm } from "./steps-of-forms.ts";

/** Upper bound on the rounds until a loop that closes up to renumbering is back in the same numbers. */
const MAX_ROUNDS = 1000;

/** A run in W2's numbers. */
export interface LivedLasso {
  readonly events: readonly Event[];
  /** How many events come before the loop. */
  readonly loop: number;
}

/** Follows the edges of a lasso in W2's numbers, round after round, until the world is one in which a round began before. */
export function livedLasso(graph: RunGraph, stem: readonly number[], loop: readonly number[]): LivedLasso {
  const run = new LivedRun(graph);
  for (const edge of stem) run.take(edge);
  const began = [run.begin()];
  while (loop.length > 0) {
    if (began.length > MAX_ROUNDS) throw new OtherThanBefore("a loop never comes back in the same numbers");
    for (const edge of loop) run.take(edge);
    const known = began.find(({ key }) => key === run.begin().key);
    if (known !== undefined) return { events: run.events, loop: known.events };
    began.push(run.begin());
  }
  return { events: run.events, loop: run.events.length };
}

/** A run along the edges of a graph. It knows the number in the world of each task of the current node. */
class LivedRun {
  readonly events: Event[] = [];
  readonly #graph: RunGraph;
  readonly #tasks: NumbersOfSort;
  #node = 0;
  #values: Values;
  /** The number of each task in the world, by its number in the node. */
  #numbers: ReadonlyMap<number, number>;

  constructor(graph: RunGraph) {
    const { space } = graph.steps;
    this.#graph = graph;
    this.#tasks = new NumbersOfSort(space, CALLERS);
    this.#values = space.first();
    space.locate(this.#values);
    const inForm = space.symmetry ? space.numbersInForm(this.#values) : undefined;
    this.#numbers = new Map(
      this.#tasks.in(this.#values).map((number) => [this.#tasks.after(inForm, number), number]),
    );
  }

  /** A point where a loop may begin: how many events come before it, and a key of its world. */
  begin(): { readonly events: number; readonly key: string } {
    return { events: this.events.length, key: this.#values.join() };
  }

  take(edge: number): void {
    const { steps } = this.#graph;
    const { space } = steps;
    const taken = this.#stepOf(edge);
    const before = this.#tasks.in(steps.values);
    const operation = withTasks(space.model, taken.operation, (task) =>
      taskNumber(this.#numbers.get(task) ?? task),
    );
    const alive = this.#tasks.in(this.#values);
    const { outcome, values } = space.carryOut(this.#values, operation);
    this.events.push({ operation, outcome });
    // Numbers are given in order (W2), so the new tasks of the world and of the node correspond in order.
    const born = this.#tasks.in(values).filter((number) => !alive.includes(number));
    const numbers = new Map<number, number>();
    for (const number of this.#tasks.in(taken.after)) {
      const own = before.includes(number) ? this.#numbers.get(number) : born.shift();
      if (own === undefined) throw new OtherThanBefore("a task is where there was none");
      numbers.set(this.#tasks.after(taken.inForm, number), own);
    }
    this.#numbers = numbers;
    this.#values = values;
    this.#node = this.#graph.targets[edge] ?? 0;
  }

  /** The first call of the node that does what an edge does. */
  #stepOf(edge: number): StepOfForm {
    for (const taken of this.#graph.stepsFrom(this.#node))
      if (taken.to === this.#graph.targets[edge] && taken.label === this.#graph.labelOf[edge]) return taken;
    throw new OtherThanBefore(`${this.#graph.steps.space.model.name} is not deterministic`);
  }
}
