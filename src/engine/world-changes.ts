import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Shape } from "../model/shape.ts";
import { smallScope } from "../model/small-scope.ts";
import { codecOf, type Values } from "./codec/codec.ts";
import { fittedShape } from "./codec/fitted-shape.ts";
import { ShapeError } from "./codec/shape-limits.ts";
import { Changes } from "./symmetry/changes.ts";

/** Tells whether two worlds are the same up to symmetry, even if they are beyond any scope of a search. */
interface Judge {
  isChanged(before: object, after: object): boolean;
}

/** Judges kept before they are cleared, one per shape; the worlds of a run have few shapes between them. */
const MAX_JUDGES = 64;

/**
 * Whether a call has changed a world of a run: like `Changes`, but for worlds that may be beyond the scope. One instance serves a run, or
 * many of one design and scope.
 */
export class WorldChanges {
  readonly #model: Model;
  readonly #shape: Shape;
  readonly #judges = new Map<string, Judge>();

  constructor(model: Model, scope: Scope) {
    this.#model = model;
    // Its lengths are fitted to the worlds.
    this.#shape = model.shape(smallScope(model, scope));
  }

  isChanged(before: object, after: object): boolean {
    if (before === after || JSON.stringify(before) === JSON.stringify(after)) return false;
    if (this.#model.numbersMatter) return true;
    return this.#judgeFor(fittedShape(this.#shape, [before, after])).isChanged(before, after);
  }

  #judgeFor(shape: Shape): Judge {
    const key = JSON.stringify(shape);
    const known = this.#judges.get(key);
    if (known !== undefined) return known;
    if (this.#judges.size >= MAX_JUDGES) this.#judges.clear();
    const judge = judgeOf(this.#model, shape);
    this.#judges.set(key, judge);
    return judge;
  }
}

function judgeOf(model: Model, shape: Shape): Judge {
  try {
    const codec = codecOf(shape);
    const changes = new Changes(model, codec.layout);
    const values = (): Values => new Int32Array(codec.layout.slots.length);
    const [one, other] = [values(), values()];
    return {
      isChanged(before, after) {
        codec.read(before, one);
        codec.read(after, other);
        changes.from(one);
        return changes.isChanged(other);
      },
    };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    // Worlds that no search has room for are distinguished by their numbers too.
    return { isChanged: () => true };
  }
}
