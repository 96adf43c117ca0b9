import type { Observation } from "../../model/observation.ts";
import type { Always, Finding, OnEveryStep, Property, Sometimes, Step, Try } from "../../model/property.ts";
import { WatchedNamespaces } from "../../model/watched-namespaces.ts";
import { WatchedObservation } from "../../model/watched-observation.ts";
import { attemptIn } from "../attempt.ts";
import { type Codec, codecOf, type Values } from "../packed/codec.ts";
import { shapeOf } from "../packed/shape-limits.ts";
import { type Expansion, SETTLED } from "./expansion.ts";
import type { OpenClaims } from "./open-claims.ts";
import type { StateSpace } from "./state-space.ts";

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
  readonly #isFolded: boolean;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #trial: object;
  readonly #state: Values;
  readonly #attempts: { readonly before: Try; readonly after: Try };
  /** Whether the property that is being asked has looked at opaque values. */
  #hasLooked = false;
  readonly #apart: Apart[] = [];
  /** For each opaque number that which stands for it: itself, but while claims are asked in a state in which some are the same. */
  readonly #representatives: Int32Array;
  readonly #sets: WatchedNamespaces;
  /** The values after the step that a claim is asked about again. */
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
    this.#isFolded = part.opaque.length > 0;
    this.#codecOfTrial = codecOf(shapeOf(model, scope), part.whole);
    this.#trial = this.#codecOfTrial.scratch();
    this.#state = space.values();
    this.#representatives = Int32Array.from({ length: part.endOfLabels }, (_, number) => number);
    this.#sets = new WatchedNamespaces(this.#representatives, () => this.look());
    const inBefore = attemptIn(model, scope, () => this.#trialOf(this.#before));
    const inAfter = attemptIn(model, scope, () => this.#trialAfter());
    this.#attempts = { before: this.#watchedTry(inBefore), after: this.#watchedTry(inAfter) };
  }

  /** Begins with a state. */
  begin(): void {
    this.#apart.length = 0;
  }

  /** The scratch world, as claims see it. */
  observe(): Observation {
    const { model, scope, codec } = this.#space;
    const world = model.observe(codec.scratch(), scope);
    return this.#isFolded ? new WatchedObservation(world, this.#sets) : world;
  }

  /** A property looks at what depends on opaque values. */
  look(): void {
    this.#hasLooked = true;
  }

  #watchedTry(attempt: Try): Try {
    if (!this.#isFolded) return attempt;
    return (...call) => {
      const found = attempt(...call);
      if (found === undefined) return undefined;
      const { operation, outcome } = found;
      const sets = this.#sets;
      return {
        operation,
        outcome,
        get after() {
          return new WatchedObservation(found.after, sets);
        },
      };
    };
  }

  /** Asks the claims about states. @param states for how many states of the control form this stands */
  checkState(world: Observation, claims: OpenClaims, states: number): void {
    const { scope } = this.#space;
    for (const { property, index } of claims.aboutWorlds) {
      this.#hasLooked = false;
      const finding = property.check(world, scope, this.#attempts.before);
      if (!this.#hasLooked) this.#take(index, property, finding, states, SETTLED.here);
      else this.#apart.push({ index, property, weight: 1, world });
    }
  }

  /**
   * Asks the claims about a step.
   *
   * @param isChanged whether the state after is another; nothing where that depends on who shares opaque values
   * @param weight how many calls this one stands for
   * @param states for how many states of the control form it stands
   */
  checkStep(
    found: Omit<Step, "changed">,
    isChanged: boolean | undefined,
    index: number,
    weight: number,
    claims: OpenClaims,
    states: number,
  ): void {
    const { outcome } = found;
    const stepFound = new StepFound(this, found, isChanged);
    const { step } = stepFound;
    const about =
      isChanged === undefined
        ? claims.aboutEither(index, outcome)
        : claims.aboutStep(index, outcome, isChanged);
    let kept: StepFound | undefined;
    for (const { property, index: place } of about) {
      // Whether such a claim is asked at all depends on who shares.
      const isAgain = isChanged !== undefined || property.when !== "changed";
      this.#hasLooked = false;
      const finding = isAgain ? property.check(step, this.#space.scope, this.#attempts.after) : "no case";
      if (isAgain && !this.#hasLooked) {
        this.#take(place, property, finding, weight * states, SETTLED.byStep);
        continue;
      }
      kept ??= stepFound.kept();
      this.#apart.push({ index: place, property, weight, step: kept, isAgain });
    }
  }

  /** Asks the claims that have looked at opaque values again, in each state by itself. */
  checkApart(combinations: readonly number[]): void {
    if (this.#apart.length === 0) return;
    const { scope, sharing } = this.#space;
    sharing.holders.set(this.#holders);
    for (const combination of combinations) {
      sharing.representatives(combination, this.#representatives);
      for (const apart of this.#apart) {
        const { property, index, weight } = apart;
        if ("world" in apart) {
          const { world } = apart;
          const finding = this.#askAgain(index, () =>
            apart.property.check(world, scope, this.#attempts.before),
          );
          this.#take(index, property, finding, weight, SETTLED.here);
          continue;
        }
        apart.step.combination = combination;
        const { step } = apart.step;
        if (apart.property.when === "changed" && !step.changed) continue;
        this.#afterStep = apart.step.valuesAfter;
        const ask = () => apart.property.check(step, scope, this.#attempts.after);
        const finding = apart.isAgain ? this.#askAgain(index, ask) : ask();
        this.#take(index, property, finding, weight, SETTLED.byStep);
      }
    }
    this.#afterStep = undefined;
    for (let number = 0; number < this.#representatives.length; number++)
      this.#representatives[number] = number;
  }

  /** Asks a claim again, which was seen to look: up to its first look it does the same again, unless it remembers what it found then. */
  #askAgain(index: number, ask: () => Finding): Finding {
    this.#hasLooked = false;
    const finding = ask();
    if (!this.#hasLooked) this.#expansion.remembers[index] = 1;
    return finding;
  }

  #take(index: number, { form }: Property, finding: Finding, cases: number, where: 1 | 2): void {
    if (finding === "no case") return;
    const expansion = this.#expansion;
    expansion.cases[index] = (expansion.cases[index] ?? 0) + cases;
    if (finding === "holds" && form !== "sometimes") return;
    const known = expansion.settled[index] ?? SETTLED.not;
    if (known === SETTLED.not || known > where) expansion.settled[index] = where;
  }

  /** The values after the call that was carried out last. */
  valuesAfter(): Values {
    this.#space.codec.read(this.#space.codec.scratch(), this.#state);
    return this.#state.slice();
  }

  /** Whether the state after a step is another than that of the form being expanded which has a combination. */
  isOtherState(after: Values, combination: number): boolean {
    const space = this.#space;
    space.sharing.holders.set(this.#holders);
    space.sharing.representatives(combination, this.#representatives);
    const key = (values: Values): string => {
      const state = values.slice();
      for (const { slots } of space.part.opaque)
        for (const slot of slots) state[slot] = this.#representatives[state[slot] ?? 0] ?? 0;
      space.settle(state);
      return `${space.words.join()} ${space.sharing.combination()}`;
    };
    const isOther = key(this.#before) !== key(after);
    space.sharing.holders.set(this.#holders);
    return isOther;
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

/** A claim that has looked at opaque values, and what it is to be asked about in each state. */
type Apart =
  | {
      readonly index: number;
      readonly weight: number;
      readonly property: Always | Sometimes;
      readonly world: Observation;
    }
  | {
      readonly index: number;
      readonly weight: number;
      readonly property: OnEveryStep;
      readonly step: StepFound;
      /** Whether it was asked before, and has looked. */
      readonly isAgain: boolean;
    };

/** A step out of the form that is being expanded. */
class StepFound {
  /** The step as claims see it. All is its own, so that nothing is lost where a claim copies it. */
  readonly step: Step;
  /** The state that claims are asked about, where they are asked apart. */
  combination = 0;
  valuesAfter: Values | undefined;
  readonly #checker: PropertyChecker;

  /** @param isChanged whether the state after is another; nothing where that depends on who shares opaque values */
  constructor(checker: PropertyChecker, found: Omit<Step, "changed">, isChanged: boolean | undefined) {
    const isOther = (): boolean => isChanged ?? this.#isOther();
    this.#checker = checker;
    this.step = {
      ...found,
      get changed() {
        return isOther();
      },
    };
  }

  #isOther(): boolean {
    this.#checker.look();
    return this.valuesAfter === undefined || this.#checker.isOtherState(this.valuesAfter, this.combination);
  }

  /** Keeps the state after the step, for the claims that are asked apart. */
  kept(): this {
    this.valuesAfter = this.#checker.valuesAfter();
    return this;
  }
}
