import { inQuotes } from "../../../../text/printable.ts";
import { call, callerOf, misused } from "../call.ts";
import type { ShellCommand } from "../command.ts";
import { nameFrom, pathFrom, pathsInView, splitPath } from "../paths.ts";

/** `mv`: rename a container. */
export const mv: ShellCommand = {
  name: "mv",
  usage: ["mv PATH NAME", "mv PATH NEWPATH"],
  summary: "rename a container",
  details: "A container cannot be moved: NEWPATH must be in the same container as PATH.",
  calls: ["rename"],
  run(context, words) {
    const [from, to, ...rest] = words;
    if (from === undefined || to === undefined || rest.length > 0)
      throw misused(this.usage, "it takes a path and a name");
    const caller = callerOf(context);
    const path = pathFrom(caller, from);
    const complaint = `mv: cannot move ${inQuotes(from)}`;
    const container = caller.world.resolve(caller.task, path);
    const canonical = container === undefined ? undefined : caller.world.path(caller.task, container);
    // If the path names nothing, or the caller's own container, the design says what is wrong.
    const name =
      canonical === undefined || canonical === "/"
        ? splitPath(to).name
        : nameFrom(
            caller,
            to,
            parentOf(canonical),
            `${complaint} to ${inQuotes(to)}`,
            "a container cannot be moved, only its name can change",
          );
    return call(context, this.calls, { path, name }, complaint);
  },
  complete: (context) => pathsInView(context),
};

/** "/a/b" to "/a", "/a" to "/". */
const parentOf = (canonical: string): string => canonical.slice(0, canonical.lastIndexOf("/")) || "/";
