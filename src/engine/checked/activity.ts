import type { Operation } from "../../model/operation.ts";

/** What a design or a property was asked. */
export interface Doing {
  /** Such as `apply() of my-design`. */
  readonly what: string;
  readonly operation?: Operation | undefined;
  /** Whether that was carried out before, and is looked at now. */
  readonly isPast?: boolean;
}

/** What is being asked of designs and properties of the user's own at the moment, for whoever has to say why nothing goes on. */
export class Activity {
  /** The innermost question: a property may ask a design in its turn. */
  current: Doing | undefined;
  readonly #beat: () => void;

  /** @param beat is called at each question */
  constructor(beat: () => void = () => undefined) {
    this.#beat = beat;
  }

  /** Asks a question and gives the answer, or throws what it throws. */
  during<Answer>(doing: Doing, ask: () => Answer): Answer {
    const outer = this.current;
    this.current = doing;
    this.#beat();
    const answer = ask();
    // Not where it throws: what was asked then is what is to be told.
    this.current = outer;
    return answer;
  }
}
