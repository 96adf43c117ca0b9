import { place } from "../../../domains/containers/place.ts";
import { type Paint, plain } from "../../../text/paint.ts";
import { type Context, type Result, STATUS } from "./command.ts";
import { commandsFor } from "./commands.ts";
import { execute } from "./execute.ts";
import { type ShellSession, worldIn } from "./session.ts";
import { parseLine } from "./words.ts";

/** What a session's commands work on. */
export function contextOf(session: ShellSession, paint: Paint = plain): Context {
  return { session, task: session.task, commands: commandsFor(session.history.model), paint };
}

/** Runs a command, given as words, in a session. @returns the session after it, and what to print */
export function runCommand(session: ShellSession, words: readonly string[], paint: Paint = plain): Result {
  return execute(contextOf(session, paint), words);
}

/**
 * Runs a line as it was written.
 *
 * @returns `undefined` if the line is empty or a comment
 */
export function runLine(session: ShellSession, line: string, paint: Paint = plain): Result | undefined {
  const parsed = parseLine(line.replace(/^(\s*)\?(?=\s|$)/, "$1help"));
  if ("problem" in parsed)
    return { session, status: STATUS.misunderstood, output: [], errors: [`shell: ${parsed.problem}`] };
  return parsed.words.length === 0 ? undefined : runCommand(session, parsed.words, paint);
}

/** The prompt: which task the user is, and where the root sees it. */
export function promptOf(session: ShellSession): string {
  if (session.task === null) return "no task> ";
  const world = worldIn(session);
  const container = world.tasks.get(session.task)?.container;
  return `task ${session.task} in ${container === undefined ? "?" : place(world, container)}> `;
}
