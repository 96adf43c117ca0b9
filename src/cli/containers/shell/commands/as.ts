import { type TaskNumber, taskNumber } from "../../../../model/numbers.ts";
import { inQuotes } from "../../../../text/printable.ts";
import { misused, whereabouts } from "../call.ts";
import { Complaint, type Context, done, type ShellCommand, STATUS } from "../command.ts";
import { execute } from "../execute.ts";
import { become, worldIn } from "../session.ts";

/** `as`: be another task, or let it do one thing. */
export const as: ShellCommand = {
  name: "as",
  usage: ["as TASK", "as TASK COMMAND..."],
  summary: "become another task, or run one command as it",
  calls: [],
  run(context, words) {
    const [number, ...command] = words;
    if (number === undefined) throw misused(this.usage, "it takes a task's number");
    const task = taskNamed(context, number);
    if (command.length > 0) return execute({ ...context, task }, command);
    const session = become(context.session, task);
    return done(session, `This is task ${task} now, in ${whereabouts(session, task)}.`);
  },
  complete: ({ session }) => [...worldIn(session).tasks.keys()].map(String),
};

/** A live task. @throws {Complaint} if there is none with that number */
export function taskNamed({ session }: Context, text: string): TaskNumber {
  const task = taskNumber(Number(text));
  if (/^[1-9]\d*$/.test(text) && worldIn(session).tasks.has(task)) return task;
  throw new Complaint(`as: ${inQuotes(text)}: No such process`, STATUS.refused);
}
