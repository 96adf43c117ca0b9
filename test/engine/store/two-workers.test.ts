/** Two workers add to one store at once: exactly one of them is told that a thing is new, and both know it afterwards. */
import { describe, expect, test } from "vitest";
import { Arena } from "../../../src/engine/store/arena.ts";
import type { GrowingBuffer } from "../../../src/engine/store/growing-buffer.ts";
import { PairSet } from "../../../src/engine/store/pair-set.ts";
import { SeenCombinations } from "../../../src/engine/store/seen-combinations.ts";
import { StateTable } from "../../../src/engine/store/state-table.ts";
import { interleaved } from "./interleaved.ts";

const PLACES = 16;
const MOMENTS = (["load", "compareExchange"] as const).flatMap((name) =>
  [0, 1, 2, 3].map((at) => [name, at] as const),
);

const memory = (): GrowingBuffer => new SharedArrayBuffer(PLACES * 4, { maxByteLength: 2 ** 16 });
const arena = (buffer: GrowingBuffer): Arena => new Arena(buffer, () => true);

describe("a table of states", () => {
  function workers() {
    const [index, states, control] = [memory(), memory(), new Int32Array(memory())];
    const table = (): StateTable =>
      new StateTable({ index: arena(index), states: arena(states) }, control, 0, PLACES, 2);
    return { one: table(), other: table(), index: new Int32Array(index) };
  }
  const stateOf = (state: number): Int32Array => Int32Array.of(state, 7);

  // With so few places, some states collide.
  test.each(MOMENTS)("before %s %i", (name, at) => {
    for (let first = 0; first < 8; first++)
      for (let second = 0; second < 8; second++) {
        const { one, other } = workers();
        one.add(stateOf(100), 0);
        let added: readonly [number, boolean] | undefined;
        const adding = (): void => {
          added = [other.add(stateOf(second), 0), other.isNew];
        };
        const number = interleaved(name, at, adding, () => one.add(stateOf(first), 0));
        const isNew = one.isNew;
        if (added === undefined) adding();
        const [otherNumber, isOtherNew] = added ?? [0, false];
        expect(number === otherNumber).toBe(first === second);
        expect(Number(isNew) + Number(isOtherNew)).toBe(first === second ? 1 : 2);
        for (const table of [one, other]) {
          expect(table.find(stateOf(100), 0)).toBe(0);
          expect(table.find(stateOf(first), 0)).toBe(number);
          expect(table.find(stateOf(second), 0)).toBe(otherNumber);
        }
      }
  });

  test("who meets a state that is being written waits for its number", () => {
    const { one, other, index } = workers();
    expect(one.add(stateOf(5), 0)).toBe(0);
    const place = index.findIndex((entry) => entry !== 0);
    index[place] = -1;
    const written = (): void => {
      index[place] = 1;
    };
    expect(interleaved("load", 3, written, () => other.add(stateOf(5), 0))).toBe(0);
    expect(other.isNew).toBe(false);
  });

  test("what one has found and made larger the other sees", () => {
    const { one, other } = workers();
    for (let state = 0; state < 12; state++) one.add(stateOf(state), 0);
    expect(one.grow(64)).toBe(true);
    other.refresh(64);
    expect(one.find(Int32Array.of(0, 0), 0)).toBe(-1);
    for (let state = 12; state < 40; state++) {
      expect(one.add(stateOf(state), 0)).toBe(state);
      other.see(state);
      expect([...other.words.subarray(other.placeOf(state), other.placeOf(state + 1))]).toEqual([state, 7]);
    }
    for (let state = 0; state < 40; state++) expect(other.find(stateOf(state), 0)).toBe(state);
    expect(other.add(stateOf(40), 0)).toBe(40);
  });

  test("without a look at what the other has found it is found all the same", () => {
    const { one, other } = workers();
    for (let state = 0; state < 12; state++) {
      one.add(stateOf(state), 0);
      expect(other.find(stateOf(state), 0)).toBe(state);
    }
  });
});

test("a state is written where it belongs, though another worker has written the next one meanwhile", () => {
  const [index, states, control] = [memory(), new SharedArrayBuffer(0, { maxByteLength: 2 ** 16 }), memory()];
  const table = (mayTake: () => boolean): StateTable =>
    new StateTable(
      { index: arena(index), states: new Arena(states, mayTake) },
      new Int32Array(control),
      0,
      PLACES,
      2,
    );
  const other = table(() => true);
  // The two states have different places in the index, so neither worker waits for the other.
  const adding = (): boolean => other.add(Int32Array.of(4, 5), 0) === 1;
  const one = table(adding);
  expect(one.add(Int32Array.of(2, 3, 9), 0)).toBe(0);
  other.add(Int32Array.of(6, 7), 0);
  expect([...other.words.subarray(0, 6)]).toEqual([2, 3, 4, 5, 6, 7]);
});

