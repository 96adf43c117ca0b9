import type { Components } from "./components.ts";
import type { Label, Rule } from "./graph.ts";
import { bitsOf, NOWHERE, type Staying } from "./staying.ts";

/** What a rule means among places: which tasks it finds enabled in each, and by which edges it is kept. */
export class RuleAmong {
  readonly isWeak: boolean;
  readonly #staying: Staying;
  readonly #rule: Rule;

  constructor(staying: Staying, rule: Rule) {
    this.isWeak = rule.strength === "weak";
    this.#staying = staying;
    this.#rule = rule;
  }

  /** The tasks of whose calls one is enabled in a place, and taken for granted. */
  enabled(place: number): number {
    const staying = this.#staying;
    const tasks = this.#tasks(place);
    if (tasks === 0) return 0;
    let enabled = 0;
    for (let edge = staying.firstEdge(place); edge < staying.endOfEdges(place); edge++)
      enabled |= this.#taker(staying.labelOf(edge));
    return enabled & tasks;
  }

  /** The task that keeps to the rule by an edge from a place; none where it is 0. */
  takenBy(place: number, edge: number): number {
    const taker = this.#taker(this.#staying.labelOf(edge));
    return taker === 0 ? 0 : taker & this.#tasks(place);
  }

  #taker({ call, caller, isChange }: Label): number {
    return isChange && call === this.#rule.call ? 1 << (caller - 1) : 0;
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
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    for (const component of components.of(part)) {
      const unfair = new Set(rules.flatMap((rule) => unfairPlaces(staying, component, rule)));
      if (unfair.size === 0) yield component;
      else if (unfair.size < component.length) left.push(component.filter((place) => !unfair.has(place)));
    }
  }
}

/** The places of a component that are in no run within it that keeps to a rule. */
function unfairPlaces(staying: Staying, component: readonly number[], rule: RuleAmong): number[] {
  const { graph, nodes } = staying;
  const within = new Map(component.map((place, index) => [place, index]));
  const enabled = component.map((place) => rule.enabled(place));
  if (enabled.every((tasks) => tasks === 0)) return [];
  const there = component.map((place) => graph.tasks[nodes[place] ?? 0] ?? 0);
  // The tasks that can come to what keeps the rule.
  const good = Int32Array.from(there, (tasks, index) => (rule.isWeak ? tasks & ~(enabled[index] ?? 0) : 0));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [index, place] of component.entries()) {
      const wanting = (there[index] ?? 0) & ~(good[index] ?? 0);
      if (wanting === 0) continue;
      const found = wanting & comingToGood(staying, within, good, rule, place, wanting);
      if (found === 0) continue;
      good[index] = (good[index] ?? 0) | found;
      isChanged = true;
    }
  }
  return component.filter((_, index) => {
    const lost = (there[index] ?? 0) & ~(good[index] ?? 0);
    return (rule.isWeak ? lost : lost & (enabled[index] ?? 0)) !== 0;
  });
}

/** Of some tasks in a place those that come by one edge within a component to what keeps a rule, or to where they can come to it. */
function comingToGood(
  staying: Staying,
  within: ReadonlyMap<number, number>,
  good: Int32Array,
  rule: RuleAmong,
  place: number,
  wanting: number,
): number {
  let found = 0;
  for (let edge = staying.firstEdge(place); edge < staying.endOfEdges(place); edge++) {
    const to = staying.after(place, edge);
    const index = to === NOWHERE ? undefined : within.get(to);
    if (index === undefined) continue;
    found |= rule.takenBy(place, edge);
    const { tasks } = staying.labelOf(edge);
    for (const task of bitsOf(wanting & ~found)) {
      const next = tasks[task + 1] ?? 0;
      if (next === 0 || ((good[index] ?? 0) & (1 << (next - 1))) !== 0) found |= 1 << task;
    }
  }
  return found;
}
