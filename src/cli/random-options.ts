import { Option } from "@commander-js/extra-typings";
import type { Shard } from "../engine/shard.ts";
import { Problem } from "./problem.ts";
import { wholeNumberOption } from "./scope-options.ts";

const LARGEST_SEED = 2 ** 31 - 1;

/** The given seed, or a random one. @throws {Problem} if a part is asked for without a seed: parts of different seeds do not make a whole */
export function seedFor(given: number | undefined, shard: Shard | undefined): number {
  if (given === undefined && shard !== undefined)
    throw new Problem(
      "--shard needs --seed: all parts must be of the same random histories.",
      "Give the same --seed for every part.",
    );
  return given ?? Math.floor(Math.random() * LARGEST_SEED);
}

/** The option that says how many random histories, with its default. */
export const runsOption = (byDefault: number) =>
  new Option("--runs <number>", "how many random histories")
    .argParser(wholeNumberOption(1))
    .default(byDefault);

/** The option that says how long they may be, with its default in events. */
export const lengthOption = (byDefault: number) =>
  new Option("--length <events>", "upper bound on the events of each history")
    .argParser(wholeNumberOption(1))
    .default(byDefault);

export const SEED = new Option("--seed <number>", "the same seed gives the same histories").argParser(
  wholeNumberOption(0, LARGEST_SEED),
);
