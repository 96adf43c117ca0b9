import { happen } from "../../history/history.ts";
import { OUTCOMES } from "../../model/outcome.ts";
import { sameObservation } from "../../world/same-observation.ts";
import { type CallLaw, told } from "./law.ts";

export const comesToAnOutcome: CallLaw = {
  law: "a call comes to ok, or to an errno",
  check: ({ model, scope, world }, operation) => {
    const outcome: unknown = model.apply(structuredClone(world), operation, scope);
    if (OUTCOMES.some((one) => one === outcome)) return undefined;
    const found = outcome === undefined ? "nothing" : JSON.stringify(outcome);
    return `apply() gives ${found} for ${told(operation)}: it has to be one of ${OUTCOMES.join(", ")}`;
  },
};

export const refusalChangesNothing: CallLaw = {
  law: "an operation that is refused leaves the world as it was",
  check: ({ model, scope, world }, operation) => {
    const after = structuredClone(world);
    const outcome = model.apply(after, operation, scope);
    if (outcome === "ok" || JSON.stringify(after) === JSON.stringify(world)) return undefined;
    return `apply() refuses ${told(operation)} with ${outcome} and has changed the world by then${changedFields(world, after)}: make all checks before the first change`;
  },
};

/** Which fields of a world are others than before. */
function changedFields(before: object, after: object): string {
  const earlier = new Map(Object.entries(before));
  const fields = Object.entries(after)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(earlier.get(key)))
    .map(([key]) => key);
  return fields.length === 0 ? "" : ` (${fields.join(", ")})`;
}

export const doesTheSameTwice: CallLaw = {
  law: "the same call in the same world comes to the same",
  check: ({ model, scope, world }, operation) => {
    const [one, other] = [structuredClone(world), structuredClone(world)];
    const outcomes = [one, other].map((copy) => model.apply(copy, operation, scope));
    if (outcomes[0] !== outcomes[1])
      return `apply() does not do the same twice: in one world ${told(operation)} comes to ${outcomes.join(" and then to ")}`;
    if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
    return `apply() does not do the same twice: in one world ${told(operation)} leads to two different worlds. It may depend on its arguments alone`;
  },
};

export const immerAndBareAgree: CallLaw = {
  law: "under Immer and bare a call comes to the same outcome and the same world",
  check: ({ model, scope, world }, operation) => {
    const bare = structuredClone(world);
    const outcome = model.apply(bare, operation, scope);
    const drafted = happen(model, scope, structuredClone(world), operation);
    if (drafted.event.outcome === outcome && JSON.stringify(drafted.world) === JSON.stringify(bare))
      return undefined;
    return `apply() does something else to an Immer draft than to a plain world with ${told(operation)}: it may keep no part of a world, nor compare parts by identity`;
  },
};

export const picturesStay: CallLaw = {
  law: "an observation is a picture of one moment",
  check: ({ model, scope, world }, operation) => {
    const changing = structuredClone(world);
    const taken = model.observe(changing, scope);
    model.apply(changing, operation, scope);
    if (sameObservation(taken, model.observe(world, scope))) return undefined;
    return `what observe() gave has changed with the world in ${told(operation)}: it has to copy what it shows`;
  },
};

/** In an order in which one that is broken does not lead another one astray. */
export const CALL_LAWS: readonly CallLaw[] = [
  comesToAnOutcome,
  doesTheSameTwice,
  refusalChangesNothing,
  immerAndBareAgree,
  picturesStay,
];