test("an index for which there is no memory does not grow, and nothing is lost", () => {
  const index = new Arena(memory(), () => false);
  const table = new StateTable({ index, states: arena(memory()) }, new Int32Array(memory()), 0, PLACES, 1);
  table.add(Int32Array.of(3), 0);
  expect(table.grow(64)).toBe(false);
  expect(table.find(Int32Array.of(3), 0)).toBe(0);
});

describe("a set of pairs", () => {
  function workers() {
    const entries = memory();
    return {
      one: new PairSet(arena(entries), PLACES),
      other: new PairSet(arena(entries), PLACES),
      words: () => new Int32Array(entries),
    };
  }

  test.each(MOMENTS)("before %s %i", (name, at) => {
    for (let first = 0; first < 8; first++)
      for (let second = 0; second < 8; second++) {
        const { one, other } = workers();
        one.add(1, 100);
        let added: boolean | undefined;
        const adding = (): void => {
          added = other.add(1, second);
        };
        const isNew = interleaved(name, at, adding, () => one.add(1, first));
        if (added === undefined) adding();
        expect(Number(isNew) + Number(added)).toBe(first === second ? 1 : 2);
        expect(one.count()).toBe(first === second ? 2 : 3);
        for (const set of [one, other])
          for (const number of [first, second, 100]) expect(set.has(1, number)).toBe(true);
      }
  });

  test("who meets a pair that is being written waits for its second number", () => {
    const { one, other, words } = workers();
    one.add(3, 4);
    const place = words().findIndex((word) => word !== 0) + 1;
    words()[place] = 0;
    const written = (): void => {
      words()[place] = 5;
    };
    expect(interleaved("load", 3, written, () => other.add(3, 4))).toBe(false);
  });
});

describe("the combinations that were seen", () => {
  function workers() {
    const [forms, bits, pairs, control] = [memory(), memory(), memory(), new Int32Array(memory())];
    const seen = (): SeenCombinations =>
      new SeenCombinations(
        { forms: arena(forms), bits: arena(bits) },
        new PairSet(arena(pairs), PLACES),
        control,
        0,
      );
    return { one: seen(), other: seen() };
  }

  test.each([["or", 0]] as const)("before %s %i", (name, at) => {
    for (const second of [3, 4, 40]) {
      const { one, other } = workers();
      one.begin(0, 100, true);
      let added: boolean | undefined;
      const adding = (): void => {
        added = other.add(0, second);
      };
      const isNew = interleaved(name, at, adding, () => one.add(0, 3));
      if (added === undefined) adding();
      expect(Number(isNew) + Number(added)).toBe(second === 3 ? 1 : 2);
      for (const seen of [one, other])
        for (const combination of [3, second]) expect(seen.has(0, combination)).toBe(true);
    }
  });

  test("of a form that another worker has begun each asks how many combinations it has before it adds one", () => {
    const { one, other } = workers();
    const counts = Array.from({ length: 40 }, (_, form) => [1, 31, 4096, 4097][form % 4] ?? 0);
    for (const [form, count] of counts.entries()) expect(one.begin(form, count, form % 3 === 0)).toBe(true);
    for (const [form, count] of [...counts.entries()].reverse()) {
      expect(other.hasBits(form)).toBe(count <= 4096);
      expect(other.isRigid(form)).toBe(form % 3 === 0);
      if (form < 8) expect(other.add(form, count - 1)).toBe(true);
      if (form < 8) expect(one.has(form, count - 1)).toBe(true);
    }
  });

  test("and each sees what was begun just before, however little that is beyond what it knows", () => {
    const [rigid, many, bits] = [workers(), workers(), workers()];
    for (let form = 0; form < 40; form++) {
      rigid.one.begin(form, 1, true);
      expect(rigid.other.isRigid(form)).toBe(true);
      many.one.begin(form, 4097, true);
      expect(many.other.hasBits(form)).toBe(false);
      bits.one.begin(form, 32, true);
      expect(bits.other.hasBits(form)).toBe(true);
      expect(bits.other.add(form, 3)).toBe(true);
      expect(bits.one.has(form, 3)).toBe(true);
    }
  });

  test("there is room for a form, or it is not begun", () => {
    const seen = (ofForms: Arena, ofBits: Arena) =>
      new SeenCombinations(
        { forms: ofForms, bits: ofBits },
        new PairSet(arena(memory()), PLACES),
        new Int32Array(memory()),
        0,
      );
    const small = (): Arena => new Arena(memory(), () => false);
    expect(seen(small(), small()).begin(7, 16 * 32, true)).toBe(true);
    expect(seen(small(), small()).begin(8, 1, true)).toBe(false);
    expect(seen(small(), small()).begin(0, 16 * 32 + 1, true)).toBe(false);
  });
});
