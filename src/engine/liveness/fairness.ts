import type { Components } from "./components.ts";
import type { Rule } from "./graph.ts";
import { NOWHERE, type Staying } from "./staying.ts";

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
    this.#takers = Int32Array.from(labels, ({ call, caller, isChange }) =>
      isChange && call === rule.call ? 1 << (caller - 1) : 0,
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

/**
 * The largest sets of places, of some, each of which a fair run can go through again and again.
 *
 * A run that never ends stays, from some state on, in one strongly connected set of places and goes through each again and again. In such a set each task is followed,
 * as its number changes from edge to edge, until it ends. It keeps to a rule where it can come to make the call, or to end, or, where the rule is weak, to a
 * place in which the call is not enabled. A place in which a task is that cannot come to any of these is in no fair run that stays within the set: for a strong
 * rule only one in which the call is enabled. What is left without such places is looked at anew, as Streett's condition asks (Emerson and Lei, "Modalities for model
 * checking", 1987).
 */
export function* fairComponents(
  staying: Staying,
  components: Components,
  rules: readonly RuleAmong[],
  places: readonly number[],
): Generator<readonly number[]> {
  const left = [places];
  const within = new Within(staying);
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    for (const component of components.of(part)) {
      const unfair = new Set(rules.flatMap((rule) => unfairPlaces(staying, within, component, rule)));
      if (unfair.size === 0) yield component;
      else if (unfair.size < component.length) left.push(component.filter((place) => !unfair.has(place)));
    }
  }
}

/** The places of a component that are in no run within it that keeps to a rule. */
function unfairPlaces(
  staying: Staying,
  within: Within,
  component: readonly number[],
  rule: RuleAmong,
): number[] {
  const enabled = Int32Array.from(component, (place) => rule.enabled(place));
  if (enabled.every((tasks) => tasks === 0)) return [];
  const { graph, nodes } = staying;
  within.enter(component);
  const lostAmong = (sets: Int32Array): number[] => component.filter((_, index) => sets[index] !== 0);
  // Mostly nobody makes the call within the component, and nobody ends there.
  if (!rule.isWeak && !within.isAnyGood(rule)) return lostAmong(enabled);
  const there = (index: number): number => graph.tasks[nodes[component[index] ?? 0] ?? 0] ?? 0;
  // Nobody else can be lost: who never comes to where the call is enabled keeps to a strong rule, and to a weak one where it is not.
  const wanted = rule.isWeak
    ? Int32Array.from(component, (_, index) => there(index))
    : within.reached(enabled);
  // The tasks that can come to what keeps the rule.
  const good = wanted.map((tasks, index) => (rule.isWeak ? tasks & ~(enabled[index] ?? 0) : 0));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    // From its end on, as places come after those from which they were found.
    for (let index = component.length - 1; index >= 0; index--) {
      const wanting = (wanted[index] ?? 0) & ~(good[index] ?? 0);
      if (wanting === 0) continue;
      const found = wanting & within.comingToGood(good, rule, index, wanting);
      if (found === 0) continue;
      good[index] = (good[index] ?? 0) | found;
      isChanged = true;
    }
  }
  return lostAmong(
    wanted.map((tasks, index) => tasks & ~(good[index] ?? 0) & (rule.isWeak ? -1 : (enabled[index] ?? 0))),
  );
}

/** The edges within the component that was entered last, whose places are told by their indexes in it. */
class Within {
  readonly #staying: Staying;
  /** For each place its index and one, or 0. */
  readonly #indexes: Int32Array;
  /** For each label the tasks that are gone after it. */
  readonly #gone: Int32Array;
  #component: readonly number[] = [];

  constructor(staying: Staying) {
    this.#staying = staying;
    this.#indexes = new Int32Array(staying.size);
    this.#gone = Int32Array.from(staying.graph.labels, ({ tasks }) =>
      tasks.reduce((gone, next, task) => (task > 0 && next === 0 ? gone | (1 << (task - 1)) : gone), 0),
    );
  }

  enter(component: readonly number[]): void {
    for (const place of this.#component) this.#indexes[place] = 0;
    for (const [index, place] of component.entries()) this.#indexes[place] = index + 1;
    this.#component = component;
  }

  /** Whether by any edge a task keeps a rule, or ends. */
  isAnyGood(rule: RuleAmong): boolean {
    const staying = this.#staying;
    const { graph, nodes } = staying;
    return this.#component.some((place) => {
      const there = graph.tasks[nodes[place] ?? 0] ?? 0;
      const end = staying.endOfEdges(place);
      for (let edge = staying.firstEdge(place); edge < end; edge++) {
        const gone = there & (this.#gone[graph.labelOf[edge] ?? 0] ?? 0);
        if ((gone !== 0 || rule.takenBy(place, edge) !== 0) && this.#after(place, edge) >= 0) return true;
      }
      return false;
    });
  }

  /** Sets of tasks with all that these become by edges within the component. */
  reached(sets: Int32Array): Int32Array {
    const all = sets.slice();
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const [index, place] of this.#component.entries()) {
        const tasks = all[index] ?? 0;
        if (tasks === 0) continue;
        for (let edge = this.#staying.firstEdge(place); edge < this.#staying.endOfEdges(place); edge++) {
          const to = this.#after(place, edge);
          if (to < 0) continue;
          const { tasks: becomes } = this.#staying.labelOf(edge);
          let next = 0;
          for (let left = tasks; left !== 0; left &= left - 1) {
            const number = becomes[32 - Math.clz32(left & -left)] ?? 0;
            if (number !== 0) next |= 1 << (number - 1);
          }
          if ((next & ~(all[to] ?? 0)) === 0) continue;
          all[to] = (all[to] ?? 0) | next;
          isChanged = true;
        }
      }
    }
    return all;
  }

  /** Of some tasks in a place those that come by one edge to what keeps a rule, or to where they can come to it. */
  comingToGood(good: Int32Array, rule: RuleAmong, index: number, wanting: number): number {
    const place = this.#component[index] ?? 0;
    let found = 0;
    for (let edge = this.#staying.firstEdge(place); edge < this.#staying.endOfEdges(place); edge++) {
      const to = this.#after(place, edge);
      if (to < 0) continue;
      found |= rule.takenBy(place, edge);
      const { tasks } = this.#staying.labelOf(edge);
      for (let left = wanting & ~found; left !== 0; left &= left - 1) {
        const bit = left & -left;
        const next = tasks[32 - Math.clz32(bit)] ?? 0;
        if (next === 0 || ((good[to] ?? 0) & (1 << (next - 1))) !== 0) found |= bit;
      }
      if ((wanting & ~found) === 0) break;
    }
    return found;
  }

  /** The index of the place after an edge; negative where that is none of the component. */
  #after(place: number, edge: number): number {
    const to = this.#staying.after(place, edge);
    return to === NOWHERE ? NOWHERE : (this.#indexes[to] ?? 0) - 1;
  }
}
