import type { Values } from "../codec/codec.ts";
import type { Elements } from "../symmetry/elements.ts";
import type { ControlPart } from "./control-part.ts";
import { partitionsOf } from "./set-partitions.ts";

/** Holders of one kind, in flat arrays. */
interface HolderTable {
  readonly rows: Int32Array;
  readonly offsets: Int32Array;
  readonly opaques: Int32Array;
  /** How wide a row is. */
  readonly width: number;
  /** Where the numbers of the rows begin among the elements; `undefined` for what is in no row. */
  readonly base: number | undefined;
  /** Whether something refers to the rows; if not, the order of identical ones is arbitrary. */
  readonly isReferredTo: boolean;
}

/** Who shares opaque values in a state: for each opaque sort what its holders hold, in the order of the control form. */
export class Sharing {
  /** For each opaque sort what the holders hold, and how many there are. */
  readonly held: readonly Int32Array[];
  readonly holders: Uint8Array;
  /** See `ControlPart.labels`. */
  readonly #labels: readonly number[];
  readonly #tables: readonly HolderTable[];
  readonly #rowOf: Int32Array;
  readonly #isOrderFound: boolean;
  readonly #blocks: Uint8Array;
  readonly #next: Uint8Array;
  readonly #optional: ReadonlySet<number>;

