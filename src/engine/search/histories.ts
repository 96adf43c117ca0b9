/** The histories that settle properties: which to find once a search has ended, and how to find them. */
import type { PointProperty } from "../../model/property.ts";
import { whyNotApplicable } from "../../model/property.ts";
import { unguarded } from "../checked/guard.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { pointFormOf } from "../forms/form-of.ts";
import type { Trace } from "../replayed.ts";
import type { SearchOptions } from "../search-options.ts";
import { DESIGN, firstAsymmetry } from "./asymmetries.ts";
import { shortestBreach } from "./breaches.ts";
import type { Findings } from "./findings.ts";
import type { SearchTask } from "./search-task.ts";
import { type Guide, type Sought, traceOf, Unsettled } from "./trace.ts";

/** How long histories are looked for even if the search has reached its bound: most are found in a fraction of this time. */
const MILLISECONDS_FOR_SHORT_HISTORIES = 1000;

/** What was traced and, if not everything was, why. */
export interface Traces {
  readonly sought: readonly Sought[];
  readonly found: ReadonlyMap<PointProperty, Trace>;
  /** Those that no history in W2's numbers settles; only with symmetry. */
  readonly unsettled: ReadonlySet<PointProperty>;
  readonly bound: string | undefined;
}

/** The properties that the search has settled, breaches by histories of up to a length; none if the design is not symmetric. */
export function soughtIn(
  { model, scope, properties }: SearchTask,
  findings: Findings,
  longest: number,
): Sought[] {
  if (firstAsymmetry(findings, DESIGN) !== undefined) return [];
  return properties.flatMap((property, index) => {
    if (whyNotApplicable(property, model, scope) !== undefined) return [];
    if (firstAsymmetry(findings, index) !== undefined) return [];
    const length = shortestBreach(findings, index);
    if (length === undefined) return [];
    if (pointFormOf(property).settled === "broken" && length > longest) return [];
    return [{ property, length }];
  });
}

/** Makes, in steps, the guide to a property's history, or says why it cannot. */
export type Guiding<Wait> = Generator<Wait | undefined, Guide | { readonly bound: string }>;

/** A guide that is already available. */
// biome-ignore lint/correctness/useYield: there is nothing to wait for
export function* guideOf(guide: Guide): Guiding<never> {
  return guide;
}

/** Finds the histories, within the limits of the search; if these have been reached already, a moment is left for short ones. */
export function* tracesOf<Wait>(
  space: StateSpace,
  guideTo: (sought: Sought) => Guiding<Wait>,
  sought: readonly Sought[],
  { stop, guard = unguarded }: Pick<SearchOptions, "stop" | "guard">,
): Generator<Wait | undefined, Traces> {
  const found = new Map<PointProperty, Trace>();
  const unsettled = new Set<PointProperty>();
  let unguided: string | undefined;
  const began = performance.now();
  for (const one of [...sought].sort((first, second) => first.length - second.length)) {
    const tracing = guidedTrace(space, one, guideTo(one));
    try {
      for (let next = guard(() => tracing.next()); ; next = guard(() => tracing.next())) {
        if (next.done) {
          if ("bound" in next.value) unguided ??= next.value.bound;
          else found.set(one.property, next.value);
          break;
        }
        const now = performance.now();
        const bound = now - began > MILLISECONDS_FOR_SHORT_HISTORIES ? stop?.() : undefined;
        if (bound !== undefined) return { sought, found, unsettled, bound };
        yield next.value;
      }
    } catch (error) {
      // Without symmetry the design or the property is at fault; up to symmetry, numbers may matter.
      if (!(error instanceof Unsettled) || !space.symmetry) throw error;
      unsettled.add(one.property);
    }
  }
  return { sought, found, unsettled, bound: unguided };
}

function* guidedTrace<Wait>(
  space: StateSpace,
  sought: Sought,
  guiding: Guiding<Wait>,
): Generator<Wait | undefined, Trace | { readonly bound: string }> {
  const guide = yield* guiding;
  return "bound" in guide ? guide : yield* traceOf(space, sought, guide);
}
