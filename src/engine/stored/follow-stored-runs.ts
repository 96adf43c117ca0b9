import type { Objects } from "../../objects/objects.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { FoundOfRuns, RunsAsked } from "../liveness/check-runs.ts";
import { followRuns } from "../search/follow-runs.ts";
import type { SearchOptions } from "../search-options.ts";
import type { KeyShape } from "./key.ts";
import type { List } from "./list.ts";
import { NO_FORMS, storedForms } from "./stored-forms.ts";

/** What a stored search has found, from which its runs are made. */
export interface StoredForRuns {
  readonly space: StateSpace;
  readonly objects: Objects;
  /** The states of each level. */
  readonly lists: readonly (readonly List[])[];
  readonly shape: KeyShape;
  /** Upper bound on the memory of the forms of the states and the graph of the runs, in bytes. */
  readonly memory: number;
  /** Why not all of the scope was seen; `undefined` if it was. */
  readonly bound: string | undefined;
}

/** Like `followRuns`. The forms of all states are read back into memory: the graph of the runs, which is far larger, is there too. */
export function* followStoredRuns(
  { space, objects, lists, shape, memory, bound }: StoredForRuns,
  asked: RunsAsked,
  options: Pick<SearchOptions, "stop" | "guard" | "comparisons">,
): Generator<Promise<void> | void, FoundOfRuns | "looked"> {
  const read = bound === undefined ? yield* storedForms(objects, lists, shape, memory) : undefined;
  const states = read ?? NO_FORMS;
  const why = bound ?? (read === undefined ? tooManyForms(memory) : undefined);
  const { levelOf, bytes } = states;
  return yield* followRuns({ space, states, levelOf, bound: why, memory: memory - bytes }, asked, options);
}

function tooManyForms(memory: number): string {
  return `the worlds of the runs exceed the limit of ${Math.round(memory / 2 ** 20)} MiB`;
}
