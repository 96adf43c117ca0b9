/** What a user's module does when nobody has asked it anything: from a timer, in a promise, or by never coming to its end. */
import { relative } from "node:path";
import { printable } from "../../report/printable.ts";
import { EXIT } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { printProblem, usersMistake } from "./users-mistake.ts";

let isHeard = false;
let loading: { readonly path: string; readonly end: () => void } | undefined;

/** From now on an error that nobody catches, also one in a promise, ends the program with a word about the module that threw it. */
export function hearErrors(): void {
  if (isHeard) return;
  isHeard = true;
  process.on("uncaughtException", (error) => {
    printProblem(usersMistake(error));
    process.exit(EXIT.badRequest);
  });
}

/**
 * Waits for a module to be loaded. Where Node ends meanwhile, as there is nothing left that could happen, it says what it waited for.
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
  try {
    return await load();
  } finally {
    forgetLoading();
  }
}

/** The module that is being loaded is not waited for any more. @returns its path; nothing where none is being loaded */
export function forgetLoading(): string | undefined {
  if (loading === undefined) return undefined;
  const { path, end } = loading;
  process.removeListener("exit", end);
  loading = undefined;
  return path;
}
