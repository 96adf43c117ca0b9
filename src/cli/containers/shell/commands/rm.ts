import { inQuotes } from "../../../../text/printable.ts";
import { call, callerOf, misused } from "../call.ts";
import { Complaint, type ShellCommand, STATUS } from "../command.ts";
import { pathFrom, pathsInView } from "../paths.ts";

const FLAGS = /^(-[rRf]+|--recursive|--force)$/;
const RECURSIVE = /^(-[rRf]*[rR][rRf]*|--recursive)$/;

/** `rm -rf`: kill a container. */
export const rm: ShellCommand = {
  name: "rm",
  usage: ["rm -rf PATH"],
  summary: "kill every task in a container and below it",
  calls: ["kill"],
  run(context, words) {
    const flags = words.filter((word) => word.startsWith("-"));
    const [path, ...rest] = words.filter((word) => !word.startsWith("-"));
    const unknown = flags.find((flag) => !FLAGS.test(flag));
    if (unknown !== undefined) throw misused(this.usage, `there is no option ${inQuotes(unknown)}`);
    if (path === undefined || rest.length > 0) throw misused(this.usage, "it takes one path");
    const complaint = `rm: cannot remove ${inQuotes(path)}`;
    if (!flags.some((flag) => RECURSIVE.test(flag)))
      throw new Complaint(`${complaint}: Is a directory; rm -rf kills what is in it`, STATUS.refused);
    return call(context, this.calls, { path: pathFrom(callerOf(context), path) }, complaint);
  },
  complete: (context, words) =>
    words.length === 0 ? ["-rf", ...pathsInView(context)] : pathsInView(context),
};
