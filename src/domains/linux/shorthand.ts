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

/** For none of a list, or none of what may be left out. */
const NONE = "-";
const OTHERWISE: Readonly<Partial<Record<LinuxCall, Fields>>> = LINUX_CALL_FIELDS;
const FIELDS: Fields = LINUX_FIELDS;

/**
 * Reads calls with semicolons between them: of each its name, its caller, and its fields in order, with commas in lists and `-` for none. What may be
 * left out may be missing at the end.
 *
 * @throws {SyntaxError} where one is no call; what its fields hold is not looked at
 */
export function operationsFrom(text: string): AnyLinuxOperation[] {
  return text.split(";").map((call) => operationFrom(call.trim()));
}

function operationFrom(call: string): AnyLinuxOperation {
  const [op = "", task, ...words] = call.split(/\s+/);
  if (!isLinuxCall(op) || task === undefined || words.length > LINUX_CALLS[op].length)
    throw new SyntaxError(`"${call}" is no call with its fields`);
  const fields = LINUX_CALLS[op].flatMap((name, index) => {
    const value = valueIn(words[index] ?? NONE, OTHERWISE[op]?.[name] ?? FIELDS[name]);
    return value === undefined ? [] : [[name, value]];
  });
  // Of the fields of its call; what they hold is whoever writes it answerable for, as of any operation in code.
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
