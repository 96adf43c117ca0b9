import fc from "fast-check";
import { expect, test } from "vitest";
import { makeNumberedWorlds, SIZE, sizeAt } from "../../../src/engine/unfolding/numbered-worlds.ts";
import { SortedLevel } from "../../../src/engine/unfolding/sorted-level.ts";

type World = readonly [orbit: number, numbering: number];

const MOST_OF_A_CHUNK = 4;
const ORBITS = 7;
const MOST_BYTES = 2 ** 20;

const anyWorlds: fc.Arbitrary<World[]> = fc.array(fc.tuple(fc.nat(ORBITS - 1), fc.nat(2 ** 30 - 1)), {
  maxLength: 40,
});

/** For each level what each worker found. */
const anyLevels = fc
  .integer({ min: 1, max: 3 })
  .chain((workers) =>
    fc.array(fc.array(anyWorlds, { minLength: workers, maxLength: workers }), { minLength: 1, maxLength: 4 }),
  );

/** Workers that sort their worlds, and tell each other how many chunks that makes. */
class Workers {
  readonly #worlds;
  readonly levels: readonly SortedLevel[];
  readonly #found: World[][];

  constructor(workers: number) {
    this.#worlds = makeNumberedWorlds(workers, MOST_BYTES, []);
    this.levels = this.#worlds.found.map(
      (_, worker) => new SortedLevel(this.#worlds, worker, MOST_OF_A_CHUNK),
    );
    this.#found = this.levels.map(() => []);
  }

  find(worlds: readonly (readonly World[])[]): void {
    for (const [worker, more] of worlds.entries()) this.#found[worker]?.push(...more);
  }

  sort(): void {
    for (const [worker, level] of this.levels.entries()) {
      const found = this.#found[worker] ?? [];
      level.sort(Int32Array.from(found.flat()), found.length, ORBITS);
      this.#worlds.sizes[sizeAt(worker, SIZE.chunks)] = level.ownChunks;
    }
    for (const level of this.levels) level.refresh();
  }
}

/** All chunks as one of the workers sees them. */
function chunksOf(level: SortedLevel): World[][] {
  const chunks: World[][] = [];
  while (level.find(chunks.length)) {
    const { orbit, numberings, from, count } = level;
    chunks.push([...numberings.subarray(from, from + count)].map((numbering) => [orbit, numbering]));
  }
  return chunks;
}

function inOrder(worlds: readonly World[]): World[] {
  return worlds.toSorted(([orbit, numbering], [other, its]) => orbit - other || numbering - its);
}

test("the chunks of all workers hold the worlds found since the last level, each of one orbit and not too long", () => {
  fc.assert(
    fc.property(anyLevels, (levels) => {
      const workers = new Workers(levels[0]?.length ?? 0);
      for (const found of levels) {
        workers.find(found);
        workers.sort();
        for (const level of workers.levels) {
          const chunks = chunksOf(level);
          expect(level.chunkCount).toBe(chunks.length);
          expect(inOrder(chunks.flat())).toEqual(inOrder(found.flat()));
          for (const { length } of chunks) {
            expect(length).toBeGreaterThan(0);
            expect(length).toBeLessThanOrEqual(MOST_OF_A_CHUNK);
          }
        }
      }
    }),
  );
});

test("worlds of an orbit are together, in as few chunks as can be, in the order in which they were found", () => {
  const workers = new Workers(1);
  const [level] = workers.levels;
  workers.find([[2, 0, 2, 2, 2, 0, 2].map((orbit, index): World => [orbit, index])]);
  workers.sort();
  const chunks = level === undefined ? [] : chunksOf(level);
  expect(chunks).toEqual([
    [
      [0, 1],
      [0, 5],
    ],
    [
      [2, 0],
      [2, 2],
      [2, 3],
      [2, 4],
    ],
    [[2, 6]],
  ]);
});

test("a search that goes on from another one leaves out the worlds of earlier levels", () => {
  const workers = new Workers(1);
  workers.find([
    [
      [1, 10],
      [1, 11],
      [3, 12],
    ],
  ]);
  const [level] = workers.levels;
  level?.begin(2);
  workers.sort();
  expect(level?.nextFrom).toBe(3);
  expect(level && chunksOf(level)).toEqual([[[3, 12]]]);
});

test("there is room for more worlds than there was at first", () => {
  const workers = new Workers(2);
  const many = Array.from({ length: 20_000 }, (_, index): World => [index % ORBITS, index]);
  workers.find([[], many]);
  workers.sort();
  for (const level of workers.levels) expect(inOrder(chunksOf(level).flat())).toEqual(inOrder(many));
});
