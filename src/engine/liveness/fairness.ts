import type { Pauses } from "../pauses.ts";
import { Components } from "./components.ts";
import { EdgesWithin } from "./edges-within.ts";
import type { RuleAmong } from "./rule-among.ts";
import type { Staying } from "./staying.ts";

/**
 * The largest sets of places, of some, each of which a fair run can go through again and again.
 *
 * A run that never ends stays, from some state on, in one strongly connected set of places and goes through each again and again. In such a set each task is followed,
 * as its number changes from edge to edge, until it ends. It keeps to a rule where it can come to make the call, or to end, or, where the rule is weak, to a
 * place in which the call is not enabled. A place in which a task is that cannot come to any of these is in no fair run that stays within the set: for a strong
 * rule only one in which the call is enabled. What is left without such places is looked at anew, as Streett's condition asks (Emerson and Lei, "Modalities for model
 * checking", 1987). It gives way now and then.
 */
export function* fairComponents(
  staying: Staying,
  rules: readonly RuleAmong[],
  places: readonly number[],
  pauses: Pauses,
): Generator<void, (readonly number[])[]> {
  const fair: (readonly number[])[] = [];
  const left = [places];
  const components = new Components(staying);
  const within = new EdgesWithin(staying);
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    for (const component of yield* components.of(part, pauses)) {
      const unfair = new Set<number>();
      for (const rule of rules)
        for (const place of yield* unfairPlaces(staying, within, component, rule, pauses)) unfair.add(place);
      if (unfair.size === 0) fair.push(component);
      else if (unfair.size < component.length) left.push(component.filter((place) => !unfair.has(place)));
    }
  }
  return fair;
}

/** The places of a component that are in no run within it that keeps to a rule. */
function* unfairPlaces(
  staying: Staying,
  within: EdgesWithin,
  component: readonly number[],
  rule: RuleAmong,
  pauses: Pauses,
): Generator<void, number[]> {
  const enabled = Int32Array.from(component, (place) => rule.enabled(place));
  if (enabled.every((tasks) => tasks === 0)) return [];
  if (pauses.takeOne()) yield;
  const { graph, nodes } = staying;
  within.enter(component);
  const lostAmong = (sets: Int32Array): number[] => component.filter((_, index) => sets[index] !== 0);
  // Mostly nobody makes the call within the component, and nobody ends there.
  if (!rule.isWeak && !within.isAnyGood(rule)) return lostAmong(enabled);
  const there = (index: number): number => graph.tasks[nodes[component[index] ?? 0] ?? 0] ?? 0;
  // Nobody else can be lost: who never comes to where the call is enabled keeps to a strong rule, and to a weak one where it is not.
  const wanted = rule.isWeak
    ? Int32Array.from(component, (_, index) => there(index))
    : yield* within.reached(enabled, pauses);
  // The tasks that can come to what keeps the rule.
  const good = wanted.map((tasks, index) => (rule.isWeak ? tasks & ~(enabled[index] ?? 0) : 0));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    // From its end on, as places come after those from which they were found.
    for (let index = component.length - 1; index >= 0; index--) {
      if (pauses.takeOneInMany()) yield;
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
