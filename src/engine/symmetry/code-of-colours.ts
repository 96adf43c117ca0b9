/** The code that colours: see `Colouring`. */

import type { Layout, Row } from "../codec/layout.ts";
import { FEW, globalSlotsOf, slotsOfRow, targetOf, times, zeros } from "./code-of-slots.ts";
import type { Elements, Sort } from "./elements.ts";

/** The first colours of numbers that something refers to: of one without a row of its own, and of one whose row is missing. */
export const REFERRED_TO = 1;
export const DANGLING = 3;

/** Above every colour, but low enough for differences of colours to stay within 31 bits. */
export const ABSENT = 2 ** 30;

export const PRIME = 0x9e3779b1;
export const ODD = 0x85ebca6b;
export const INCOMING = 0xc2b2ae35;

/** Makes the bodies of `open` and `refine`. */
export class CodeOfColours {
  readonly #layout: Layout;
  readonly #elements: Elements;

  constructor(layout: Layout, elements: Elements) {
    this.#layout = layout;
    this.#elements = elements;
  }

  /** From values `v` to colours `c`, and in `t` what each element is told. */
  open(): string {
    const { sorts, count } = this.#elements;
    return `let x = 0;
${zeros("t", count)}
${sorts.map((sort) => this.#first(sort)).join("\n")}
${sorts.map((sort) => this.#marks(sort)).join("\n")}
${sorts.flatMap((sort) => (sort.isReferredTo ? [] : this.#tellsOnce(sort))).join("\n")}`;
  }

  /** From values `v`, colours `c` and what was told in `t` to finer colours. Uses `h`, which has a place for each element. */
  refine(): string {
    const { sorts } = this.#elements;
    return `let x = 0;
${this.#globalTells()}
${sorts.flatMap((sort) => (sort.isReferredTo ? [] : this.#relates(sort))).join("\n")}
${sorts.map((sort) => (sort.isReferredTo ? this.#recolours(sort) : "")).join("\n")}`;
  }

  /** The first colour of each element of a sort: from its plain values, or absent. */
  #first(sort: Sort): string {
    const code = [`c[${sort.base}] = 1;`];
    if (sort.rows.length === 0 && sort.largest > FEW)
      return `${code}\nfor (let e = ${sort.base + 1}; e <= ${sort.base + sort.largest}; e++) c[e] = ${ABSENT} + e;`;
    for (let number = 1; number <= sort.largest; number++) {
      const element = sort.base + number;
      const row = sort.rows[number - 1];
      const absent = `c[${element}] = ${ABSENT + element};`;
      if (row === undefined) code.push(absent);
      else {
        const plain = slotsOfRow(row)
          .filter((slot) => this.#elements.baseOf[slot] === undefined)
          .map((slot) => times(`v[${slot}]`, fieldWeight(sort.rows, row, slot)));
        const sum = [row.isFixed ? 2 : 1, ...plain].join(" + ");
        code.push(`if (v[${row.from}] !== 0) { ${mix(sum, element)} } else ${absent}`);
      }
    }
    return code.join("\n");
  }

