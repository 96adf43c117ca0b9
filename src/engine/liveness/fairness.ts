import type { Pauses } from "../pauses.ts";
import { Components } from "./components.ts";
import { EdgesWithin } from "./edges-within.ts";
import type { RuleAmong } from "./rule-among.ts";
import type { Staying } from "./staying.ts";

/**
 * The largest sets, among some places, that a fair run can go through for ever, visiting each place again and again.
 *
 * An infinite run stays, from some state on, in one strongly connected set of places and visits each again and again. In such a set each task is followed until
 * it ends, as its number changes from edge to edge. It can keep a rule if it can make the call, end, or, if the rule is weak, reach a place in which the call is
 * not enabled. A place with a task that can reach none of these (for a strong rule, only if the call is enabled for it there) is in no fair run that stays within
 * the set. What is left without such places is decomposed again, as Streett's condition requires (Emerson and Lei, "Modalities for model checking", 1987). Yields
 * now and then.
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

/** The places of a component that are in no run within it that keeps a rule. */
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
  // In most components no task makes the call, and none ends.
  if (!rule.isWeak && !within.isAnyGood(rule)) return lostAmong(enabled);
  const there = (index: number): number => graph.tasks[nodes[component[index] ?? 0] ?? 0] ?? 0;
  // Only these need to be followed: a task for which the call is never enabled keeps a strong rule.
  const wanted = rule.isWeak
    ? Int32Array.from(component, (_, index) => there(index))
    : yield* within.reached(enabled, pauses);
  // The tasks that can still keep the rule: at first, those for which the call of a weak one is not enabled.
  const good = wanted.map((tasks, index) => (rule.isWeak ? tasks & ~(enabled[index] ?? 0) : 0));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    // Backwards, as places come after those from which they were found.
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
