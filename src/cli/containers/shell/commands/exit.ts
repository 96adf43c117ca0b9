import { call, misused } from "../call.ts";
import type { ShellCommand } from "../command.ts";

/** `exit`: the calling task exits. */
export const exit: ShellCommand = {
  name: "exit",
  usage: ["exit"],
  summary: "this task exits; quit leaves the shell",
  details: "The shell continues as the live task with the lowest number.",
  calls: ["exit"],
  run(context, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return call(context, this.calls, {}, "exit");
  },
};
