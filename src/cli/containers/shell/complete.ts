import { printable } from "../../../text/printable.ts";
import type { Context } from "./command.ts";
import { contextOf } from "./run-command.ts";
import { type ShellSession, worldIn } from "./session.ts";
import { parseLine } from "./words.ts";

/** The completions of the last word of a line, and that word as it was typed. */
export type Completion = readonly [candidates: string[], word: string];

/** Completes a line in a session: commands, paths in view, tasks, images, kinds. Nothing inside quotes. */
export function complete(session: ShellSession, line: string): Completion {
  const { before, word } = lastWord(line);
  const parsed = parseLine(before);
  if (!("words" in parsed)) return [[], word];
  // A name that cannot be typed is not offered.
  const choices = choicesAfter(contextOf(session), parsed.words).filter((choice) => choice === typed(choice));
  const written = choices.map((choice) => escaped(choice));
  const bare = written.flatMap((choice) => (choice.startsWith("/") ? [choice, choice.slice(1)] : [choice]));
  const fitting = [...new Set(word.startsWith("/") || word === "" ? written : bare)].filter((choice) =>
    choice.startsWith(word),
  );
  return [fitting.map((choice) => `${choice} `), word];
}

/** A choice that can be typed in a line; empty if it cannot. */
const typed = (choice: string): string =>
  printable(choice).replaceAll("\\\\", "\\") === choice ? choice : "";

/** The end of the line after its last unescaped space, and everything before it. */
function lastWord(line: string): { before: string; word: string } {
  const word = /(?:\\.|[^\\ \t])*$/.exec(line)?.[0] ?? "";
  return { before: line.slice(0, line.length - word.length), word };
}

function choicesAfter(context: Context, words: readonly string[]): readonly string[] {
  const [name, ...rest] = words;
  if (name === undefined) return context.commands.map((command) => command.name);
  const [number, ...command] = rest;
  if (name === "as" && number !== undefined) {
    const task = [...worldIn(context.session).tasks.keys()].find((live) => String(live) === number);
    return task === undefined ? [] : choicesAfter({ ...context, task }, command);
  }
  return context.commands.find((one) => one.name === name)?.complete?.(context, rest) ?? [];
}

/** A word with its special characters escaped. */
const escaped = (word: string): string => word.replace(/[^\p{L}\p{M}\p{N}_\-/@+%=.,:]/gu, "\\$&");
