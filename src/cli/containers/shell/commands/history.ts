import { step } from "../../../../report/story.ts";
import { misused } from "../call.ts";
import { done, type ShellCommand } from "../command.ts";

/** `history`: the events of the session. */
export const history: ShellCommand = {
  name: "history",
  usage: ["history"],
  summary: "list what has happened, and what was undone",
  calls: [],
  run({ session, paint }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    const { moments, position } = session.history;
    if (moments.length === 0) return done(session, "Nothing has happened yet.");
    const width = String(moments.length).length;
    const lines = moments.map((_, index) => {
      const line = `${String(index + 1).padStart(width)}. ${step(session.history, index)}`;
      return index < position ? line : paint("dim", `${line} (undone)`);
    });
    return done(session, ...lines);
  },
};
