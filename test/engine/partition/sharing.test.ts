/** Who shares opaque values, compared with the values themselves, in states whose rows hold red and blue ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { controlPartOf, opaqueSortsOf } from "../../../src/engine/partition/control-part.ts";
import { bellNumber, partitionsOf } from "../../../src/engine/partition/set-partitions.ts";
import { Sharing } from "../../../src/engine/partition/sharing.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
import { oneOf, record, reference, referenceOr, type Shape, table } from "../../../src/model/shape.ts";

const ROWS = 3;
const held = reference("red", 9);
const rows = table(
  "row",
  ROWS,
  record({ mark: oneOf("x", "y"), one: reference("red", 9), other: referenceOr(null, "blue", 9) }),
);
const chosen = referenceOr(null, "row", ROWS);

/** What a row holds; 0 stands for no blue value. */
interface Row {
  readonly mark: number;
  readonly one: number;
  readonly other: number;
}
interface State {
  readonly held: number;
  /** The row of each number, or `undefined` if it is missing. */
  readonly rows: readonly (Row | undefined)[];
}

const anyValue = (least: number) => fc.integer({ min: least, max: 4 });
const anyRow = fc.record({ mark: fc.nat({ max: 1 }), one: anyValue(1), other: anyValue(0) });
const anyState: fc.Arbitrary<State> = fc.record({
  held: anyValue(1),
  rows: fc.array(fc.option(anyRow, { nil: undefined }), { minLength: ROWS, maxLength: ROWS }),
});
/** States as control forms have them: missing rows come last. */
const anyForm: fc.Arbitrary<State> = anyState.map((state) => ({ ...state, rows: pressed(state.rows) }));

function pressed(some: State["rows"]): State["rows"] {
  const there = some.filter((row) => row !== undefined);
  return Array.from({ length: ROWS }, (_, index) => there[index]);
}

class Tested {
  readonly sharing: Sharing;
  readonly part;
  readonly #base: number;
  readonly #slots: ReadonlyMap<string, number>;

  /** @param more further parts of the world, which may refer to the rows */
  constructor(more: Readonly<Record<string, Shape>>) {
    const layout = layOut(record({ ...more, held, rows }));
    this.part = controlPartOf(layout, opaqueSortsOf(layout));
    const elements = elementsOf(this.part.control);
    this.#base = elements.sorts.find((sort) => sort.rows[0]?.sort === "row")?.base ?? 0;
    this.#slots = new Map(layout.slots.map(({ place }, slot) => [place, slot]));
    this.sharing = new Sharing(this.part, elements);
  }

