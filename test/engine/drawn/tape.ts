import fc, { type Arbitrary } from "fast-check";

/** Draws test data, choice by choice. It shrinks towards the first thing of each choice. */
export class Tape {
  readonly #choices: readonly number[];
  #next = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** A whole number from 0 up to, but not including, a bound. */
  below(bound: number): number {
    return (this.#choices[this.#next++] ?? 0) % bound;
  }

  /** A whole number between bounds, including both. */
  from(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in one of `inSo` cases. */
  once(inSo: number): boolean {
    return this.below(inSo) === inSo - 1;
  }

  /** One of several things. @throws {RangeError} if there is none */
  of<Thing>(things: readonly Thing[]): Thing {
    if (things.length === 0) throw new RangeError("nothing to choose from");
    return this.ofAny(things) as Thing; // the index is below the length
  }

  /** One of several things, or `undefined` if there is none. */
  ofAny<Thing>(things: readonly Thing[]): Thing | undefined {
    return things[this.below(Math.max(1, things.length))];
  }

  /** Draws a number of things. */
  times<Thing>(number: number, draw: (index: number) => Thing): Thing[] {
    return Array.from({ length: number }, (_, index) => draw(index));
  }
}

/** What a function draws from a tape, as an arbitrary. */
export function drawn<Thing>(draw: (tape: Tape) => Thing): Arbitrary<Thing> {
  const choices = fc.array(fc.nat(9999), { minLength: 150, maxLength: 250, size: "max" });
  return choices.map((all) => draw(new Tape(all)));
}
