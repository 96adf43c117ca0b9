import { type GrowingBuffer, grow } from "../store/growing-buffer.ts";
import { WORDS_OF_PAIR } from "../store/pair-set.ts";
import { WORDS_OF_FORM } from "../store/seen-combinations.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import { WORDS_OF_ENTRY, WORDS_OF_LATE } from "./frontier-writer.ts";
import { CONTROL, lengthOfFrontier, lengthOfLate, type SharedMemory } from "./shared-memory.ts";
import { restoreFindings, type SummedFindings, sumOfFindings } from "./summed-findings.ts";

/** Which part of a search is saved, by what it began with. A search may go on without symmetry, and decide some properties that way. */
export interface SearchPart {
  /** Whether states that differ only in numbers count once, and whether those that differ only in who shares opaque values are expanded together. */
  readonly symmetry: boolean;
  readonly dataIndependence: boolean;
  /** Whether of states that differ only in names one is expanded for all. */
  readonly renaming: boolean;
  /** Whether the search was restarted because the design or a property looks at opaque values. */
  readonly hasLooked: boolean;
  /** Whether it was restarted because names matter to the design or a property. */
  readonly namesMatter: boolean;
  /** The places of its properties among all of the search. */
  readonly properties: readonly number[];
  /** What was found not to be symmetric before it began. */
  readonly found: readonly Asymmetry[];
}

/** All that a search knows at the end of a level: enough to resume it with the same result. */
export interface Checkpoint extends StatesCheckpoint {
  readonly part: SearchPart;
}

/** What is known of the states of one part. */
export interface StatesCheckpoint extends SummedFindings {
  /** New states at each distance from the first, up to the level that is to be expanded next. */
  readonly levels: readonly number[];
  /** For each level but that one how many forms had been found before it was expanded. */
  readonly formsBefore: readonly number[];
  /** How many forms there are, and how many words their bits take. */
  readonly forms: number;
  readonly bitWords: number;
  /** The packed forms, one after another; what is noted of each; the bits; and the table of pairs, including its free places. In parts. */
  readonly states: readonly Int32Array[];
  readonly notes: readonly Int32Array[];
  readonly bits: readonly Int32Array[];
  readonly pairs: readonly Int32Array[];
  readonly late: readonly Int32Array[];
  /** The states of the level that is to be expanded next. In parts. */
  readonly frontier: readonly Int32Array[];
}

/** What a search knows while all its workers wait. The parts are views of its own memory: use them before it goes on. */
export function checkpointOf(
  memory: SharedMemory,
  levels: readonly number[],
  formsBefore: readonly number[],
): StatesCheckpoint {
  const { control, options, states, lengths } = memory;
  const level = levels.length - 1;
  const forms = control[CONTROL.forms] ?? 0;
  const bitWords = control[CONTROL.bits] ?? 0;
  const part = (buffer: GrowingBuffer, length: number) => [
    new Int32Array(buffer, 0, Math.min(length, Math.floor(buffer.byteLength / 4))),
  ];
  return {
    levels: [...levels],
    formsBefore: [...formsBefore],
    forms,
    bitWords,
    states: part(states.states, forms * options.wordsOfState),
    notes: part(states.forms, forms * WORDS_OF_FORM),
    bits: part(states.bits, bitWords),
    pairs: part(states.pairs, (control[CONTROL.placesOfPairs] ?? 0) * WORDS_OF_PAIR),
    late: states.late.flatMap((buffer, worker) =>
      part(buffer, (lengths[lengthOfLate(worker)] ?? 0) * WORDS_OF_LATE),
    ),
    frontier: states.frontiers.flatMap((buffers, worker) =>
      part(
        buffers[level % 2 === 0 ? 0 : 1],
        (lengths[lengthOfFrontier(worker, level)] ?? 0) * WORDS_OF_ENTRY,
      ),
    ),
    ...sumOfFindings(memory),
  };
}

/**
 * Restores a checkpoint into the memory of a search that has not begun. The number of workers need not be the same. The index of the forms is
 * not saved: the caller rebuilds it (`StateStore.reindex`).
 *
 * @throws {RangeError} if the checkpoint does not fit: it is of another search, or memory is short
 */
export function restore(memory: SharedMemory, checkpoint: StatesCheckpoint): void {
  const { control, states, lengths } = memory;
  const [frontiers] = states.frontiers;
  const [late] = states.late;
  if (!frontiers || !late) throw new RangeError("no worker");
  const level = checkpoint.levels.length - 1;
  fill(states.states, checkpoint.states);
  fill(states.forms, checkpoint.notes);
  fill(states.bits, checkpoint.bits);
  fill(states.pairs, checkpoint.pairs);
  fill(late, checkpoint.late);
  fill(frontiers[level % 2 === 0 ? 0 : 1], checkpoint.frontier);
  lengths[lengthOfFrontier(0, level)] = wordsOf(checkpoint.frontier) / WORDS_OF_ENTRY;
  lengths[lengthOfLate(0)] = wordsOf(checkpoint.late) / WORDS_OF_LATE;
  restoreFindings(memory, checkpoint);
  control[CONTROL.level] = level;
  control[CONTROL.forms] = checkpoint.forms;
  control[CONTROL.bits] = checkpoint.bitWords;
  control[CONTROL.placesOfPairs] = wordsOf(checkpoint.pairs) / WORDS_OF_PAIR;
}

/** Puts parts into a buffer one after another. */
function fill(buffer: GrowingBuffer, parts: readonly Int32Array[]): void {
  const bytes = wordsOf(parts) * Int32Array.BYTES_PER_ELEMENT;
  if (buffer.byteLength < bytes) grow(buffer, bytes);
  let at = 0;
  for (const part of parts) {
    new Int32Array(buffer, 0, at + part.length).set(part, at);
    at += part.length;
  }
}

function wordsOf(parts: readonly Int32Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
