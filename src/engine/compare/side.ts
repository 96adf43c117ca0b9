import type { Event, Operation } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "../expand/state-space.ts";

/** The result of a call on one side. */
export interface Happening {
  readonly event: Event;
  readonly values: Values;
  readonly picture: string;
}

/** One of the two designs being compared. */
export class Side {
  readonly space: StateSpace;

  constructor(space: StateSpace) {
    this.space = space;
  }

  /** The first state. @throws {Error} if it is not of the design's shape */
  begin(): { readonly values: Values; readonly picture: string } {
    const values = this.space.first();
    return { values, picture: this.#picture(this.space.worldOf(values)) };
  }

  /** Carries out a call. @param picture the picture of the state before */
  perform(values: Values, picture: string, operation: Operation): Happening {
    const { outcome, values: after } = this.space.carryOut(values, operation);
    const isSame = after === values;
    return {
      event: { operation, outcome },
      values: after,
      picture: isSame ? picture : this.#picture(this.space.codec.scratch()),
    };
  }

  #picture(world: object): string {
    const { model, scope } = this.space;
    return model.domain.observations.picture(model.observe(world, scope), scope);
  }
}
