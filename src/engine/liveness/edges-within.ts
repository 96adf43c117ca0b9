import type { Pauses } from "../pauses.ts";
import { Column } from "./column.ts";
import type { RuleAmong } from "./rule-among.ts";
import { NOWHERE, type Staying } from "./staying.ts";

/** The edges within the component entered last, whose places are given by their indexes in it. */
export class EdgesWithin {
  readonly #staying: Staying;
  /** For each place, its index plus 1, or 0 if it is outside. */
  readonly #indexes: Int32Array;
  /** For each label, the tasks that are gone after it. */
  readonly #gone: Int32Array;
  /** For each label and task, what the task's number becomes; 0 if it is gone. */
  readonly #becomes: Int32Array;
  readonly #tasks: number;
  #component: readonly number[] = [];
  /** For each index, the position of its first edge in the columns below; then the end of the last edge. */
  readonly #starts = new Column();
  /** For each of these edges, its place in the graph, its label, and the index to which it leads. */
  readonly #edges = new Column();
  readonly #labels = new Column();
  readonly #targets = new Column();

  constructor(staying: Staying) {
    const { labels } = staying.graph;
    this.#staying = staying;
    this.#indexes = new Int32Array(staying.size);
    this.#tasks = labels.tasks + 1;
    this.#becomes = new Int32Array(labels.count * this.#tasks);
    this.#gone = new Int32Array(labels.count);
    for (let label = 0; label < labels.count; label++)
      for (let task = 1; task <= labels.tasks; task++) {
        const next = labels.taskAfter(label, task);
        this.#becomes[label * this.#tasks + task] = next;
        if (next === 0) this.#gone[label] = (this.#gone[label] ?? 0) | (1 << (task - 1));
      }
  }

  enter(component: readonly number[]): void {
    const staying = this.#staying;
    const { labelOf } = staying.graph;
    for (const place of this.#component) this.#indexes[place] = 0;
    this.#component = component;
    for (let index = 0; index < component.length; index++) this.#indexes[component[index] ?? 0] = index + 1;
    for (const column of [this.#starts, this.#edges, this.#labels, this.#targets]) column.clear();
    for (let index = 0; index < component.length; index++) {
      const place = component[index] ?? 0;
      this.#starts.push(this.#edges.length);
      const end = staying.endOfEdges(place);
      for (let edge = staying.firstEdge(place); edge < end; edge++) {
        const after = staying.after(place, edge);
        const to = after === NOWHERE ? 0 : (this.#indexes[after] ?? 0);
        if (to === 0) continue;
        this.#edges.push(edge);
        this.#labels.push(labelOf[edge] ?? 0);
        this.#targets.push(to - 1);
      }
    }
    this.#starts.push(this.#edges.length);
  }

  /** Whether a task keeps a rule, or ends, on any edge. */
  isAnyGood(rule: RuleAmong): boolean {
    const { graph, nodes } = this.#staying;
    for (let index = 0; index < this.#component.length; index++) {
      const place = this.#component[index] ?? 0;
      const there = graph.tasks[nodes[place] ?? 0] ?? 0;
      const end = this.#starts.at(index + 1);
      for (let at = this.#starts.at(index); at < end; at++) {
        const gone = there & (this.#gone[this.#labels.at(at)] ?? 0);
        if (gone !== 0 || rule.takenBy(place, this.#edges.at(at)) !== 0) return true;
      }
    }
    return false;
  }

  /** Adds to sets of tasks, one for each index, everything that they become along edges within the component. Yields now and then. */
  *reached(sets: Int32Array, pauses: Pauses): Generator<void, Int32Array> {
    const all = sets.slice();
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (let index = 0; index < all.length; index++) {
        if (pauses.takeOneInMany()) yield;
        const tasks = all[index] ?? 0;
        if (tasks === 0) continue;
        const end = this.#starts.at(index + 1);
        for (let at = this.#starts.at(index); at < end; at++) {
          const to = this.#targets.at(at);
          const more = this.#after(tasks, at) & ~(all[to] ?? 0);
          if (more === 0) continue;
          all[to] = (all[to] ?? 0) | more;
          isChanged = true;
        }
      }
    }
    return all;
  }

  /** What a set of tasks becomes along an edge. */
  #after(tasks: number, at: number): number {
    let after = 0;
    for (let left = tasks; left !== 0; left &= left - 1) {
      const next = this.#next(left & -left, at);
      if (next !== 0) after |= 1 << (next - 1);
    }
    return after;
  }

  /** What the number of one task becomes along an edge; 0 if it is gone. @param bit the task */
  #next(bit: number, at: number): number {
    return this.#becomes[this.#labels.at(at) * this.#tasks + 32 - Math.clz32(bit)] ?? 0;
  }

  /** The tasks among `wanting` that, by one edge from a place, keep a rule, end, or reach a place where they are in `good`. */
  comingToGood(good: Int32Array, rule: RuleAmong, index: number, wanting: number): number {
    const place = this.#component[index] ?? 0;
    let found = 0;
    const end = this.#starts.at(index + 1);
    for (let at = this.#starts.at(index); at < end && (wanting & ~found) !== 0; at++) {
      const there = good[this.#targets.at(at)] ?? 0;
      found |= rule.takenBy(place, this.#edges.at(at));
      for (let left = wanting & ~found; left !== 0; left &= left - 1) {
        const bit = left & -left;
        const next = this.#next(bit, at);
        if (next === 0 || (there & (1 << (next - 1))) !== 0) found |= bit;
      }
    }
    return found;
  }
}
