/** What a search says of each property when it has ended, and how the design or a property is not symmetric. */
import { finish } from "../../history/finish.ts";
import { type PointProperty, whyNotApplicable } from "../../model/property.ts";
import type { Verdict } from "../../model/verdict.ts";
import { counted } from "../../text/counted.ts";
import { openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { pointFormOf } from "../forms/form-of.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import { drawMember } from "../symmetry-test/members.ts";
import { nameAsymmetry, type Suspicion } from "../symmetry-test/name-asymmetry.ts";
import { OrbitComparer } from "../symmetry-test/orbit-comparer.ts";
import { doesNotApply, verdictOf } from "../verdict-of.ts";
import { DESIGN, firstAsymmetry, type Sighting } from "./asymmetries.ts";
import { shortestBreach } from "./breaches.ts";
import { COUNT, caseCount, type Findings, sumOf } from "./findings.ts";
import type { Traces } from "./histories.ts";
import type { SearchTask } from "./search-task.ts";
import type { Sought } from "./trace.ts";

/** The verdicts of one search. */
export interface Verdicts {
  /** In the order of the properties; `undefined` for one that is not symmetric, for all if the design is not. Incomplete if the search was misled. */
  readonly verdicts: readonly (Verdict | undefined)[];
  /** How the design is not symmetric, if it is not: the search has then ended early. */
  readonly design: Asymmetry | undefined;
  /** What misled the search, if anything did: it has then ended early, too, or has to be repeated. */
  readonly misled: Misled | undefined;
  /** For each property that is not symmetric, by its place, how that shows. */
  readonly asymmetric: ReadonlyMap<number, Asymmetry>;
}

/** What misled a search: the design or a property looks at opaque values, or names matter to it. */
export type Misled = "by opaque values" | "by names";

/** Why a search up to the first broken property does not decide the others. */
export const STOPPED_WHERE_BROKEN = "the search stopped when a property was broken";

/**
 * Why a search did not see all of its scope; `undefined` if it did.
 *
 * @param lastLevel the level whose states were found, but not expanded
 * @param stopped why it has stopped before its end, if it has
 */
export function boundOf(
  findings: Findings,
  { depth }: SearchTask,
  lastLevel: number,
  stopped: string | undefined,
): string | undefined {
  if (stopped !== undefined) return stopped;
  if (sumOf(findings, COUNT.expanded) === sumOf(findings, COUNT.states)) return undefined;
  if (lastLevel < depth) return STOPPED_WHERE_BROKEN;
  return `only histories of up to ${counted(depth, "event")} were tried`;
}

/** The verdicts of a search, from what it has found. */
export function verdictsOf(task: SearchTask, space: StateSpace, findings: Findings, ends: Ends): Verdicts {
  const none = {
    asymmetric: new Map(),
    verdicts: task.properties.map(() => undefined),
    design: undefined,
    misled: undefined,
  };
  // A difference need not be due to a name: a search that renames nothing will tell.
  if (task.renaming && isAnythingUnlike(task, findings, ends)) return { ...none, misled: "by names" };
  const design = asymmetryOf(task, space, findings, DESIGN);
  if (design === LOOKED) return { ...none, misled: "by opaque values" };
  if (design !== undefined) return { ...none, design };
  const asymmetric = new Map<number, Asymmetry>();
  let misled: Misled | undefined;
  const verdicts = task.properties.map((property, index) => {
    const asymmetry = asymmetryOf(task, space, findings, index);
    if (asymmetry === LOOKED) {
      misled = "by opaque values";
      return undefined;
    }
    const verdict = asymmetry ?? verdictOn(property, index, task, findings, ends);
    if ("verdict" in verdict) return verdict;
    asymmetric.set(index, verdict);
    return undefined;
  });
  return { design, asymmetric, verdicts, misled };
}

/** Whether a state was seen to be unlike another of its orbit, or no history was found to settle a property. */
function isAnythingUnlike({ properties }: SearchTask, findings: Findings, { traces }: Ends): boolean {
  const all = [DESIGN, ...properties.keys()];
  return traces.unsettled.size > 0 || all.some((who) => firstAsymmetry(findings, who) !== undefined);
}

/** The design or a property was seen to look at opaque values. */
const LOOKED = "looked";

/** How the design or a property was seen not to be symmetric, or that it has looked; `undefined` if neither was seen. */
function asymmetryOf(
  task: SearchTask,
  space: StateSpace,
  findings: Findings,
  who: number,
): Asymmetry | typeof LOOKED | undefined {
  const first = firstAsymmetry(findings, who);
  if (first === undefined) return undefined;
  const comparer = new OrbitComparer(space.withNothingOpaque, task.properties);
  const suspicion = suspicionOf(who, space, comparer, first);
  if (space.part.opaque.length > 0 && !isAsymmetric(comparer, task, suspicion)) return LOOKED;
  return nameAsymmetry(comparer.space, task.properties, suspicion);
}

function suspicionOf(
  who: number,
  space: StateSpace,
  { permutations }: OrbitComparer,
  { state: words, member }: Sighting,
): Suspicion {
  const { length } = space.packer;
  const state = space.values();
  space.stateOf(words, 0, words[length] ?? 0, state);
  const permutation = drawMember(permutations, state, words, 0, length, member);
  return { suspect: who === DESIGN ? "design" : who, state, permutation };
}

/** Whether a state is unlike one with other numbers even if nothing is treated as opaque. */
function isAsymmetric(
  comparer: OrbitComparer,
  { model, properties, scope }: SearchTask,
  { suspect, state, permutation }: Suspicion,
): boolean {
  const open = openPropertiesOf(model, properties, scope, (index) => index === suspect);
  const expected = finish(comparer.expected(state, open));
  return finish(comparer.compare(state, permutation, expected, open)).includes(suspect);
}

/** How a search ended: why it did not see all of the scope, and the histories. */
export interface Ends {
  readonly bound: string | undefined;
  readonly traces: Traces;
}

/** The verdict on a property, or that it is not symmetric: no history in W2's numbers shows what was found. */
function verdictOn(
  property: PointProperty,
  index: number,
  { model, scope }: SearchTask,
  findings: Findings,
  { bound, traces }: Ends,
): Verdict | Asymmetry {
  const inapplicable = whyNotApplicable(property, model, scope);
  if (inapplicable !== undefined) return doesNotApply(property, inapplicable);
  const cases = sumOf(findings, caseCount(findings.options, index));
  const length = shortestBreach(findings, index);
  if (length === undefined) return verdictOf(property, cases, undefined, bound);
  if (traces.unsettled.has(property)) return { property: property.name, difference: { is: "no history" } };
  const sought = traces.sought.find((one) => one.property === property);
  if (sought === undefined) return verdictOf(property, cases, undefined, STOPPED_WHERE_BROKEN);
  const trace = traces.found.get(property);
  if (trace === undefined) return withoutHistory(sought, cases, traces.bound ?? "");
  return verdictOf(property, cases, trace, bound);
}

/** The verdict on a property that a search has settled, if it was stopped before it found the history. */
function withoutHistory({ property, length }: Sought, cases: number, bound: string): Verdict {
  const verdict = pointFormOf(property).verdictWhereSettled;
  const why = `the history was not computed: ${bound}`;
  return { property: property.name, verdict, why, cases, length };
}
