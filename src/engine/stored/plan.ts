/** Divides a level into jobs. This depends only on the state of the search, so after an interruption the jobs are the same as before. */
import type { DeduplicateJob, ExpandJob, MergeJob } from "./jobs.ts";
import { type List, partName, sizeOf } from "./list.ts";
import type { SearchState, Settings } from "./search-state.ts";

/** The parts of a level that one job expands, each with the number of its states. */
interface Chunk {
  readonly parts: string[];
  states: number;
}

/** A job expands at most as many states as this many parts have groups. */
const MAX_PARTS_IN_JOB = 8;

/** The jobs that expand the next level. @param prefix with which their names begin */
export function expandJobs(
  prefix: string,
  { levels, lists, settings }: SearchState,
  isLast: boolean,
  open: readonly number[],
): ExpandJob[] {
  const level = levels.length - 1;
  const size = levels[level] ?? 0;
  const wanted = Math.min(
    MAX_PARTS_IN_JOB * settings.part,
    Math.max(settings.part, Math.ceil(size / settings.jobs)),
  );
  const { partitions, part, most } = settings;
  return chunksOf(lists[level] ?? [], wanted).map(({ parts }, place) => ({
    is: "expand",
    name: `${prefix}/expand-${place}`,
    level,
    size,
    parts,
    isLast,
    open,
    partitions,
    part,
    most,
  }));
}

function chunksOf(lists: readonly List[], wanted: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (const list of lists)
    for (const [part, states] of list.parts.entries()) {
      const last = chunks.at(-1);
      if (last === undefined || last.states + states > wanted)
        chunks.push({ parts: [partName(list, part)], states });
      else {
        last.parts.push(partName(list, part));
        last.states += states;
      }
    }
  return chunks;
}

/** The jobs that merge lists into fewer, if there are more than can be merged at once; otherwise none. */
export function gatherJobs(name: string, lists: readonly List[], { fanIn, part }: Settings): MergeJob[] {
  if (lists.length <= fanIn) return [];
  const jobs: MergeJob[] = [];
  for (let from = 0; from < lists.length; from += fanIn)
    jobs.push({
      is: "merge",
      name: `${name}-${from}`,
      lists: lists.slice(from, from + fanIn),
      content: "candidates",
      part,
    });
  return jobs;
}

/** How many lists of about the same size are merged into one. */
const LISTS_OF_A_SIZE = 4;
/** A list is left alone if it is more than this many times as large as all newer ones together. */
const RATIO = 2;

/**
 * How many of the newest lists of a partition to merge into one (a log-structured merge tree; O'Neil and others, 1996). This keeps the lists few, and each state is
 * rewritten a few times at most.
 */
export function listsToMerge(lists: readonly List[]): number {
  let states = 0;
  let count = 0;
  for (const list of [...lists].reverse()) {
    const size = sizeOf(list);
    if (count > 0 && size > RATIO * states) break;
    states += size;
    count++;
  }
  return count >= LISTS_OF_A_SIZE ? count : 0;
}

/** The jobs that compare the candidates of a level with what is known: one for each partition that has any. */
export function deduplicateJobs(
  prefix: string,
  candidates: readonly (readonly List[])[],
  { known, settings: { part } }: SearchState,
): DeduplicateJob[] {
  return candidates.flatMap((lists, partition) =>
    lists.length === 0
      ? []
      : [
          {
            is: "deduplicate",
            name: `${prefix}/new-${partition}`,
            part,
            candidates: lists,
            known: known[partition] ?? [],
          },
        ],
  );
}
