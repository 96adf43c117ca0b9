/** Workers that take turns in one thread, so that a test says in which order they come. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTROL,
  COUNT,
  callCount,
  LED_TO_NEW,
  numberedWorldsOf,
  type SharedMemory,
  STOP,
} from "../../../src/engine/parallel/shared-memory.ts";
import { SIZE, sizeAt, WORDS_OF_FOUND } from "../../../src/engine/unfolding/numbered-worlds.ts";
import { Unfolder } from "../../../src/engine/unfolding/unfolder.ts";
import {
  anyOrbits,
  type DrawnOrbits,
  giveTo,
  memoryWith,
  NUMBERINGS,
  numberingAfter,
  OPERATIONS,
} from "./drawn-orbits.ts";

type World = readonly [orbit: number, numbering: number];

/** What a search finds: the worlds of each level, in order, and how many of them each operation led to first. */
interface Found {
  readonly levels: readonly (readonly number[])[];
  readonly ledToNew: readonly number[];
}

/** In which order the workers come, and which orbits are whose on each level. */
interface Course {
  readonly workers: number;
  readonly turns: readonly number[];
  readonly owners: readonly (readonly number[])[];
}

const keyOf = ([orbit, numbering]: World): number => orbit * NUMBERINGS + numbering;

/** The same, world by world. */
function plainly(orbits: DrawnOrbits, first: readonly World[]): Found {
  const visited = new Set(first.map(keyOf));
  const levels: number[][] = [];
  const ledToNew = new Array<number>(OPERATIONS).fill(0);
  for (let level = [...visited]; level.length > 0; ) {
    levels.push(inOrder(level));
    const reachedBy = new Map<number, number>();
    for (const key of level) {
      for (const step of orbits[Math.floor(key / NUMBERINGS)] ?? []) {
        const to = keyOf([step.to, numberingAfter(step, key % NUMBERINGS)]);
        if (visited.has(to)) continue;
        reachedBy.set(to, Math.min(step.operation, reachedBy.get(to) ?? step.operation));
      }
    }
    level = [...reachedBy.keys()];
    for (const key of level) visited.add(key);
    for (const operation of reachedBy.values()) ledToNew[operation] = (ledToNew[operation] ?? 0) + 1;
  }
  return { levels, ledToNew };
}

/** Workers that go through all levels. */
class Workers {
  readonly memory: SharedMemory;
  readonly #course: Course;
  readonly #unfolders: readonly Unfolder[];
  #turn = 0;
  expanded = 0;

  constructor(orbits: DrawnOrbits, course: Course, first: readonly World[]) {
    this.#course = course;
    this.memory = memoryWith(orbits, course.workers);
    this.#unfolders = Array.from(
      { length: course.workers },
      (_, worker) =>
        new Unfolder(this.memory, worker, (__, worlds) => {
          this.expanded += worlds;
        }),
    );
    for (const [orbit, numbering] of first) this.#unfolders[0]?.adopt(orbit, numbering);
    this.#unfolders[0]?.beginWith(0);
  }

  /** Goes through the levels to the end. */
  work(): number[][] {
    const levels: number[][] = [];
    for (;;) {
      const owners = this.#course.owners[levels.length];
      if (owners !== undefined) giveTo(this.memory, owners);
      const next = this.level(levels.length);
      if (next.length === 0) return levels;
      levels.push(next);
    }
  }

  /** Goes through one level. @returns its worlds */
  level(number: number): number[] {
    for (const unfolder of this.#unfolders) unfolder.openLevel(number);
    for (const unfolder of this.#unfolders) unfolder.seeLevel();
    const worlds = this.#worldsOfLevel();
    this.#carryOut(this.#unfolders.map((unfolder) => unfolder.carryOutLevel()));
    for (const unfolder of this.#unfolders) unfolder.closeLevel();
    return worlds;
  }

  #worldsOfLevel(): number[] {
    const worlds: number[] = [];
    this.#unfolders[0]?.forEachChunk((orbit, numberings) => {
      for (const numbering of numberings) worlds.push(keyOf([orbit, numbering]));
    });
    return inOrder(worlds);
  }

  /** Lets one worker after another do one chunk, until all are done. */
  #carryOut(working: readonly Generator<void>[]): void {
    let left = [...working];
    while (left.length > 0) {
      const turn = this.#course.turns[this.#turn++ % this.#course.turns.length] ?? 0;
      const one = left[turn % left.length];
      if (one?.next().done) left = left.filter((other) => other !== one);
    }
  }
}

function inOrder(numbers: readonly number[]): number[] {
  return numbers.toSorted((one, other) => one - other);
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((all, one) => all + one, 0);
}

