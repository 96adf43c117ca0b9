import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";
import { EXIT } from "./problem.ts";
import { paint, print } from "./terminal.ts";
import { SETTLING_MILLISECONDS, watchPath } from "./watch-path.ts";

/** With this exit code a process asks for another one in its place: none that nsmodel has for anything else (EX_TEMPFAIL, "try again", of sysexits.h). */
const AGAIN = 75;
const VARIABLE = "NSMODEL_BEGUN_ANEW";

/** By the convention of shells, the exit code of a program that a signal has ended. */
const ENDED_BY_SIGNAL = 128;

/** Whether this process is run by `beginAnewAsAsked`, and may ask for another one in its place. */
export const mayBeginAnew = (): boolean => process.env[VARIABLE] === "yes";

/** Asks for another process in the place of this one, once this one ends. @param files of the user's, of which one was saved: that may be too early to load it */
export function beginAnew(files: readonly string[]): void {
  process.send?.({ files });
  process.exitCode = AGAIN;
}

/**
 * Runs this very command in a process of its own, and in another one as often as that asks for it: what a process has loaded it does not load again. Where another one
 * cannot do what is asked, as with a file that was saved half written, one more is run once a file is saved again.
 *
 * @returns the exit code of the last
 */
export async function beginAnewAsAsked(): Promise<number> {
  let files: readonly string[] = [];
  for (;;) {
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, [VARIABLE]: "yes" },
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    // Nothing else is sent, and only by `beginAnew`.
    child.on("message", (message) => ({ files } = message as { readonly files: readonly string[] }));
    let isAskedToEnd = false;
    const passOn = (signal: NodeJS.Signals): void => {
      isAskedToEnd = true;
      child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    // As the documentation of Node has it: one of the two is null.
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    for (const signal of PASSED_ON) process.off(signal, passOn);
    if (code === EXIT.badRequest && files.length > 0 && !isAskedToEnd) {
      print(paint("dim", "Watching; Ctrl-C ends it."));
      await untilSaved(files);
    } else if (code !== AGAIN)
      return code ?? ENDED_BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]);
  }
}

const PASSED_ON = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Waits until one of some files is saved. */
async function untilSaved(files: readonly string[]): Promise<void> {
  const saved = new AbortController();
  await new Promise<void>((resolve, reject) => {
    for (const file of files)
      watchPath(
        file,
        () => true,
        () => resolve(),
        saved.signal,
      ).catch(reject);
  });
  saved.abort();
  await setTimeout(SETTLING_MILLISECONDS);
}

/** Has this process end where the one that has begun it is gone. */
export function endWithWhoBegan(): void {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
