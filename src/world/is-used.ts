import type { NsproxyNumber, TaskNumber } from "../model/numbers.ts";
import type { Table } from "./table.ts";

/** W3: a nsproxy lives exactly while a task uses it. */
export function isUsed(
  { tasks }: { readonly tasks: Table<TaskNumber, { nsproxy: NsproxyNumber }> },
  nsproxy: NsproxyNumber,
): boolean {
  for (let number = 1; number < tasks.length; number++) if (tasks[number]?.nsproxy === nsproxy) return true;
  return false;
}
