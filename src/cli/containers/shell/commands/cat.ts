import { table } from "../../../../domains/containers/tree.ts";
import { inQuotes } from "../../../../text/printable.ts";
import { callerOf, misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { pathFrom, pathsInView } from "../paths.ts";

/** `cat`: what is in a container. */
export const cat: ShellCommand = {
  name: "cat",
  usage: ["cat PATH..."],
  summary: "show the nsproxy, the namespaces and the tasks of a container",
  calls: [],
  run(context, words) {
    if (words.length === 0) throw misused(this.usage, "it takes a path");
    const caller = callerOf(context);
    const containers = words.map((path) => {
      const container = caller.world.resolve(caller.task, pathFrom(caller, path));
      if (container === undefined)
        throw new Complaint(`cat: ${inQuotes(path)}: No such file or directory`, STATUS.refused);
      return { label: caller.world.path(caller.task, container) ?? path, container };
    });
    return done(context.session, ...table(caller.world, containers, context.paint).split("\n"));
  },
  complete: (context) => pathsInView(context),
};