function ledToNewIn({ counts }: SharedMemory): number[] {
  return Array.from({ length: OPERATIONS }, (_, operation) =>
    sum(counts.map((of) => of[callCount(operation, LED_TO_NEW)] ?? 0)),
  );
}

/** The worlds that a worker has found, as all can read them. */
function foundBy(memory: SharedMemory, worker: number): number[] {
  const { found, sizes } = numberedWorldsOf(memory);
  const count = sizes[sizeAt(worker, SIZE.found)] ?? 0;
  const words = new Int32Array(found[worker] ?? new SharedArrayBuffer(0), 0, count * WORDS_OF_FOUND);
  return Array.from({ length: count }, (_, index) =>
    keyOf([words[index * WORDS_OF_FOUND] ?? 0, words[index * WORDS_OF_FOUND + 1] ?? 0]),
  );
}

const anySearch = fc.integer({ min: 1, max: 3 }).chain((workers) =>
  anyOrbits.chain((orbits) =>
    fc.record({
      orbits: fc.constant(orbits),
      first: fc
        .tuple(fc.nat(orbits.length - 1), fc.integer({ min: 1, max: 600 }))
        .map(([orbit, count]) => Array.from({ length: count }, (_, numbering): World => [orbit, numbering])),
      course: fc.record({
        workers: fc.constant(workers),
        turns: fc.array(fc.nat(2), { minLength: 1, maxLength: 20 }),
        owners: fc.array(
          fc.array(fc.nat(workers - 1), { minLength: orbits.length, maxLength: orbits.length }),
          { minLength: 1, maxLength: 5 },
        ),
      }),
    }),
  ),
);

test("all workers together find what a plain search does, in whichever order they come and however orbits change hands", () => {
  fc.assert(
    fc.property(anySearch, ({ orbits, first, course }) => {
      const plain = plainly(orbits, first);
      const workers = new Workers(orbits, course, first);
      expect(workers.work()).toEqual(plain.levels);
      const { memory } = workers;
      expect(ledToNewIn(memory)).toEqual(plain.ledToNew);
      const worlds = sum(plain.levels.map(({ length }) => length));
      expect(sum(memory.counts.map((counts) => counts[COUNT.worlds] ?? 0))).toBe(worlds);
      expect(memory.control[CONTROL.entries]).toBe(worlds);
      expect(workers.expanded).toBe(worlds * course.workers);
    }),
    { numRuns: 60 },
  );
});

describe("two workers", () => {
  /** Each world leads to one of the same orbit and to one of the other. */
  const orbits: DrawnOrbits = [0, 1].map((orbit) => [
    { operation: 2, to: orbit, renumberings: [{ factor: 1, summand: 1 }] },
    { operation: 1, to: 1 - orbit, renumberings: [{ factor: 1, summand: 0 }] },
  ]);
  const taking: Course = { workers: 2, turns: [0, 1], owners: [] };

  test("find the worlds of the orbits that belong to them", () => {
    const workers = new Workers(orbits, taking, [[0, 0]]);
    workers.level(0);
    giveTo(workers.memory, [1, 0]);
    for (let level = 1; level < 10; level++) workers.level(level);
    const ofOrbit = (orbit: number) => (key: number) => Math.floor(key / NUMBERINGS) === orbit;
    expect(foundBy(workers.memory, 1)).toHaveLength(9);
    expect(foundBy(workers.memory, 1).every(ofOrbit(0))).toBe(true);
    // It owned all of them on the first level.
    expect(foundBy(workers.memory, 0).filter(ofOrbit(0))).toEqual([0, 1]);
  });

  test("stop where the search is stopped, and have counted all that they found", () => {
    const workers = new Workers(orbits, taking, [[0, 0]]);
    workers.level(0);
    workers.memory.control[CONTROL.stop] = STOP.asked;
    const { expanded } = workers;
    workers.level(1);
    expect(workers.expanded).toBe(expanded);
    expect(workers.memory.counts[0]?.[COUNT.worlds]).toBe(foundBy(workers.memory, 0).length);
  });
});

test("worlds that take more than they may stop the search", () => {
  const workers = new Workers([[]], { workers: 1, turns: [0], owners: [] }, [[0, 0]]);
  expect(workers.memory.control[CONTROL.stop]).toBe(STOP.not);
  const memory = { ...workers.memory, options: { ...workers.memory.options, mostBytes: 1 } };
  new Unfolder(memory, 0).beginWith(0);
  expect(memory.control[CONTROL.stop]).toBe(STOP.memory);
});