  /** @param elements the numbers of control parts; `undefined` without symmetry */
  constructor({ opaque, holders, control, optional, labels }: ControlPart, elements: Elements | undefined) {
    this.#labels = labels;
    this.#optional = optional;
    this.#next = new Uint8Array(opaque.length);
    this.#blocks = new Uint8Array(Math.max(0, ...opaque.map(({ slots }) => slots.length)));
    this.held = opaque.map(({ slots }) => new Int32Array(slots.length));
    this.holders = new Uint8Array(opaque.length);
    this.#tables = holders.map(({ sort, rows, values }) => {
      const known =
        sort === undefined ? undefined : elements?.sorts.find((one) => one.rows[0]?.sort === sort);
      const first = control.rows.find((row) => row.sort === sort);
      return {
        rows: Int32Array.from(rows),
        offsets: Int32Array.from(values, ({ offset }) => offset),
        opaques: Int32Array.from(values, ({ opaque: place }) => place),
        width: first === undefined ? 0 : first.to - first.from,
        base: known?.base,
        isReferredTo: known?.isReferredTo ?? true,
      };
    });
    this.#isOrderFound = this.#tables.every(({ isReferredTo }) => isReferredTo);
    this.#rowOf = new Int32Array(Math.max(1, ...this.#tables.map(({ rows }) => rows.length)) + 1);
  }

  /**
   * Notes what the holders of a state hold.
   *
   * @param rank finds the numbers of all rows in the control form; slower than `numbers`, which has only those that something refers to
   */
  collect(values: Values, rank: () => Int32Array, numbers: Int32Array): void {
    const inForm = this.#isOrderFound ? numbers : rank();
    const { held, holders } = this;
    holders.fill(0);
    const rowOf = this.#rowOf;
    for (const { rows, offsets, opaques, base } of this.#tables) {
      const count = rows.length;
      // Each row has a place, even one that is missing and holds nothing.
      for (let row = 1; row <= count; row++)
        rowOf[base === undefined ? row : (inForm[base + row] ?? 0)] = row;
      for (let place = 1; place <= count; place++) {
        const row = rowOf[place] ?? 0;
        const from = rows[row - 1] ?? 0;
        for (let value = 0; value < offsets.length; value++) {
          const number = values[from + (offsets[value] ?? 0)] ?? 0;
          if (number === 0) continue;
          const opaque = opaques[value] ?? 0;
          const at = holders[opaque] ?? 0;
          (held[opaque] ?? EMPTY)[at] = number;
          holders[opaque] = at + 1;
        }
      }
    }
  }

  /** Whether a control form has two identical rows that hold opaque values and that nothing refers to: they are then interchangeable. */
  areHoldersAlike(form: Values): boolean {
    for (const { rows, width, isReferredTo } of this.#tables) {
      if (isReferredTo) continue;
      for (let row = 1; row < rows.length; row++) {
        const [before, here] = [rows[row - 1] ?? 0, rows[row] ?? 0];
        if (form[here] === 0) break;
        let slot = 0;
        while (slot < width && form[before + slot] === form[here + slot]) slot++;
        if (slot === width) return true;
      }
    }
    return false;
  }

  /** The combination of the partitions: who shares with whom, for each opaque sort, as one number. */
  combination(): number {
    let number = 0;
    for (let opaque = 0; opaque < this.held.length; opaque++) {
      const count = this.holders[opaque] ?? 0;
      const held = this.held[opaque] ?? EMPTY;
      let blocks = 0;
      for (let holder = 0; holder < count; holder++) {
        let same = 0;
        while (held[same] !== held[holder]) same++;
        this.#blocks[holder] = same < holder ? (this.#blocks[same] ?? 0) : blocks++;
      }
      const partitions = partitionsOf(count);
      number = number * partitions.count + partitions.indexOf(this.#blocks.subarray(0, count));
    }
    return number;
  }

  /**
   * Where the values of a sort's holders come from after a call in the state in which all differ: see `CopyTables.numberOf`.
   *
   * @returns how many holders there are
   */
  sourcesOf(opaque: number, before: number, sources: Uint8Array): number {
    const held = this.held[opaque] ?? EMPTY;
    const count = this.holders[opaque] ?? 0;
    const lowest = this.#labels[opaque] ?? 0;
    let made = 0;
    for (let holder = 0; holder < count; holder++) {
      const number = held[holder] ?? 0;
      // A design may take new numbers from anywhere, even from above those of the holders.
      if (number >= lowest && number < lowest + before) sources[holder] = number - lowest;
      else {
        let same = 0;
        while (held[same] !== number) same++;
        sources[holder] = same < holder ? (sources[same] ?? 0) : before + made++;
      }
    }
    return count;
  }

  /** How many combinations of partitions the holders have. */
  combinations(): number {
    let number = 1;
    for (let opaque = 0; opaque < this.held.length; opaque++)
      number *= partitionsOf(this.holders[opaque] ?? 0).count;
    return number;
  }

  /** Counts the holders of a control form. */
  count(form: Values): void {
    this.holders.fill(0);
    this.#each(form, (_, opaque) => {
      this.holders[opaque] = (this.holders[opaque] ?? 0) + 1;
    });
  }

  /** Gives each holder of a control form a number of its own, above those that new values will get. */
  makeAllDiffer(form: Values): void {
    this.holders.fill(0);
    this.#each(form, (slot, opaque) => {
      const place = (this.holders[opaque] ?? 0) + 1;
      this.holders[opaque] = place;
      form[slot] = (this.#labels[opaque] ?? 0) - 1 + place;
    });
  }

  /**
   * Maps each number that a holder has when all differ to that of the first holder it shares with in a combination. Other numbers, which are
   * those of new values, are left as they are. The holders must have been counted.
   */
  representatives(combination: number, numbers: Int32Array): void {
    let left = combination;
    for (let opaque = this.held.length - 1; opaque >= 0; opaque--) {
      const count = this.holders[opaque] ?? 0;
      const { count: partitions, blocks } = partitionsOf(count);
      const own = blocks[left % partitions] ?? EMPTY_BLOCKS;
      left = Math.floor(left / partitions);
      const label = this.#labels[opaque] ?? 0;
      for (let holder = 0; holder < count; holder++)
        numbers[label + holder] = label + own.indexOf(own[holder] ?? 0);
    }
  }

  /** How many different values there are in a combination. The holders must have been counted. */
  blocksOf(combination: number): number {
    let left = combination;
    let different = 0;
    for (let opaque = this.held.length - 1; opaque >= 0; opaque--) {
      const { count, blocks } = partitionsOf(this.holders[opaque] ?? 0);
      different += 1 + Math.max(-1, ...(blocks[left % count] ?? EMPTY_BLOCKS));
      left = Math.floor(left / count);
    }
    return different;
  }

  /** Gives the holders of a control form the numbers of a combination, from 1 on. */
  share(form: Values, combination: number): void {
    this.count(form);
    const blocksOf: Uint8Array[] = [];
    let left = combination;
    for (let opaque = this.held.length - 1; opaque >= 0; opaque--) {
      const { count, blocks } = partitionsOf(this.holders[opaque] ?? 0);
      blocksOf[opaque] = blocks[left % count] ?? EMPTY_BLOCKS;
      left = Math.floor(left / count);
    }
    const next = this.#next.fill(0);
    this.#each(form, (slot, opaque) => {
      const place = next[opaque] ?? 0;
      next[opaque] = place + 1;
      form[slot] = (blocksOf[opaque]?.[place] ?? 0) + 1;
    });
  }

  /** Visits the opaque values that are there in a control form, in the order of the holders. */
  #each(form: Values, visit: (slot: number, opaque: number) => void): void {
    for (const { rows, offsets, opaques, base } of this.#tables) {
      for (let row = 0; row < rows.length; row++) {
        const from = rows[row] ?? 0;
        if (base !== undefined && form[from] === 0) continue;
        for (let value = 0; value < offsets.length; value++) {
          const slot = from + (offsets[value] ?? 0);
          if (!this.#optional.has(slot) || form[slot] !== 0) visit(slot, opaques[value] ?? 0);
        }
      }
    }
  }
}

const EMPTY = new Int32Array();
const EMPTY_BLOCKS = new Uint8Array();
