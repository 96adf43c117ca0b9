import { writeOutput } from "../../files/output-files.ts";
import { Problem } from "../../problem.ts";
import { paintError, print } from "../../terminal.ts";
import { type ExitStatus, type Result, STATUS } from "./command.ts";

/** What is left of a result when it is printed and its effect has taken place. */
export interface CarriedOut {
  readonly status: ExitStatus;
  readonly quits: boolean;
}

/** Prints what a command came to, and does what it wants done outside of the session. */
export async function carryOutResult({ status, output, errors, effect }: Result): Promise<CarriedOut> {
  for (const line of output) print(line);
  for (const line of errors) complain(line);
  if (effect?.effect !== "save") return { status, quits: effect?.effect === "quit" };

  const failure = await failureToSave(effect.file, effect.text);
  if (failure === undefined) print(effect.done);
  else complain(`save: ${failure}`);
  return { status: failure === undefined ? status : STATUS.refused, quits: false };
}

function complain(line: string): void {
  process.stderr.write(`${paintError("red", line)}\n`);
}

/** Writes a file, and says why that could not be done. */
async function failureToSave(file: string, text: string): Promise<string | undefined> {
  try {
    await writeOutput(file, text);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}
