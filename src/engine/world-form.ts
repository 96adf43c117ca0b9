import type { TaskNumber } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import type { Operation } from "../model/operation.ts";

/** A container as tasks stand in it. */
interface Place {
  tasks: number;
  readonly below: Map<number, Place>;
}

/** What is left of a world without names, numbers and namespaces: how tasks stand in containers. Many worlds have one form. */
export class WorldForm {
  /** The same for worlds of one form. */
  readonly text: string;
  /** For each task how many containers it is in. */
  readonly depths: ReadonlyMap<TaskNumber, number>;
  /** How many containers the task is in that is in the fewest. */
  readonly least: number;
  readonly #places = new Map<TaskNumber, Place>();

  constructor({ tasks }: Observation) {
    const top: Place = { tasks: 0, below: new Map() };
    for (const [task, { in: chain }] of tasks) {
      let here = top;
      for (const container of chain) {
        const next = here.below.get(container) ?? { tasks: 0, below: new Map() };
        here.below.set(container, next);
        here = next;
      }
      here.tasks++;
      this.#places.set(task, here);
    }
    this.text = textOf(top);
    this.depths = new Map([...tasks].map(([task, { in: chain }]) => [task, chain.length]));
    this.least = Math.min(...this.depths.values());
  }

  /** A call in this form of a world: who calls, and how far down it reaches, but no names or kinds. */
  step({ op, task, path }: Operation): string {
    const caller = this.#places.get(task);
    const own = caller === undefined ? "" : textOf(caller);
    const reach = path === undefined ? "" : path.split("/").filter((part) => part !== "").length;
    return `${this.text} ${op} ${this.depths.get(task)} ${own} ${reach}`;
  }
}

function textOf({ tasks, below }: Place): string {
  return `${tasks}(${[...below.values()].map(textOf).sort().join("")})`;
}
