import type { Operation } from "../../model/operation.ts";

/** What a design or a property was asked. */
export interface PendingQuestion {
  /** Such as `apply() of my-design`. */
  readonly what: string;
  readonly operation?: Operation | undefined;
  /** Whether the operation was carried out before and is only examined now. */
  readonly isPast?: boolean;
}

/** What user-defined designs and properties are being asked at the moment, for whoever has to say why nothing progresses. */
export class Activity {
  /** The innermost question: a property may ask a design in turn. */
  current: PendingQuestion | undefined;
  readonly #beat: () => void;

  /** @param beat is called at each question */
  constructor(beat: () => void = () => undefined) {
    this.#beat = beat;
  }

  /** Asks a question and returns the answer, or throws what `ask` throws. */
  during<Answer>(doing: PendingQuestion, ask: () => Answer): Answer {
    const outer = this.current;
    this.current = doing;
    this.#beat();
    const answer = ask();
    // Not restored if `ask` throws: the question that failed is the one to report.
    this.current = outer;
    return answer;
  }
}
