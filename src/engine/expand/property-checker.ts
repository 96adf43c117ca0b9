import type { Watcher } from "../../model/domain-parts.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Always, Finding, OnEveryStep, PointProperty, Sometimes, Try } from "../../model/property.ts";
import { attemptIn } from "../attempt.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { AskedProperty } from "../forms/point-form.ts";
import { type Expansion, SETTLED } from "./expansion.ts";
import type { OpenProperties } from "./open-properties.ts";
import type { StateSpace } from "./state-space.ts";
import { StepFound } from "./step-found.ts";
import { TriedCalls } from "./tried-calls.ts";

/**
 * Asks the properties about a state and the steps out of it, for an expansion.
 *
 * Of a control form they are asked in the state in which no two holders share an opaque value. What a property finds without having looked at one
 * is so in every state of the form; where it has looked, it is asked again in each, and shown the values as they are shared there.
 */
export class PropertyChecker {
  readonly #space: StateSpace;
  readonly #expansion: Expansion;
  readonly #before: Values;
  readonly #holders: Uint8Array;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #trial: object;
  readonly #state: Values;
  readonly #attempts: { readonly before: Try; readonly after: Try };
  #open: OpenProperties | undefined;
  /** The states of the control form. */
  #combinations: readonly number[] = [];
  #world: Observation | undefined;
  /** The calls of the steps that any property was asked about. */
  readonly #tried: TriedCalls;
  /** Whether the property that is being asked has looked at opaque values. */
  #hasLooked = false;
  readonly #apart: Apart[] = [];
  /** For each opaque number that which stands for it: itself, but while properties are asked in a state in which some are the same. */
  readonly #representatives: Int32Array;
  /** Nothing where nothing is opaque. */
  readonly #watcher: Watcher | undefined;
  /** A combination that a state has before a step, and the one which all states have that differ from it in numbers only. */
  #settledOf = -1;
  #settled = 0;
  /** The values after the step that a property is asked about again. */
  #afterStep: Values | undefined;

