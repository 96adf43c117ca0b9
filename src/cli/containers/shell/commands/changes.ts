import { stepChanges } from "../../../../report/story.ts";
import { misused } from "../call.ts";
import { done, type ShellCommand } from "../command.ts";

/** `changes`: what the last event did to the world. */
export const changes: ShellCommand = {
  name: "changes",
  usage: ["changes"],
  summary: "say what the last event changed in the world",
  calls: [],
  run({ session }, words) {
    if (words.length > 0) throw misused(this.usage, "it takes no arguments");
    const { position } = session.history;
    if (position === 0) return done(session, "Nothing has happened yet.");
    const lines = stepChanges(session.history, position - 1);
    return done(session, ...(lines.length === 0 ? ["Nothing changed."] : lines));
  },
};
