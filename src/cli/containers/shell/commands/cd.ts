import { inQuotes } from "../../../../text/printable.ts";
import { callerOf, misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { pathFrom, pathsInView } from "../paths.ts";

/** `cd`: look from another container of the task's view. It is not a call of the design: no task enters anything. */
export const cd: ShellCommand = {
  name: "cd",
  usage: ["cd", "cd PATH"],
  summary: "change the container in which relative paths begin",
  details:
    "Without PATH, the task's own container. Only the shell is affected: the task stays where it is (ln enters a container). After a change of task, paths begin in that task's own container.",
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
