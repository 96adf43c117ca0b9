import { didYouMean } from "../../../../text/did-you-mean.ts";
import { printable } from "../../../../text/printable.ts";
import { misused } from "../call.ts";
import { callCommand } from "../call-command.ts";
import { Complaint, type Context, type ShellCommand } from "../command.ts";

/** `call`: a call of the design under its own name, even if the shell has a command of that name. */
export const callByName: ShellCommand = {
  name: "call",
  usage: ["call OPERATION [WORD]..."],
  summary: "make a call of the design by its own name",
  details: "Its fields follow in order. This also reaches a call that has the name of a shell command.",
  calls: [],
  run(context, words) {
    const [op, ...rest] = words;
    if (op === undefined) throw misused(this.usage, "it takes the name of a call");
    return commandOf(context, op).run(context, rest);
  },
  complete(context, words) {
    const [op, ...rest] = words;
    const { calls } = context.session.history.model;
    if (op === undefined) return Object.keys(calls);
    return !Object.hasOwn(calls, op) ? [] : (commandOf(context, op).complete?.(context, rest) ?? []);
  },
};

/** @throws {Complaint} if the design has no such call */
function commandOf({ session }: Context, op: string): ShellCommand {
  const { model } = session.history;
  const fields = Object.hasOwn(model.calls, op) ? model.calls[op] : undefined;
  if (fields !== undefined) return callCommand(model, op, fields);
  throw new Complaint(
    `${model.name} has no call ${printable(op)}. ${didYouMean(op, Object.keys(model.calls))}`,
  );
}
