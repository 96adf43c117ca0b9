import type { Values } from "../codec/codec.ts";
import { ABSENT } from "./code-of-colours.ts";
import type { PerElement } from "./colouring.ts";

/** Moves a row up as long as it holds less than the one before it; the rows before it are already in order. */
export function sink(form: Values, top: number, from: number, width: number): void {
  for (let row = from; row > top; row -= width) {
    let at = 1;
    while (at < width && form[row + at] === form[row - width + at]) at++;
    if (at === width || (form[row + at] ?? 0) > (form[row - width + at] ?? 0)) return;
    for (; at < width; at++) {
      const other = form[row - width + at] ?? 0;
      form[row - width + at] = form[row + at] ?? 0;
      form[row + at] = other;
    }
  }
}

/**
 * Numbers elements by colour, starting at a rank. Absent ones come last, in their order.
 *
 * @returns whether two that are present have the same colour
 */
export function rankByColour(
  colours: PerElement,
  numbers: PerElement,
  first: number,
  last: number,
  rank: number,
): boolean {
  const there: number[] = [];
  for (let element = first; element <= last; element++)
    if ((colours[element] ?? 0) < ABSENT) there.push(element);
  there.sort((one, other) => (colours[one] ?? 0) - (colours[other] ?? 0));
  let next = rank;
  for (const element of there) numbers[element] = next++;
  for (let element = first; element <= last; element++)
    if ((colours[element] ?? 0) >= ABSENT) numbers[element] = next++;
  return there.some((element, place) => place > 0 && colours[element] === colours[there[place - 1] ?? 0]);
}
