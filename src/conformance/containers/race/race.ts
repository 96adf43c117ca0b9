/** The race between a kill and tasks that fork, on the machine's own kernel. */
import type { Program } from "../../agent/compile.ts";
import type { Ground } from "./ground.ts";
import { historyOf, type ObservedHistory } from "./observed-history.ts";
import { makeTries, type Try, type TryOptions } from "./race-program.ts";
import { WAYS, type Way } from "./ways.ts";

/** The distribution of a number over several tries. */
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
  /** In how many tries the kill did not end in time. */
  readonly unended: number;
  /** In how many tries it ended and had left tasks behind. */
  readonly leftBehind: number;
  /** How many tasks were left behind in those tries; `undefined` if there were none. */
  readonly left: Spread | undefined;
  readonly microseconds: Spread;
  readonly rounds: Spread;
  /** How many tasks there were in all. */
  readonly born: Spread;
  /** The shortest history observed of a try that left tasks; `undefined` if there is none. */
  readonly history: HistoryOfTry | undefined;
}

export interface HistoryOfTry extends ObservedHistory {
  /** Whether the kill ended in time. */
  readonly hasEnded: boolean;
}

export interface RaceOptions extends TryOptions {
  /** How often each way is tried in each hierarchy. */
  readonly tries: number;
}

/** How far a race has got. */
export interface RaceProgress {
  readonly design: string;
  readonly hierarchy: "v1" | "v2";
  readonly tries: number;
}

/** A way to kill, and where to try it. */
export interface Planned {
  readonly way: Way;
  readonly ground: Ground;
}

/** Pairs each of the named designs with every hierarchy in which its kill is possible. */
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
 * @param asked ends it early: then the last heat has fewer tries, and the rest are missing
 * @throws {CannotRun} if a try cannot be made here
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

/** Summarises tries. @param tries at least one */
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

/** The shortest history among the tries that were observed completely. */
function shortest(tries: readonly Try[]): HistoryOfTry | undefined {
  const histories = tries.flatMap(({ hasEnded, observed }): HistoryOfTry[] => {
    const history = observed && historyOf(observed);
    return history === undefined ? [] : [{ ...history, hasEnded }];
  });
  return histories.toSorted((one, other) => one.events.length - other.events.length)[0];
}

/** The median (the lower of two middle values) and the maximum. */
function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  return { median: sorted[(sorted.length - 1) >> 1] ?? 0, most: sorted.at(-1) ?? 0 };
}
