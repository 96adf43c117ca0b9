import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CONTROL,
  makeSharedMemory,
  numberedWorldsOf,
  type SharedMemory,
} from "../../../src/engine/parallel/shared-memory.ts";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";
import { ORBIT, WORDS_OF_ORBIT } from "../../../src/engine/unfolding/numbered-worlds.ts";
import { OrbitOwners } from "../../../src/engine/unfolding/orbit-owners.ts";

/** So many that parts of them can be told apart to a hundredth. */
const MANY = 20_000;

/** Orbits and who owns them, in a search with so many workers. */
class Search {
  readonly workers: number;
  readonly memory: SharedMemory;
  readonly directory: GrowingWords;
  readonly owners: OrbitOwners;

  constructor(workers: number) {
    this.workers = workers;
    this.memory = makeSharedMemory({
      workers,
      mostBytes: 2 ** 26,
      wordsOfWorld: 1,
      wordsOfEntry: 1,
      operations: 1,
      depth: Number.POSITIVE_INFINITY,
      properties: 0,
      fields: [],
    });
    this.directory = new GrowingWords(numberedWorldsOf(this.memory).orbits);
    this.owners = new OrbitOwners(this.memory, this.directory);
  }

  enlist(): void {
    this.memory.control[CONTROL.workers] = this.workers;
  }

  get timesShared(): number {
    return this.memory.control[CONTROL.shared] ?? 0;
  }

  ownersOf(orbits: number): number[] {
    return Array.from(
      { length: orbits },
      (_, orbit) => this.directory.view[orbit * WORDS_OF_ORBIT + ORBIT.owner] ?? -1,
    );
  }

  /** The part of the orbits that each worker has. */
  partsOf(orbits: number): number[] {
    const parts = new Array<number>(this.workers).fill(0);
    for (const owner of this.ownersOf(orbits)) parts[owner] = (parts[owner] ?? 0) + 1 / orbits;
    return parts;
  }
}

test("as long as the leader works alone all orbits are its own", () => {
  const search = new Search(3);
  search.owners.assign(100);
  search.owners.assign(101);
  expect(new Set(search.ownersOf(101))).toEqual(new Set([0]));
  expect(search.timesShared).toBe(0);
});

test("where only the leader has something to do before, the others share all orbits", () => {
  for (const workers of [2, 3, 5]) {
    const search = new Search(workers);
    search.owners.assign(MANY);
    search.enlist();
    search.owners.share(0, 1_000);
    expect(search.timesShared).toBe(1);
    const [ofLeader, ...others] = search.partsOf(MANY);
    expect(ofLeader).toBe(0);
    for (const part of others) expect(part).toBeCloseTo(1 / (workers - 1), 2);
  }
});

test("an orbit that is found later belongs to whom it would belong had it been there when they were shared out", () => {
  const [early, late] = [new Search(3), new Search(3)];
  early.owners.assign(500);
  late.owners.assign(7);
  for (const search of [early, late]) {
    search.enlist();
    search.owners.share(1_000, 100);
    search.owners.assign(500);
  }
  expect(late.ownersOf(500)).toEqual(early.ownersOf(500));
});

test("the leader gets the part with which it works about as long as each of the others", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 100, max: 2_000 }),
      fc.integer({ min: 0, max: 1_000 }),
      (workers, steps, learning) => {
        const search = new Search(workers);
        search.owners.assign(MANY);
        search.enlist();
        search.owners.share(steps, learning);

        const [ofLeader = 0, ...others] = search.partsOf(MANY);
        for (const part of others) expect(part).toBeCloseTo((1 - ofLeader) / (workers - 1), 1);
        const timeOfOther = (steps * (1 - ofLeader)) / (workers - 1);
        // Where it is busy enough with what only it does, it has no orbits, and still works longer.
        if (ofLeader === 0) expect(learning).toBeGreaterThan(timeOfOther - 0.06 * steps * workers);
        else expect(Math.abs(learning + steps * ofLeader - timeOfOther)).toBeLessThan(0.02 * steps * workers);
      },
    ),
    { numRuns: 60 },
  );
});

test("nobody has to take anything over for a small change", () => {
  const search = new Search(2);
  search.owners.assign(MANY);
  search.enlist();
  search.owners.share(1_000, 0);
  const parts = search.partsOf(MANY);
  expect(parts[0]).toBeCloseTo(0.5, 2);
  expect(search.timesShared).toBe(1);

  search.owners.share(1_000, 60);
  expect(search.partsOf(MANY)).toEqual(parts);
  expect(search.timesShared).toBe(1);

  search.owners.share(1_000, 400);
  expect(search.partsOf(MANY)[0]).toBeCloseTo(0.3, 2);
  expect(search.timesShared).toBe(2);
});
