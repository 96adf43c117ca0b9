import fc, { type Arbitrary } from "fast-check";

/** Draws what a test is about, choice by choice. What is drawn shrinks to the first things that can be chosen. */
export class Tape {
  readonly #choices: readonly number[];
  #next = 0;

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** A whole number from 0 up to, not including, a bound. */
  below(bound: number): number {
    return (this.#choices[this.#next++] ?? 0) % bound;
  }

  /** A whole number within bounds. */
  from(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** Whether something is so that is so once in a number of times. */
  once(inSo: number): boolean {
    return this.below(inSo) === inSo - 1;
  }

  /** One of several things. @throws {RangeError} where there is none */
  of<Thing>(things: readonly Thing[]): Thing {
    if (things.length === 0) throw new RangeError("nothing to choose from");
    return this.ofAny(things) as Thing; // its place is below the length
  }

  /** One of several things; nothing where there is none. */
  ofAny<Thing>(things: readonly Thing[]): Thing | undefined {
    return things[this.below(Math.max(1, things.length))];
  }

  /** So many things. */
  times<Thing>(number: number, draw: (index: number) => Thing): Thing[] {
    return Array.from({ length: number }, (_, index) => draw(index));
  }
}

/** Something that is drawn from a tape. */
export function drawn<Thing>(draw: (tape: Tape) => Thing): Arbitrary<Thing> {
  const choices = fc.array(fc.nat(9999), { minLength: 150, maxLength: 250, size: "max" });
  return choices.map((all) => draw(new Tape(all)));
}
