/** Drawn designs with properties, and what searches of them find, in a form that can be compared. */
import type { SearchResult } from "../../../src/engine/search-result.ts";
import type { PointProperty } from "../../../src/model/property.ts";
import { lengthOf, type Verdict } from "../../../src/model/verdict.ts";
import type { BruteForce } from "./brute-force.ts";
import { type DrawnDesign, drawDesign } from "./design.ts";
import { inEveryNaming, ordersOf } from "./names.ts";
import { drawProperty } from "./properties.ts";
import type { Looks } from "./rules.ts";
import type { Tape } from "./tape.ts";

export interface DrawnCase extends DrawnDesign {
  readonly properties: readonly PointProperty[];
}

/** A case whose shape says that its marks are interchangeable names. @param areMere whether that is true of the design */
export function drawCaseWithNames(tape: Tape, areMere: boolean): DrawnCase {
  const names = tape.once(3) ? ["x", "y", "z"] : ["x", "y"];
  const drawn = drawDesign(tape, "at neither", names);
  const design = areMere ? inEveryNaming(drawn, names) : drawn;
  const calls = Object.keys(design.model.calls);
  const tried = areMere ? ordersOf(names).map((order) => order.join("")) : [];
  return {
    ...design,
    properties: tape.times(4, (index) => drawProperty(tape, `property${index}`, calls, false, tried)),
  };
}

export function drawCase(tape: Tape, looks: Looks): DrawnCase {
  const design = drawDesign(tape, looks);
  const calls = Object.keys(design.model.calls);
  return {
    ...design,
    properties: tape.times(4, (index) =>
      drawProperty(tape, `property${index}`, calls, looks !== "at neither"),
    ),
  };
}

/** What brute force finds. */
export function ofBruteForce(
  { properties: found, ...others }: BruteForce,
  properties: readonly PointProperty[],
) {
  return {
    ...others,
    verdicts: properties.map(({ form }, index) => {
      const { cases, length } = found[index] ?? { cases: 0, length: undefined };
      const isSo = form === "sometimes" ? length !== undefined : length === undefined;
      const isOpen = length === undefined && !others.complete;
      return { cases, length, verdict: isOpen ? "not-decided" : isSo ? "holds" : "broken" };
    }),
  };
}

type Result = Pick<SearchResult, "worlds" | "levels" | "calls" | "terminal" | "complete"> & {
  readonly verdicts: readonly (Verdict | undefined)[];
};

/** The same for a search of the engine. */
export function ofSearch({ worlds, levels, calls, terminal, complete, verdicts }: Result) {
  const tried = [...calls].filter(([, { ok, refused }]) => ok > 0 || Object.keys(refused).length > 0);
  return {
    worlds,
    levels,
    calls: new Map(tried),
    terminal,
    complete,
    verdicts: verdicts.map(
      (verdict) => verdict && { cases: verdict.cases, length: lengthOf(verdict), verdict: verdict.verdict },
    ),
  };
}

/** How deep a search must go to see what brute force has seen. */
export function depthOf({ complete, levels }: BruteForce): { readonly depth?: number } {
  return complete ? {} : { depth: levels.length - 1 };
}
