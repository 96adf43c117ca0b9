import { plural } from "../text/counted.ts";
import type { AnyProperty, Step } from "./any-property.ts";
import { ofItsForm } from "./form.ts";
import type { Model } from "./model.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Observation } from "./observation.ts";
import type { OnRuns } from "./on-runs.ts";
import type { Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";
import { smallScope } from "./small-scope.ts";
import { sortsOf } from "./sorts.ts";
import { unreachable } from "./unreachable.ts";

/** A breach of a property. `broken` says what is broken, in words that name the tasks and containers. */
export interface Breach {
  readonly broken: string;
  /** The call that would show it, if the property is about the world before a call. It is not part of the history. */
  readonly call?: Operation;
}

/** What a property finds in one world or on one step: it has nothing to say there, it holds, or it is broken. */
export type Finding = "no case" | "holds" | Breach;

/** The outcome that a call would have in a world, and the world after it. The world itself is not changed. */
export interface Attempt<V extends Observation = Observation, O extends Operation = Operation> {
  readonly operation: O;
  readonly outcome: Outcome;
  /** Only to be read before the next call is tried. */
  readonly after: V;
}

/**
 * Tries a call in the world that a property looks at.
 *
 * @param fields what the call might take; the design picks those that its call declares
 * @returns the attempt, or `undefined` if the design has no such call
 */
export type Try<V extends Observation = Observation, O extends Operation = Operation> = (
  op: string,
  task: TaskNumber,
  fields?: Omit<O, "op" | "task">,
) => Attempt<V, O> | undefined;

export type { OfKind, Step } from "./any-property.ts";

/** The question that a property asks, independent of the kind of namespace; its name if it is not about one kind. */
export const questionOf = ({ name, ofKind }: Pick<Property, "name" | "ofKind">): string =>
  ofKind?.question ?? name;

/** A property about every world that can be reached. */
export interface Always<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> extends AnyProperty<S> {
  readonly form: "always";
  check(world: V, scope: S, attempt: Try<V, O>): Finding;
}

/** Which steps a property is about: calls that succeed, calls that are refused, or calls that change the world. */
export type When = "ok" | "refused" | "changed";

/** A property about every event, with the worlds before and after it. `attempt` tries calls in the world after. */
export interface OnEveryStep<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> extends AnyProperty<S> {
  readonly form: "on every step";
  /**
   * The calls that it is about; absent: all. On a step by any other call it has no case. It does not apply to a design that has none of
   * them.
   */
  readonly on?: readonly string[];
  /** The steps that it is about; absent: all. On any other it has no case. */
  readonly when?: When;
  check(step: Step<V, O>, scope: S, attempt: Try<V, O>): Finding;
}

/** A property that some world can be reached. `holds` is what it looks for. */
export interface Sometimes<V extends Observation = Observation, S extends Scope = Scope>
  extends AnyProperty<S> {
  readonly form: "sometimes";
  check(world: V, scope: S): "no case" | "holds";
}

/** A property that is asked at the points of a run, one by one: in worlds or on steps. */
export type PointProperty<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> = Always<V, S, O> | OnEveryStep<V, S, O> | Sometimes<V, S>;

/** A property about a design. It sees worlds as observations only, so it can be asked of every design and backend. */
export type Property<
  V extends Observation = Observation,
  S extends Scope = Scope,
  O extends Operation = Operation,
> = PointProperty<V, S, O> | OnRuns<V, S, O>;

/** Splits properties into those that are checked at points and those about infinite runs; each part keeps its order. */
export function divided(properties: readonly Property[]): {
  readonly atPoints: readonly PointProperty[];
  readonly onRuns: readonly OnRuns[];
} {
  const atPoints: PointProperty[] = [];
  const onRuns: OnRuns[] = [];
  const atPoint = (property: PointProperty) => atPoints.push(property);
  for (const property of properties)
    ofItsForm(property, {
      always: atPoint,
      "on every step": atPoint,
      sometimes: atPoint,
      "on runs": (one) => onRuns.push(one),
    });
  return { atPoints, onRuns };
}

/** The calls that a property is about, or `undefined` if it is about worlds or about any call. */
export function callsOf(property: Property): readonly string[] | undefined {
  return ofItsForm(property, {
    always: aboutWorlds,
    "on every step": ({ on }) => on,
    sometimes: aboutWorlds,
    "on runs": ({ owed }) => (owed.from === "steps" ? owed.on : undefined),
  });
}

const aboutWorlds = (): undefined => undefined;

/** Makes properties that look at what one domain shows. */
export interface PropertyMakers<
  V extends Observation,
  S extends Scope,
  O extends Operation,
  F extends string,
> {
  always(property: PropertyParts<Always<V, S, O>, F>): Needing<Always<V, S, O>, F>;
  /** @param property its `check` is called only on the steps that it is about (`on`, `when`) */
  onEveryStep(property: PropertyParts<OnEveryStep<V, S, O>, F>): Needing<OnEveryStep<V, S, O>, F>;
  sometimes(property: PropertyParts<Sometimes<V, S>, F>): Needing<Sometimes<V, S>, F>;
  /** Something happens at some time, whatever else does. */
  eventually(property: PromiseParts<OnRuns<V, S, O>, F>): Needing<OnRuns<V, S, O>, F>;
  /** Something happens again and again. */
  alwaysEventually(property: PromiseParts<OnRuns<V, S, O>, F>): Needing<OnRuns<V, S, O>, F>;
  /** Once one thing has happened, another happens at some time. */
  leadsTo(property: PropertyParts<OnRuns<V, S, O>, F>): Needing<OnRuns<V, S, O>, F>;
}

/** What must be given to make a property; its form and domain follow from the maker. */
export type PropertyParts<P extends Property, F extends string> = Omit<Needing<P, F>, "form" | "domain">;

/** The same for a property that is owed unconditionally. */
export type PromiseParts<P extends OnRuns, F extends string> = Omit<PropertyParts<P, F>, "owed">;

/** A property that needs only features of its domain. */
export type Needing<P extends Property, F extends string> = P & { readonly needs?: readonly F[] };

/**
 * The makers of a domain's properties.
 *
 * @param domain its name
 * @typeParam V - what the domain shows of a world
 * @typeParam S - its scopes
 * @typeParam O - its operations
 * @typeParam F - its features
 */
export function propertyMakers<V extends Observation, S extends Scope, O extends Operation, F extends string>(
  domain: string,
): PropertyMakers<V, S, O, F> {
  return {
    always: (property) => ({ form: "always", domain, ...property }),
    onEveryStep: (property) => ({
      form: "on every step",
      domain,
      ...property,
      ...((property.on || property.when) && {
        check: (step, scope, attempt) =>
          isAboutStep(property, step) ? property.check(step, scope, attempt) : "no case",
      }),
    }),
    sometimes: (property) => ({ form: "sometimes", domain, ...property }),
    eventually: (property) => ({ form: "on runs", domain, owed: { from: "the first world" }, ...property }),
    alwaysEventually: (property) => ({
      form: "on runs",
      domain,
      owed: { from: "worlds", isSo: () => true },
      ...property,
    }),
    leadsTo: (property) => ({ form: "on runs", domain, ...property }),
  };
}

/** Tells whether a property on steps is about a step. `step.changed` is read only if the property depends on it. */
export function isAboutStep(property: Pick<OnEveryStep, "on" | "when">, step: Step): boolean {
  const { op } = step.operation;
  const asksForChange = property.when === "changed" && (property.on?.includes(op) ?? true);
  return isAbout(property, op, step.outcome !== "ok", asksForChange && step.changed);
}

/**
 * Tells whether a property on steps may have a case on a step. If it cannot, the step need not be looked at.
 *
 * @param isChanged whether the step changed the world
 */
export function isAbout(
  { on, when }: Pick<OnEveryStep, "on" | "when">,
  op: string,
  isRefused: boolean,
  isChanged: boolean,
): boolean {
  if (on !== undefined && !on.includes(op)) return false;
  switch (when) {
    case undefined:
      return true;
    case "ok":
      return !isRefused;
    case "refused":
      return isRefused;
    case "changed":
      return isChanged;
    default:
      return unreachable(when);
  }
}

/**
 * Says why a property does not apply to a design in a scope.
 *
 * @returns the reason in a sentence, or `undefined` if it applies
 */
export function whyNotApplicable(property: Property, model: Model, scope: Scope): string | undefined {
  if (property.domain !== model.domain.name) return `${model.name} is not a design of ${property.domain}`;
  const missing = property.needs?.find((feature) => !model.shows.includes(feature));
  if (missing !== undefined) return `${model.name} has no ${missing}`;
  const calls = callsOf(property);
  if (calls?.every((op) => !Object.hasOwn(model.calls, op)))
    return `${model.name} has no call ${calls.join(" or ")}`;
  return whyNoThings(property, model, scope) ?? property.outOfScope?.(scope);
}

function whyNoThings(property: Property, model: Model, scope: Scope): string | undefined {
  const [sort] = divided([property]).onRuns.map(({ of }) => of);
  if (sort === undefined || sortsOf(model.shape(smallScope(model, scope))).includes(sort)) return undefined;
  return `${model.name} does not number ${plural(sort)}`;
}
