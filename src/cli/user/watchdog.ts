/**
 * Ends the program if one of the user's modules does not return and no guard is around it: it loops while it is loaded, or in a world that
 * the checks of the laws did not reach. This thread cannot see that itself, so another one watches. It stops this one with the debugger,
 * and this one then looks at its own stack.
 */
import { url as debuggerUrl } from "node:inspector";
import { Worker } from "node:worker_threads";
import { EXIT } from "../problem.ts";
import { forgetLoading } from "./ends.ts";
import { placeIn } from "./place-in.ts";
import { PULSE, pulse } from "./pulse.ts";
import { printProblem, usersMistake } from "./users-mistake.ts";
import { endlessError, searchPatience } from "./watched.ts";

/** What the watching thread has this one do while it is stopped. Both return whether it was stopped in one of the user's modules. */
interface WhileStopped {
  /** Makes signals end the program at once, until they are handled again. */
  letSignalsEnd(): boolean;
  /** Reports what does not return, and ends the program in the next turn of the event loop. */
  endHung(): boolean;
}

/** The name by which the debugger finds it. */
const HOOK = Symbol.for("nsmodel: what to do while the main thread is stopped");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const TURN_MILLISECONDS = 50;
/** Enough to find the module below deep calls. */
const STACK = 200;

// A user's module may not call process.exit(), and is on the stack when this thread has to call it.
const exit = process.exit.bind(process);

let isWatched = false;

/** Starts watching this thread. */
export function startWatchdog(): void {
  // Whoever debugs nsmodel may stop it for as long as they like.
  if (isWatched || debuggerUrl() !== undefined) return;
  isWatched = true;
  const patience = searchPatience();
  setInterval(() => {
    Atomics.add(pulse, PULSE.turns, 1);
  }, TURN_MILLISECONDS).unref();
  for (const stream of [process.stdout, process.stderr]) noteWritesTo(stream);
  const whileStopped: WhileStopped = { letSignalsEnd, endHung: () => endHung(patience) };
  Object.defineProperty(globalThis, HOOK, { value: whileStopped });
  const program = new URL("./watchdog-thread.js", import.meta.url);
  const thread = new Worker(program, { workerData: { pulse, patience }, execArgv: [] });
  // It hung where no debugger can stop it, such as in a regular expression.
  thread.on("message", () => end(patience));
  thread.unref();
}

/** A terminal that is halted (Ctrl-S) halts whoever writes to it, which is not a loop. */
function noteWritesTo(stream: NodeJS.WriteStream): void {
  stream.write = new Proxy(stream.write, {
    apply(write, self, parts) {
      Atomics.add(pulse, PULSE.writes, 1);
      try {
        return Reflect.apply(write, self, parts);
      } finally {
        Atomics.add(pulse, PULSE.writes, 1);
      }
    },
  });
}

function isInUsersModule(): boolean {
  return onStack() !== undefined;
}

function onStack(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK;
  const place = placeIn(new Error());
  Error.stackTraceLimit = limit;
  return place;
}

function letSignalsEnd(): boolean {
  if (!isInUsersModule()) return false;
  const listeners = SIGNALS.flatMap((signal) =>
    process.listeners(signal).map((listener) => ({ signal, listener })),
  );
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  const isRaw = process.stdin.isTTY && process.stdin.isRaw;
  // A raw terminal sends no signal at Ctrl-C.
  if (isRaw) process.stdin.setRawMode(false);
  setImmediate(() => {
    for (const { signal, listener } of listeners) process.on(signal, listener);
    if (isRaw) process.stdin.setRawMode(true);
  });
  return true;
}

function endHung(patience: number): boolean {
  if (!isInUsersModule()) return false;
  end(patience);
  return true;
}

function end(patience: number): void {
  const path = forgetLoading();
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK;
  const hung = endlessError(patience, path === undefined ? undefined : "the module that is being loaded");
  Error.stackTraceLimit = limit;
  printProblem(usersMistake(hung));
  setImmediate(() => exit(EXIT.badRequest));
}
