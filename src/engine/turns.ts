import type { Random } from "fast-check";

/** Whose turn it is: each of some things comes up about as often as any other, in an order that is random. */
export class Turns {
  readonly #random: Random;
  readonly #taken = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Takes the first that will do, of those that had the fewest turns first.
   *
   * @param keyOf what a thing is known by: two of one key share their turns
   * @param accept what is made of a thing; nothing where it will not do, and then it has had no turn
   * @returns nothing where none will do
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

  /** How many turns a thing had. */
  of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  /** How many turns those had on average that had any. */
  mean(): number {
    const turns = [...this.#taken.values()];
    return turns.reduce((sum, one) => sum + one, 0) / Math.max(turns.length, 1);
  }

  /** One of those that had the fewest turns; nothing where there is none. */
  next<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing | undefined {
    return this.firstOf(things, keyOf, (thing) => thing);
  }
}
