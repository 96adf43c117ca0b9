import { call, misused } from "../call.ts";
import type { ShellCommand } from "../command.ts";

/** `fork`: a new task beside the caller. */
export const fork: ShellCommand = {
  name: "fork",
  usage: ["fork"],
  summary: "start a task beside this one",
  calls: ["fork"],
  run(context, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return call(context, this.calls, {}, "fork");
  },
};
