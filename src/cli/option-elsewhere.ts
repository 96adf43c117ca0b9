import { enumerated } from "../text/words.ts";
import { wholeProgram } from "./program.ts";

/** What the parser says about an option that a command does not have. */
const UNKNOWN = /unknown option '(?<option>--[\w-]+)/;

/**
 * Which commands have an option that the given command does not have.
 *
 * @param message the error message of the parser
 * @returns a sentence; `undefined` if the error is another one, or no command has the option
 */
export async function whereTheOptionIs(message: string): Promise<string | undefined> {
  const { option } = UNKNOWN.exec(message)?.groups ?? {};
  if (option === undefined) return undefined;
  const { commands } = await wholeProgram();
  const names = commands
    .filter(({ options }) => options.some(({ long }) => long === option))
    .map((command) => command.name());
  if (names.length === 0) return undefined;
  return `${option} is an option of ${enumerated(names)}.`;
}
