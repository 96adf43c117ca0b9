import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_STATE } from "../../../src/engine/store/state-table.ts";
import { arenaOf, tableOf } from "./stores.ts";

/** Words that are often the same. */
const anyStates = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(0, -1, 2 ** 31 - 1)), {
  maxLength: 40,
});

test("a state has one number, in the order in which states were found", () => {
  fc.assert(
    fc.property(anyStates, (states) => {
      const table = tableOf(2);
      const numbers = new Map<string, number>();
      for (const state of states) {
        const words = Int32Array.from([7, ...state]);
        const known = numbers.get(state.join());
        expect(table.find(words, 1)).toBe(known ?? NO_STATE);
        expect(table.add(words, 1)).toBe(known ?? numbers.size);
        expect(table.isNew).toBe(known === undefined);
        if (known === undefined) numbers.set(state.join(), numbers.size);
      }
      for (const [state, number] of numbers)
        expect([...table.words.subarray(table.placeOf(number), table.placeOf(number) + 2)].join()).toBe(
          state,
        );
    }),
  );
});

test("to look ahead at states, known or not and however many, changes nothing", () => {
  const manyStates = fc.array(fc.array(fc.nat({ max: 20 }), { minLength: 2, maxLength: 2 }), {
    maxLength: 150,
    size: "max",
  });
  fc.assert(
    fc.property(fc.array(manyStates, { minLength: 2, maxLength: 4 }), (batches) => {
      const [looking, other] = [tableOf(2, 512), tableOf(2, 512)];
      for (const states of batches) {
        const words = Int32Array.from(states.flatMap((state) => [...state, 7]));
        looking.lookAhead(words, states.length, 3);
        for (const [state] of states.entries()) {
          expect(looking.add(words, state * 3)).toBe(other.add(words, state * 3));
          expect(looking.isNew).toBe(other.isNew);
        }
      }
      expect(looking.words).toEqual(other.words);
    }),
  );
});

test("nothing is lost when the index grows", () => {
  const table = tableOf(1, 64);
  for (let state = 0; state < 50; state++) table.add(Int32Array.of(state * 3), 0);
  expect(table.grow(256)).toBe(true);
  for (let state = 0; state < 50; state++) expect(table.find(Int32Array.of(state * 3), 0)).toBe(state);
  expect(table.add(Int32Array.of(1), 0)).toBe(50);
});

test("a state for which there is no room is not there", () => {
  const table = tableOf(1, 64, arenaOf(2 ** 22, 64));
  const numbers = Array.from({ length: 60 }, (_, state) => table.add(Int32Array.of(state), 0));
  const first = numbers.indexOf(NO_STATE);
  expect(first).toBeGreaterThan(0);
  expect(table.isNew).toBe(false);
  expect(table.find(Int32Array.of(first), 0)).toBe(NO_STATE);
  expect(table.find(Int32Array.of(0), 0)).toBe(0);
});
