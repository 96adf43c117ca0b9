/** What a user's module does when nobody has asked it anything: from a timer, in a promise, or by never coming to its end. */
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

/** From now on an error that nobody catches, also one in a promise, ends the program with a word about the module that threw it. */
export function hearErrors(): void {
  if (isHeard) return;
  isHeard = true;
  process.on("uncaughtException", (error) => {
    printProblem(lateMistake(error));
    process.exit(EXIT.badRequest);
  });
}

/** Has such an error told while some work is under way, in place of ending the program. @param tell is given what is wrong */
export async function whileErrorsAreTold<Result>(
  tell: (problem: Problem) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  if (loadedFiles().length === 0) return work();
  process.setUncaughtExceptionCaptureCallback((error) => tell(lateMistake(error)));
  try {
    return await work();
  } finally {
    await setTimeout(1); // a promise that nobody caught is told after those that were waited for
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

/**
 * Waits for a module to be loaded. Where Node ends meanwhile, as there is nothing left that could happen, it says what it waited for; where a
 * timer of the module goes on for ever, the program ends after a while.
 *
 * @param load imports it
 */
export async function untilLoaded<Exports>(path: string, load: () => Promise<Exports>): Promise<Exports> {
  const end = () => {
    process.stderr.write(
      `${paintError("red", "nsmodel:")} ${printable(relative("", path))} is never loaded: it waits for what never comes.\n` +
        "Is there an await at its top whose promise is never settled?\n",
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

/** Does something after so many seconds in which the program was let run: a clock goes on while it is halted. */
function afterTicks(seconds: number, deed: () => void): NodeJS.Timeout {
  let waited = 0;
  return setInterval(() => {
    waited += TICK_MILLISECONDS;
    if (waited >= seconds * 1000) deed();
  }, TICK_MILLISECONDS).unref();
}

/** The module that is being loaded is not waited for any more. @returns its path; nothing where none is being loaded */
export function forgetLoading(): string | undefined {
  if (loading === undefined) return undefined;
  const { path, end } = loading;
  process.removeListener("exit", end);
  loading = undefined;
  return path;
}
