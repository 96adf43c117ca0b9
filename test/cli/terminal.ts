import { execFile, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { NSMODEL } from "./command.ts";

const IN_A_TERMINAL = join(import.meta.dirname, "in-a-terminal.py");

/** What is done to a command on a terminal. */
export type Deed =
  | {
      /** To be typed, with `pause` seconds between them. */
      readonly keys: readonly string[];
      readonly pause?: number;
    }
  | { readonly hangUp: true };

export interface EndOnTerminal {
  readonly output: string;
  /** -1 if a signal ended it. */
  readonly code: number;
  /** 0 if none ended it. */
  readonly signal: number;
}

/** Why there can be no terminal here; `undefined` if there can. */
export function whyNoTerminal(): string | undefined {
  const { status } = spawnSync("python3", ["-c", "import pty"]);
  return status === 0 ? undefined : "this needs python3, for a terminal";
}

/**
 * Runs the command on a new terminal.
 *
 * @param until the text after which the deed is done, as a regular expression
 * @param columns the width of the terminal, in characters; 0 if it does not report one
 */
export function onTerminal(
  args: readonly string[],
  until: string,
  deed: Deed,
  columns = 120,
): Promise<EndOnTerminal> {
  const asked = JSON.stringify({ command: [process.execPath, NSMODEL, ...args], columns, until, deed });
  const env = { ...process.env, TERM: "xterm", NO_COLOR: "1", CI: undefined };
  return new Promise((done, failed) => {
    execFile("python3", [IN_A_TERMINAL, asked], { env, maxBuffer: 2 ** 26 }, (error, output) => {
      if (error === null) done(JSON.parse(output));
      else failed(error);
    });
  });
}

/** How a command ended whose output is a pipe. */
export interface EndInPipe {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** In milliseconds; within a shorter time two signals may be treated as one that arrived twice. */
const BETWEEN_SIGNALS = 500;

/** Runs Node and sends it signals, one after another, once /proc shows that it handles them. */
export async function signalled(
  args: readonly string[],
  ...signals: readonly NodeJS.Signals[]
): Promise<EndInPipe> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (part) => {
    output += part;
  });
  child.stderr.on("data", (part) => {
    errors += part;
  });
  const ended = new Promise<EndInPipe>((done) => {
    child.on("close", (code, by) => done({ code, signal: by, output, errors }));
  });
  while (child.exitCode === null && !isListening(child.pid ?? 0)) await setTimeout(20);
  for (const signal of signals) {
    await setTimeout(BETWEEN_SIGNALS);
    child.kill(signal);
  }
  return ended;
}

/** The signal to look for: Node itself handles the others from the start. */
const SIGHUP = 1;

function isListening(pid: number): boolean {
  const [, caught = "0"] = /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return ((BigInt(`0x${caught}`) >> BigInt(SIGHUP - 1)) & 1n) === 1n;
}
