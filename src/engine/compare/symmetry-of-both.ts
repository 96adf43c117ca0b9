import type { StateSpace } from "../expand/state-space.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import { SymmetryTest } from "../symmetry-test/symmetry-test.ts";
import { type Pair, tellRunTo } from "./pair.ts";

/** A design that is not symmetric, and how it was found not to be. */
export interface AsymmetryOfOne {
  readonly model: string;
  readonly asymmetry: Asymmetry;
}

interface TestOfOne {
  readonly model: string;
  readonly test: SymmetryTest;
}

/** Tests two designs for symmetry while they are compared up to symmetry. Its methods yield now and then. */
export class SymmetryOfBoth {
  /** The first asymmetry found. */
  asymmetry: AsymmetryOfOne | undefined;
  readonly #first: TestOfOne;
  readonly #second: TestOfOne;

  constructor(first: StateSpace, second: StateSpace, comparisons: Comparisons) {
    const testOf = (space: StateSpace): TestOfOne => ({
      model: space.model.name,
      test: new SymmetryTest(space, comparisons),
    });
    this.#first = testOf(first);
    this.#second = testOf(second);
  }

  /** How many other members of their orbits worlds were compared with. */
  get members(): number {
    return this.#first.test.compared + this.#second.test.compared;
  }

  /** Tests both designs before any pair is met. */
  *before(): Generator<void, void> {
    for (const one of [this.#first, this.#second]) this.#note(one, yield* one.test.before());
  }

  /** @param size how many pairs were met so far */
  *check(pair: Pair, size: number): Generator<void, void> {
    tellRunTo(pair, pair.seconds[0], "first");
    this.#note(this.#first, yield* this.#first.test.check(pair.first, size));
    tellRunTo(pair, pair.seconds[0], "second");
    for (const { values } of pair.seconds)
      this.#note(this.#second, yield* this.#second.test.check(values, size));
  }

  #note({ model }: TestOfOne, asymmetry: Asymmetry | undefined): void {
    if (asymmetry !== undefined) this.asymmetry ??= { model, asymmetry };
  }
}
