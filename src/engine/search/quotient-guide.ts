import type { Values } from "../codec/codec.ts";
import { OpenProperties } from "../expand/open-properties.ts";
import { NO_STATE } from "../store/state-table.ts";
import type { Levels } from "./levels.ts";
import type { Quotient, State } from "./quotient.ts";
import { type Guide, lastLevelOf, type Sought } from "./trace.ts";

/** A state on the way, and which of its steps is to be tried next. */
interface Stop {
  readonly state: State;
  next: number;
}

/**
 * Finds out which states lead on to one that settles a property. In the quotient graph it visits each state once, so it takes no longer than the
 * search up to that level.
 */
export class QuotientGuide implements Guide {
  readonly #end: number;
  readonly #quotient: Quotient;
  readonly #levels: Levels;
  readonly #open: OpenProperties;
  /** For each visited state, whether it leads to one that settles the property. */
  readonly #known = new Map<string, boolean>();

  constructor(quotient: Quotient, levels: Levels, sought: Sought) {
    const { property } = sought;
    this.#quotient = quotient;
    this.#levels = levels;
    this.#end = lastLevelOf(sought);
    this.#open = new OpenProperties([{ property, index: 0 }], Object.keys(quotient.space.model.calls));
  }

  *leadsOn(values: Values, level: number): Generator<undefined, boolean> {
    const state = this.#quotient.locate(values);
    return this.#isOn(state, level) && (yield* this.#leadsOn(state, level));
  }

  /** Whether a state of a level leads, from level to level, to one that settles the property. */
  *#leadsOn(state: State, level: number): Generator<undefined, boolean> {
    const way: Stop[] = [];
    let answer = this.#enter(state, way, level);
    for (let steps = 1; way.length > 0; steps++) {
      if (steps % STEPS_BETWEEN_YIELDS === 0) yield;
      const here = way[way.length - 1];
      if (here === undefined) break;
      if (answer === true) {
        this.#known.set(keyOf(here.state), true);
        way.pop();
        continue;
      }
      const depth = level + way.length;
      const successor = this.#quotient.successor(here.state, here.next++);
      if (successor === undefined) {
        this.#known.set(keyOf(here.state), false);
        way.pop();
        answer = false;
      } else answer = this.#isOn(successor, depth) ? this.#enter(successor, way, depth) : false;
    }
    return answer === true;
  }

  /** Whether a state of a level leads on, if that is known or the level is the last; otherwise puts the state on the way. */
  #enter(state: State, way: Stop[], level: number): boolean | undefined {
    const known = this.#known.get(keyOf(state));
    if (known !== undefined) return known;
    if (level < this.#end) {
      way.push({ state, next: 0 });
      return undefined;
    }
    const isSettled = this.#quotient.isSettled(state, this.#open);
    this.#known.set(keyOf(state), isSettled);
    return isSettled;
  }

  #isOn(state: State, level: number): boolean {
    return state.form !== NO_STATE && this.#levels.of(state.form, state.combination) === level;
  }
}

const STEPS_BETWEEN_YIELDS = 256;

function keyOf({ form, combination }: State): string {
  return `${form} ${combination}`;
}
