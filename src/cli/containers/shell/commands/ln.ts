import { inQuotes } from "../../../../text/printable.ts";
import { call, callerOf, misused } from "../call.ts";
import type { ShellCommand } from "../command.ts";
import { Complaint } from "../command.ts";
import { kindsFrom, kindWords } from "../kinds.ts";
import { pathFrom, pathsInView } from "../paths.ts";

/** What the message links a container to in order to enter it. */
const OWN_NSPROXY = "/proc/nsproxy";

/** `ln`: enter a container, as the message writes it. */
export const ln: ShellCommand = {
  name: "ln",
  usage: ["ln PATH", "ln PATH /proc/nsproxy", "ln --KIND... PATH"],
  summary: "enter a container",
  details:
    "KIND is for designs in which a task can enter only some of the namespaces; without it, the task enters all of them.",
  calls: ["setns"],
  run(context, words) {
    const flags = words.filter((word) => word.startsWith("-"));
    const [path, target = OWN_NSPROXY, ...rest] = words.filter((word) => !word.startsWith("-"));
    if (path === undefined || rest.length > 0) throw misused(this.usage, "it takes one path");
    if (target !== OWN_NSPROXY) throw misused(this.usage, `a container can only be linked to ${OWN_NSPROXY}`);
    const { model } = context.session.history;
    if (flags.length > 0 && !model.calls["setns"]?.includes("kinds"))
      throw new Complaint(`in ${model.name} a task enters all the namespaces of a container, not some kinds`);

    const kinds = flags.length === 0 ? {} : { kinds: kindsFrom(flags) };
    const complaint = `ln: cannot enter ${inQuotes(path)}`;
    return call(context, this.calls, { path: pathFrom(callerOf(context), path), ...kinds }, complaint);
  },
  complete(context, words) {
    const { model, scope } = context.session.history;
    if (words.some((word) => !word.startsWith("-"))) return [OWN_NSPROXY];
    const flags = kindWords(scope.kinds).filter((word) => word.startsWith("-"));
    return [...pathsInView(context), ...(model.calls["setns"]?.includes("kinds") ? flags : [])];
  },
};
