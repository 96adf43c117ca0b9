import type { ConformOptions } from "../../conformance/conform.ts";
import type { Model } from "../../model/model.ts";
import { anySeed } from "../random-options.ts";
import { symmetryOf } from "../search-options.ts";

/** What is asked of `conform` by its options. */
interface Asked {
  readonly exhaustive?: true | undefined;
  readonly symmetry?: boolean | undefined;
  readonly runs: number;
  readonly length: number;
  readonly seed?: number | undefined;
  readonly time?: number | undefined;
  readonly all?: true | undefined;
}

/** What the options mean. Without a seed one is chosen. */
export function howToConform(model: Model, asked: Asked): ConformOptions {
  const { exhaustive, symmetry, runs, length, seed, time, all } = asked;
  const bounds = { seconds: time, all };
  if (exhaustive)
    return {
      histories: "every transition",
      symmetry: symmetryOf(symmetry, model, []),
      length,
      ...bounds,
    };
  return { histories: "random", runs, length, seed: seed ?? anySeed(), ...bounds };
}

/** The options that have the same histories played again. The time that they may take is not among them. */
export function againWords(how: ConformOptions, hierarchy: "v1" | "v2"): string[] {
  const which =
    how.histories === "random"
      ? ["--runs", String(how.runs), "--seed", String(how.seed)]
      : ["--exhaustive", ...(how.symmetry ? [] : ["--no-symmetry"])];
  return [
    ...which,
    "--length",
    String(how.length),
    ...(how.all ? ["--all"] : []),
    ...(hierarchy === "v2" ? [] : ["--hierarchy", hierarchy]),
  ];
}
