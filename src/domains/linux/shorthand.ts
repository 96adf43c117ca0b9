/** Histories in few words: "clone 1 pid,mnt fs; setns_fd 2 1 net; kill 1 2". */
import type { Fields } from "../../model/domain-parts.ts";
import type { Field } from "../../model/field.ts";
import { taskNumber } from "../../model/numbers.ts";
import {
  type AnyLinuxOperation,
  isLinuxCall,
  LINUX_CALL_FIELDS,
  LINUX_CALLS,
  LINUX_FIELDS,
  type LinuxCall,
} from "./operations.ts";

/** Stands for an empty list, or for a field that is left out. */
const NONE = "-";
const OTHERWISE: Readonly<Partial<Record<LinuxCall, Fields>>> = LINUX_CALL_FIELDS;
const FIELDS: Fields = LINUX_FIELDS;

/**
 * Reads calls separated by semicolons: for each its name, its caller, and its fields in order, with commas in lists and `-` for none. Fields that are
 * missing at the end count as `-`.
 *
 * @throws {SyntaxError} if a call is unknown, has no caller or too many fields; what its fields hold is not checked
 */
export function operationsFrom(text: string): AnyLinuxOperation[] {
  return text.split(";").map((call) => operationFrom(call.trim()));
}

function operationFrom(call: string): AnyLinuxOperation {
  const [op = "", task, ...words] = call.split(/\s+/);
  if (!isLinuxCall(op) || task === undefined || words.length > LINUX_CALLS[op].length)
    throw new SyntaxError(`"${call}" is not a call with its fields`);
  const fields = LINUX_CALLS[op].flatMap((name, index) => {
    const value = valueIn(words[index] ?? NONE, OTHERWISE[op]?.[name] ?? FIELDS[name]);
    return value === undefined ? [] : [[name, value]];
  });
  // It has the fields of its call; what they hold is up to whoever writes it, as in any operation in code.
  return { op, task: taskNumber(Number(task)), ...Object.fromEntries(fields) } as AnyLinuxOperation;
}

function valueIn(word: string, field: Field | undefined): unknown {
  if (field?.is === "kinds" || field?.is === "some of") {
    if (word !== NONE) return word.split(",");
    return field.isOptional ? undefined : [];
  }
  if (word === NONE) return undefined;
  return field?.is === "task" || field?.is === "number" ? Number(word) : word;
}
