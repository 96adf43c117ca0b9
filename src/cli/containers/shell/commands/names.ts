import { viewers } from "../../../../domains/containers/viewers.ts";
import { lineWidth } from "../../../terminal.ts";
import { misused } from "../call.ts";
import { done, type ShellCommand } from "../command.ts";
import { worldIn } from "../session.ts";

/** `names`: one container, many names. */
export const names: ShellCommand = {
  name: "names",
  usage: ["names"],
  summary: "show how each task names each container",
  calls: [],
  run({ session, paint }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    return done(session, ...viewers(worldIn(session), paint, lineWidth()).split("\n"));
  },
};
