import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

/** With this exit code a process asks for another one in its place: none that nsmodel has for anything else (EX_TEMPFAIL, "try again", of sysexits.h). */
const AGAIN = 75;
const VARIABLE = "NSMODEL_BEGUN_ANEW";

/** By the convention of shells, the exit code of a program that a signal has ended. */
const ENDED_BY_SIGNAL = 128;

/** Whether this process is run by `beginAnewAsAsked`, and may ask for another one in its place. */
export const mayBeginAnew = (): boolean => process.env[VARIABLE] === "yes";

/** Asks for another process in the place of this one, once this one ends. */
export function beginAnew(): void {
  process.exitCode = AGAIN;
}

/**
 * Runs this very command in a process of its own, and in another one as often as that asks for it: what a process has loaded it does not load again.
 *
 * @returns the exit code of the last
 */
export async function beginAnewAsAsked(): Promise<number> {
  for (;;) {
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, [VARIABLE]: "yes" },
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of PASSED_ON) process.on(signal, passOn);
    // As the documentation of Node has it: one of the two is null.
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    for (const signal of PASSED_ON) process.off(signal, passOn);
    if (code !== AGAIN) return code ?? ENDED_BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]);
  }
}

const PASSED_ON = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Has this process end where the one that has begun it is gone. */
export function endWithWhoBegan(): void {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
