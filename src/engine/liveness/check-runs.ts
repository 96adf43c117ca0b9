/**
 * Checks whether what properties on runs promise happens in every fair run of a scope: looks, among all states that a search has found, for a fair lasso
 * in which what is owed never happens.
 */
import { clearRunUnderWay } from "../../history/under-way.ts";
import type { FairCalls } from "../../model/fairness.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import { whyNotApplicable } from "../../model/property.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import { doesNotApply, notAsked } from "../verdict-of.ts";
import { type AskedOnRuns, NotFollowed } from "./asked-on-runs.ts";
import { fairLassos } from "./fair-lasso.ts";
import { grantedInWords } from "./granted.ts";
import { judgeLasso } from "./judge-lasso.ts";
import { livedLasso } from "./lived-run.ts";
import { type RunGraph, runGraph } from "./run-graph.ts";
import type { FoundStates } from "./steps-of-forms.ts";

/** What to check on runs. */
export interface RunsAsked {
  readonly properties: readonly OnRuns[];
  /** The fairness assumed in addition to that of the properties. */
  readonly fair: FairCalls;
}

/** What was found about runs. */
export interface FoundOfRuns {
  /** In the order of the properties; `undefined` for one that is not symmetric. */
  readonly verdicts: readonly (Verdict | undefined)[];
  /** The evidence that some properties are not symmetric. */
  readonly asymmetric: readonly Asymmetry[];
}

/** Limits on following runs. */
export interface LimitsOfRuns {
  /** Why not all of the scope was seen; `undefined` if it was. */
  readonly bound: string | undefined;
  /** Upper bound on the memory of their graph, in bytes. */
  readonly memory: number;
}

/**
 * Gives a verdict for each property. Yields now and then.
 *
 * @param comparisons how many states are compared with others of their orbits, if the search is up to symmetry
 * @returns "looked" if a property or a fair call depends on what was treated as opaque
 */
export function* checkRuns(
  space: StateSpace,
  states: FoundStates,
  { properties, fair }: RunsAsked,
  comparisons: Comparisons,
  { bound, memory }: LimitsOfRuns,
): Generator<void, FoundOfRuns | "looked"> {
  clearRunUnderWay();
  const { model, scope } = space;
  const applicable = properties.filter((property) => whyNotApplicable(property, model, scope) === undefined);
  const found = new Map<OnRuns, Verdict | Asymmetry>();
  if (applicable.length > 0 && bound === undefined) {
    const calls = [fair, ...applicable.map((property) => property.fair ?? {})].flatMap(Object.keys);
    try {
      const graph = yield* runGraph(space, states, applicable, { fair: calls, memory, comparisons });
      if (graph.hasLooked) return "looked";
      for (const [place, one] of graph.asked.entries()) {
        yield;
        found.set(one.property, graph.unlike.get(one) ?? (yield* verdictOn(graph, one, place, fair)));
      }
    } catch (error) {
      if (!(error instanceof NotFollowed)) throw error;
      for (const property of applicable) found.set(property, notAsked(property, error.message));
    }
  }
  const all = properties.map((property) => {
    const why = whyNotApplicable(property, model, scope);
    if (why !== undefined) return doesNotApply(property, why);
    return found.get(property) ?? notAsked(property, bound ?? "");
  });
  return {
    verdicts: all.map((one) => ("verdict" in one ? one : undefined)),
    asymmetric: all.flatMap((one) => ("verdict" in one ? [] : [one])),
  };
}

function* verdictOn(
  graph: RunGraph,
  asked: AskedOnRuns,
  place: number,
  fair: FairCalls,
): Generator<void, Verdict | Asymmetry> {
  const { property, cases } = asked;
  const { space } = graph.steps;
  const { name } = property;
  const granted = grantedInWords(space.model, property, fair);
  const general = Object.entries(fair).map(
    ([op, strength]) => ({ strength, call: graph.numberOfCall(op), tasks: () => -1 }) as const,
  );
  const rules = [...general, ...asked.rules((op) => graph.numberOfCall(op))];
  const found = yield* fairLassos(graph, asked.question(place, rules));
  const lassos = found.map(({ stem, loop }) => livedLasso(graph, stem, loop));
  const [shortest] = lassos.sort((one, other) => one.events.length - other.events.length);
  if (shortest === undefined) {
    const why = granted === undefined ? "" : `where ${granted}`;
    return { property: name, cases, verdict: "holds", why: cases === 0 ? "no case" : why };
  }
  const { events, loop } = shortest;
  const operations = events.map(({ operation }) => operation);
  const judged = judgeLasso(space.model, space.scope, property, fair, operations, loop);
  if (judged.is === "broken")
    return {
      property: name,
      cases,
      verdict: "broken",
      why: judged.why,
      history: events,
      loop,
      ...(granted !== undefined && { granted }),
    };
  // Without symmetry the design or the property is at fault; up to symmetry, numbers may matter to them.
  if (space.symmetry) return { property: name, difference: { is: "no history" } };
  const why = "why" in judged ? judged.why : "the loop that was found keeps it";
  throw new Error(`${space.model.name} or ${name} is not deterministic: ${why}`);
}
