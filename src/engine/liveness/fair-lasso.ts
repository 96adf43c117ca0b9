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

/** How many places, nearest first, are tried as the start of the loop. */
const MAX_ENTRIES = 8;

/**
 * Finds fair lassos in a graph, shortest first. A loop may need several rounds to close in W2's numbers, so the caller chooses the shortest there. Yields now
 * and then.
 *
 * @returns none if every fair run does what it owes
 */
export function* fairLassos(graph: Graph, question: Question): Generator<void, Lasso[]> {
  const pauses = new Pauses();
  const staying = yield* Staying.of(graph, question, pauses);
  if (staying.size === 0) return [];
  const rules = question.rules.map((rule) => new RuleAmong(staying, rule));
  const places = Array.from({ length: staying.size }, (_, place) => place);
  // A run may stay for ever where no fair call is enabled: the shortest loop of all.
  const resting = Uint8Array.from(places, (place) =>
    rules.every((rule) => rule.enabled(place) === 0) ? 1 : 0,
  );
  const components = yield* fairComponents(staying, rules, places, pauses);
  if (!resting.includes(1) && components.length === 0) return [];
  /** For each place, the index of its component plus 1, or 0. */
  const componentOf = new Int32Array(staying.size);
  for (const [index, component] of components.entries())
    for (const place of component) componentOf[place] = index + 1;
  const isRest = (place: number): boolean => resting[place] === 1;
  const isEntry = (place: number): boolean => componentOf[place] !== 0 && !isRest(place);
  const wanted = [
    { isGoal: isRest, most: 1 },
    { isGoal: isEntry, most: MAX_ENTRIES },
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
