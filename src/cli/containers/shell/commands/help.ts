import { columns } from "../../../../text/columns.ts";
import { misused } from "../call.ts";
import { type Context, done, type ShellCommand } from "../command.ts";
import { commandNamed } from "../execute.ts";
import { hiddenCallsInWords } from "../hidden-calls.ts";

/** `help`: the commands. */
export const help: ShellCommand = {
  name: "help",
  usage: ["help [COMMAND]", "? [COMMAND]"],
  summary: "list the commands, or describe one",
  calls: [],
  run(context, words) {
    const [name, ...rest] = words;
    if (rest.length > 0) throw misused(this.usage, "it takes one command");
    const lines = name === undefined ? overview(context) : about(context, commandNamed(context, name));
    return done(context.session, ...lines);
  },
  complete: ({ commands }) => commands.map(({ name }) => name),
};

/** The commands that the design has calls for, with its calls under their own names last. */
function overview(context: Context): string[] {
  const { model } = context.session.history;
  const usable = context.commands.filter((command) => missingCalls(context, command).length === 0);
  const hidden = hiddenCallsInWords(model, context.commands);
  const rows = usable.map(({ usage, summary }) => [`  ${usage[0]}`, summary]);
  return [
    `The shell of the design ${model.name}: ${model.summary}.`,
    "The current task carries out the commands; paths are as it sees them.",
    "",
    ...columns(rows).split("\n"),
    ...(hidden === undefined ? [] : ["", hidden]),
  ];
}

function about(context: Context, command: ShellCommand): string[] {
  const { name } = context.session.history.model;
  const missing = missingCalls(context, command);
  return [
    ...command.usage.map((usage) => `  ${usage}`),
    `${capitalized(command.summary)}.`,
    ...(command.details === undefined ? [] : [command.details]),
    ...(command.calls.length === 0 ? [] : [`Call of the design: ${command.calls.join(" or ")}.`]),
    ...(missing.length === 0 ? [] : [`The design ${name} has no such call.`]),
  ];
}

/** The calls of a command if the design has none of them, otherwise nothing. */
function missingCalls({ session }: Context, { calls }: ShellCommand): readonly string[] {
  return calls.some((call) => session.history.model.calls[call] !== undefined) ? [] : calls;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
