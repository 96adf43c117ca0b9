/** The result of one search, made from what its workers have found. */
import type { Observation } from "../../model/observation.ts";
import { outcomesOf } from "../../model/outcome.ts";
import type { CallCounts } from "../call-counts.ts";
import { UNCHANGED } from "../expand/expansion.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { FoundOfRuns } from "../liveness/check-runs.ts";
import type { SearchResult } from "../search-result.ts";
import { COUNT, callCount, type Findings, LED_TO_NEW, sumOf } from "./findings.ts";
import { COMPARED_WHOLE } from "./form-comparer.ts";
import type { SearchTask } from "./search-task.ts";
import { terminalStatesIn } from "./terminal-states.ts";
import { type Ends, type Verdicts, verdictsOf } from "./verdicts.ts";

/** What one search has found. */
export interface SingleResult extends Omit<SearchResult, "verdicts" | "asymmetries" | "apart">, Verdicts {
  /** What was found about runs; absent if the search was misled or runs were not followed. */
  readonly onRuns?: FoundOfRuns;
}

/**
 * The result of a search.
 *
 * @param levels how many states each finished level has
 * @param ends how it has ended, and how many bytes its states take
 */
export function singleResult(
  task: SearchTask,
  space: StateSpace,
  findings: Findings,
  levels: readonly number[],
  ends: Ends & { readonly bytes: number },
): SingleResult {
  const worlds = sumOf(findings, COUNT.states);
  const cutShort = worlds - levels.reduce((sum, level) => sum + level, 0);
  const allLevels = cutShort > 0 ? [...levels, cutShort] : levels;
  return {
    worlds,
    symmetry: task.symmetry,
    levels: allLevels,
    calls: callsOf(task, findings),
    depth: allLevels.length - 1,
    terminal: sumOf(findings, COUNT.terminal),
    terminalStates: terminalStatesOf(space, findings),
    complete: ends.bound === undefined,
    bytes: ends.bytes,
    compared: sumOf(findings, COUNT.compared),
    partlyCompared: partlyCompared(task, space, allLevels),
    opaque: space.part.opaque.map(({ name }) => name),
    ...verdictsOf(task, space, findings, ends),
  };
}

/** On how many levels not all states of a control form were compared. */
function partlyCompared(
  { comparisons }: SearchTask,
  { part }: StateSpace,
  levels: readonly number[],
): number {
  if (part.opaque.length === 0) return 0;
  return levels.filter((states) => states > COMPARED_WHOLE[comparisons]).length;
}

/** The terminal states, as they are observed. */
function terminalStatesOf(space: StateSpace, findings: Findings): Observation[] {
  const { length } = space.packer;
  const values = space.values();
  return terminalStatesIn(findings).map((words) => {
    const world = space.codec.scratch();
    space.stateOf(words, 0, words[length] ?? 0, values);
    space.codec.write(values, world);
    return space.model.observe(structuredClone(world), space.scope);
  });
}

function callsOf({ model }: SearchTask, findings: Findings): CallCounts {
  const calls: CallCounts = new Map();
  for (const [operation, op] of Object.keys(model.calls).entries()) {
    const numberOf = (outcome: number) => sumOf(findings, callCount(operation, outcome));
    const refused = outcomesOf(model).flatMap((outcome, index) => {
      const number = numberOf(index);
      return outcome === "ok" || number === 0 ? [] : [[outcome, number] as const];
    });
    const count = {
      ok: numberOf(0),
      unchanged: numberOf(UNCHANGED),
      new: numberOf(LED_TO_NEW),
      refused: Object.fromEntries(refused),
    };
    calls.set(op, count);
  }
  return calls;
}