  /** A number whose row is missing, or that has no row of its own, is present if something refers to it. */
  #marks({ base, rows }: Sort): string {
    return this.#elements.baseOf
      .flatMap((other, slot) => {
        if (other !== base) return [];
        const colour = `c[${this.#target(slot)}]`;
        if (rows.length === 0) return [`${colour} = ${REFERRED_TO};`];
        return [`if (${colour} >= ${ABSENT}) ${colour} = ${DANGLING};`];
      })
      .join("\n");
  }

  /** For rows that nothing refers to and that refer to one thing only: what they tell it never changes. */
  #tellsOnce(sort: Sort): string[] {
    return sort.rows.flatMap((row, index) => {
      const [slot, ...more] = this.#references(row);
      if (slot === undefined || more.length > 0) return [];
      return [`if (v[${row.from}] !== 0) { ${this.#tell(sort, row, slot, `c[${sort.base + index + 1}]`)} }`];
    });
  }

  #relates(sort: Sort): string[] {
    return sort.rows.flatMap((row, index) => {
      const slots = this.#references(row);
      if (slots.length < 2) return [];
      const hash = this.#hash(sort, row, slots, `c[${sort.base + index + 1}]`);
      const tells = slots.map((slot) => this.#tell(sort, row, slot, "x")).join(" ");
      return [`if (v[${row.from}] !== 0) { x = ${hash}; x = ${scramble("x")}; ${tells} }`];
    });
  }

  /** New colours for a sort: all are computed from the old ones before any is told on. Later sorts see them in the same round. */
  #recolours(sort: Sort): string {
    const isLarge = sort.largest > FEW;
    if (isLarge && sort.rows.length === 0) return recoloursInLoop(sort);
    // Very many local variables would not fit on the stack.
    const ownOf = (element: number): string => (isLarge ? `h[${element}]` : `h${element}`);
    const own: string[] = [];
    const update: string[] = [];
    const tell: string[] = [];
    for (let number = 1; number <= sort.largest; number++) {
      const element = sort.base + number;
      const row = sort.rows[number - 1];
      const slots = row === undefined ? [] : this.#references(row);
      const known = row === undefined ? "" : this.#hash(sort, row, slots, `c[${element}]`);
      if (row !== undefined)
        own.push(
          `${isLarge ? "" : "const "}${ownOf(element)} = v[${row.from}] !== 0 ? ${known} : c[${element}];`,
        );
      const hash = row === undefined ? times(`c[${element}]`, PRIME) : ownOf(element);
      const sum = `${hash} + ${times(`t[${element}]`, INCOMING)}`;
      update.push(`if (c[${element}] < ${ABSENT}) { ${mix(sum, element)} t[${element}] = 0; }`);
      if (row !== undefined && slots.length > 0) {
        const tells = slots.map((slot) => this.#tell(sort, row, slot, `c[${element}]`)).join(" ");
        tell.push(`if (v[${row.from}] !== 0) { ${tells} }`);
      }
    }
    return [...own, ...update, ...tell].join("\n");
  }

  #hash(sort: Sort, row: Row, slots: readonly number[], own: string): string {
    const parts = slots.map((slot) => times(`c[${this.#target(slot)}]`, fieldWeight(sort.rows, row, slot)));
    return `${[times(own, PRIME), ...parts].join(" + ")} | 0`;
  }

  /** Tells the element that a slot refers to who refers to it. */
  #tell(sort: Sort, row: Row, slot: number, what: string): string {
    const weight = times(what, fieldWeight(sort.rows, row, slot));
    return `t[${this.#target(slot)}] = t[${this.#target(slot)}] + ${weight} | 0;`;
  }

  #globalTells(): string {
    return globalSlotsOf(this.#layout)
      .filter((slot) => this.#elements.baseOf[slot] !== undefined)
      .map((slot) => `t[${this.#target(slot)}] = t[${this.#target(slot)}] + ${odd(slot)} | 0;`)
      .join("\n");
  }

  #target(slot: number): string {
    return targetOf(this.#elements, slot) ?? "0";
  }

  #references(row: Row): number[] {
    return slotsOfRow(row).filter((slot) => this.#elements.baseOf[slot] !== undefined);
  }
}

/** New colours for a sort of many numbers without rows of their own. */
function recoloursInLoop({ base, largest }: Sort): string {
  const sum = `${times("c[e]", PRIME)} + ${times("t[e]", INCOMING)}`;
  return `for (let e = ${base + 1}; e <= ${base + largest}; e++) {
  if (c[e] < ${ABSENT}) { ${mix(sum, "e")} t[e] = 0; }
}`;
}

/** Code that gives an element the colour computed from a sum. */
function mix(sum: string, element: number | string): string {
  return `x = ${sum} | 0; c[${element}] = (${scramble("x")}) & ${ABSENT - 1};`;
}

function scramble(x: string): string {
  return `(${x} = imul(${x} ^ ${x} >>> 15, ${ODD})) ^ ${x} >>> 13`;
}

/** The weight of a field of a sort: the same for all its rows. */
export function fieldWeight(rows: readonly Row[], row: Row, slot: number): number {
  return odd((rows[0]?.from ?? 0) + slot - row.from);
}

export function odd(slot: number): number {
  return (Math.imul(slot + 1, PRIME) ^ (slot << 20)) | 1;
}