  /**
   * @param expansion takes what they find
   * @param before the values of the state, and how many holders it has of each opaque sort; both as they are when it is asked
   */
  constructor(space: StateSpace, expansion: Expansion, before: Values, holders: Uint8Array) {
    const { model, scope, part } = space;
    this.#space = space;
    this.#expansion = expansion;
    this.#before = before;
    this.#holders = holders;
    this.#codecOfTrial = space.anotherCodec();
    this.#trial = this.#codecOfTrial.scratch();
    this.#state = space.values();
    this.#representatives = Int32Array.from({ length: part.endOfLabels }, (_, number) => number);
    this.#watcher =
      part.opaque.length > 0
        ? model.domain.observations.watch?.(this.#representatives, () => this.look())
        : undefined;
    this.#tried = new TriedCalls(model);
    const like = () => this.#world && this.#unwatched(this.#world);
    const inBefore = attemptIn(model, scope, () => this.#trialOf(this.#before), like);
    const inAfter = attemptIn(model, scope, () => this.#trialAfter(), like);
    this.#attempts = {
      before: this.#tried.among(this.#watchedTry(inBefore)),
      after: this.#watchedTry(inAfter),
    };
  }

  /** Begins with the state that the scratch world is. @param combinations those of the states of the control form */
  begin(open: OpenProperties, combinations: readonly number[]): void {
    this.#open = open;
    this.#combinations = combinations;
    this.#tried.begin();
    this.#apart.length = 0;
    this.#settledOf = -1;
    this.#world = open.areNone ? undefined : this.#observe();
  }

  /** The scratch world, as properties see it. @param like another one, which is like it */
  #observe(like?: Observation): Observation {
    const { model, scope, codec } = this.#space;
    const watcher = this.#watcher;
    if (watcher === undefined) return model.observe(codec.scratch(), scope, like);
    return watcher.watched(model.observe(codec.scratch(), scope, like && this.#unwatched(like)), like);
  }

  #unwatched(world: Observation): Observation {
    return this.#watcher === undefined ? world : this.#watcher.unwatched(world);
  }

  /** A property looks at what depends on opaque values. */
  look(): void {
    this.#hasLooked = true;
  }

  #watchedTry(attempt: Try): Try {
    const watcher = this.#watcher;
    if (watcher === undefined) return attempt;
    const like = () => this.#world;
    return (...call) => {
      const found = attempt(...call);
      if (found === undefined) return undefined;
      const { operation, outcome } = found;
      return {
        operation,
        outcome,
        get after() {
          return watcher.watched(found.after, like());
        },
      };
    };
  }

  /**
   * Asks properties about the step that was carried out last.
   *
   * @param isOther whether the scratch world is not as before
   * @param isChanged whether the state after is another; nothing where that depends on who shares opaque values
   * @param weight how many calls this one stands for
   */
  checkStep(
    open: readonly AskedProperty<OnEveryStep>[],
    operation: Operation,
    outcome: Outcome,
    isOther: boolean,
    isChanged: boolean | undefined,
    weight: number,
  ): void {
    const before = this.#world;
    if (before === undefined) return;
    const { scope } = this.#space;
    const cases = weight * this.#combinations.length;
    const after = isOther ? this.#observe(before) : before;
    const found = new StepFound(this, before, operation, outcome, after, isChanged);
    this.#tried.add(found.step);
    for (const asked of open) {
      const { property } = asked;
      // Whether such a property is asked at all depends on who shares.
      const isAgain = isChanged !== undefined || property.when !== "changed";
      this.#hasLooked = false;
      const finding = isAgain ? property.check(found.step, scope, this.#attempts.after) : "no case";
      if (isAgain && !this.#hasLooked) {
        this.#take(asked, finding, cases, SETTLED.byStep);
        continue;
      }
      found.valuesAfter ??= this.#valuesAfter();
      this.#apart.push({ asked, weight, step: found, isAgain });
    }
  }

  /** Asks the properties about the state, and those that have looked at opaque values again: in each state by itself. */
  end(): void {
    if (this.#open === undefined || this.#world === undefined) return;
    this.#checkState(this.#world, this.#open);
    if (this.#apart.length > 0) this.#checkApart();
  }

  #checkState(world: Observation, open: OpenProperties): void {
    const { scope } = this.#space;
    for (const asked of open.aboutWorlds) {
      this.#hasLooked = false;
      const finding = asked.property.check(world, scope, this.#attempts.before);
      if (!this.#hasLooked) this.#take(asked, finding, this.#combinations.length, SETTLED.here);
      else this.#apart.push({ asked, weight: 1, world });
    }
  }

  #checkApart(): void {
    const { scope, sharing } = this.#space;
    sharing.holders.set(this.#holders);
    for (const combination of this.#combinations) {
      sharing.representatives(combination, this.#representatives);
      for (const apart of this.#apart) {
        const { weight } = apart;
        if ("world" in apart) {
          const { asked, world } = apart;
          const finding = this.#askAgain(asked.index, () =>
            asked.property.check(world, scope, this.#attempts.before),
          );
          this.#take(asked, finding, weight, SETTLED.here);
          continue;
        }
        const { asked } = apart;
        apart.step.combination = combination;
        const { step } = apart.step;
        if (asked.property.when === "changed" && !step.changed) continue;
        this.#afterStep = apart.step.valuesAfter;
        const ask = () => asked.property.check(step, scope, this.#attempts.after);
        const finding = apart.isAgain ? this.#askAgain(asked.index, ask) : ask();
        this.#take(asked, finding, weight, SETTLED.byStep);
      }
    }
    this.#afterStep = undefined;
    for (let number = 0; number < this.#representatives.length; number++)
      this.#representatives[number] = number;
  }

  /** Asks a property again, which was seen to look: up to its first look it does the same again, unless it remembers what it found then. */
  #askAgain(index: number, ask: () => Finding): Finding {
    this.#hasLooked = false;
    const finding = ask();
    if (!this.#hasLooked) this.#expansion.remembers[index] = 1;
    return finding;
  }

  #take(
    { index, isSettledBy }: AskedProperty<PointProperty>,
    finding: Finding,
    cases: number,
    where: 1 | 2,
  ): void {
    if (finding === "no case") return;
    const expansion = this.#expansion;
    expansion.cases[index] = (expansion.cases[index] ?? 0) + cases;
    if (!isSettledBy(finding)) return;
    const known = expansion.settled[index] ?? SETTLED.not;
    if (known === SETTLED.not || known > where) expansion.settled[index] = where;
  }

  /** The values after the call that was carried out last. */
  #valuesAfter(): Values {
    this.#space.codec.read(this.#space.codec.scratch(), this.#state);
    return this.#state.slice();
  }

  /** Whether the state after a step is another than that of the form being expanded which has a combination. Both are of the same form. */
  isOtherState(after: Values, combination: number): boolean {
    const { sharing } = this.#space;
    const combinationOf = (values: Values): number => {
      sharing.holders.set(this.#holders);
      sharing.representatives(combination, this.#representatives);
      return this.#combinationOf(values);
    };
    if (combination !== this.#settledOf) {
      this.#settled = combinationOf(this.#before);
      this.#settledOf = combination;
    }
    const isOther = combinationOf(after) !== this.#settled;
    sharing.holders.set(this.#holders);
    return isOther;
  }

  /** The combination of a state, which all that differ from it in numbers only have too. @param values where no two holders share */
  #combinationOf(values: Values): number {
    const { part, sharing } = this.#space;
    const state = this.#state;
    state.set(values);
    for (const { slots } of part.opaque)
      for (const slot of slots) state[slot] = this.#representatives[state[slot] ?? 0] ?? 0;
    this.#space.settle(state);
    return sharing.combination();
  }

  /** The world after the call, which the scratch world still is. */
  #trialAfter(): object {
    if (this.#afterStep !== undefined) return this.#trialOf(this.#afterStep);
    this.#space.codec.read(this.#space.codec.scratch(), this.#state);
    return this.#trialOf(this.#state);
  }

  #trialOf(values: Values): object {
    this.#codecOfTrial.write(values, this.#trial);
    return this.#trial;
  }
}

/** A property that has looked at opaque values, and what it is to be asked about in each state. */
type Apart =
  | {
      readonly weight: number;
      readonly asked: AskedProperty<Always | Sometimes>;
      readonly world: Observation;
    }
  | {
      readonly weight: number;
      readonly asked: AskedProperty<OnEveryStep>;
      readonly step: StepFound;
      /** Whether it was asked before, and has looked. */
      readonly isAgain: boolean;
    };
