/** The race of a kill with tasks that fork, on the machine's own kernel. */
import type { Program } from "../../agent/compile.ts";
import type { Ground } from "./ground.ts";
import { historyOf, type ObservedHistory } from "./observed-history.ts";
import { makeTries, type Try, type TryOptions } from "./race-program.ts";
import { WAYS, type Way } from "./ways.ts";

/** What several tries came to. */
export interface Spread {
  readonly median: number;
  readonly most: number;
}

/** The tries of one way to kill, in one hierarchy. */
export interface Heat {
  /** The name of the design whose kill it is. */
  readonly design: string;
  readonly hierarchy: "v1" | "v2";
  readonly tries: number;
  /** How often the kill did not end in time. */
  readonly unended: number;
  /** How often it ended and had left someone behind, */
  readonly leftBehind: number;
  /** and how many of those; nothing where it never did. */
  readonly left: Spread | undefined;
  readonly microseconds: Spread;
  readonly rounds: Spread;
  /** How many tasks there were in all. */
  readonly born: Spread;
  /** The shortest try in which someone was left, as it was observed; nothing where nobody was. */
  readonly history: HistoryOfTry | undefined;
}

export interface HistoryOfTry extends ObservedHistory {
  /** Whether the kill came to its end in time. */
  readonly hasEnded: boolean;
}

export interface RaceOptions extends TryOptions {
  /** How often each way is tried in each hierarchy. */
  readonly tries: number;
}

/** How far it has come. */
export interface RaceProgress {
  readonly design: string;
  readonly hierarchy: "v1" | "v2";
  readonly tries: number;
}

/** A way, and where it is tried. */
export interface Planned {
  readonly way: Way;
  readonly ground: Ground;
}

/** Each of some designs in each hierarchy in which its kill is possible. */
export function plan(grounds: readonly Ground[], names: readonly string[]): readonly Planned[] {
  return WAYS.filter(({ design }) => names.includes(design)).flatMap((way: Way) =>
    grounds
      .filter(({ has }) => way.needs === undefined || has.includes(way.needs))
      .map((ground) => ({ way, ground })),
  );
}

/**
 * Makes all tries.
 *
 * @param asked ends it early: then the last of what is given has fewer tries, and some have none
 * @throws {CannotRun} where a try cannot be made here
 */
export async function* race(
  program: Program,
  planned: readonly Planned[],
  options: RaceOptions,
  asked?: AbortSignal,
): AsyncGenerator<RaceProgress, readonly Heat[]> {
  const heats: Heat[] = [];
  for (const { way, ground } of planned) {
    const { design } = way;
    const hierarchy = ground.version;
    const tries: Try[] = [];
    for await (const one of makeTries(program, way, ground, options, options.tries, asked)) {
      tries.push(one);
      yield { design, hierarchy, tries: tries.length };
    }
    if (tries.length > 0) heats.push({ design, hierarchy, ...summary(tries) });
    if (asked?.aborted) break;
  }
  return heats;
}

/** What tries came to together. @param tries at least one */
export function summary(tries: readonly Try[]): Omit<Heat, "design" | "hierarchy"> {
  const behind = tries.filter(({ hasEnded, left }) => hasEnded && left > 0);
  const spreadOf = (number: (one: Try) => number): Spread => spread(tries.map(number));
  return {
    tries: tries.length,
    unended: tries.filter(({ hasEnded }) => !hasEnded).length,
    leftBehind: behind.length,
    left: behind.length === 0 ? undefined : spread(behind.map(({ left }) => left)),
    microseconds: spreadOf(({ microseconds }) => microseconds),
    rounds: spreadOf(({ rounds }) => rounds),
    born: spreadOf(({ born }) => born),
    history: shortest(tries),
  };
}

/** The shortest history of those that were observed in whole. */
function shortest(tries: readonly Try[]): HistoryOfTry | undefined {
  const histories = tries.flatMap(({ hasEnded, observed }): HistoryOfTry[] => {
    const history = observed && historyOf(observed);
    return history === undefined ? [] : [{ ...history, hasEnded }];
  });
  return histories.toSorted((one, other) => one.events.length - other.events.length)[0];
}

/** The middle one, the lower of two, and the largest. */
function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  return { median: sorted[(sorted.length - 1) >> 1] ?? 0, most: sorted.at(-1) ?? 0 };
}
