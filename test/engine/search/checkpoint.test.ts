/** What a checkpoint saves of a search's memory, and restores in another one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DESIGN, noteAsymmetry } from "../../../src/engine/search/asymmetries.ts";
import { checkpointOf, restore, type StatesCheckpoint } from "../../../src/engine/search/checkpoint.ts";
import { COUNT, callCount, sumOf } from "../../../src/engine/search/findings.ts";
import { WORDS_OF_ENTRY, WORDS_OF_LATE } from "../../../src/engine/search/frontier-writer.ts";
import {
  CONTROL,
  lengthOfFrontier,
  lengthOfLate,
  makeSharedMemory,
  type SharedMemory,
} from "../../../src/engine/search/shared-memory.ts";
import { type GrowingBuffer, grow } from "../../../src/engine/store/growing-buffer.ts";
import { WORDS_OF_PAIR } from "../../../src/engine/store/pair-set.ts";
import { WORDS_OF_FORM } from "../../../src/engine/store/seen-combinations.ts";

const WORDS_OF_STATE = 3;
const PROPERTIES = 2;

function memoryOf(workers: number): SharedMemory {
  return makeSharedMemory({
    workers,
    operations: 2,
    properties: PROPERTIES,
    wordsOfState: WORDS_OF_STATE,
    mostBytes: 2 ** 22,
    depth: 9,
    places: 16,
  });
}

/** Fills the beginning of a buffer with consecutive numbers. @returns them */
function fill(buffer: GrowingBuffer | undefined, first: number, words: number): number[] {
  if (buffer === undefined) throw new RangeError("there is no such buffer");
  if (buffer.byteLength < 4 * words) grow(buffer, 4 * words);
  const filled = Array.from({ length: words }, (_, at) => first + at);
  new Int32Array(buffer, 0, words).set(filled);
  return filled;
}

interface Drawn {
  readonly workers: number;
  readonly level: number;
  readonly forms: number;
  readonly bits: number;
  /** For each worker. */
  readonly frontier: readonly number[];
  readonly late: readonly number[];
  readonly breaches: readonly (readonly number[])[];
  readonly expanded: readonly number[];
}

const WORKERS = 3;
const ofEach = <One>(one: fc.Arbitrary<One>) => fc.array(one, { minLength: WORKERS, maxLength: WORKERS });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  workers: fc.integer({ min: 1, max: WORKERS }),
  level: fc.nat(3),
  // Up to more than fit into the buffers at first.
  forms: fc.nat(9000),
  bits: fc.nat(20_000),
  frontier: ofEach(fc.nat(9000)),
  late: ofEach(fc.nat(20)),
  breaches: ofEach(fc.array(fc.nat(9), { minLength: PROPERTIES, maxLength: PROPERTIES })),
  expanded: ofEach(fc.nat(99)),
});

/** A memory at the end of a level, and what was written there. */
function filled({ workers, level, forms, bits, frontier, late, breaches, expanded }: Drawn) {
  const memory = memoryOf(workers);
  const { control, states, lengths } = memory;
  control[CONTROL.forms] = forms;
  control[CONTROL.bits] = bits;
  control[CONTROL.placesOfPairs] = 8;
  const each = Array.from({ length: workers }, (_, worker) => worker);
  for (const worker of each) {
    lengths[lengthOfFrontier(worker, level)] = frontier[worker] ?? 0;
    lengths[lengthOfFrontier(worker, level + 1)] = 7; // left over from the level before
    lengths[lengthOfLate(worker)] = late[worker] ?? 0;
    memory.breaches[worker]?.set(breaches[worker] ?? []);
    const [counts, terminal] = [memory.counts[worker], memory.terminal[worker]];
    counts?.set([expanded[worker] ?? 0], COUNT.expanded);
    counts?.set([1], COUNT.terminal);
    counts?.set([worker + 1], callCount(1, 0));
    terminal?.set([worker, 2, 3, 4]);
    noteAsymmetry(memory, worker, DESIGN, {
      level: 5 - worker,
      member: 1,
      state: Int32Array.of(6, 7, 8, worker),
    });
  }
  const written = {
    states: fill(states.states, 1, forms * WORDS_OF_STATE),
    notes: fill(states.forms, 2, forms * WORDS_OF_FORM),
    bits: fill(states.bits, 3, bits),
    pairs: fill(states.pairs, 4, 8 * WORDS_OF_PAIR),
    late: each.flatMap((worker) =>
      fill(states.late[worker], 100 * worker, (late[worker] ?? 0) * WORDS_OF_LATE),
    ),
    frontier: each.flatMap((worker) =>
      fill(
        states.frontiers[worker]?.[level % 2 === 0 ? 0 : 1],
        worker,
        (frontier[worker] ?? 0) * WORDS_OF_ENTRY,
      ),
    ),
  };
  const words = Object.fromEntries(Object.entries(written).map(([field, all]) => [field, all.join(" ")]));
  return { memory, words };
}

