import type { Words } from "../codec/words.ts";

/**
 * Where a worker notes the state in which it first saw that the design or a property is not symmetric: for each of them the level plus 1, or
 * 0 for none; which member of the state's orbit was unlike it; and the packed state.
 */
const PLACE = { level: 0, member: 1, state: 2 } as const;

/** How many words a worker's notes take. */
export function wordsOfAsymmetries(options: Notes["options"]): number {
  return (options.properties + 1) * wordsOfNote(options);
}

/** The part of the shared memory that is used here. */
export interface Notes {
  readonly asymmetries: readonly Int32Array[];
  readonly options: { readonly properties: number; readonly wordsOfState: number };
}

/** A state takes its words and one more for the combination. */
function wordsOfNote({ wordsOfState }: Notes["options"]): number {
  return PLACE.state + wordsOfState + 1;
}

/** Stands for the design where property n is `n`. */
export const DESIGN = -1;

/** A state in which the design or a property was seen not to be symmetric. */
export interface Sighting {
  readonly level: number;
  /** The number of the member that is unlike it, from 0: see `drawMember`. */
  readonly member: number;
  readonly state: Words;
}

/** Notes a sighting unless the same worker has an earlier one. Of those on one level the least is kept, so the order of states does not matter. */
export function noteAsymmetry(
  { asymmetries, options }: Notes,
  worker: number,
  who: number,
  { level, member, state }: Sighting,
): void {
  const notes = asymmetries[worker];
  if (notes === undefined) throw new RangeError(`there is no worker ${worker}`);
  const length = wordsOfNote(options);
  const at = (who + 1) * length;
  const noted = notes.subarray(at, at + length);
  const note = Int32Array.of(level + 1, member, ...state);
  if (noted[PLACE.level] === 0 || isEarlier(note, noted)) notes.set(note, at);
}

/** The first sighting of all workers, or `undefined` if there was none. */
export function firstAsymmetry(memory: Notes, who: number): Sighting | undefined {
  const length = wordsOfNote(memory.options);
  const at = (who + 1) * length;
  const [first] = memory.asymmetries
    .map((notes) => notes.slice(at, at + length))
    .filter((note) => note[PLACE.level] !== 0)
    .sort((one, other) => (isEarlier(one, other) ? -1 : 1));
  if (first === undefined) return undefined;
  return {
    level: (first[PLACE.level] ?? 0) - 1,
    member: first[PLACE.member] ?? 0,
    state: first.subarray(PLACE.state),
  };
}

/** Whether the design or a property was seen not to be symmetric on a level before this one. Other workers may be further ahead. */
export function isAsymmetricBefore({ asymmetries, options }: Notes, who: number, level: number): boolean {
  const at = (who + 1) * wordsOfNote(options) + PLACE.level;
  return asymmetries.some((notes) => {
    const levelAndOne = notes[at] ?? 0;
    return levelAndOne !== 0 && levelAndOne <= level;
  });
}

/** The notes of all workers, merged. */
export function allAsymmetries(memory: Notes): Int32Array {
  const all = new Int32Array(wordsOfAsymmetries(memory.options));
  const length = wordsOfNote(memory.options);
  for (let who = DESIGN; who < memory.options.properties; who++) {
    const first = firstAsymmetry(memory, who);
    if (first !== undefined) all.set([first.level + 1, first.member, ...first.state], (who + 1) * length);
  }
  return all;
}

/** Compares words as numbers, from the first on: the level comes first, then the state, then the member. */
function isEarlier(one: Int32Array, other: Int32Array): boolean {
  const places = [...one.keys()].filter((place) => place !== PLACE.member);
  const place = [...places, PLACE.member].find((word) => one[word] !== other[word]);
  return place !== undefined && (one[place] ?? 0) < (other[place] ?? 0);
}
