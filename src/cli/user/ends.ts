/** What a user's module does when it has not been asked anything: in a timer, in a promise, or by never finishing. */
import { relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { printable } from "../../text/printable.ts";
import { EXIT, type Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { loadedFiles } from "./loaded-files.ts";
import { lateMistake, printProblem } from "./users-mistake.ts";
import { searchPatience } from "./watched.ts";

const TICK_MILLISECONDS = 50;

let isHeard = false;
let loading: { readonly path: string; readonly end: () => void } | undefined;

/** From now on an uncaught error, including one in a promise, ends the program with a word about the module that threw it. */
export function catchLateErrors(): void {
  if (isHeard) return;
  isHeard = true;
  process.on("uncaughtException", (error) => {
    printProblem(lateMistake(error));
    process.exit(EXIT.badRequest);
  });
}

/** Reports such an error while some work is under way, instead of ending the program. @param tell called with what is wrong */
export async function whileErrorsAreTold<Result>(
  tell: (problem: Problem) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  if (loadedFiles().length === 0) return work();
  process.setUncaughtExceptionCaptureCallback((error) => tell(lateMistake(error)));
  try {
    return await work();
  } finally {
    await setTimeout(1); // an unhandled rejection is reported after the promises that were waited for
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

/**
 * Waits for a module to be loaded. If Node exits meanwhile, because nothing is left that could happen, it says what it was waiting for; if a
 * timer of the module goes on for ever, the program ends after a while.
 *
 * @param load imports it
 */
export async function untilLoaded<Exports>(path: string, load: () => Promise<Exports>): Promise<Exports> {
  const end = () => {
    process.stderr.write(
      `${paintError("red", "nsmodel:")} ${printable(relative("", path))} never finishes loading: it waits for something that never happens.\n` +
        "Does it await, at top level, a promise that is never settled?\n",
    );
    process.exitCode = EXIT.badRequest;
  };
  process.on("exit", end);
  loading = { path, end };
  const waiting = afterTicks(searchPatience(), () => process.exit(EXIT.badRequest));
  try {
    return await load();
  } finally {
    clearInterval(waiting);
    forgetLoading();
  }
}

/** Does something once the program has been running for this many seconds: a clock would go on while it is halted. */
function afterTicks(seconds: number, deed: () => void): NodeJS.Timeout {
  let waited = 0;
  return setInterval(() => {
    waited += TICK_MILLISECONDS;
    if (waited >= seconds * 1000) deed();
  }, TICK_MILLISECONDS).unref();
}

/** Stops waiting for the module that is being loaded. @returns its path; `undefined` if none is being loaded */
export function forgetLoading(): string | undefined {
  if (loading === undefined) return undefined;
  const { path, end } = loading;
  process.removeListener("exit", end);
  loading = undefined;
  return path;
}
