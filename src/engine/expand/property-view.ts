import type { Watcher } from "../../model/domain-parts.ts";
import type { Observation } from "../../model/observation.ts";
import type { Try } from "../../model/property.ts";
import type { StateSpace } from "./state-space.ts";

/** Worlds as properties see them. Where something is opaque, it notices whether they look at what depends on who shares. */
export class PropertyView {
  /** Whether somebody has looked since it was last set to false. */
  hasLooked = false;
  /** For each opaque number the one that is shown in its place: itself, until others are written here. */
  readonly representatives: Int32Array;
  readonly #space: StateSpace;
  /** Nothing where nothing is opaque. */
  readonly #watcher: Watcher | undefined;

  constructor(space: StateSpace) {
    const { model, part } = space;
    this.#space = space;
    this.representatives = Int32Array.from({ length: part.endOfLabels }, (_, number) => number);
    this.#watcher =
      part.opaque.length > 0
        ? model.domain.observations.watch?.(this.representatives, () => this.look())
        : undefined;
  }

  /** Somebody looks at what depends on opaque values. */
  look(): void {
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
