import type { ConformBounds, EveryTransition, RandomHistories } from "../../conformance/conform.ts";
import type { Shard } from "../../engine/shard.ts";
import type { Model } from "../../model/model.ts";
import { seedFor } from "../random-options.ts";
import { symmetryOf } from "../search-options.ts";

/** The options of `conform`. */
interface Asked {
  readonly exhaustive?: true | undefined;
  readonly symmetry?: boolean | undefined;
  readonly runs: number;
  readonly length: number;
  readonly seed?: number | undefined;
  readonly depth?: number | undefined;
  readonly all?: true | undefined;
  readonly shard?: Shard | undefined;
}

/** Which histories are asked for. */
export type HowToConform = (RandomHistories | EveryTransition) & Pick<ConformBounds, "all" | "shard">;

/** What the options mean. Without a seed one is chosen. */
export function howToConform(model: Model, asked: Asked): HowToConform {
  const { exhaustive, symmetry, runs, length, seed, depth, all, shard } = asked;
  const which = { all, ...(shard && { shard }) };
  if (exhaustive)
    return {
      histories: "every transition",
      symmetry: symmetryOf(symmetry, model, []),
      length,
      depth,
      ...which,
    };
  return { histories: "random", runs, length, seed: seedFor(seed, shard), ...which };
}

/** The options that play the same histories again. A time limit is not among them. */
export function againWords(how: HowToConform, hierarchy: "v1" | "v2"): string[] {
  const which =
    how.histories === "random"
      ? ["--runs", String(how.runs), "--seed", String(how.seed)]
      : [
          "--exhaustive",
          ...(how.symmetry ? [] : ["--no-symmetry"]),
          ...(how.depth === undefined ? [] : ["--depth", String(how.depth)]),
        ];
  return [
    ...which,
    "--length",
    String(how.length),
    ...(how.all ? ["--all"] : []),
    ...(how.shard ? ["--shard", `${how.shard.number}/${how.shard.of}`] : []),
    ...(hierarchy === "v2" ? [] : ["--hierarchy", hierarchy]),
  ];
}
