/**
 * The search for a fair lasso: a run that owes something, never does it, and is fair.
 */
import { Pauses } from "../pauses.ts";
import { FairLoop } from "./fair-loop.ts";
import { fairComponents } from "./fairness.ts";
import type { Graph, Lasso, Question } from "./graph.ts";
import { RuleAmong } from "./rule-among.ts";
import { Staying } from "./staying.ts";
import { Stems } from "./stems.ts";

/** So many places, the nearest first, are tried as the one where the loop begins. */
const MOST_ENTRIES = 8;

/**
 * Fair lassos that a graph has. The first is one of the shortest up to how long a loop is in numbers: whoever knows the numbers chooses. It gives way now and then.
 *
 * @returns none where every fair run does what it owes
 */
export function* fairLassos(graph: Graph, question: Question): Generator<void, Lasso[]> {
  const pauses = new Pauses();
  const staying = yield* Staying.of(graph, question, pauses);
  if (staying.size === 0) return [];
  const rules = question.rules.map((rule) => new RuleAmong(staying, rule));
  const places = Array.from({ length: staying.size }, (_, place) => place);
  // Where nothing fair is enabled a run may stay for good: the shortest loop of all.
  const resting = Uint8Array.from(places, (place) =>
    rules.every((rule) => rule.enabled(place) === 0) ? 1 : 0,
  );
  const components = yield* fairComponents(staying, rules, places, pauses);
  if (!resting.includes(1) && components.length === 0) return [];
  /** For each place the number of its component and one, or 0. */
  const componentOf = new Int32Array(staying.size);
  for (const [index, component] of components.entries())
    for (const place of component) componentOf[place] = index + 1;
  const isRest = (place: number): boolean => resting[place] === 1;
  const isEntry = (place: number): boolean => componentOf[place] !== 0 && !isRest(place);
  const wanted = [
    { isGoal: isRest, most: 1 },
    { isGoal: isEntry, most: MOST_ENTRIES },
  ];
  const stems = yield* new Stems(staying).nearest(wanted, pauses);
  const lassos = stems.map(({ place, stem }): Lasso => {
    const within = new Set(components[(componentOf[place] ?? 0) - 1]);
    const loop = isRest(place) ? [] : new FairLoop(staying, rules, within, place).edges;
    return { stem, loop, thing: staying.things[place] ?? 0 };
  });
  const length = ({ stem, loop }: Lasso): number => stem.length + loop.length;
  return lassos.sort((one, other) => length(one) - length(other));
}
