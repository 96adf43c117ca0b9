import fc, { type Random } from "fast-check";

/** Hands out the source of random numbers that fast-check gives it. */
class Source extends fc.Arbitrary<Random> {
  override generate(random: Random) {
    return new fc.Value(random.clone(), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Random {
    return value === undefined; // there is nothing to shrink
  }

  override shrink() {
    return fc.Stream.nil<fc.Value<Random>>();
  }
}

/** A source of random numbers, determined by the seed, a 32-bit integer. */
export function randomFrom(seed: number): Random {
  const [random] = fc.sample(new Source(), { numRuns: 1, seed });
  if (random === undefined) throw new Error("fast-check gave no sample");
  return random;
}

/** Draws one of several values, each with a probability proportional to its weight; `undefined` if no weight is above zero. */
export function weighted<Value>(
  random: Random,
  values: readonly Value[],
  weightOf: (value: Value) => number,
): Value | undefined {
  const weights = values.map(weightOf);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let left = random.nextDouble() * sum;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return values[index];
  }
  return undefined;
}
