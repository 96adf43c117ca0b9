import type { Looks, Watcher } from "../../model/domain-parts.ts";
import type { Observation } from "../../model/observation.ts";
import type { Try } from "../../model/property.ts";
import type { StateSpace } from "./state-space.ts";

/** Whether properties may remember what they have read from one question to the next. */
export type Memory = "may remember" | "remember nothing";

/**
 * Worlds as properties see them. If something is opaque, this notices whether properties look at what depends on who shares.
 *
 * Reading one opaque value does not reveal who shares. Nor does a second one that is new: whoever shares, it equals none that was there before. So a property
 * looks if it reads two values of one sort that different holders had or, if it may remember what it read when asked before, as soon as it reads one.
 */
export class PropertyView implements Looks {
  /** Whether anything has looked since `begin`. */
  hasLooked = false;
  /** How often holders' values were read or looked at since `begin`. */
  reads = 0;
  /** For each opaque number, the one shown in its place: itself, until others are written here. */
  readonly representatives: Int32Array;
  readonly #space: StateSpace;
  readonly #memory: Memory;
  /** For each opaque number of a holder, the index of its sort; -1 for a number that is new. */
  readonly #sortOf: Int8Array;
  /** For each sort, the first of its numbers to be read; 0 if none was. */
  readonly #readOf: Int32Array;
  /** `undefined` if nothing is opaque. */
  readonly #watcher: Watcher | undefined;

  constructor(space: StateSpace, memory: Memory = "may remember") {
    const { model, part } = space;
    this.#space = space;
    this.#memory = memory;
    this.representatives = Int32Array.from({ length: part.endOfLabels }, (_, number) => number);
    this.#sortOf = new Int8Array(part.endOfLabels).fill(-1);
    for (const [sort, { slots }] of part.opaque.entries()) {
      const first = part.labels[sort] ?? 0;
      this.#sortOf.fill(sort, first, first + slots.length);
    }
    this.#readOf = new Int32Array(part.opaque.length);
    this.#watcher = part.opaque.length > 0 ? model.domain.observations.watch?.(this) : undefined;
  }

  /** Resets what is noticed, before a property is asked. */
  begin(): void {
    this.hasLooked = false;
    if (this.reads === 0) return;
    this.reads = 0;
    this.#readOf.fill(0);
  }

  /** Shows the state in which no two holders share. */
  showAllApart(): void {
    for (let number = 0; number < this.representatives.length; number++)
      this.representatives[number] = number;
  }

  /** Shows one in which all holders share that can. */
  showAllAlike(): void {
    const { labels } = this.#space.part;
    for (let number = 0; number < this.representatives.length; number++)
      this.representatives[number] = labels[this.#sortOf[number] ?? -1] ?? number;
  }

  readsValue(number: number): void {
    const sort = this.#sortOf[number] ?? -1;
    if (sort < 0) return;
    const before = this.#readOf[sort];
    this.reads++;
    if (this.#memory === "may remember") this.hasLooked = true;
    else if (before === 0) this.#readOf[sort] = number;
    else if (before !== number) this.hasLooked = true;
  }

  asksForHolders(shown: number): void {
    if ((this.#sortOf[shown] ?? -1) >= 0) this.look();
  }

  /** Notes that something looks at what depends on opaque values. */
  look(): void {
    this.reads++;
    this.hasLooked = true;
  }

  /** Shows a world. @param like a similar world already shown: see `Model.observe` */
  observe(world: object, like?: Observation): Observation {
    const { model, scope } = this.#space;
    const watcher = this.#watcher;
    if (watcher === undefined) return model.observe(world, scope, like);
    return watcher.watched(model.observe(world, scope, like && watcher.unwatched(like)), like);
  }

  /** The design's own observation of a world shown here. */
  unwatched(shown: Observation): Observation {
    return this.#watcher === undefined ? shown : this.#watcher.unwatched(shown);
  }

  /** Shows the worlds after attempts. @param like returns a similar world already shown */
  ofAttempts(attempt: Try, like: () => Observation | undefined): Try {
    const watcher = this.#watcher;
    if (watcher === undefined) return attempt;
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
}
