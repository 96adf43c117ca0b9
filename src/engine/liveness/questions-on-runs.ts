import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Activity } from "../checked/activity.ts";
import { checkedOnRuns } from "../checked/checked-on-runs.ts";
import { StateSpace } from "../expand/state-space.ts";
import type { Point } from "../point.ts";
import type { Question, Questions } from "../question.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { NumbersOfSort } from "./numbers.ts";

/** The questions to a property on runs about each existing thing and task: as in a search, but along one run. Invalid answers throw a `Mistake`. */
export function questionsOnRuns(property: OnRuns, model: Model, scope: Scope, activity: Activity): Questions {
  const space = new StateSpace(model, scope, { symmetry: false });
  const { of } = property;
  const numbers = of === undefined ? undefined : new NumbersOfSort(space, of);
  const tasks = new NumbersOfSort(space, CALLERS);
  const asked = checkedOnRuns(property, activity);
  return (point, before) => {
    const { world } = point;
    const values = space.valuesOf(point.state);
    const things = numbers?.in(values) ?? [0];
    const step = before && point.step;
    const thingsBefore = before === undefined ? [] : (numbers?.in(space.valuesOf(before.state)) ?? [0]);
    return [
      ...things.flatMap((thing) => [
        question("isMet()", () => asked.isMet(world, thing)),
        ...(asked.isFair === undefined
          ? []
          : tasks
              .in(values)
              .map((task) => question("isFair()", () => asked.isFair?.(world, taskNumber(task), thing)))),
        ...(isOwed(asked, point, step, thing, thingsBefore.includes(thing))
          ? [question("broken()", () => asked.broken(world, thing))]
          : []),
      ]),
      ...inWorlds(asked, point, things),
      ...(step === undefined ? [] : onStep(asked, step, thingsBefore)),
    ];
  };
}

const question = (of: string, ask: () => unknown): Question => ({ of, ask, flawOf: () => undefined });

/** Whether a thing is owed something from a point on: only then may `broken()` be called. */
function isOwed(
  { owed, isMet }: OnRuns,
  { world }: Point,
  step: Step | undefined,
  thing: number,
  wasThere: boolean,
): boolean {
  if (isMet(world, thing)) return false;
  switch (owed.from) {
    case "the first world":
      return step === undefined;
    case "worlds":
      return owed.isSo(world, thing);
    case "steps":
      return step !== undefined && wasThere && isAbout(owed, step) && owed.isSo(step, thing);
  }
}

function inWorlds({ owed }: OnRuns, { world }: Point, things: readonly number[]): Question[] {
  return owed.from === "worlds"
    ? things.map((thing) => question("owed.isSo()", () => owed.isSo(world, thing)))
    : [];
}

function onStep({ owed, allows }: OnRuns, step: Step, things: readonly number[]): Question[] {
  return things.flatMap((thing) => [
    ...(owed.from === "steps" && isAbout(owed, step)
      ? [question("owed.isSo()", () => owed.isSo(step, thing))]
      : []),
    ...(allows !== undefined && step.changed ? [question("allows()", () => allows(step, thing))] : []),
  ]);
}

const isAbout = ({ on }: { readonly on?: readonly string[] }, { operation }: Step): boolean =>
  on?.includes(operation.op) ?? true;
