/** The program race.c: its arguments and its output. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { compile, type Program } from "../../agent/compile.ts";
import { CannotRun } from "../../cannot-run.ts";
import type { Ground } from "./ground.ts";
import type { Way } from "./ways.ts";

/** A birth; `at` is a time before the fork. */
export interface Birth {
  readonly at: number;
  readonly parent: number;
  readonly child: number;
}

/** What was done in a try, in terms of pids. Times are those of a logical clock that counts actions. */
export interface Observed {
  readonly births: readonly Birth[];
  /** The tasks that the walker read for the first time, at some time up to `to`. For the kernel's own kill: when it was over, without pids. */
  readonly readings: readonly { readonly to: number; readonly pids: readonly number[] }[];
  /** The tasks that it has killed by time `at`, in order. */
  readonly kills: readonly { readonly at: number; readonly pid: number; readonly errno: number }[];
  /** The tasks left in the end. */
  readonly left: readonly number[];
}

/** One attempt to kill a cgroup in which tasks fork. */
export interface Try {
  /** How many tasks the kill has left. */
  readonly left: number;
  readonly microseconds: number;
  /** How many readings of cgroup.procs showed new tasks; 1 if nothing is read. */
  readonly rounds: number;
  /** Whether it ended in time. */
  readonly hasEnded: boolean;
  /** How many tasks there were in all. */
  readonly born: number;
  /** Missing if no task was left, or a shorter one was reported before. */
  readonly observed?: Observed;
}

/** How a try is made. */
export interface TryOptions {
  /** How many tasks there are when the kill begins. */
  readonly tasks: number;
  /** How many of them fork. */
  readonly forkers: number;
  /** Time limit for a kill. */
  readonly milliseconds: number;
}

/** Compiles the program. The caller closes it. @throws {CannotRun} */
export function compileRace(): Promise<Program> {
  return compile({ name: "race", path: "src/conformance/containers/race/race.c" });
}

/** The descriptor of the open program in the process that executes it. */
const PROGRAM_DESCRIPTOR = 3;

/**
 * Makes tries, one after another. If the generator is left early, none of its processes keeps running.
 *
 * @param asked ends it early
 * @throws {CannotRun} if a try cannot be made here
 */
export async function* makeTries(
  program: Program,
  { program: way }: Pick<Way, "program">,
  { version, base, counted }: Ground,
  { tasks, forkers, milliseconds }: TryOptions,
  tries: number,
  asked?: AbortSignal,
): AsyncGenerator<Try> {
  const numbers = [tasks, forkers, tries, milliseconds].map(String);
  const child = spawn(
    `/proc/self/fd/${PROGRAM_DESCRIPTOR}`,
    [way, version === "v1" ? "1" : "2", base, counted, ...numbers],
    { argv0: "nsmodel-race", stdio: ["ignore", "pipe", "pipe", program.file.fd] },
  );
  const { stdout, stderr } = child;
  const ended = new Promise<string | undefined>((done) => {
    let words = "";
    stderr?.on("data", (piece: Buffer) => {
      words += piece.toString();
    });
    child.once("error", (error) => done(error.message));
    child.once("close", (status, signal) =>
      done(status === 0 ? undefined : words.trim() || `it ended with ${signal ?? `status ${status}`}`),
    );
  });
  const stop = (): void => void child.kill("SIGKILL");
  asked?.addEventListener("abort", stop);
  if (asked?.aborted) stop();
  try {
    // If the process cannot be started, there may be no pipe either.
    if (stdout !== null) yield* triesIn(createInterface({ input: stdout }));
    const why = await ended;
    if (why !== undefined && !asked?.aborted)
      throw new CannotRun(
        `the race cannot be run (${why})`,
        "Run `nsmodel doctor` to see what this machine lacks.",
      );
  } finally {
    asked?.removeEventListener("abort", stop);
    stop();
    await ended;
  }
}

/** Parses the tries in the output of race.c. @throws {CannotRun} if a line is not one of its own */
export async function* triesIn(lines: AsyncIterable<string>): AsyncGenerator<Try> {
  let last: Reading | undefined;
  for await (const line of lines) {
    const [word = "", ...rest] = line.split(" ");
    const numbers = rest.map(Number);
    if (rest.includes("") || !numbers.every(Number.isSafeInteger)) throw unreadable(line);
    if (word === "try") {
      if (last !== undefined) yield tryIn(last);
      last = { line, head: numbers, births: [], readings: [], kills: [] };
    } else if (last === undefined) throw unreadable(line);
    else add(last, word, numbers, line);
  }
  if (last !== undefined) yield tryIn(last);
}

/** What is known about a try so far. */
interface Reading {
  readonly line: string;
  readonly head: readonly number[];
  readonly births: Birth[];
  readonly readings: Observed["readings"][number][];
  readonly kills: Observed["kills"][number][];
  left?: readonly number[];
}

function add(reading: Reading, word: string, numbers: readonly number[], line: string): void {
  const [first, second, third] = numbers;
  const isOfThree = numbers.length === 3 && third !== undefined;
  if (first === undefined || second === undefined) {
    if (word !== "left") throw unreadable(line);
    reading.left = numbers;
  } else if (word === "left") reading.left = numbers;
  else if (word === "read") reading.readings.push({ to: second, pids: numbers.slice(2) });
  else if (word === "born" && isOfThree) reading.births.push({ at: first, parent: second, child: third });
  else if (word === "killed" && isOfThree) reading.kills.push({ at: first, pid: second, errno: third });
  else throw unreadable(line);
}

function tryIn({ line, head, left, births, readings, kills }: Reading): Try {
  const [count, nanoseconds, rounds, hasEnded, born, ...more] = head;
  if (
    count === undefined ||
    nanoseconds === undefined ||
    rounds === undefined ||
    hasEnded === undefined ||
    born === undefined ||
    more.length > 0
  )
    throw unreadable(line);
  return {
    ...{ left: count, microseconds: nanoseconds / 1000, rounds, hasEnded: hasEnded === 1, born },
    ...(left && { observed: { births, readings, kills, left } }),
  };
}

function unreadable(line: string): CannotRun {
  return new CannotRun(
    `the race printed an unexpected line: ${line.slice(0, 100)}`,
    "If another program has taken its place in ~/.cache/nsmodel, remove that folder.",
  );
}
