import type { Looks, Watcher } from "../../model/domain-parts.ts";
import type { Observation } from "../../model/observation.ts";
import type { Try } from "../../model/property.ts";
import type { StateSpace } from "./state-space.ts";

/** What is known of those that look: whether they may remember what they have read, from one question to the next. */
export type Memory = "may remember" | "remember nothing";

/**
 * Worlds as properties see them. Where something is opaque, it notices whether they look at what depends on who shares.
 *
 * Nobody can tell who shares by reading one opaque value. Nor by a second one that is new: whoever shares, it is none of those that were there before. So a
 * property looks where it reads two values of one sort that different holders had; and one that may remember what it read when it was asked before, where it reads one.
 */
export class PropertyView implements Looks {
  /** Whether somebody has looked since a property was last asked. */
  hasLooked = false;
  /** How often somebody has read a value that a holder had since then. */
  reads = 0;
  /** For each opaque number the one that is shown in its place: itself, until others are written here. */
  readonly representatives: Int32Array;
  readonly #space: StateSpace;
  readonly #memory: Memory;
  /** For each opaque number the place of its sort, where it is that of a holder; -1 for one that is new. */
  readonly #sortOf: Int8Array;
  /** For each sort the number that was read of it first; 0 where none was. */
  readonly #readOf: Int32Array;
  /** Nothing where nothing is opaque. */
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

  /** Begins anew, before a property is asked. */
  begin(): void {
    this.hasLooked = false;
    if (this.reads === 0) return;
    this.reads = 0;
    this.#readOf.fill(0);
  }

  /** Shows the state in which no two share. */
  showAllApart(): void {
    for (let number = 0; number < this.representatives.length; number++)
      this.representatives[number] = number;
  }

  /** Shows one in which all share that can. */
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

  /** Somebody looks at what depends on opaque values. */
  look(): void {
    this.reads++;
    this.hasLooked = true;
  }

  /** Shows a world. @param like another one that is shown, and is like it: see `Model.observe` */
  observe(world: object, like?: Observation): Observation {
    const { model, scope } = this.#space;
    const watcher = this.#watcher;
    if (watcher === undefined) return model.observe(world, scope, like);
    return watcher.watched(model.observe(world, scope, like && watcher.unwatched(like)), like);
  }

  /** What the design shows of a world that is shown here. */
  unwatched(shown: Observation): Observation {
    return this.#watcher === undefined ? shown : this.#watcher.unwatched(shown);
  }

  /** Shows the worlds after attempts. @param like gives another one that is shown, and is like them */
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
