import { inQuotes } from "../../../../text/printable.ts";
import { call, callerOf, misused } from "../call.ts";
import type { ShellCommand } from "../command.ts";
import { pathFrom, pathsInView } from "../paths.ts";

/** `rmdir`: remove an empty container, in a design in which containers do not vanish by themselves. */
export const rmdir: ShellCommand = {
  name: "rmdir",
  usage: ["rmdir PATH"],
  summary: "remove a container that no task is in",
  calls: ["rmdir", "remove"],
  run(context, words) {
    const [path, ...rest] = words;
    if (path === undefined || rest.length > 0) throw misused(this.usage, "it takes one path");
    const complaint = `rmdir: failed to remove ${inQuotes(path)}`;
    return call(context, this.calls, { path: pathFrom(callerOf(context), path) }, complaint);
  },
  complete: pathsInView,
};
