import type { Values } from "../codec/codec.ts";
import type { Layout, Node } from "../codec/layout.ts";
import type { PerElement } from "./colouring.ts";
import { CALLERS, type Elements, elementsOf, type Sort } from "./elements.ts";
import type { Random } from "./random.ts";

/** For each number (see `elementsOf`), the one that takes its place, sort by sort. */
export type Permutation = PerElement;

/** Two numbers of a sort that take each other's place. */
export interface Transposition {
  readonly sort: string;
  readonly one: number;
  readonly other: number;
}

interface NamedSort extends Sort {
  readonly name: string;
  /** The lowest number that may move. */
  readonly lowest: number;
  /**
   * Whether its numbers have no gaps, like those of the rows of a list and those of a part that records others in order: then only numbers in use
   * may move.
   */
  readonly isGapless: boolean;
}

/** The permutations of the numbers of a layout's worlds, and how they act on a world. */
export class Permutations {
  readonly #layout: Layout;
  readonly #sorts: readonly NamedSort[];
  readonly #count: number;
  /** For each slot, the base of the sort that it refers to; `undefined` for a plain value. */
  readonly #baseOf: readonly (number | undefined)[];
  /** The slots outside every numbered row. */
  readonly #globals: readonly number[];

  /** @throws {Error} if worlds of the layout cannot be renumbered: see `elementsOf` */
  constructor(layout: Layout) {
    const elements = elementsOf(layout);
    const lists = rowsOfLists(layout.root);
    this.#layout = layout;
    this.#count = elements.count;
    this.#baseOf = elements.baseOf;
    this.#globals = [...layout.slots.keys()].filter((slot) => layout.slots[slot]?.row === -1);
    this.#sorts = elements.sorts.map((sort) => ({
      ...sort,
      name: nameOf(layout, elements, sort),
      lowest: sort.rows[0]?.isFixed ? 2 : 1,
      isGapless: lists.has(sort.rows[0]?.from ?? -1) || layout.localSorts.has(nameOf(layout, elements, sort)),
    }));
  }

  /** The identity permutation. */
  identity(): Permutation {
    const permutation = new Int32Array(this.#count);
    for (const { base, largest } of this.#sorts)
      for (let number = 0; number <= largest; number++) permutation[base + number] = number;
    return permutation;
  }

  /** Draws one of the permutations that turn the world into a world, all equally likely (Fisher and Yates). */
  draw(values: Values, random: Random): Permutation {
    const permutation = this.identity();
    for (const sort of this.#sorts) {
      const movable = this.#movable(sort, values);
      for (let place = movable.length - 1; place > 0; place--) {
        const [one, other] = [movable[place] ?? 0, movable[random(place + 1)] ?? 0];
        exchange(permutation, sort.base + one, sort.base + other);
      }
    }
    return permutation;
  }

  /** The inverse of a permutation. */
  inverse(permutation: Permutation): Permutation {
    const inverse = this.identity();
    for (const { base, largest } of this.#sorts)
      for (let number = 1; number <= largest; number++)
        inverse[base + (permutation[base + number] ?? number)] = number;
    return inverse;
  }

  /** Every transposition that turns the world into a world, except those of two numbers that it does not use. */
  *transpositions(values: Values): Generator<Transposition & { readonly permutation: Permutation }> {
    for (const sort of this.#sorts) {
      const movable = this.#movable(sort, values);
      for (const [place, one] of movable.entries()) {
        for (const other of movable.slice(place + 1)) {
          if (!this.#isUsed(sort, one, values) && !this.#isUsed(sort, other, values)) continue;
          const permutation = this.identity();
          exchange(permutation, sort.base + one, sort.base + other);
          yield { sort: sort.name, one, other, permutation };
        }
      }
    }
  }

  /** Writes the permuted world: every row and every reference has moved. */
  apply(permutation: Permutation, values: Values, moved: Values): void {
    moved.fill(0);
    for (const slot of this.#globals) moved[slot] = this.#movedValue(permutation, values, slot);
    for (const { base, rows } of this.#sorts) {
      for (const row of rows) {
        if (values[row.from] === 0) continue;
        const target = rows[(permutation[base + row.number] ?? 0) - 1];
        if (target === undefined) throw new RangeError(`no number ${row.number} of ${row.sort}`);
        for (let slot = row.from; slot < row.to; slot++)
          moved[slot - row.from + target.from] = this.#movedValue(permutation, values, slot);
      }
    }
  }

  /** The number that takes the place of a task's. */
  taskOf(permutation: Permutation, task: number): number {
    return this.numberOf(permutation, CALLERS, task);
  }

  /** The number that takes the place of a number of a sort; the same number if the layout has no such one. */
  numberOf(permutation: Permutation, sort: string, number: number): number {
    const found = this.#sorts.find(({ name }) => name === sort);
    if (found === undefined || number > found.largest) return number;
    return permutation[found.base + number] ?? number;
  }

  #movedValue(permutation: Permutation, values: Values, slot: number): number {
    const value = values[slot] ?? 0;
    const base = this.#baseOf[slot];
    return base === undefined ? value : (permutation[base + value] ?? value);
  }

  #movable(sort: NamedSort, values: Values): number[] {
    const numbers = Array.from({ length: sort.largest - sort.lowest + 1 }, (_, index) => sort.lowest + index);
    return sort.isGapless ? numbers.filter((number) => this.#isUsed(sort, number, values)) : numbers;
  }

  #isUsed({ base, rows }: Sort, number: number, values: Values): boolean {
    const row = rows[number - 1];
    if (row !== undefined && values[row.from] !== 0) return true;
    return this.#layout.slots.some((_, slot) => this.#baseOf[slot] === base && values[slot] === number);
  }
}

function exchange(permutation: Permutation, one: number, other: number): void {
  const kept = permutation[one] ?? 0;
  permutation[one] = permutation[other] ?? 0;
  permutation[other] = kept;
}

/** The name of a sort in the shape. */
function nameOf({ slots }: Layout, { baseOf }: Elements, { base, rows }: Sort): string {
  return rows[0]?.sort ?? slots[baseOf.indexOf(base)]?.refersTo ?? "";
}

/** The first slots of the rows of lists. */
function rowsOfLists(node: Node): Set<number> {
  switch (node.is) {
    case "one of":
    case "reference":
      return new Set();
    case "record":
      return new Set(node.fields.flatMap(([, field]) => [...rowsOfLists(field)]));
    case "rows": {
      const within = node.rows.flatMap((row) => [...rowsOfLists(row.node)]);
      return new Set([...(node.first === 0 ? node.rows.map(({ marker }) => marker) : []), ...within]);
    }
  }
}
