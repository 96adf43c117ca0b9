import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { inShard, type Shard } from "../engine/shard.ts";
import { counted } from "../text/counted.ts";
import { Problem } from "./problem.ts";

/** The option that says which part of the work is to be done, to be added to a command. @param what what is divided */
export const shardOption = (what: string) =>
  new Option("--shard <part>", `only one part of the ${what}, such as 2/8 for part 2 of 8`).argParser(
    readShard,
  );

/** Reads a part such as `2/8`. */
export function readShard(text: string): Shard {
  const [, number = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (number >= 1 && number <= of) return { number, of };
  throw new InvalidArgumentError("Expected a part such as 2/8, for part 2 of 8.");
}

/** The elements of a list that are in a part. @throws {Problem} if there are more parts than elements: an empty part would report that nothing is broken */
export function partOf<One>(whole: readonly One[], shard: Shard | undefined, noun: string): readonly One[] {
  if (shard !== undefined && shard.of > whole.length)
    throw new Problem(
      `${counted(whole.length, noun)} cannot be divided into ${counted(shard.of, "part")}.`,
      `Use at most ${counted(whole.length, "part")}.`,
    );
  return inShard(whole, shard);
}
