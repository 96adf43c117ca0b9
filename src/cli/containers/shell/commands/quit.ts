import { misused } from "../call.ts";
import { type ShellCommand, STATUS } from "../command.ts";

/** `quit`: leave the shell. */
export const quit: ShellCommand = {
  name: "quit",
  usage: ["quit"],
  summary: "leave the shell; what was not saved is lost",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return { session, status: STATUS.done, output: [], errors: [], effect: { effect: "quit" } };
  },
};
