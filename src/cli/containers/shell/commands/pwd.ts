import { quoted } from "../../../../text/printable.ts";
import { callerOf, misused } from "../call.ts";
import { done, type ShellCommand } from "../command.ts";

/** `pwd`: where relative paths begin. */
export const pwd: ShellCommand = {
  name: "pwd",
  usage: ["pwd"],
  summary: "show where relative paths begin",
  details: "A task's own container is / to it; cd goes down from there.",
  calls: [],
  run(context, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return done(context.session, quoted(callerOf(context).directory));
  },
};
