import { stat } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import writeFileAtomic from "write-file-atomic";
import { inQuotes } from "../../report/printable.ts";
import { paintError, print } from "../terminal.ts";
import { type Result, STATUS, type Status } from "./command.ts";

/** What is left of a result when it is printed and its effect has taken place. */
export interface CarriedOut {
  readonly status: Status;
  readonly quits: boolean;
}

/** Prints what a command came to, and does what it wants done outside of the session. */
export async function carryOut({ status, output, errors, effect }: Result): Promise<CarriedOut> {
  for (const line of output) print(line);
  for (const line of errors) complain(line);
  if (effect?.effect !== "save") return { status, quits: effect?.effect === "quit" };

  const failure = await failureToSave(effect.file, effect.text);
  if (failure === undefined) print(effect.done);
  else complain(`save: cannot write ${inQuotes(effect.file)}: ${failure}`);
  return { status: failure === undefined ? status : STATUS.refused, quits: false };
}

function complain(line: string): void {
  process.stderr.write(`${paintError("red", line)}\n`);
}

/** Writes a file by a temporary one, and says why that could not be done. */
async function failureToSave(file: string, text: string): Promise<string | undefined> {
  try {
    // Renaming over a device or a pipe would take it away.
    if (await isSpecial(file)) return "It is not a regular file";
    await writeFileAtomic(file, text);
    return undefined;
  } catch (error) {
    if (isSystemError(error)) return textOf(error);
    throw error;
  }
}

async function isSpecial(file: string): Promise<boolean> {
  try {
    return !(await stat(file)).isFile();
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return false;
    throw error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

function textOf({ errno, message }: NodeJS.ErrnoException): string {
  const [, text = message] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  return text.charAt(0).toUpperCase() + text.slice(1);
}
