import type { Feature, Model } from "./model.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { Operation, OperationFields } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";

/** A claim that does not hold, in words that name the tasks and containers. */
export interface Breach {
  readonly broken: string;
  /** The call that would show it, where the claim is about the world before a call. It is not part of the history. */
  readonly call?: Operation;
}

/** What a claim finds in one world or on one step: it has nothing to say there, it is so, or it is not. */
export type Finding = "no case" | "holds" | Breach;

/** What a call would come to in a world, and the world after it. Nothing happens to the world itself. */
export interface Attempt {
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly after: Observation;
}

/**
 * Tries a call in the world that a claim looks at.
 *
 * @param fields what the call might take; the design picks those that its call declares
 * @returns nothing where the design has no such call
 */
export type Try = (op: string, task: TaskNumber, fields?: Partial<OperationFields>) => Attempt | undefined;

/** One event and the worlds on both sides of it, in W2's numbers. A refused event has the same world on both sides. */
export interface Step {
  readonly before: Observation;
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly after: Observation;
}

interface Claim {
  /** Also its name on the command line. */
  readonly name: string;
  /** The claim in one sentence, as semantics.md has it. */
  readonly claim: string;
  /** Where the message makes it, or the rule that does. */
  readonly source: string;
  /** What a design has to show for the claim to mean something. */
  readonly needs?: readonly Feature[];
  /** Why the claim means nothing in a scope, in a sentence; nothing where it does. */
  readonly outOfScope?: (scope: Scope) => string | undefined;
}

/** A claim about every world that can be reached. */
export interface Always extends Claim {
  readonly form: "always";
  check(world: Observation, scope: Scope, attempt: Try): Finding;
}

/** A claim about every event, with the worlds before and after it. `attempt` tries calls in the world after. */
export interface OnEveryStep extends Claim {
  readonly form: "on every step";
  check(step: Step, scope: Scope, attempt: Try): Finding;
}

/** A claim that some world can be reached. `holds` is what it looks for. */
export interface Sometimes extends Claim {
  readonly form: "sometimes";
  check(world: Observation, scope: Scope): "no case" | "holds";
}

/** A claim about a design. It sees worlds as observations only, so it can be asked of every design and backend. */
export type Property = Always | OnEveryStep | Sometimes;

export const always = (property: Omit<Always, "form">): Always => ({ form: "always", ...property });
export const onEveryStep = (property: Omit<OnEveryStep, "form">): OnEveryStep => ({
  form: "on every step",
  ...property,
});
export const sometimes = (property: Omit<Sometimes, "form">): Sometimes => ({
  form: "sometimes",
  ...property,
});

/**
 * Says why a property does not apply to a design in a scope.
 *
 * @returns the reason in a sentence, or nothing where it applies
 */
export function whyNotApplicable(property: Property, model: Model, scope: Scope): string | undefined {
  const missing = property.needs?.find((feature) => !model.shows.includes(feature));
  if (missing !== undefined) return `${model.name} has no ${missing}`;
  return property.outOfScope?.(scope);
}
