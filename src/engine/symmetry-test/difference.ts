/**
 * Names how a state and another member of its orbit differ, call by call: slower than `OrbitComparer`, which only says that they do.
 */
import { withTasks } from "../../model/field-of.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Finding } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { IndexedProperty } from "../expand/open-properties.ts";
import { arrive, pointIn } from "../expand/points.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { findingAt, pointFormOf } from "../forms/form-of.ts";
import type { Point } from "../point.ts";
import type { Permutation, Permutations } from "../symmetry/permutations.ts";

/** How two states that differ only in numbers behave differently, because of the design or of a property. */
export type OrbitDifference =
  /** They have different canonical forms: the state refers to something that is gone. */
  | { readonly is: "form" }
  /** A call is offered in only one of them; `call` is in the numbers of the first state. */
  | { readonly is: "offer"; readonly call: Operation; readonly isInFirst: boolean }
  | {
      readonly is: "outcome";
      readonly call: Operation;
      readonly outcome: Outcome;
      readonly other: Outcome;
    }
  /** A call leads to states that differ in more than numbers. */
  | { readonly is: "successor"; readonly call: Operation }
  /** The design throws in the second state only. */
  | { readonly is: "throws" }
  /** A property finds something else: about the step of `call` or, without one, about the state. */
  | {
      readonly is: "finding";
      /** The index of the property among those of the search. */
      readonly property: number;
      readonly call?: Operation;
      readonly finding: FindingKind;
      readonly other: FindingKind | "throws";
    };

/** What a property finds, without its text, which names numbers. */
export type FindingKind = "no case" | "holds" | "broken";

/** Two members of an orbit, and the permutation that takes the first to the second. */
export interface TwoMembers {
  readonly space: StateSpace;
  readonly permutations: Permutations;
  readonly permutation: Permutation;
  readonly first: Values;
  readonly second: Values;
}

/** The first difference caused by a property or, if none is given, by the design; `undefined` if there is none. */
export function differenceOf(
  members: TwoMembers,
  asked: IndexedProperty | undefined,
): OrbitDifference | undefined {
  return asked === undefined ? differenceOfDesign(members) : differenceOfFindings(members, asked);
}

function differenceOfDesign(members: TwoMembers): OrbitDifference | undefined {
  const { space, first, second } = members;
  if (space.keyOf(first) !== space.keyOf(second)) return { is: "form" };
  const offered = space.operationsIn(first);
  const expected = offered.map((call) => space.carryOut(first, call));
  try {
    const difference = differenceOfOffers(members, offered, space.operationsIn(second));
    if (difference !== undefined) return difference;
    for (const [index, call] of offered.entries()) {
      const one = expected[index];
      const other = space.carryOut(second, counterpart(call, members));
      if (one === undefined) continue;
      if (one.outcome !== other.outcome)
        return { is: "outcome", call, outcome: one.outcome, other: other.outcome };
      if (space.keyOf(one.values) !== space.keyOf(other.values)) return { is: "successor", call };
    }
    return undefined;
  } catch {
    return { is: "throws" }; // the first state did not throw
  }
}

/** Finds a call that is offered in only one of them. */
function differenceOfOffers(
  { space, permutations, permutation }: TwoMembers,
  offered: readonly Operation[],
  others: readonly Operation[],
): OrbitDifference | undefined {
  const textOf = (call: Operation, task: number): string =>
    JSON.stringify(Object.entries({ ...call, task }).sort());
  const back = permutations.inverse(permutation);
  const left = new Map<string, Operation[]>();
  for (const other of others) {
    const call = withTasks(space.model, other, (task) => taskNumber(permutations.taskOf(back, task)));
    const text = textOf(call, call.task);
    left.set(text, [...(left.get(text) ?? []), call]);
  }
  for (const call of offered)
    if (left.get(textOf(call, call.task))?.pop() === undefined) return { is: "offer", call, isInFirst: true };
  const [call] = [...left.values()].flat();
  return call && { is: "offer", call, isInFirst: false };
}

function differenceOfFindings(members: TwoMembers, asked: IndexedProperty): OrbitDifference | undefined {
  const { space, first, second } = members;
  const { property } = asked;
  const here = pointIn(space, first);
  const there = pointIn(space, second, here);
  for (const call of [undefined, ...space.operationsIn(first)]) {
    if (!pointFormOf(property).isAskedAfter(call)) continue;
    const difference = differenceAt(
      asked,
      space,
      () => (call === undefined ? here : arrive(space, here, first, call).point),
      () => (call === undefined ? there : arrive(space, there, second, counterpart(call, members)).point),
      call,
    );
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differenceAt(
  { property, index }: IndexedProperty,
  { scope }: StateSpace,
  here: () => Point,
  there: () => Point,
  call?: Operation,
): OrbitDifference | undefined {
  const finding = kindOf(findingAt(property, here(), scope));
  const other = kindOrThrows(() => findingAt(property, there(), scope));
  return finding === other
    ? undefined
    : { is: "finding", property: index, ...(call && { call }), finding, other };
}

/** The same call in the second member: its caller and the tasks that it names are permuted. */
function counterpart(call: Operation, { space, permutations, permutation }: TwoMembers): Operation {
  return withTasks(space.model, call, (task) => taskNumber(permutations.taskOf(permutation, task)));
}

function kindOf(finding: Finding): FindingKind {
  return typeof finding === "string" ? finding : "broken";
}

/** A property may throw in a state that the search itself does not expand. */
function kindOrThrows(find: () => Finding): FindingKind | "throws" {
  try {
    return kindOf(find());
  } catch {
    return "throws";
  }
}
