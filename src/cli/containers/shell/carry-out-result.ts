import { printable } from "../../../text/printable.ts";
import { holdsOtherThanHistory } from "../../files/holds-other-than-history.ts";
import { writeOutput } from "../../files/output-files.ts";
import { Problem } from "../../problem.ts";
import { paintError, print } from "../../terminal.ts";
import { usersMistake } from "../../user/users-mistake.ts";
import { type ExitStatus, type Result, STATUS } from "./command.ts";
import { loadedSession } from "./loaded-session.ts";
import type { ShellSession } from "./session.ts";

/** What remains of a result once it is printed and its effect has taken place. */
export interface CarriedOut {
  readonly status: ExitStatus;
  readonly quits: boolean;
  /** The session that replaces the one after the command, if one was loaded. */
  readonly loaded?: ShellSession;
}

/** Prints the result of a command, and carries out its effect outside the session. */
export async function carryOutResult({
  session,
  status,
  output,
  errors,
  effect,
}: Result): Promise<CarriedOut> {
  for (const line of output) print(line);
  for (const line of errors) complain(line);
  if (effect?.effect === "load") return load(session, effect.file);
  if (effect?.effect === "clear" && process.stdout.isTTY) process.stdout.write(CLEARED);
  if (effect?.effect !== "save") return { status, quits: effect?.effect === "quit" };

  const failure = await failureToSave(effect.file, effect.text);
  if (failure === undefined) print(effect.done);
  else complain(`save: ${failure}`);
  return { status: failure === undefined ? status : STATUS.refused, quits: false };
}

/** ED and CUP of ECMA-48: erase the whole screen, and move the cursor to its beginning. */
const CLEARED = "\u001b[2J\u001b[H";

async function load(session: ShellSession, file: string): Promise<CarriedOut> {
  try {
    const { session: loaded, told } = await loadedSession(session, file);
    for (const line of told) print(line);
    return { status: STATUS.done, quits: false, loaded };
  } catch (error) {
    const { message } = error instanceof Problem ? error : usersMistake(error);
    complain(`load: ${message}`);
    return { status: STATUS.refused, quits: false };
  }
}

function complain(line: string): void {
  process.stderr.write(`${paintError("red", line)}\n`);
}

/** Writes a history to a file, replacing nothing but another history. @returns why it failed, if it did */
async function failureToSave(file: string, text: string): Promise<string | undefined> {
  try {
    if (await holdsOtherThanHistory(file)) return `${printable(file)} already exists, and is not a history`;
    await writeOutput(file, text);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}
