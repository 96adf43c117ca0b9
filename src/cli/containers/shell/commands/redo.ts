import { step } from "../../../../report/story.ts";
import { misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { depthOf, redo as forth } from "../session.ts";

/** `redo`: what was undone happens again. */
export const redo: ShellCommand = {
  name: "redo",
  usage: ["redo"],
  summary: "redo the event that was undone last",
  details: "A new call discards what was undone.",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    const { past, future } = depthOf(session);
    if (future === 0) throw new Complaint("nothing to redo", STATUS.refused);
    return done(forth(session), `Again: ${step(session.history, past)}`);
  },
};
