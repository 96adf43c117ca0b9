import { eventsOf } from "../../../../history/history.ts";
import { writeHistory } from "../../../../history/write-history.ts";
import { quoted } from "../../../../text/printable.ts";
import { counted } from "../../../../text/words.ts";
import { misused } from "../call.ts";
import { type ShellCommand, STATUS } from "../command.ts";

/** `save`: the events so far as a history file. */
export const save: ShellCommand = {
  name: "save",
  usage: ["save FILE"],
  summary: "write the events so far to a history file, for nsmodel show and replay",
  details: "An existing history file of that name is replaced. Undone events are not saved.",
  calls: [],
  run({ session }, words) {
    const [file, ...rest] = words;
    if (file === undefined || file === "" || rest.length > 0) throw misused(this.usage, "it takes one file");
    const { model, scope } = session.history;
    const events = eventsOf(session.history);
    const text = writeHistory(
      model,
      scope,
      events.map((event) => ({ event })),
    );
    const done = `Saved ${counted(events.length, "event")} in ${quoted(file)}.`;
    return {
      session,
      status: STATUS.done,
      output: [],
      errors: [],
      effect: { effect: "save", file, text, done },
    };
  },
};
