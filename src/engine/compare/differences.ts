import type { DesignDifference } from "./pair.ts";

/** The first differences that a comparison has met, which are the shortest, as it is breadth first. */
export class Differences {
  #deciding: DesignDifference | undefined;
  #ofOutcome: DesignDifference | undefined;

  /** Whether nothing more need be compared. */
  get isDecided(): boolean {
    return this.#deciding !== undefined;
  }

  /** The first difference of outcome, after which the worlds look alike. */
  get ofOutcome(): DesignDifference | undefined {
    return this.#ofOutcome;
  }

  /** The difference that counts. @param isWhole whether all was compared: only then does one of outcome count, if none decides */
  shortest(isWhole: boolean): DesignDifference | undefined {
    return this.#deciding ?? (isWhole ? this.#ofOutcome : undefined);
  }

  /** Records one that decides: after it the worlds look different, or the second design cannot follow. */
  decide(difference: DesignDifference): void {
    this.#deciding ??= difference;
  }

  /** Records one of outcome, after which the worlds look alike. @param history called only for the first one */
  noteOutcome(history: () => DesignDifference["history"]): void {
    this.#ofOutcome ??= { of: "outcome", history: history() };
  }
}
