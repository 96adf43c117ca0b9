import { step } from "../../../../report/story.ts";
import { misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { undo as back, depthOf } from "../session.ts";

/** `undo`: take the last event back. */
export const undo: ShellCommand = {
  name: "undo",
  usage: ["undo"],
  summary: "take the last event back",
  details: "A refused call is an event too. The current task is again the one before the event.",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    const { past } = depthOf(session);
    if (past === 0) throw new Complaint("nothing to undo", STATUS.refused);
    return done(back(session), `Undone: ${step(session.history, past - 1)}`);
  },
};
