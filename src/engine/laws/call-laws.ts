import { happen } from "../../history/history.ts";
import type { Operation } from "../../model/operation.ts";
import { asText, type CallLaw, changedOperation, changedScope, type ReachedWorld } from "./law.ts";

export const scopeStaysInCalls: CallLaw = {
  law: "a design does not change its scope",
  check: ({ unfrozen, scope, world }, operation) =>
    changedScope(scope, (own) => unfrozen.apply(structuredClone(world), { ...operation }, own), "apply()"),
};

export const comesToAnOutcome: CallLaw = {
  law: "a call ends in ok or in an errno",
  check: ({ model, scope, world }, operation) => {
    // The model checks its outcomes itself.
    model.apply(structuredClone(world), operation, scope);
    return undefined;
  },
};

export const operationStays: CallLaw = {
  law: "a design does not change the operation that it carries out",
  check: changedOperation,
};

export const aRefusalChangesNothing: CallLaw = {
  law: "an operation that is refused leaves the world as it was",
  check: ({ model, scope, world }, operation) => {
    const after = structuredClone(world);
    const outcome = model.apply(after, operation, scope);
    return outcome === "ok" || model.refusedHalfDone?.includes(operation.op)
      ? undefined
      : changedByRefusal(operation, outcome, world, after);
  },
};

/** What is wrong if a refusal has changed the world; `undefined` if it has not. */
function changedByRefusal(
  operation: Operation,
  outcome: string,
  world: object,
  after: object,
): string | undefined {
  if (JSON.stringify(after) === JSON.stringify(world)) return undefined;
  return `apply() refuses ${asText(operation)} with ${outcome} after changing the world${changedFields(world, after)}: make all checks before the first change`;
}

/** Which fields of a world differ from before. */
function changedFields(before: object, after: object): string {
  const earlier = new Map(Object.entries(before));
  const fields = Object.entries(after)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(earlier.get(key)))
    .map(([key]) => key);
  return fields.length === 0 ? "" : ` (${fields.join(", ")})`;
}

export const doesTheSameTwice: CallLaw = {
  law: "the same call in the same world has the same result",
  check: ({ model, scope, world }, operation) => {
    const [one, other] = [structuredClone(world), structuredClone(world)];
    const outcomes = [one, other].map((copy) => model.apply(copy, operation, scope));
    if (outcomes[0] !== outcomes[1])
      return `apply() is not deterministic: in the same world ${asText(operation)} ends in ${outcomes.join(" and then in ")}`;
    if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
    return `apply() is not deterministic: in the same world ${asText(operation)} leads to two different worlds. It must depend only on its arguments`;
  },
};

export const immerAndBareAgree: CallLaw = {
  law: "on an Immer draft and on a plain world a call has the same outcome and leads to the same world",
  check: ({ model, scope, world }, operation) => {
    const bare = structuredClone(world);
    const outcome = model.apply(bare, operation, scope);
    const drafted = happen(model, scope, structuredClone(world), operation);
    if (drafted.event.outcome === outcome && JSON.stringify(drafted.world) === JSON.stringify(bare))
      return undefined;
    return `with ${asText(operation)}, apply() treats an Immer draft and a plain world differently: it must not keep a part of a world or compare parts by identity`;
  },
};

export const picturesStay: CallLaw = {
  law: "an observation is a picture of one moment",
  check: ({ model, scope, world }, operation) => {
    const changing = structuredClone(world);
    const taken = model.observe(changing, scope);
    model.apply(changing, operation, scope);
    if (model.domain.observations.areSame(taken, model.observe(world, scope))) return undefined;
    return `an observation changed when ${asText(operation)} changed the world: observe() must copy what it shows`;
  },
};

export const takesWhatIsEqual: CallLaw = {
  law: "an observation takes from another one only what is equal",
  check: ({ model, scope, world }, operation) => {
    const changing = structuredClone(world);
    const before = model.observe(world, scope);
    model.apply(changing, operation, scope);
    if (
      model.domain.observations.areSame(
        model.observe(changing, scope, before),
        model.observe(changing, scope),
      )
    )
      return undefined;
    return `after ${asText(operation)}, observe() shows a different world if given an earlier observation: it may reuse only parts that are equal`;
  },
};

/** In an order in which a broken law does not mislead the check of a later one. */
export const CALL_LAWS: readonly CallLaw[] = [
  scopeStaysInCalls,
  operationStays,
  comesToAnOutcome,
  doesTheSameTwice,
  aRefusalChangesNothing,
  immerAndBareAgree,
  picturesStay,
  takesWhatIsEqual,
];

/**
 * Checks the first laws of calls all at once, for the many calls that make no sense.
 *
 * @returns the law that is broken, and what is wrong in words
 */
export function brokenByHostileCall(
  reached: ReachedWorld,
  operation: Operation,
): { readonly law: string; readonly words: string } | undefined {
  const { unfrozen, scope, world } = reached;
  const [after, call, bounds] = [structuredClone(world), structuredClone(operation), structuredClone(scope)];
  const outcome = unfrozen.apply(after, call, bounds);
  const isUnlawful =
    JSON.stringify([call, bounds]) !== JSON.stringify([operation, scope]) ||
    (outcome !== "ok" && JSON.stringify(after) !== JSON.stringify(world));
  if (!isUnlawful) return undefined;
  for (const { law, check } of CALL_LAWS) {
    const words = check(reached, operation);
    if (words !== undefined) return { law, words };
  }
  return undefined;
}

/** Whether a design lets a task that is not alive act: semantics.md requires ESRCH, but no verdict of a search depends on it. */
export function letsTheDeadAct({ unfrozen, scope, world }: ReachedWorld, operation: Operation): boolean {
  if ([...unfrozen.callers(world)].includes(operation.task)) return false;
  return unfrozen.apply(structuredClone(world), structuredClone(operation), scope) === "ok";
}
