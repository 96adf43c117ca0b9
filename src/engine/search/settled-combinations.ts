import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { StateTable } from "../store/state-table.ts";

/** Entries kept before the cache is cleared. */
const MAX_KNOWN = 2 ** 18;

/** Finds the one combination of partitions that stands for all those that the automorphisms of a control form map to each other. */
export class SettledCombinations {
  readonly #space: StateSpace;
  readonly #table: StateTable;
  readonly #values: Values;
  readonly #known = new Map<string, number>();

  /** @param table the table of the control forms */
  constructor(space: StateSpace, table: StateTable) {
    this.#space = space;
    this.#table = table;
    this.#values = space.values();
  }

  of(form: number, combination: number): number {
    const key = `${form} ${combination}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#table.see(form);
    this.#space.stateOf(this.#table.words, this.#table.placeOf(form), combination, this.#values);
    this.#space.settle(this.#values);
    const settled = this.#space.sharing.combination();
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(key, settled);
    return settled;
  }
}
