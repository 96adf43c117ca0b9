/** Starts commands and reads what they print. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { NSMODEL } from "../cli/command.ts";

const ROOT = join(import.meta.dirname, "../..");

/** How a command ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** A command that was started. */
export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has printed so far, on both outputs. */
  said(): string;
}

/** Starts a command. @param folder where it runs; by default that of the project */
export function start(words: readonly string[], folder: string = ROOT): Started {
  const process = spawn(globalThis.process.execPath, [NSMODEL, ...words], { cwd: folder });
  let [stdout, stderr] = ["", ""];
  process.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  process.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = once(process, "close").then(([code]) => ({ stdout, stderr, code }));
  return { process, ended, said: () => stdout + stderr };
}

/** Runs a command to its end. */
export const run = (words: readonly string[], folder?: string): Promise<Ended> => start(words, folder).ended;

/** Starts a worker and waits until it takes jobs. */
export async function startWorker(address: string, ...options: string[]): Promise<Started> {
  const worker = start(["work", address, "--workers", "1", ...options]);
  await until(() => worker.said().includes("takes jobs from"));
  return worker;
}

/** Waits until a condition holds. @throws {Error} if it does not hold in time */
export async function until(isSo: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("it did not come to it in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Kills those commands that are still running. */
export function killAll(started: readonly Started[]): void {
  for (const { process } of started) process.kill("SIGKILL");
}

/** An output without how long it took, which differs from run to run. */
export const withoutTimes = (text: string): string =>
  text.replaceAll(/\d+\.\d+ s\b/g, "TIME").replaceAll(/"seconds": ?[\d.e-]+/g, '"seconds":TIME');
