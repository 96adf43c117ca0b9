import type { Rule } from "./graph.ts";
import type { Staying } from "./staying.ts";

/** What a rule means among places: which tasks it finds enabled in each, and by which edges it is kept. */
export class RuleAmong {
  readonly isWeak: boolean;
  readonly #staying: Staying;
  readonly #rule: Rule;
  /** For each label the task that makes the call by it; none where it is 0. */
  readonly #takers: Int32Array;
  /** For each node the tasks of whose calls one is enabled. */
  readonly #enabled: Int32Array;

  constructor(staying: Staying, rule: Rule) {
    this.isWeak = rule.strength === "weak";
    this.#staying = staying;
    this.#rule = rule;
    const { nodes, starts, labels, labelOf } = staying.graph;
    this.#takers = Int32Array.from({ length: labels.count }, (_, label) =>
      labels.isChange(label) && labels.callOf(label) === rule.call ? 1 << (labels.callerOf(label) - 1) : 0,
    );
    this.#enabled = new Int32Array(nodes);
    for (let node = 0; node < nodes; node++) {
      let enabled = 0;
      const end = starts[node + 1] ?? 0;
      for (let edge = starts[node] ?? 0; edge < end; edge++) enabled |= this.#takers[labelOf[edge] ?? 0] ?? 0;
      this.#enabled[node] = enabled;
    }
  }

  /** The tasks of whose calls one is enabled in a place, and taken for granted. */
  enabled(place: number): number {
    return (this.#enabled[this.#staying.nodes[place] ?? 0] ?? 0) & this.#tasks(place);
  }

  /** The task that keeps to the rule by an edge from a place; none where it is 0. */
  takenBy(place: number, edge: number): number {
    const taker = this.#takers[this.#staying.graph.labelOf[edge] ?? 0] ?? 0;
    return taker === 0 ? 0 : taker & this.#tasks(place);
  }

  #tasks(place: number): number {
    return this.#rule.tasks(this.#staying.nodes[place] ?? 0, this.#staying.things[place] ?? 0);
  }
}
