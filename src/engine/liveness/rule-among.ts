import type { Rule } from "./graph.ts";
import type { Staying } from "./staying.ts";

/** What a rule means for places: for which tasks its call is enabled in each, and which edges keep it. */
export class RuleAmong {
  readonly isWeak: boolean;
  readonly #staying: Staying;
  readonly #rule: Rule;
  /** For each label, the task that makes the call, as a bit; 0 if none does. */
  readonly #takers: Int32Array;
  /** For each node, the tasks for which the call is enabled. */
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

  /** The tasks for which the call is enabled in a place, and assumed to be fair. */
  enabled(place: number): number {
    return (this.#enabled[this.#staying.nodes[place] ?? 0] ?? 0) & this.#tasks(place);
  }

  /** The task that keeps the rule by an edge from a place, as a bit; 0 if none does. */
  takenBy(place: number, edge: number): number {
    const taker = this.#takers[this.#staying.graph.labelOf[edge] ?? 0] ?? 0;
    return taker === 0 ? 0 : taker & this.#tasks(place);
  }

  #tasks(place: number): number {
    return this.#rule.tasks(this.#staying.nodes[place] ?? 0, this.#staying.things[place] ?? 0);
  }
}
