import { tree as drawTree } from "../../../../domains/containers/tree.ts";
import { misused } from "../call.ts";
import { done, type ShellCommand } from "../command.ts";
import { worldIn } from "../session.ts";

/** `tree`: the whole world. */
export const tree: ShellCommand = {
  name: "tree",
  usage: ["tree"],
  summary: "draw all containers, tasks and namespaces, as the root sees them",
  calls: [],
  run({ session, paint }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return done(session, ...drawTree(worldIn(session), paint).split("\n"));
  },
};
