import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import { whyNotSymmetric } from "../engine/expand/state-space.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../engine/search-options.ts";
import type { Comparisons } from "../engine/symmetry-test/members.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { counted } from "../text/counted.ts";
import { Problem } from "./problem.ts";
import { wholeNumberOption } from "./scope-options.ts";
import { DEFAULT_WORKERS, Threads } from "./search-threads.ts";
import { loadedFiles } from "./user/loaded-files.ts";
import { watched } from "./user/watched.ts";

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };
const SMALLEST_MEMORY = 16 * 2 ** 20;

/** Reads a size such as `512M` or `4G`. @returns bytes */
function size(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([KMG])?$/i.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit?.toUpperCase() ?? ""] ?? 1);
  if (bytes >= SMALLEST_MEMORY) return bytes;
  throw new InvalidArgumentError("Expected a size of at least 16M, such as 512M or 4G.");
}

function seconds(text: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new InvalidArgumentError("Expected a number of seconds above 0.");
}

/** The options that say how to search and where to stop, to be added to a command one by one. */
export const SEARCH_OPTIONS = {
  symmetry: new Option(
    "--symmetry",
    "count worlds that differ only in numbers as one: far fewer worlds, the same verdicts (the default unless numbers matter to the design)",
  ),
  noSymmetry: new Option("--no-symmetry", "count every world separately, numbered by rule W2"),
  workers: new Option("--workers <number>", "how many threads search")
    .argParser(wholeNumberOption(1, 64))
    .default(DEFAULT_WORKERS, "one per core"),
  memory: new Option("--memory <size>", "upper bound on the memory for worlds, such as 512M").argParser(size),
  time: new Option("--time <seconds>", "stop after this many seconds").argParser(seconds),
  depth: new Option("--depth <events>", "only histories of up to this many events").argParser(
    wholeNumberOption(0),
  ),
  worlds: new Option("--worlds <number>", "stop after this many worlds").argParser(wholeNumberOption(1)),
  continue: new Option("--continue", "continue to the end of the scope after a property is broken").default(
    true,
  ),
  save: new Option("--save <folder>", "save the state of the search in this folder from time to time"),
  store: new Option(
    "--store <folder>",
    "keep the worlds in this folder instead of in memory, for scopes that do not fit; --resume continues the search",
  ).conflicts(["save", "resume"]),
  resume: new Option("--resume <folder>", "continue the search that was saved or stored in this folder"),
  noContinue: new Option("--no-continue", "stop at the first depth at which a property is broken"),
};

/** The values of these options. */
export interface GivenSearchOptions {
  readonly symmetry?: boolean | undefined;
  readonly workers: number;
  readonly memory?: number | undefined;
  readonly time?: number | undefined;
  readonly depth?: number | undefined;
  readonly worlds?: number | undefined;
  readonly continue: boolean;
}

/**
 * Whether to count worlds that differ only in numbers once: unless the user says otherwise, if the design allows it. A property to
 * which numbers matter is decided in a search of its own.
 *
 * @throws {Problem} if it is asked for, and numbers matter to the design or a property, or its worlds cannot be renumbered
 */
export function symmetryOf(
  asked: boolean | undefined,
  model: Model,
  properties: readonly Property[],
): boolean {
  const why = whyNotSymmetric(model, model.domain.scopes.defaults.check); // the parts are the same in every scope
  if (asked) {
    const declares = [model, ...properties].find(({ numbersMatter }) => numbersMatter);
    if (declares !== undefined)
      throw new Problem(
        `${declares.name} depends on the numbers themselves, so worlds that differ only in numbers cannot be counted as one.`,
        "Omit --symmetry.",
      );
    if (why !== undefined)
      throw new Problem(`Worlds of ${model.name} cannot be renumbered: ${why}.`, "Omit --symmetry.");
  }
  return asked ?? (model.numbersMatter === undefined && why === undefined);
}

/** How many states are compared with others that differ from them in numbers only: every one if the design or a property is user-defined. */
export function comparisonsOf(model: Model, properties: readonly Property[]): Comparisons {
  const isBuiltIn =
    MODELS.some((one) => one === model) && properties.every((one) => PROPERTIES.includes(one));
  return isBuiltIn ? "some" : "every";
}

/**
 * The options that say how a search is run, as opposed to what it finds.
 *
 * @param interrupted tells whether the user has asked to stop
 */
export function runOptionsFrom(given: GivenSearchOptions, interrupted: () => boolean): SearchOptions {
  const { workers, memory = DEFAULT_MEMORY, time, worlds } = given;
  const began = performance.now();
  return {
    untilBroken: !given.continue,
    memory,
    ...(worlds !== undefined && { worlds }),
    ...(loadedFiles().length > 0 && { guard: watched }),
    ...(workers > 1 && { otherWorkers: new Threads(workers - 1) }),
    stop: () => {
      if (interrupted()) return "it was interrupted";
      if (time !== undefined && performance.now() - began > time * 1000)
        return `the time limit of ${counted(time, "second")} was reached`;
      return undefined;
    },
  };
}
