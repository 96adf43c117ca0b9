import { didYouMean } from "../../../text/did-you-mean.ts";
import { printable } from "../../../text/printable.ts";
import { callOf } from "./call.ts";
import { Complaint, type Context, type Result, type ShellCommand, STATUS } from "./command.ts";

/** Runs a command in a context. A complaint becomes part of the result, in the shell's own form. */
export function execute(context: Context, words: readonly string[]): Result {
  const [name = "", ...rest] = words;
  try {
    const command = commandNamed(context, name);
    if (command.calls.length > 0) callOf(context.session.history.model, command.calls);
    return command.run(context, rest);
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    // A message in the style of a tool begins with the tool's name already.
    const prefix = `${printable(name)}: `;
    const message = error.message.startsWith(prefix) ? error.message : `${prefix}${error.message}`;
    return { session: context.session, status: error.status, output: [], errors: [message] };
  }
}

/** The command with a name. @throws {Complaint} if there is none */
export function commandNamed({ commands }: Context, name: string): ShellCommand {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  const names = commands.map((one) => one.name);
  throw new Complaint(`command not found. ${didYouMean(name, names)}`, STATUS.misunderstood);
}
