import { pathIn } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import type { Operation } from "../model/operation.ts";

/** A place that tasks are in, such as a container. */
interface Place {
  tasks: number;
  readonly below: Map<number, Place>;
}

/** A world without names, numbers and namespaces: only how many tasks are in which places, such as containers. Many worlds have the same form. */
export class WorldForm {
  /** Equal for worlds of the same form. */
  readonly text: string;
  /** For each task how far down it is. */
  readonly depths: ReadonlyMap<TaskNumber, number>;
  /** How far down the highest task is. */
  readonly least: number;
  readonly #model: Model;
  readonly #places = new Map<TaskNumber, Place>();

  constructor(model: Model, observation: Observation) {
    this.#model = model;
    const places = model.domain.observations.places(observation);
    const top: Place = { tasks: 0, below: new Map() };
    for (const [task, chain] of places) {
      let here = top;
      for (const step of chain) {
        const next = here.below.get(step) ?? { tasks: 0, below: new Map() };
        here.below.set(step, next);
        here = next;
      }
      here.tasks++;
      this.#places.set(task, here);
    }
    this.text = textOf(top);
    this.depths = new Map([...places].map(([task, chain]) => [task, chain.length]));
    this.least = Math.min(...this.depths.values());
  }

  /** A call in this form of a world: from what place it is made and how far down it reaches, but no names or kinds. */
  step(operation: Operation): string {
    const { op, task } = operation;
    const path = pathIn(this.#model, operation);
    const caller = this.#places.get(task);
    const own = caller === undefined ? "" : textOf(caller);
    const reach = path === undefined ? "" : path.split("/").filter((part) => part !== "").length;
    return `${this.text} ${op} ${this.depths.get(task)} ${own} ${reach}`;
  }
}

function textOf({ tasks, below }: Place): string {
  return `${tasks}(${[...below.values()].map(textOf).sort().join("")})`;
}
