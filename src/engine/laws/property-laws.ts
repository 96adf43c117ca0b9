/**
 * The laws of properties: a property's answer is an allowed one and depends only on what the property is given, and the property changes none of that. They
 * are checked along random runs of a design before a verdict on it is believed.
 */
import fc from "fast-check";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { type Property, whyNotApplicable } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { Activity } from "../checked/activity.ts";
import { type Guard, unguarded } from "../checked/guard.ts";
import { formOf } from "../form.ts";
import { advance, type Point, pointOf } from "../point.ts";
import type { Question, Questions } from "../question.ts";
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

/** What a property answered somewhere in a run. */
interface Answered {
  readonly question: Question;
  readonly answer: string;
  readonly history: readonly Operation[];
}

/**
 * Checks the laws of a property in the worlds and on the steps of some random runs of a design, which are the same each time.
 *
 * @returns the first breach, with its history shortened where possible, or `undefined` if every law held
 */
export function checkPropertyLaws(
  property: Property,
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
  readonly #property: Property;
  readonly #model: Model;
  readonly #activity: Activity;
  readonly #guard: Guard;

  constructor(property: Property, model: Model, activity: Activity, guard: Guard) {
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
    const questions = guarded(scope, [], this.#guard, () =>
      formOf(this.#property).questions(this.#model, scope, this.#activity),
    );
    if (isBreach(questions)) return questions;
    const choices = fc.sample(choicesForLaws(this.#model, scope, LENGTH), { numRuns: RUNS, seed: SEED });
    const all: Answered[] = [];
    const breaches: LawBreach[] = [];
    const again = (history: readonly Operation[]) => {
      const found = this.#along(history, scope, questions);
      return isBreach(found) ? found : undefined;
    };
    for (const chosen of choices) {
      const found = this.#along(operationsChosen(chosen, this.#model, scope), scope, questions);
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
    return `outOfScope() returns ${JSON.stringify(why)}: it must return a text that says why the property is meaningless in the scope, or undefined`;
  }

  /** Asks the property at every point of a run. */
  #along(
    operations: readonly Operation[],
    scope: Scope,
    questionsAt: Questions,
  ): { readonly all: readonly Answered[] } | LawBreach {
    const model = this.#model;
    const all: Answered[] = [];
    const history: Operation[] = [];
    let before: Point | undefined;
    let point = pointOf(model, scope, model.initial(scope));
    for (const operation of [undefined, ...operations]) {
      if (operation !== undefined) {
        history.push(operation);
        before = point;
        point = advance(model, scope, point, operation).point;
      }
      model.domain.observations.look(point.world);
      const questions = guarded(scope, history, this.#guard, () => ({ all: questionsAt(point, before) }));
      if (isBreach(questions)) return questions;
      for (const question of questions.all) {
        const found = guarded(scope, history, this.#guard, () => this.#at(question, point, scope));
        if (isBreach(found)) return found;
        if ("flaw" in found) return { ...found.flaw, scope, history: [...history] };
        all.push({ question, answer: found.answer, history: [...history] });
      }
    }
    return { all };
  }

  #at(
    question: Question,
    point: Point,
    scope: Scope,
  ): { readonly answer: string } | { readonly flaw: Pick<LawBreach, "law" | "words"> } {
    const broken = (law: string, words: string | undefined) => ({ flaw: { law, words: words ?? law } });
    const changed = changedScope(scope, (own) => question.ask(own), question.of);
    if (changed !== undefined) return broken("a check changes nothing", changed);
    const answer = question.ask(scope);
    const flaw = question.flawOf(answer);
    if (flaw !== undefined) return broken("a check returns a finding", flaw);
    const [text, again] = [JSON.stringify(answer), JSON.stringify(question.ask(scope))];
    if (again !== text)
      return broken(
        "asked twice, a check finds the same",
        `${question.of} ${verbOf(question)} ${text}, but ${again} when asked again at once: it must keep nothing between calls and use neither randomness nor a clock`,
      );
    if (!this.#model.domain.observations.areSame(point.world, this.#model.observe(point.state, scope)))
      return broken(
        "a check changes nothing",
        `${question.of} changes the world that it is given: it must only look at it`,
      );
    return { answer: text };
  }

  /** Asks everything again, from the last point to the first, after much else has been asked. */
  #brokenLater(all: readonly Answered[], scope: Scope): LawBreach | undefined {
    for (const { question, answer, history } of all.toReversed()) {
      const found = guarded(scope, history, this.#guard, () => ({
        answer: JSON.stringify(question.ask(scope)),
      }));
      if (isBreach(found)) return found;
      if (found.answer === answer) continue;
      return {
        law: "asked in another order, a check finds the same",
        words: `${question.of} ${verbOf(question)} ${answer}, but ${found.answer} when asked again later: it must keep nothing between calls`,
        scope,
        history,
      };
    }
    return undefined;
  }
}

const verbOf = ({ of }: Question): string => (of === "check()" ? "finds" : "returns");
