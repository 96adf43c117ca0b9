import { inQuotes } from "../../../../text/printable.ts";
import { callerOf, misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { pathFrom, pathsInView } from "../paths.ts";

/** `cd`: look from another container of the task's view. It is not a call of the design: no task enters anything. */
export const cd: ShellCommand = {
  name: "cd",
  usage: ["cd", "cd PATH"],
  summary: "let paths begin in another container of one's view",
  details:
    "Without a path they begin in one's own. It is the shell's own: the task stays where it is. ln enters. Another task begins in its own container again.",
  calls: [],
  run(context, words) {
    const [path = "/", ...rest] = words;
    if (rest.length > 0) throw misused(this.usage, "it takes one path");
    const caller = callerOf(context);
    const container = caller.world.resolve(caller.task, pathFrom(caller, path));
    if (container === undefined)
      throw new Complaint(`cd: ${inQuotes(path)}: No such file or directory`, STATUS.refused);
    return done({ ...context.session, directory: { of: caller.task, container } });
  },
  complete: (context) => pathsInView(context),
};
