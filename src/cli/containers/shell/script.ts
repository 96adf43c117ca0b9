import { createInterface } from "node:readline";
import { printable } from "../../../text/printable.ts";
import { isOutputRead, paint, print } from "../../terminal.ts";
import { carryOutResult } from "./carry-out-result.ts";
import { type ExitStatus, STATUS } from "./command.ts";
import type { Mirror } from "./kernel-beside.ts";
import { promptOf } from "./run-command.ts";
import { runGuarded } from "./run-guarded.ts";
import type { ShellSession } from "./session.ts";

/** How a script is run. */
export interface ScriptOptions {
  /** Whether to stop at the first command that fails, like `sh -e`. */
  readonly stopAtFailure: boolean;
  readonly beside?: Mirror | undefined;
}

/** The exit code of a process that SIGPIPE has ended, by the convention of shells. */
const BROKEN_PIPE = 141;

/**
 * Runs the lines of a script, each echoed after its prompt.
 *
 * @returns the status of the last command, as in sh, or that of a process ended by SIGPIPE if nobody reads the output any more
 */
export async function runScript(
  start: ShellSession,
  input: NodeJS.ReadableStream,
  { stopAtFailure, beside }: ScriptOptions,
): Promise<ExitStatus | typeof BROKEN_PIPE> {
  let session = start;
  let status: ExitStatus = STATUS.done;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!isOutputRead()) return BROKEN_PIPE;
    print(echoOf(session, line));
    const result = runGuarded(session, line, paint);
    if (result === undefined) continue;
    const carriedOut = await carryOutResult(result);
    const next = carriedOut.loaded ?? result.session;
    for (const told of (await beside?.(session, next)) ?? []) print(told);
    session = next;
    status = carriedOut.status;
    if (carriedOut.quits || (stopAtFailure && status !== STATUS.done)) break;
  }
  return status;
}

/** A line as the transcript shows it: empty lines and comments have no prompt. */
function echoOf(session: ShellSession, line: string): string {
  if (/^\s*(#|$)/.test(line)) return printable(line);
  return `${paint("bold", promptOf(session))}${line.replace(/[^\\]+/g, printable)}`;
}
