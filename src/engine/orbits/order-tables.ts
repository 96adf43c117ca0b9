import type { GrowingWords } from "../unfolding/growing-words.ts";
import type { ExchangedSort } from "./numberings.ts";
import { permutationsOf, rankOf } from "./permutations.ts";

/** Groups of places of a sort which can change places with each other, and a number that only equal groups have. */
export interface AlikePlaces {
  readonly id: number;
  readonly groups: readonly (readonly number[])[];
}

/** More than there are orders of the numbers of a sort. */
const MOST_ORDERS = 2 ** 13;

/**
 * Tables by which the numbering of a world becomes that of the world after a step, sort by sort. Each has an entry for each order
 * of the numbers of a sort, and each entry is a part of a numbering.
 */
export class OrderTables {
  readonly #words: GrowingWords;
  readonly #sorts: readonly ExchangedSort[];
  /** For each sort, by groups and order, where its table begins. */
  readonly #offsets: readonly Map<number, number>[];
  readonly #alike = new Map<string, AlikePlaces>();
  #end = 0;

  constructor(words: GrowingWords, sorts: readonly ExchangedSort[]) {
    this.#words = words;
    this.#sorts = sorts;
    this.#offsets = sorts.map(() => new Map());
  }

  /** @param groups places, counted from the lowest number that can be exchanged */
  alike(groups: readonly (readonly number[])[]): AlikePlaces {
    const key = groups.map((group) => group.join()).join(":");
    const known = this.#alike.get(key);
    if (known !== undefined) return known;
    const alike = { id: this.#alike.size, groups };
    this.#alike.set(key, alike);
    return alike;
  }

  /**
   * Where the table of a sort begins that takes each order to the one that comes of it when a step's is put before it. Places that are
   * alike after the step are put in order.
   *
   * @param sort its place among the sorts
   * @param order the rank of the step's order: that has, at the place of a number in the form after it, the place of the number in the form before it
   */
  offsetOf(sort: number, order: number, alike: AlikePlaces): number {
    const offsets = this.#offsets[sort];
    const key = alike.id * MOST_ORDERS + order;
    const known = offsets?.get(key);
    if (known !== undefined) return known;
    const offset = this.#write(sort, order, alike);
    offsets?.set(key, offset);
    return offset;
  }

  /** What a table makes of the order that changes nothing. */
  ofIdentity(offset: number): number {
    return this.#words.view[offset] ?? 0;
  }

  #write(sortPlace: number, rank: number, { groups }: AlikePlaces): number {
    const sort = this.#sorts[sortPlace];
    const orders = permutationsOf(sort?.size ?? 0);
    const order = orders[rank];
    if (sort === undefined || order === undefined) throw new RangeError(`there is no order ${rank}`);
    const offset = this.#end;
    this.#words.reserve(offset + orders.length);
    for (const [place, before] of orders.entries()) {
      const after = order.map((number) => before[number] ?? 0);
      for (const group of groups) putInOrder(after, group);
      this.#words.view[offset + place] = rankOf(after) << sort.shift;
    }
    this.#end += orders.length;
    return offset;
  }
}

/** Puts what stands at some places in order among them. */
export function putInOrder(order: Uint8Array, places: readonly number[]): void {
  const inOrder = places.map((place) => order[place] ?? 0).sort((one, other) => one - other);
  for (const [index, place] of places.entries()) order[place] = inOrder[index] ?? 0;
}
