import { misused } from "../call.ts";
import { type ShellCommand, STATUS } from "../command.ts";

/** `load`: continue from a history. */
export const load: ShellCommand = {
  name: "load",
  usage: ["load FILE"],
  summary: "start again with the events of a history file, in its scope",
  details:
    "The events are replayed in the shell's design. The history so far is lost unless it is saved first. undo goes back through the loaded events.",
  calls: [],
  run({ session }, words) {
    const [file, ...rest] = words;
    if (file === undefined || file === "" || rest.length > 0) throw misused(this.usage, "it takes one file");
    return { session, status: STATUS.done, output: [], errors: [], effect: { effect: "load", file } };
  },
};
