/**
 * The laws of properties: what a check finds is a finding, depends on what it is given alone, and changes none of that. They are checked along
 * random runs of a design before a verdict on it is believed.
 */
import fc from "fast-check";
import { fieldOf } from "../../model/field-of.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { type Finding, type PointProperty, whyNotApplicable } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { Activity } from "../checked/activity.ts";
import { flawOfFinding } from "../checked/flaw-of-finding.ts";
import { type Guard, unguarded } from "../checked/guard.ts";
import { advance, findingAt, type Point, pointOf } from "../point.ts";
import { operationsChosen } from "../simplest.ts";
import { choicesForLaws } from "./choices.ts";
import { guarded, isBreach } from "./guarded.ts";
import { changedScope, type LawBreach } from "./law.ts";
import { shrunkBreach } from "./shrunk-breach.ts";

/** How a property is run while its laws are checked. */
export interface PropertyLawOptions {
  /** Is told what the property is asked. */
  readonly activity?: Activity;
  readonly guard?: Guard;
}

const RUNS = 8;
const LENGTH = 15;
const SEED = 1;

/** What a property found somewhere in a run. */
interface Found {
  readonly point: Point;
  readonly finding: string;
  readonly history: readonly Operation[];
}

/**
 * Checks the laws of a property in the worlds and on the steps of some random runs of a design, which are the same each time.
 *
 * @returns the first breach, with a history of which no call can be left out; nothing where every law held
 */
export function checkPropertyLaws(
  property: PointProperty,
  model: Model,
  options: PropertyLawOptions = {},
): LawBreach | undefined {
  const laws = new PropertyLaws(
    property,
    model,
    options.activity ?? new Activity(),
    options.guard ?? unguarded,
  );
  for (const scope of model.domain.scopes.forLaws) {
    const breach = laws.brokenIn(scope);
    if (breach !== undefined) return breach;
  }
  return undefined;
}

class PropertyLaws {
  readonly #property: PointProperty;
  readonly #model: Model;
  readonly #activity: Activity;
  readonly #guard: Guard;

  constructor(property: PointProperty, model: Model, activity: Activity, guard: Guard) {
    this.#property = property;
    this.#model = model;
    this.#activity = activity;
    this.#guard = guard;
  }

  brokenIn(scope: Scope): LawBreach | undefined {
    const applies = guarded(scope, [], this.#guard, () => ({ flaw: this.#flawOutOfScope(scope) }));
    if (isBreach(applies)) return applies;
    if (applies.flaw !== undefined)
      return { law: "outOfScope() says why, or nothing", words: applies.flaw, scope, history: [] };
    if (whyNotApplicable(this.#property, this.#model, scope) !== undefined) return undefined;
    const choices = fc.sample(choicesForLaws(this.#model, scope, LENGTH), { numRuns: RUNS, seed: SEED });
    const all: Found[] = [];
    const breaches: LawBreach[] = [];
    const again = (history: readonly Operation[]) => {
      const found = this.#along(history, scope);
      return isBreach(found) ? found : undefined;
    };
    for (const chosen of choices) {
      const found = this.#along(operationsChosen(chosen, this.#model, scope), scope);
      if (!isBreach(found)) all.push(...found.all);
      else if (found.isFinal) return found;
      else breaches.push(shrunkBreach(found, again));
    }
    const [shortest] = breaches.sort((one, other) => one.history.length - other.history.length);
    return shortest ?? this.#brokenLater(all, scope);
  }

  #flawOutOfScope(scope: Scope): string | undefined {
    const why: unknown = this.#property.outOfScope?.(structuredClone(scope));
    if (why === undefined || (typeof why === "string" && why.trim() !== "")) return undefined;
    return `outOfScope() gives ${JSON.stringify(why)}: it has to be a text that says why the property means nothing in the scope, or undefined`;
  }

  /** Asks the property at every point of a run. */
  #along(operations: readonly Operation[], scope: Scope): { readonly all: readonly Found[] } | LawBreach {
    const model = this.#model;
    const all: Found[] = [];
    const history: Operation[] = [];
    let point = pointOf(model, scope, model.initial(scope));
    for (const operation of [undefined, ...operations]) {
      if (operation !== undefined) {
        history.push(operation);
        point = advance(model, scope, point, operation).point;
      }
      const found = guarded(scope, history, this.#guard, () => this.#at(point, scope));
      if (isBreach(found)) return found;
      if ("flaw" in found) return { ...found.flaw, scope, history: [...history] };
      all.push({ point, finding: found.finding, history: [...history] });
    }
    return { all };
  }

  #at(
    point: Point,
    scope: Scope,
  ): { readonly finding: string } | { readonly flaw: Pick<LawBreach, "law" | "words"> } {
    const broken = (law: string, words: string | undefined) => ({ flaw: { law, words: words ?? law } });
    this.#model.domain.observations.look(point.world);
    const changed = changedScope(scope, (own) => this.#ask(point, own), "check()");
    if (changed !== undefined) return broken("a check changes nothing", changed);
    const finding = this.#ask(point, scope);
    const flaw = flawOfFinding(this.#property.form, finding) ?? this.#flawOfCall(finding);
    if (flaw !== undefined) return broken("what a check gives is a finding", flaw);
    const again = this.#ask(point, scope);
    if (JSON.stringify(again) !== JSON.stringify(finding))
      return broken(
        "asked twice, a check finds the same",
        `check() finds ${JSON.stringify(finding)}, and asked again at once ${JSON.stringify(again)}: it may keep nothing between two calls, and use no chance and no clock`,
      );
    if (!this.#model.domain.observations.areSame(point.world, this.#model.observe(point.state, scope)))
      return broken(
        "a check changes nothing",
        "check() changes the world that it is given: it is only to look at it",
      );
    return { finding: JSON.stringify(finding) };
  }

  #ask(point: Point, scope: Scope): Finding {
    const doing = { what: `check() of ${this.#property.name}`, operation: point.step?.operation };
    return this.#activity.during(doing, () => findingAt(this.#property, point, scope));
  }

  /** The call that shows a breach is carried out later, so the design has to have it. */
  #flawOfCall(finding: Finding): string | undefined {
    if (typeof finding === "string" || finding.call === undefined) return undefined;
    const { call } = finding;
    const fields = this.#model.calls[call.op];
    if (fields === undefined)
      return `check() gives call: ${JSON.stringify(call)}, but ${this.#model.name} has no call ${call.op}`;
    const lacking = fields.find(
      (field) => call[field] === undefined && !fieldOf(this.#model, call.op, field).isOptional,
    );
    return lacking && `check() gives call: ${JSON.stringify(call)}, which lacks the field ${lacking}`;
  }

  /** Asks everything again from the last point to the first, when much else has been asked. */
  #brokenLater(all: readonly Found[], scope: Scope): LawBreach | undefined {
    for (const { point, finding, history } of all.toReversed()) {
      const found = guarded(scope, history, this.#guard, () => ({
        finding: JSON.stringify(this.#ask(point, scope)),
      }));
      if (isBreach(found)) return found;
      if (found.finding === finding) continue;
      return {
        law: "asked in another order, a check finds the same",
        words: `check() finds ${finding}, and asked again later ${found.finding}: it may keep nothing between two calls`,
        scope,
        history,
      };
    }
    return undefined;
  }
}
