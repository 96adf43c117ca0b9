/** Runs a command again when one of the user's files is saved. A process never loads again what it has loaded, so that takes another process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { ENDED_BY_SIGNAL, ENDING_SIGNALS, whileInterruptible } from "./interruptible.ts";
import { EXIT } from "./problem.ts";
import { paint, print } from "./terminal.ts";
import { type FileDigest, filesNow } from "./user/loaded-files.ts";
import { untilSaved } from "./user/until-saved.ts";

/** The exit code of a process that asks for another one in its place ("try again", EX_TEMPFAIL of sysexits.h). */
const AGAIN = 75;
const VARIABLE = "NSMODEL_RESTARTING";

/**
 * Whether this process was started by `runRestarting`, and may ask for another one in its place. It then ends once the process that started it is gone.
 * To be called once, before anything else is started.
 */
export function isRestarted(): boolean {
  if (process.env[VARIABLE] === undefined || process.send === undefined) return false;
  delete process.env[VARIABLE]; // not for the children of this process
  const end = () => process.kill(process.pid, "SIGTERM");
  if (process.connected) process.once("disconnect", end);
  else end();
  process.channel?.unref();
  return true;
}

/** The request of a process for another one in its place. */
interface Request {
  /** The user's files that it has loaded. */
  readonly files: readonly FileDigest[];
  /** Its exit code, if it is not replaced. */
  readonly code: number;
}

/** Asks for another process in place of this one, once this one ends. */
export function requestRestart(request: Request): void {
  process.send?.(request);
  process.exitCode = AGAIN;
}

/**
 * Runs this very command in a process of its own, and in a new one whenever that one asks for it. If a new one refuses the request, because a file was saved half
 * written, for example, the next is started once a file is saved again.
 *
 * @returns its exit code, once it has ended for good
 */
export async function runRestarting(): Promise<number> {
  let loaded: readonly FileDigest[] = [];
  for (;;) {
    const before = filesNow(loaded);
    let request: Request | undefined;
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, [VARIABLE]: "yes" },
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    child.on("message", (message) => {
      request = message as Request; // nothing else is sent, and only by `requestRestart`
    });
    let isEnding = false;
    const passOn = (signal: NodeJS.Signals): void => {
      isEnding = true;
      child.kill(signal);
    };
    for (const signal of ENDING_SIGNALS) process.on(signal, passOn);
    // By the documentation of Node, one of the two is null.
    const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    for (const signal of ENDING_SIGNALS) process.off(signal, passOn);
    const isHalfWritten = code === EXIT.badRequest && before.length > 0;
    if (isEnding || !(isHalfWritten || (code === AGAIN && request !== undefined)))
      return request?.code ?? code ?? ENDED_BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]);
    loaded = request?.files ?? loaded;
    if (!isHalfWritten) continue;
    print(paint("dim", "Watching for changes (Ctrl-C to stop)."));
    const isSaved = await whileInterruptible((_, asked) => untilSaved(() => before, asked));
    if (!isSaved) return code;
  }
}
