import type { Model } from "../../model/model.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import { type Outcome, outcomesOf } from "../../model/outcome.ts";
import type { Scope } from "../../model/scope.ts";
import type { Shape } from "../../model/shape.ts";
import { Activity } from "./activity.ts";
import { derived } from "./derived.ts";
import { frozen } from "./frozen.ts";
import { Mistake } from "./mistake.ts";

/** No world that is small enough to search has this many calls. */
export const MAX_CALLS = 100_000;

/**
 * A design whose every answer is checked, however it is run: for a value that is not an outcome, a call that it does not declare, calls
 * without end. The scope and the operations that it is given cannot be changed.
 *
 * @param activity is told what the design is asked
 * @param read makes data read-only
 * @returns the same design otherwise. Its functions throw a `Mistake` if an answer is not allowed
 */
export function checkedModel(
  model: Model,
  activity: Activity = new Activity(),
  read: <Data extends object>(data: Data) => Data = frozen,
): Model {
  const outcomes: ReadonlySet<unknown> = new Set(outcomesOf(model));
  const asked = (part: string) => ({ what: `${part}() of ${model.name}` });
  // Made once: some are asked for each call of a search.
  const [initial, shape] = [asked("initial"), asked("shape")];
  const [callers, observe] = [asked("callers"), asked("observe")];
  const answers: Partial<Model> = {
    initial: (scope: Scope): object => activity.during(initial, () => model.initial(read(scope))),
    shape: (scope: Scope): Shape => activity.during(shape, () => model.shape(read(scope))),
    callers: (world: object): TaskNumber[] =>
      activity.during(callers, () => upTo(MAX_CALLS, "callers", "tasks", model.callers(world))),
    operations: (world: object, task: TaskNumber, scope: Scope): Operation[] =>
      activity.during({ what: `operations() of ${model.name} for task ${task}` }, () =>
        upTo(MAX_CALLS, "operations", "calls", model.operations(world, task, read(scope))),
      ),
    apply: (world: object, operation: Operation, scope: Scope): Outcome => {
      refuseUndeclared(model, operation);
      const outcome = activity.during({ what: `apply() of ${model.name}`, operation }, () =>
        model.apply(world, read(operation), read(scope)),
      );
      if (!outcomes.has(outcome)) throw new Mistake(unknownOutcome(model, outcome, operation));
      return outcome;
    },
    observe: (world: object, scope: Scope, like?: Observation): Observation =>
      activity.during(observe, () => model.observe(world, read(scope), like)),
  };
  return derived(model, answers);
}

/** What is wrong with a result of `apply()` that is not one of the design's outcomes. */
export function unknownOutcome(model: Model, outcome: unknown, operation: Operation): string {
  const found = JSON.stringify(outcome) ?? String(outcome);
  return `apply() returns ${found} for ${JSON.stringify(operation)}: it must return one of ${outcomesOf(model).join(", ")}`;
}

function refuseUndeclared({ calls }: Model, { op }: Operation): void {
  if (Object.hasOwn(calls, op)) return;
  throw new Mistake(`there is no call ${op}: calls has ${Object.keys(calls).join(", ")}`);
}

/** All items that an iterable yields, which may be at most `most`. */
function upTo<Item>(most: number, part: string, noun: string, items: Iterable<Item>): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length === most)
      throw new Mistake(`${part}() yields more than ${most} ${noun} in one world: it must end`);
    found.push(item);
  }
  return found;
}
