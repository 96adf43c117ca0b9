/** The code that renumbers: see `Colouring`. */

import type { Layout } from "../codec/layout.ts";
import { FEW, globalSlotsOf, slotsOfRow, targetOf, times, zeros } from "./code-of-slots.ts";
import type { Elements, Sort } from "./elements.ts";

/** Makes the bodies of `number` and `emit`. */
export class CodeOfNumbers {
  readonly #layout: Layout;
  readonly #elements: Elements;

  constructor(layout: Layout, elements: Elements) {
    this.#layout = layout;
    this.#elements = elements;
  }

  /** From colours `c` to numbers `n`. Uses `rankByColour`. */
  number(): string {
    const { sorts } = this.#elements;
    return `let tie = 0;
${sorts.map((sort) => (sort.isReferredTo ? ranks(sort) : "")).join("\n")}
return tie === 0;`;
  }

  /** From values `v` and numbers `n` to the form `f`. Uses `sink`. */
  emit(): string {
    const { sorts } = this.#elements;
    return `${zeros("f", this.#layout.slots.length)}
${this.#globals()}
${sorts.map((sort) => (sort.isReferredTo ? this.#emits(sort) : this.#emitsInOrder(sort))).join("\n")}`;
  }

  #globals(): string {
    return globalSlotsOf(this.#layout)
      .map((slot) => `f[${slot}] = ${this.#renumbered(slot)};`)
      .join("\n");
  }

  #emits(sort: Sort): string {
    return sort.rows
      .map((row, index) => {
        const width = row.to - row.from;
        const first = (sort.rows[0]?.from ?? 0) - width;
        const slots = slotsOfRow(row).map((slot) => `f[o + ${slot - row.from}] = ${this.#renumbered(slot)};`);
        const place = `const o = ${first} + ${times(`n[${sort.base + index + 1}]`, width)};`;
        return `if (v[${row.from}] !== 0) { ${place} f[o] = 1; ${slots.join(" ")} }`;
      })
      .join("\n");
  }

  #emitsInOrder(sort: Sort): string {
    const top = sort.rows.find(({ isFixed }) => !isFixed)?.from ?? 0;
    const code = sort.rows.map((row) => {
      const width = row.to - row.from;
      const place = row.isFixed ? `${row.from}` : "o";
      const slots = slotsOfRow(row).map(
        (slot) => `f[${place} + ${slot - row.from}] = ${this.#renumbered(slot)};`,
      );
      const write = `f[${place}] = 1; ${slots.join(" ")}`;
      const sink = row.isFixed ? "" : `sink(f, ${top}, o, ${width}); o += ${width};`;
      return `if (v[${row.from}] !== 0) { ${write} ${sink} }`;
    });
    return `{ let o = ${top};\n${code.join("\n")} }`;
  }

  #renumbered(slot: number): string {
    const target = targetOf(this.#elements, slot);
    return target === undefined ? `v[${slot}]` : `n[${target}]`;
  }
}

/** Ranks the elements of a sort without branches: which colour is less cannot be predicted. */
function ranks({ base, largest, rows }: Sort): string {
  const fixed = rows.filter(({ isFixed }) => isFixed).length;
  if (largest > FEW) return ranksInLoop(base, fixed, largest);
  const elements = Array.from({ length: largest - fixed }, (_, index) => base + fixed + 1 + index);
  const code = elements.map(
    (element) => `const c${element} = c[${element}]; let r${element} = ${fixed + 1};`,
  );
  for (const [index, one] of elements.entries()) {
    for (const other of elements.slice(index + 1)) {
      code.push(`{ const less = c${one} - c${other} >>> 31; r${other} += less; r${one} += 1 - less; }`);
      code.push(`tie |= (c${one} ^ c${other}) - 1 >>> 31;`);
    }
  }
  for (let number = 0; number <= fixed; number++) code.push(`n[${base + number}] = ${number};`);
  return [...code, ...elements.map((element) => `n[${element}] = r${element};`)].join("\n");
}

function ranksInLoop(base: number, fixed: number, largest: number): string {
  return `for (let e = 0; e <= ${fixed}; e++) n[${base} + e] = e;
tie |= rankByColour(c, n, ${base + fixed + 1}, ${base + largest}, ${fixed + 1});`;
}
