import type { Layout, Row } from "../codec/layout.ts";
import type { Elements } from "./elements.ts";

/** The slots of a row after its marker. */
export function slotsOfRow({ from, to }: Row): number[] {
  return Array.from({ length: to - from - 1 }, (_, index) => from + 1 + index);
}

/** The slots outside every numbered row. */
export function globalSlotsOf({ slots }: Layout): number[] {
  return [...slots.keys()].filter((slot) => slots[slot]?.row === -1);
}

/** Code for the element that a slot refers to; `undefined` for a slot with a plain value. */
export function targetOf({ baseOf }: Elements, slot: number): string | undefined {
  return baseOf[slot] === undefined ? undefined : `${baseOf[slot]} + v[${slot}]`;
}

/** Up to this many places or numbers get a line of code each, which is fastest; more are handled in a loop. */
export const FEW = 64;

/** Code that clears an array. */
export function zeros(array: string, length: number): string {
  if (length > FEW) return `${array}.fill(0);`;
  return Array.from({ length }, (_, index) => `${array}[${index}] = 0;`).join(" ");
}

/** Code for a product of whole numbers. */
export function times(what: string, factor: number): string {
  return `imul(${what}, ${factor})`;
}
