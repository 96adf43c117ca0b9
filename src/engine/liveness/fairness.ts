import type { Components } from "./components.ts";
import { EdgesWithin } from "./edges-within.ts";
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
  const within = new EdgesWithin(staying);
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
  within: EdgesWithin,
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
