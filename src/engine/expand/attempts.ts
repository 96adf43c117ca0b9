import type { Observation } from "../../model/observation.ts";
import type { Step, Try } from "../../model/property.ts";
import { attemptIn } from "../attempt.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { StateSpace } from "./state-space.ts";
import { TriedCalls } from "./tried-calls.ts";

/** Lets properties try calls in the state that is expanded, and in those after the steps out of it. */
export class Attempts {
  /** Tries calls in the state. */
  readonly before: Try;
  /** Tries calls in the state after a step. */
  readonly after: Try;
  /** The values of that state; nothing where it is the space's scratch world. */
  valuesAfter: Values | undefined;
  /** The world of the state that is expanded, as properties see it. */
  #world: Observation | undefined;
  readonly #space: StateSpace;
  readonly #tried: TriedCalls;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codec: Codec;
  readonly #read: Values;

  /** @param before the values of the state, as they are when a call is tried */
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

  /** Begins with a state. @param world as properties see it; nothing where none is asked */
  begin(world: Observation | undefined): void {
    this.#world = world;
    this.#tried.begin();
  }

  /** Takes a step out of the state, which then need not be tried again. */
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
