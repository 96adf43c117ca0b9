import { compiled } from "../codec/compiled.ts";
import type { Layout } from "../codec/layout.ts";
import { CodeOfColours } from "./code-of-colours.ts";
import { CodeOfNumbers } from "./code-of-numbers.ts";
import type { Colouring } from "./colouring.ts";
import type { Elements } from "./elements.ts";
import { InterpretedColouring } from "./interpreted-colouring.ts";
import { RowRanker } from "./row-ranker.ts";
import { rankByColour, sink } from "./sort-rows.ts";

/** Makes the steps for a layout. */
export function colouringOf(layout: Layout, elements: Elements): Colouring {
  return compiledColouring(layout, elements) ?? new InterpretedColouring(layout, elements);
}

function compiledColouring(layout: Layout, elements: Elements): Colouring | undefined {
  const colours = new CodeOfColours(layout, elements);
  const numbers = new CodeOfNumbers(layout, elements);
  const ranker = new RowRanker(elements);
  const rank: Colouring["rank"] = (values, ranked) => ranker.rank(values, ranked);
  return compiled(
    { imul: Math.imul, sink, rankByColour, rank },
    `const h = new Int32Array(${elements.count});
return {
  open(v, c, t) {
${colours.open()}
  },
  refine(v, c, t) {
${colours.refine()}
  },
  number(c, n) {
${numbers.number()}
  },
  emit(v, n, f) {
${numbers.emit()}
  },
  rank,
};`,
  );
}
