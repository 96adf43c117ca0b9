import type { Random } from "fast-check";

/** Takes turns: each of some things comes up about as often as any other, in random order. */
export class Turns {
  readonly #random: Random;
  readonly #taken = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Takes the first thing that is accepted, trying those with the fewest turns first.
   *
   * @param keyOf identifies a thing: things with the same key share their turns
   * @param accept returns what is made of a thing, or `undefined` to reject it, which costs it no turn
   * @returns what was made of the thing, or `undefined` if none is accepted
   */
  firstOf<Thing, Result>(
    things: readonly Thing[],
    keyOf: (thing: Thing) => string,
    accept: (thing: Thing) => Result | undefined,
  ): Result | undefined {
    const drawn = things.map((thing) => {
      const key = keyOf(thing);
      return { thing, key, turns: this.of(key), lot: this.#random.nextInt() };
    });
    drawn.sort((one, other) => one.turns - other.turns || one.lot - other.lot);
    for (const { thing, key, turns } of drawn) {
      const result = accept(thing);
      if (result === undefined) continue;
      this.#taken.set(key, turns + 1);
      return result;
    }
    return undefined;
  }

  /** How many turns a thing has had. */
  of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  /** The average number of turns of the things that have had any. */
  mean(): number {
    const turns = [...this.#taken.values()];
    return turns.reduce((sum, one) => sum + one, 0) / Math.max(turns.length, 1);
  }

  /** One of the things with the fewest turns; `undefined` if there are none. */
  next<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing | undefined {
    return this.firstOf(things, keyOf, (thing) => thing);
  }
}
