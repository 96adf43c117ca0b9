/** The forms of properties that are checked at points: how each is checked, and what settles it. */
import { ofItsForm } from "../../model/form.ts";
import {
  type Always,
  type Finding,
  isAboutStep,
  type OnEveryStep,
  type PointProperty,
  type Sometimes,
  type Step,
  type Try,
} from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { memoizeWeakly } from "../../world/memoize.ts";
import type { Point } from "../point.ts";
import type { PointForm } from "./point-form.ts";

/** The form of a property. */
export const pointFormOf = memoizeWeakly(
  (property: PointProperty): PointForm =>
    ofItsForm(property, { always, "on every step": onEveryStep, sometimes }),
);

/** What a property finds at a point of a run. */
export function findingAt(property: PointProperty, point: Point, scope: Scope): Finding {
  return pointFormOf(property).findingAt(point, scope);
}

/** What a property on steps finds on one. */
export function findingOnStep(property: OnEveryStep, step: Step, scope: Scope, attempt: Try): Finding {
  return isAboutStep(property, step) ? property.check(step, scope, attempt) : "no case";
}

function always(property: Always): PointForm {
  return {
    ...untilBroken((length) => length),
    ...inWorlds(property),
    addTo: ({ aboutWorlds }, index) => aboutWorlds.push({ property, index, isSettledBy: isBreach }),
    checkedBy: (ask, read): Always["check"] => {
      return (world, scope, attempt) => ask(() => property.check(world, read(scope), attempt));
    },
  };
}

/** A world in which it holds settles it; its cases are counted all the same. */
function sometimes(property: Sometimes): PointForm {
  const isSettledBy = (finding: Finding): boolean => finding === "holds";
  return {
    ...inWorlds(property),
    settled: "reached",
    withoutCase: "is never reached",
    verdictWhereSettled: "holds",
    verdictWhereUnsettled: () => ({ verdict: "broken", why: "never reached" }),
    isSettledBy,
    wordFor: (finding) => (isSettledBy(finding) ? "reached" : "not reached"),
    levelOf: (length) => length,
    isOpenOn: () => true,
    addTo: ({ aboutWorlds }, index) => aboutWorlds.push({ property, index, isSettledBy }),
    checkedBy: (ask, read): Sometimes["check"] => {
      return (world, scope) => ask(() => property.check(world, read(scope)));
    },
  };
}

function onEveryStep(property: OnEveryStep): PointForm {
  return {
    // A history that ends with a step out of a state has one event more than the history to that state.
    ...untilBroken((length) => length - 1),
    findingAt: ({ step, attempt }, scope) =>
      step === undefined ? "no case" : findingOnStep(property, step, scope, attempt),
    isAskedAfter: (call) => call !== undefined && (property.on?.includes(call.op) ?? true),
    addTo: ({ aboutSteps }, index) => aboutSteps.push({ property, index, isSettledBy: isBreach }),
    checkedBy: (ask, read): OnEveryStep["check"] => {
      return (step, scope, attempt) => ask(() => property.check(step, read(scope), attempt), step);
    },
  };
}

const isBreach = (finding: Finding): boolean => typeof finding === "object";

/** What the forms that are checked in worlds have in common. */
const inWorlds = (property: Always | Sometimes) =>
  ({
    findingAt: ({ world, attempt }, scope) => property.check(world, scope, attempt),
    isAskedAfter: (call) => call === undefined,
  }) satisfies Partial<PointForm>;

/** What the forms that a breach settles have in common; after it they are not checked any more. */
const untilBroken = (levelOf: PointForm["levelOf"]) =>
  ({
    settled: "broken",
    withoutCase: "has no case",
    verdictWhereSettled: "broken",
    verdictWhereUnsettled: (cases) => ({ verdict: "holds", why: cases === 0 ? "no case" : "" }),
    isSettledBy: isBreach,
    wordFor: (finding) => finding,
    levelOf,
    isOpenOn: (level, length) => levelOf(length) >= level,
  }) satisfies Partial<PointForm>;