  /** @param isControl whether to keep, of opaque values, only whether an optional one is there */
  values(state: State, isControl = false): Values {
    const values = new Int32Array(this.#slots.size);
    const set = (place: string, value: number) => {
      const slot = this.#slots.get(place);
      if (slot === undefined) throw new Error(`there is no ${place}`);
      values[slot] = value;
    };
    set("held", isControl ? 0 : state.held);
    for (const [index, row] of state.rows.entries()) {
      if (row === undefined) continue;
      const place = `rows[${index + 1}]`;
      set(place, 1);
      set(`${place}.mark`, row.mark);
      set(`${place}.one`, isControl ? 0 : row.one);
      set(`${place}.other`, isControl ? Math.min(1, row.other) : row.other);
    }
    return values;
  }

  /** The numbers in a form. @param inForm that of each row, from number 1 on */
  numbers(inForm: readonly number[]): Int32Array {
    const numbers = new Int32Array(this.#base + ROWS + 1);
    numbers.set(inForm, this.#base + 1);
    return numbers;
  }

  /** Collects what a state holds, whose rows have the same numbers in the form. */
  collect(values: Values): void {
    const numbers = this.numbers([1, 2, 3]);
    this.sharing.collect(values, () => numbers, numbers);
  }

  /** What was collected: red values, then blue ones. */
  held(): number[][] {
    return this.sharing.held.map((some, opaque) => [...some.slice(0, this.sharing.holders[opaque])]);
  }
}

const bare = () => new Tested({ narrow: table("narrow", 1, record({ mark: oneOf("x", "y") })) });
const chosenFrom = () => new Tested({ chosen });

/** The same state, with every red value increased by a number. */
function shifted({ held: own, rows: some }: State, shift: number): State {
  return { held: own + shift, rows: some.map((row) => row && { ...row, one: row.one + shift }) };
}

/** The red and the blue values that holders hold. */
function heldIn({ held: own, rows: some }: State): [number[], number[]] {
  const there = some.filter((row) => row !== undefined);
  const blue = there.map(({ other }) => other).filter((other) => other !== 0);
  return [[own, ...there.map(({ one }) => one)], blue];
}

/** For each value its block; blocks are numbered as they are met. */
function blocksOf(values: readonly number[]): number[] {
  const met = [...new Set(values)];
  return values.map((value) => met.indexOf(value));
}

function combinationOf(state: State): number {
  const [red, blue] = heldIn(state);
  const indexOf = (values: readonly number[]) => partitionsOf(values.length).indexOf(blocksOf(values));
  return indexOf(red) * bellNumber(blue.length) + indexOf(blue);
}

describe.each([
  ["nothing refers to the rows", bare],
  ["something refers to the rows", chosenFrom],
])("where %s", (_, made) => {
  const tested = made();
  const { sharing, part } = tested;

  test("the holders are in the order of the form, which is asked for where nobody has it", () => {
    const orders = [
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ];
    fc.assert(
      fc.property(anyState, fc.constantFrom(...orders), (state, order) => {
        const numbers = tested.numbers(order);
        const refused = tested.numbers([0, 0, 0]);
        const [asked, known] = made === bare ? [numbers, refused] : [refused, numbers];
        sharing.collect(tested.values(state), () => asked, known);
        const moved = [1, 2, 3].map((place) => state.rows[order.indexOf(place)]);
        expect(tested.held()).toEqual(heldIn({ ...state, rows: moved }));
      }),
    );
  });

  test("a combination is one of as many as there are, and says who shares", () => {
    fc.assert(
      fc.property(anyForm, (state) => {
        const [red, blue] = heldIn(state);
        tested.collect(tested.values(state));
        const combination = sharing.combination();
        expect(combination).toBe(combinationOf(state));
        expect(sharing.combinations()).toBe(bellNumber(red.length) * bellNumber(blue.length));
        expect(sharing.blocksOf(combination)).toBe(new Set(red).size + new Set(blue).size);
      }),
    );
  });

  test("a form and a combination are the state again, with other values", () => {
    fc.assert(
      fc.property(anyForm, (state) => {
        const form = tested.values(state, true);
        sharing.share(form, combinationOf(state));
        tested.collect(form);
        expect(tested.held()).toEqual(heldIn(state).map((some) => blocksOf(some).map((block) => block + 1)));
      }),
    );
  });

  test("where all differ each holder has a number by itself, and shares that of the first one like it", () => {
    fc.assert(
      fc.property(anyForm, (state) => {
        const form = tested.values(state, true);
        const some = heldIn(state);
        sharing.count(form);
        expect([...sharing.holders]).toEqual(some.map(({ length }) => length));
        sharing.makeAllDiffer(form);
        tested.collect(form);
        const labels = some.map((values, opaque) =>
          values.map((_value, place) => (part.labels[opaque] ?? 0) + place),
        );
        expect(tested.held()).toEqual(labels);
        const numbers = new Int32Array(part.endOfLabels).fill(-1);
        sharing.representatives(combinationOf(state), numbers);
        const expected = new Int32Array(part.endOfLabels).fill(-1);
        for (const [opaque, values] of some.entries())
          for (const [place, value] of values.entries())
            expected[labels[opaque]?.[place] ?? 0] = labels[opaque]?.[values.indexOf(value)] ?? 0;
        expect(numbers).toEqual(expected);
      }),
    );
  });

  test("after a call a value is of a holder before it, or the first, second, and so on that is new", () => {
    const [lowest = 0] = part.labels;
    const before = 2;
    fc.assert(
      fc.property(anyForm, fc.integer({ min: lowest - 3, max: lowest - 1 }), (state, shift) => {
        const red = heldIn(state)[0].map((value) => value + shift);
        tested.collect(tested.values(shifted(state, shift)));
        const made: number[] = [];
        const expected = red.map((value) => {
          if (value >= lowest && value < lowest + before) return value - lowest;
          if (!made.includes(value)) made.push(value);
          return before + made.indexOf(value);
        });
        const sources = new Uint8Array(red.length);
        expect(sharing.sourcesOf(0, before, sources)).toBe(red.length);
        expect([...sources]).toEqual(expected);
      }),
    );
  });

  test("rows next to each other that are alike can change places where nothing refers to them", () => {
    fc.assert(
      fc.property(anyForm, (state) => {
        const texts = state.rows.map((row) => row && `${row.mark} ${Math.min(1, row.other)}`);
        const areAlike = texts.some((text, index) => text !== undefined && text === texts[index + 1]);
        expect(sharing.areHoldersAlike(tested.values(state, true))).toBe(made === bare && areAlike);
      }),
    );
  });
});

test("alike rows are seen wherever they stand, and none is taken for one behind the last", () => {
  const [x, y] = [0, 1].map((mark): Row => ({ mark, one: 1, other: 0 }));
  const alike = (...some: (Row | undefined)[]): boolean => {
    const tested = bare();
    return tested.sharing.areHoldersAlike(tested.values({ held: 1, rows: pressed(some) }, true));
  };
  expect([alike(x, x, y), alike(y, x, x), alike(x, y, x), alike(x, x)]).toEqual([true, true, false, true]);

  const layout = layOut(record({ rows: table("row", 1, record({ one: held })), held }));
  const part = controlPartOf(layout, opaqueSortsOf(layout));
  const sharing = new Sharing(part, elementsOf(part.control));
  expect(sharing.areHoldersAlike(Int32Array.of(1, 0, 0))).toBe(false);
});

test("what stands in no row is no row of a sort that has none", () => {
  const layout = layOut(record({ held, seen: reference("blue", 3) }));
  const part = controlPartOf(layout, opaqueSortsOf(layout, new Set(["blue"])));
  const sharing = new Sharing(part, elementsOf(part.control));
  sharing.count(Int32Array.of(0, 2));
  expect([...sharing.holders]).toEqual([1]);
});
