import { ERRNO_TEXTS, type Errno, isErrno } from "../../model/errno.ts";
import type { Model } from "../../model/model.ts";
import { operationsIn } from "../../model/operations-in.ts";
import { type Outcome, outcomesOf } from "../../model/outcome.ts";
import type { Scope } from "../../model/scope.ts";
import { classesIn } from "./classes.ts";
import { CallsBeside, type OtherRefusals } from "./other-refusals.ts";
import { withPartAsBefore } from "./parts-of-world.ts";
import { areSame, outcomeOf, type Step, stepOf } from "./step.ts";

/** What is changed about a rule. */
export type MutantSort = "errno" | "left out" | "order" | "effect" | "part";

/**
 * A design with one of its rules changed: it does what the design does, except for calls to which the rule applies.
 *
 * - `errno`: another errno in place of the rule's
 * - `left out`: the rule never refuses, or not in a class of calls: the call succeeds and changes nothing
 * - `order`: if another rule would refuse too, that one does
 * - `effect`: the call succeeds and changes nothing, always or in a class of calls
 * - `part`: the call leaves one part of the world as it was
 */
export interface Mutant {
  readonly sort: MutantSort;
  readonly op: string;
  readonly rule: string;
  /** The class of calls that it is about; `undefined` for all to which the rule applies. */
  readonly within?: string | undefined;
  /** The part of the world that it is about. */
  readonly part?: string | undefined;
  /** In words, such as "setns: ENXIO left out". No other mutant of the design has the same name. */
  readonly name: string;
  /** What becomes of a step in the mutant. @param step one of the design to which the rule applies, in the class */
  mutated(step: Step, others: OtherRefusals): Mutated;
}

/** What a mutant changes about a step. */
export interface Mutated {
  readonly outcome: Outcome;
  readonly after: object;
}

/** What else is known about a step. */
export interface StepContext {
  /** The classes of the call. */
  readonly classes: readonly string[];
  /** The rules that would refuse the call too. */
  others(): OtherRefusals;
}

const NO_OTHERS: OtherRefusals = new Set();

/** Whether it is a step in which a mutant may behave differently. */
const isMeant = (
  { op, rule, within }: Mutant,
  { operation, rule: applying }: Step,
  { classes }: StepContext,
): boolean => op === operation.op && rule === applying && (within === undefined || classes.includes(within));

/** Another errno in place of a rule's: one with which the design refuses the call, if there is one. */
export function withOtherErrno(model: Model, op: string, rule: string): Mutant {
  const own = outcomeOf(model, rule);
  const known = [...(model.refusals?.[op] ?? []), ...outcomesOf(model), ...Object.keys(ERRNO_TEXTS)];
  const other = known.filter(isErrno).find((errno) => errno !== own);
  if (other === undefined) throw new Error(`there is no errno other than ${own}`);
  return {
    sort: "errno",
    op,
    rule,
    name: `${op}: ${other} for ${inWords(rule, own)}`,
    mutated: ({ after }) => ({ outcome: other, after }),
  };
}

/** A rule that no longer refuses. @param within the class of calls in which it does not; `undefined` for all */
export function leftOut(model: Model, op: string, rule: string, within: string | undefined): Mutant {
  return {
    sort: "left out",
    op,
    rule,
    name: `${op}: ${inWords(rule, outcomeOf(model, rule))} left out${where(within)}`,
    within,
    mutated: ({ before }) => ({ outcome: "ok", after: before }),
  };
}

/** Another rule applied before its turn. */
export function inOtherOrder(model: Model, op: string, rule: string, first: string): Mutant {
  const errno = outcomeOf(model, first);
  return {
    sort: "order",
    op,
    rule,
    name: `${op}: ${inWords(first, errno)} before ${inWords(rule, outcomeOf(model, rule))}`,
    mutated: (step, others) =>
      // The outcome of a rule is one of errno(3).
      others.has(first) ? { outcome: errno as Errno, after: step.before } : step,
  };
}

/** A call that does nothing. @param within the class of calls in which it does nothing; `undefined` for all */
export function withoutEffect(op: string, within: string | undefined): Mutant {
  return {
    sort: "effect",
    op,
    rule: "ok",
    name: `${op}: no effect${where(within)}`,
    within,
    mutated: ({ before, outcome }) => ({ outcome, after: before }),
  };
}

/** A call that leaves a part of the world as it was. */
export function withoutPart(op: string, part: string): Mutant {
  return {
    sort: "part",
    part,
    op,
    rule: "ok",
    name: `${op}: leaves ${part} as before`,
    mutated: (step) => ({ ...step, after: withPartAsBefore(step.before, step.after, part) }),
  };
}

const where = (within: string | undefined): string => (within === undefined ? "" : ` where ${within}`);
const inWords = (rule: string, errno: string): string => (rule === errno ? rule : `${errno} (${rule})`);

/** What is known about a step, worked out from its world. */
export function contextOf(model: Model, scope: Scope, { before, operation, rule }: Step): StepContext {
  const others = (): OtherRefusals => {
    const beside = operationsIn(model, before, scope).filter(({ op }) => op === operation.op);
    const ruled = beside.map((one) => ({ operation: one, rule: stepOf(model, scope, before, one).rule }));
    return new CallsBeside(model, ruled).othersOf({ operation, rule });
  };
  return { classes: classesIn(model, scope, before)(operation), others };
}

/** How a mutant can be told from the design at one call. */
export type MutantDifference =
  /** It does the same. */
  | "nothing"
  /** It does something else, and nobody can see that yet. */
  | "hidden"
  /** The outcome differs, */
  | "outcome"
  /** or what can be seen after it. */
  | "observation";

/** How a mutant differs from the design in a step. */
export function differenceAt(
  model: Model,
  scope: Scope,
  mutant: Mutant,
  step: Step,
  context: StepContext,
): MutantDifference {
  if (!isMeant(mutant, step, context)) return "nothing";
  const { outcome, after } = mutatedIn(mutant, step, context);
  if (outcome !== step.outcome) return "outcome";
  if (areSame(after, step.after)) return "nothing";
  return pictureOf(model, scope, after) === pictureOf(model, scope, step.after) ? "hidden" : "observation";
}

/** What can be seen of a world or, if a mutant has broken it, that it cannot be looked at. */
export function pictureOf(model: Model, scope: Scope, world: object): string {
  try {
    return model.domain.observations.picture(model.observe(world, scope), scope);
  } catch (error) {
    if (error instanceof Error) return `broken: ${error.message}`;
    throw error;
  }
}

/** The mutant as a design. */
export function asModel(model: Model, mutant: Mutant): Model {
  return {
    ...model,
    apply(world, operation, scope) {
      if (operation.op !== mutant.op) return model.apply(world, operation, scope);
      const step = stepOf(model, scope, structuredClone(world), operation);
      const { outcome, after } = mutatedStep(model, scope, mutant, step);
      Object.assign(world, structuredClone(after)); // the same keys: every world has all of them
      return outcome;
    },
  };
}

function mutatedStep(model: Model, scope: Scope, mutant: Mutant, step: Step): Mutated {
  if (step.rule !== mutant.rule) return step;
  const context = contextOf(model, scope, step);
  return isMeant(mutant, step, context) ? mutatedIn(mutant, step, context) : step;
}

const mutatedIn = (mutant: Mutant, step: Step, { others }: StepContext): Mutated =>
  mutant.mutated(step, mutant.sort === "order" ? others() : NO_OTHERS);
