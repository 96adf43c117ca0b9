import { step } from "../../../../report/story.ts";
import { misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { depthOf, redo as forth } from "../session.ts";

/** `redo`: what was undone happens again. */
export const redo: ShellCommand = {
  name: "redo",
  usage: ["redo"],
  summary: "let the event that was taken back happen again",
  details: "Another call drops what was undone: the history goes on from there.",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes nothing");
    const { past, future } = depthOf(session);
    if (future === 0) throw new Complaint("nothing was undone that could happen again", STATUS.refused);
    return done(forth(session), `Again: ${step(session.history, past)}`);
  },
};
