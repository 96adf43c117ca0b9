import type { DesignDifference } from "./pair.ts";

/** The differences that a comparison has met: the first ones, which are the shortest, as it is breadth first. */
export class Differences {
  #deciding: DesignDifference | undefined;
  #ofOutcome: DesignDifference | undefined;

  /** Whether nothing more need be compared. */
  get isDecided(): boolean {
    return this.#deciding !== undefined;
  }

  /** The first after which the worlds look alike. */
  get ofOutcome(): DesignDifference | undefined {
    return this.#ofOutcome;
  }

  /** The one that counts. @param isWhole whether all was compared: without one that decides, one of outcome counts only then */
  shortest(isWhole: boolean): DesignDifference | undefined {
    return this.#deciding ?? (isWhole ? this.#ofOutcome : undefined);
  }

  /** Takes one that decides: after it the worlds look different, or the second design cannot follow. */
  decide(difference: DesignDifference): void {
    this.#deciding ??= difference;
  }

  /** Takes one of outcome, after which the worlds look alike. @param history tells it, where it is the first */
  noteOutcome(history: () => DesignDifference["history"]): void {
    this.#ofOutcome ??= { of: "outcome", history: history() };
  }
}
