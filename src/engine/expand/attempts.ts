import type { Observation } from "../../model/observation.ts";
import type { Step, Try } from "../../model/property.ts";
import { attemptIn } from "../attempt.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { StateSpace } from "./state-space.ts";
import { TriedCalls } from "./tried-calls.ts";

/** Lets properties try calls in the state being expanded and in the state after each step out of it. */
export class Attempts {
  /** Tries calls in the state. */
  readonly before: Try;
  /** Tries calls in the state after a step. */
  readonly after: Try;
  /** The values of the state after the step; `undefined` if that state is in the space's scratch world. */
  valuesAfter: Values | undefined;
  /** The world being expanded, as properties see it. */
  #world: Observation | undefined;
  readonly #space: StateSpace;
  readonly #tried: TriedCalls;
  /** A codec of its own, because a codec reuses the rows that it writes into. */
  readonly #codec: Codec;
  readonly #read: Values;

  /** @param before the values of the state, read whenever a call is tried */
  constructor(space: StateSpace, view: PropertyView, before: Values) {
    const { model, scope } = space;
    this.#space = space;
    this.#tried = new TriedCalls(model);
    this.#codec = space.anotherCodec();
    this.#read = space.values();
    const like = () => this.#world && view.unwatched(this.#world);
    const tryIn = (values: () => Values): Try =>
      view.ofAttempts(
        attemptIn(model, scope, () => this.#copyOf(values()), like),
        () => this.#world,
      );
    this.before = this.#tried.among(tryIn(() => before));
    this.after = tryIn(() => this.valuesAfter ?? this.#valuesOfScratch());
  }

  /** Starts a new state. @param world as properties see it; `undefined` if no property is asked */
  begin(world: Observation | undefined): void {
    this.#world = world;
    this.#tried.begin();
  }

  /** Records a step out of the state, whose call then need not be tried again. */
  add(step: Step): void {
    this.#tried.add(step);
  }

  #valuesOfScratch(): Values {
    const { codec } = this.#space;
    codec.read(codec.scratch(), this.#read);
    return this.#read;
  }

  #copyOf(values: Values): object {
    const copy = this.#codec.scratch();
    this.#codec.write(values, copy);
    return copy;
  }
}
