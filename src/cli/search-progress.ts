import type { SearchProgress } from "../engine/search-result.ts";
import { counted } from "../text/counted.ts";

/** A function that puts the progress of a search into words: its worlds and their rate, the depth, how many are left to expand, and the memory. */
export function searchProgress(): (progress: SearchProgress) => string {
  const began = performance.now();
  return ({ worlds, expanded, depth, bytes }) => {
    const rate = Math.round(worlds / ((performance.now() - began) / 1000));
    const number = (value: number) => value.toLocaleString("en");
    return [
      `${counted(worlds, "world")} (${number(rate)} a second)`,
      `depth ${depth}`,
      `${number(worlds - expanded)} to expand`,
      `${Math.round(bytes / 2 ** 20)} MiB`,
    ].join(", ");
  };
}
