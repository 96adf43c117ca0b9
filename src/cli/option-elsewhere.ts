import { enumerated } from "../text/words.ts";
import { wholeProgram } from "./program.ts";

/** What the parser says of an option that a command does not have. */
const UNKNOWN = /unknown option '(?<option>--[\w-]+)/;

/**
 * Which commands have an option that the one that was given does not have.
 *
 * @param message what the parser says of the words of the command line
 * @returns a sentence; nothing where that is not what is wrong, or no command has it
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
