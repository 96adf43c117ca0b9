import type { NsproxyNumber, TaskNumber } from "../model/numbers.ts";
import { some, type Table } from "./table.ts";

/** W3: a nsproxy lives exactly while a task uses it. */
export function isUsed(
  { tasks }: { readonly tasks: Table<TaskNumber, { nsproxy: NsproxyNumber }> },
  nsproxy: NsproxyNumber,
): boolean {
  return some(tasks, (task) => task.nsproxy === nsproxy);
}
