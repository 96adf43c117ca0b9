import { misused } from "../call.ts";
import { type ShellCommand, STATUS } from "../command.ts";

/** `clear`: an empty terminal. */
export const clear: ShellCommand = {
  name: "clear",
  usage: ["clear"],
  summary: "clear the terminal; the history is kept",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return { session, status: STATUS.done, output: [], errors: [], effect: { effect: "clear" } };
  },
};