const joined = (parts: readonly Int32Array[]): string => parts.flatMap((part) => [...part]).join(" ");

/** The words of a checkpoint, joined from whatever parts they are in. */
function wordsOf({ states, notes, bits, pairs, late, frontier }: StatesCheckpoint) {
  return {
    states: joined(states),
    notes: joined(notes),
    bits: joined(bits),
    pairs: joined(pairs),
    late: joined(late),
    frontier: joined(frontier),
  };
}

test("it has what the workers found, and a search with another number of them goes on from there", () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 2 }), (given, others) => {
      const { memory, words } = filled(given);
      const levels = Array.from({ length: given.level + 1 }, (_, level) => level + 1);
      const formsBefore = Array.from({ length: given.level }, (_, level) => 10 * level);
      const checkpoint = checkpointOf(memory, levels, formsBefore);
      expect(checkpoint).toMatchObject({ levels, formsBefore, forms: given.forms, bitWords: given.bits });
      expect(wordsOf(checkpoint)).toEqual(words);

      const other = memoryOf(others);
      restore(other, checkpoint);
      expect(other.control[CONTROL.level]).toBe(given.level);
      expect(other.control[CONTROL.placesOfPairs]).toBe(8);
      const again = checkpointOf(other, levels, formsBefore);
      const { counts, terminal, breaches, asymmetries } = checkpoint;
      expect(again).toMatchObject({ forms: given.forms, bitWords: given.bits });
      expect(again).toMatchObject({ counts, terminal, breaches, asymmetries });
      expect(wordsOf(again)).toEqual(words);
      const [first = 0, ...rest] = given.expanded.slice(0, given.workers);
      expect(sumOf(other, COUNT.expanded)).toBe(rest.reduce((sum, one) => sum + one, first));
      expect(sumOf(other, callCount(1, 0))).toBe((given.workers * (given.workers + 1)) / 2);
    }),
    { numRuns: 20 },
  );
});

test("what it says of levels is its own", () => {
  const levels = [1, 2];
  const checkpoint = checkpointOf(memoryOf(1), levels, levels);
  levels.push(3);
  expect(checkpoint).toMatchObject({ levels: [1, 2], formsBefore: [1, 2] });
});

test("a memory that cannot hold it refuses it", () => {
  const checkpoint = checkpointOf(memoryOf(1), [1], []);
  const large = { ...checkpoint, states: [new Int32Array(2 ** 21)] };
  expect(() => restore(memoryOf(1), large)).toThrow(RangeError);
  const memory = memoryOf(1);
  const without = (states: Partial<SharedMemory["states"]>) => ({
    ...memory,
    states: { ...memory.states, ...states },
  });
  expect(() => restore(without({ frontiers: [] }), checkpoint)).toThrow(/^no worker$/);
  expect(() => restore(without({ late: [] }), checkpoint)).toThrow(/^no worker$/);
});
