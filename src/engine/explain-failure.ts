/** How a search came to a world in which a design or a property failed. */
import type { Operation } from "../model/operation.ts";
import { whyNotApplicable } from "../model/property.ts";
import { type Guard, unguarded } from "./checked/guard.ts";
import type { Values } from "./codec/codec.ts";
import { arrive, pointIn } from "./expand/points.ts";
import { historyTo, type ReachedState, ReachedStates } from "./expand/reached-states.ts";
import type { StateSpace } from "./expand/state-space.ts";
import { FailedAfter } from "./failed-after.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { Point } from "./point.ts";
import type { FailedInState } from "./search/failed-in-state.ts";
import { type SearchTask, spaceOf } from "./search/search-task.ts";

/** If it takes longer than this, the history is left out. */
const MAX_MILLISECONDS = 20_000;

/**
 * Looks for a shortest history after which what failed in a search fails again. It visits the worlds as the search does, but without the
 * properties, and remembers the way; so it takes a fraction of the time that the search took. It yields now and then.
 *
 * @returns the failure with its history, or without one if that takes too long or the state is not found again; `undefined` if the search
 * failed in a state in which no opaque value is shared, and the state that was found does not fail
 */
export function* explainFailure(
  failure: FailedInState,
  task: SearchTask,
  guard: Guard = unguarded,
): Generator<void, FailedAfter | undefined> {
  const space = spaceOf(task);
  const states = new ReachedStates(space);
  const wanted = `${failure.words.join()} ${failure.combination}`;
  const began = performance.now();
  let [level, from, to] = [0, 0, 1];
  for (; level < failure.level && from < to; level++) {
    for (const reached of states.all.slice(from, to)) {
      yield;
      if (performance.now() - began > MAX_MILLISECONDS) return unexplained(failure);
      let call: Operation | undefined;
      try {
        guard(() => {
          for (call of states.expand(reached));
        });
      } catch (error) {
        return new FailedAfter(error, level, historyTo(reached), call);
      }
    }
    [from, to] = [to, states.all.length];
  }
  const found = states.all.slice(from, to).find(({ values }) => space.keyOf(values) === wanted);
  return found === undefined ? unexplained(failure) : failsAgain(failure, task, space, found, guard);
}

const unexplained = ({ cause, level }: FailedInState) => new FailedAfter(cause, level, undefined, undefined);

/** Repeats in the reached state what the search did there, so that it fails again with the numbers of the history. */
function failsAgain(
  failure: FailedInState,
  task: SearchTask,
  space: StateSpace,
  reached: ReachedState,
  guard: Guard,
): FailedAfter | undefined {
  const history = historyTo(reached);
  let call: Operation | undefined;
  try {
    guard(() => {
      for (call of callsAndProperties(task, space, reached.values));
    });
    return space.part.opaque.length > 0
      ? undefined
      : new FailedAfter(failure.cause, failure.level, history, undefined);
  } catch (error) {
    return new FailedAfter(error, failure.level, history, call);
  }
}

/** Carries out every call and checks every property in a state, as a search does, and yields each call before it is carried out. */
function* callsAndProperties(task: SearchTask, space: StateSpace, values: Values): Generator<Operation> {
  const { model, scope } = task;
  const properties = task.properties.filter((one) => whyNotApplicable(one, model, scope) === undefined);
  const here = pointIn(space, values);
  const forms = properties.map(pointFormOf);
  const check = (point: Point, call: Operation | undefined): void => {
    for (const form of forms) if (form.isAskedAfter(call)) form.findingAt(point, scope);
  };
  check(here, undefined);
  for (const operation of space.operationsIn(values)) {
    yield operation;
    check(arrive(space, here, values, operation).point, operation);
  }
}
