import type { Values } from "../codec/codec.ts";
import type { Layout, Row } from "../codec/layout.ts";
import { ABSENT, DANGLING, fieldWeight, INCOMING, ODD, odd, PRIME, REFERRED_TO } from "./code-of-colours.ts";
import { globalSlotsOf, slotsOfRow } from "./code-of-slots.ts";
import type { Colouring, PerElement } from "./colouring.ts";
import type { Elements, Sort } from "./elements.ts";
import { RowRanker } from "./row-ranker.ts";
import { rankByColour, sink } from "./sort-rows.ts";

/** The steps of finding a canonical form by a walk over the layout: the same as the code made for it, but slower. */
export class InterpretedColouring implements Colouring {
  readonly #elements: Elements;
  readonly #globals: readonly number[];
  readonly #ranker: RowRanker;

  constructor(layout: Layout, elements: Elements) {
    this.#elements = elements;
    this.#globals = globalSlotsOf(layout);
    this.#ranker = new RowRanker(elements);
  }

  open(values: Values, colours: PerElement, told: PerElement): void {
    const { sorts, baseOf } = this.#elements;
    told.fill(0);
    for (const { base, largest, rows } of sorts) {
      colours[base] = 1;
      for (let number = 1; number <= largest; number++) {
        const row = rows[number - 1];
        const isThere = row !== undefined && values[row.from] !== 0;
        colours[base + number] = isThere ? this.#firstColour(values, rows, row) : ABSENT + base + number;
      }
    }
    for (const { base, rows } of sorts)
      for (const [slot, other] of baseOf.entries()) {
        const element = base + (values[slot] ?? 0);
        if (other !== base) continue;
        if (rows.length === 0) colours[element] = REFERRED_TO;
        else if ((colours[element] ?? 0) >= ABSENT) colours[element] = DANGLING;
      }
    for (const sort of sorts)
      if (!sort.isReferredTo)
        for (const row of sort.rows) {
          const references = this.#references(row);
          if (values[row.from] === 0 || references.length !== 1) continue;
          this.#tell(values, told, sort, row, references, colours[sort.base + row.number] ?? 0);
        }
  }

  refine(values: Values, colours: PerElement, told: PerElement): void {
    for (const slot of this.#globals)
      if (this.#elements.baseOf[slot] !== undefined) this.#add(told, this.#target(values, slot), odd(slot));
    for (const sort of this.#elements.sorts)
      if (!sort.isReferredTo) this.#relate(values, colours, told, sort);
    for (const sort of this.#elements.sorts)
      if (sort.isReferredTo) this.#recolour(values, colours, told, sort);
  }

  number(colours: PerElement, numbers: PerElement): boolean {
    let isTied = false;
    for (const { base, largest, rows, isReferredTo } of this.#elements.sorts) {
      if (!isReferredTo) continue;
      const fixed = rows.filter(({ isFixed }) => isFixed).length;
      for (let number = 0; number <= fixed; number++) numbers[base + number] = number;
      if (rankByColour(colours, numbers, base + fixed + 1, base + largest, fixed + 1)) isTied = true;
    }
    return !isTied;
  }

  emit(values: Values, numbers: PerElement, form: Values): void {
    form.fill(0);
    for (const slot of this.#globals) form[slot] = this.#renumbered(values, numbers, slot);
    for (const { base, rows, isReferredTo } of this.#elements.sorts) {
      const top = rows.find(({ isFixed }) => !isFixed)?.from ?? 0;
      let next = top;
      for (const row of rows) {
        if (values[row.from] === 0) continue;
        const width = row.to - row.from;
        const number = numbers[base + row.number] ?? 0;
        const own = isReferredTo
          ? (rows[0]?.from ?? 0) + (number - 1) * width
          : row.isFixed
            ? row.from
            : next;
        form[own] = 1;
        for (const slot of slotsOfRow(row))
          form[own + slot - row.from] = this.#renumbered(values, numbers, slot);
        if (isReferredTo || row.isFixed) continue;
        sink(form, top, own, width);
        next += width;
      }
    }
  }

  rank(values: Values, numbers: PerElement): void {
    this.#ranker.rank(values, numbers);
  }

  #firstColour(values: Values, rows: readonly Row[], row: Row): number {
    let sum = row.isFixed ? 2 : 1;
    for (const slot of slotsOfRow(row))
      if (this.#elements.baseOf[slot] === undefined)
        sum += Math.imul(values[slot] ?? 0, fieldWeight(rows, row, slot));
    return colourOf(sum);
  }

  #relate(values: Values, colours: PerElement, told: PerElement, sort: Sort): void {
    for (const row of sort.rows) {
      const references = this.#references(row);
      if (values[row.from] === 0 || references.length < 2) continue;
      const own = colours[sort.base + row.number] ?? 0;
      const known = scrambled(this.#hash(values, colours, sort, row, references, own));
      this.#tell(values, told, sort, row, references, known);
    }
  }

  /** New colours for a sort: all are computed from the old ones before any is told on. Later sorts see them in the same round. */
  #recolour(values: Values, colours: PerElement, told: PerElement, sort: Sort): void {
    const { base, largest, rows } = sort;
    const own = Array.from({ length: largest }, (_, index) => {
      const row = rows[index];
      const colour = colours[base + index + 1] ?? 0;
      if (row === undefined) return Math.imul(colour, PRIME);
      return values[row.from] === 0
        ? colour
        : this.#hash(values, colours, sort, row, this.#references(row), colour);
    });
    for (const [index, known] of own.entries()) {
      const element = base + index + 1;
      if ((colours[element] ?? 0) >= ABSENT) continue;
      colours[element] = colourOf(known + Math.imul(told[element] ?? 0, INCOMING));
      told[element] = 0;
    }
    for (const row of rows)
      if (values[row.from] !== 0)
        this.#tell(values, told, sort, row, this.#references(row), colours[base + row.number] ?? 0);
  }

  #hash(
    values: Values,
    colours: PerElement,
    { rows }: Sort,
    row: Row,
    references: readonly number[],
    own: number,
  ): number {
    let sum = Math.imul(own, PRIME);
    for (const slot of references)
      sum += Math.imul(colours[this.#target(values, slot)] ?? 0, fieldWeight(rows, row, slot));
    return sum | 0;
  }

  /** Tells the elements that a row refers to who refers to them. */
  #tell(
    values: Values,
    told: PerElement,
    { rows }: Sort,
    row: Row,
    references: readonly number[],
    what: number,
  ): void {
    for (const slot of references)
      this.#add(told, this.#target(values, slot), Math.imul(what, fieldWeight(rows, row, slot)));
  }

  #add(told: PerElement, element: number, weight: number): void {
    told[element] = ((told[element] ?? 0) + weight) | 0;
  }

  #references(row: Row): number[] {
    return slotsOfRow(row).filter((slot) => this.#elements.baseOf[slot] !== undefined);
  }

  #target(values: Values, slot: number): number {
    return (this.#elements.baseOf[slot] ?? 0) + (values[slot] ?? 0);
  }

  #renumbered(values: Values, numbers: PerElement, slot: number): number {
    if (this.#elements.baseOf[slot] === undefined) return values[slot] ?? 0;
    return numbers[this.#target(values, slot)] ?? 0;
  }
}

function colourOf(sum: number): number {
  return scrambled(sum | 0) & (ABSENT - 1);
}

function scrambled(sum: number): number {
  const mixed = Math.imul(sum ^ (sum >>> 15), ODD);
  return mixed ^ (mixed >>> 13);
}
