import { partitionsOf } from "./set-partitions.ts";

/** How a call maps the partitions of a sort's holders. */
export interface CopyTable {
  /** For each partition before the call, the number of the one after it. */
  readonly after: Uint32Array;
  /** How many partitions there are after the call. */
  readonly count: number;
}

/**
 * How calls map partitions. After a call, each holder has the value of a holder before it, or a new value; so the call maps each partition of
 * the holders before to one of the holders after, whatever the values are.
 */
export class CopyTables {
  readonly #tables: CopyTable[] = [];
  /** A tree: each node has a place for each source that may follow, and a last one for the number of the table that ends there, plus 1. */
  #tree = new Int32Array(NODE * 64);
  #nodes = 1;

  /** The table with a number. */
  at(number: number): CopyTable {
    const table = this.#tables[number];
    if (table === undefined) throw new RangeError(`there is no copy table ${number}`);
    return table;
  }

  /**
   * The number of the table of a copy.
   *
   * @param before how many holders there are before the call
   * @param sources for each holder after it the one that its value comes from; new values are numbered from `before`
   * @param after how many entries of `sources` are used: the number of holders after the call
   */
  numberOf(before: number, sources: Uint8Array, after: number): number {
    let node = this.#next(0, before);
    for (let holder = 0; holder < after; holder++) node = this.#next(node, sources[holder] ?? 0);
    const place = node * NODE + END;
    const known = this.#tree[place] ?? 0;
    if (known !== 0) return known - 1;
    this.#tables.push(tableOf(before, sources.slice(0, after)));
    this.#tree[place] = this.#tables.length;
    return this.#tables.length - 1;
  }

  #next(node: number, source: number): number {
    const place = node * NODE + source;
    const known = this.#tree[place] ?? 0;
    if (known !== 0) return known;
    if ((this.#nodes + 1) * NODE > this.#tree.length) {
      const more = new Int32Array(this.#tree.length * 2);
      more.set(this.#tree);
      this.#tree = more;
    }
    this.#tree[place] = this.#nodes;
    return this.#nodes++;
  }
}

const NODE = 64;
const END = NODE - 1;

function tableOf(before: number, sources: Uint8Array): CopyTable {
  const after = partitionsOf(sources.length);
  const images = Uint32Array.from(partitionsOf(before).blocks, (blocks) => {
    const numbers = new Map<number, number>();
    const copied = Array.from(sources, (source) => {
      const value = source < before ? (blocks[source] ?? 0) : source;
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      return numbers.get(value) ?? 0;
    });
    return after.indexOf(copied);
  });
  return { after: images, count: after.count };
}
