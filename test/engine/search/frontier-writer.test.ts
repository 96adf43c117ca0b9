import fc from "fast-check";
import { expect, test } from "vitest";
import { Frontier, sizeOfLevel } from "../../../src/engine/search/frontier.ts";
import { FrontierWriter } from "../../../src/engine/search/frontier-writer.ts";
import { Levels } from "../../../src/engine/search/levels.ts";
import { makeSharedMemory, type SharedMemory } from "../../../src/engine/search/shared-memory.ts";
import { Arena } from "../../../src/engine/store/arena.ts";
import type { GrowingBuffer } from "../../../src/engine/store/growing-buffer.ts";

const WORKERS = 2;

function memoryOf(workers: number): SharedMemory {
  return makeSharedMemory({
    workers,
    operations: 1,
    properties: 0,
    wordsOfState: 1,
    mostBytes: 2 ** 22,
    depth: 9,
  });
}

function writerOf({ states, ...memory }: SharedMemory, worker: number, mayTake = true): FrontierWriter {
  const arena = (buffer: GrowingBuffer | undefined) => {
    if (buffer === undefined) throw new RangeError(`there is no worker ${worker}`);
    return new Arena(buffer, () => mayTake);
  };
  const [even, odd] = states.frontiers[worker] ?? [];
  return new FrontierWriter(
    { states, ...memory },
    worker,
    [arena(even), arena(odd)],
    arena(states.late[worker]),
  );
}

const states = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(30)), {
  selector: (state) => state.join(),
  maxLength: 200,
});

test("what the workers find of a level is its frontier, the states of each form together", () => {
  fc.assert(
    fc.property(fc.nat(9), states, states, (level, found, ofLevelBefore) => {
      const memory = memoryOf(WORKERS);
      const writers = Array.from({ length: WORKERS }, (_, worker) => writerOf(memory, worker));
      for (const [at, of] of [ofLevelBefore, found].entries()) {
        for (const writer of writers) writer.open(level + at);
        for (const [form, combination] of of)
          expect(writers[(form + combination) % WORKERS]?.add(form, combination)).toBe(true);
      }
      for (const [at, of] of [ofLevelBefore, found].entries()) {
        const frontier = new Frontier(memory, level + at, true);
        const units = Array.from({ length: frontier.length }, (_, place) => frontier.unit(place));
        expect(sizeOfLevel(memory, level + at)).toBe(of.length);
        expect(new Set(units.map(({ form }) => form)).size).toBe(units.length);
        expect(
          units.flatMap(({ form, combinations }) => combinations.map((one) => `${form},${one}`)).toSorted(),
        ).toEqual(of.map(String).toSorted());
      }
    }),
  );
});

test("a late state has the level on which it was found", () => {
  fc.assert(
    fc.property(fc.array(states, { minLength: 1, maxLength: 5 }), (levels) => {
      const memory = memoryOf(1);
      const writer = writerOf(memory, 0);
      const levelOf = new Map<string, number>();
      for (const [level, found] of levels.entries()) {
        writer.open(level + 1);
        for (const [form, combination] of found) {
          if (levelOf.has(`${form},${combination}`)) continue;
          levelOf.set(`${form},${combination}`, level + 1);
          expect(writer.addLate(form, combination)).toBe(true);
        }
      }
      const read = new Levels(memory, []);
      for (const [state, level] of levelOf) {
        const [form = 0, combination = 0] = state.split(",").map(Number);
        expect(read.of(form, combination)).toBe(level);
      }
    }),
  );
});

test("where there is no room, it says so, and what was added stays", () => {
  const memory = memoryOf(1);
  const writer = writerOf(memory, 0, false);
  writer.open(1);
  let added = 0;
  while (writer.add(added, 0)) added++;
  expect(added).toBeGreaterThan(0);
  const frontier = new Frontier(memory, 1, false);
  const kept = Array.from({ length: frontier.length }, (_, place) => frontier.unit(place).form);
  expect(kept).toEqual(Array.from({ length: added }, (_, form) => form));
  let late = 0;
  while (writer.addLate(late, 0)) late++;
  expect(new Levels(memory, []).of(late - 1, 0)).toBe(1);
});
