import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Scope } from "../model/scope.ts";
import { type HostileFields, hostileKey } from "./hostile-fields.ts";

/**
 * What a random run does next, in terms that mean something in every world, so when events are removed from a run, those after
 * them still make sense. It is either a call that a search would try, perhaps with one of its fields made hostile, or a call that
 * may make no sense at all.
 */
export type Choice =
  | SensibleCall
  | (SensibleCall & { readonly field: number; readonly hostile: HostileFields })
  | { readonly op: string; readonly task: TaskNumber; readonly hostile: HostileFields };

/** A call that a search would try. Numbers start at 0 and wrap around after the last. */
export interface SensibleCall {
  readonly op: string;
  /** Which of the live tasks that could make such a call. */
  readonly caller: number;
  /** Which of the calls that this task could make. */
  readonly place: number;
}

/** The operation that a choice stands for in a world; `undefined` for a sensible call if no task is alive. */
export function operationOf(
  choice: Choice,
  model: Model,
  world: object,
  scope: Scope,
): Operation | undefined {
  if ("task" in choice) return withFields(model, choice, choice.hostile);
  const sensible = sensibleCall(choice, operationsIn(model, world, scope));
  if (sensible === undefined || !("hostile" in choice)) return sensible;
  // Only one field, so the checks before it let the call pass.
  const fields = model.calls[sensible.op] ?? [];
  const field = fields[choice.field % fields.length];
  return field === undefined
    ? sensible
    : { ...sensible, [field]: choice.hostile[hostileKey(model, sensible.op, field)] };
}

function withFields(model: Model, { op, task }: Operation, given: HostileFields): Operation {
  const fields = (model.calls[op] ?? []).flatMap((field) => {
    const value = given[hostileKey(model, op, field)];
    return value === undefined ? [] : [[field, value]];
  });
  return { op, task, ...Object.fromEntries(fields) };
}

/** A call of the operation, or of another if a search would try none of it (no name or image in scope). */
function sensibleCall(
  { op, caller, place }: SensibleCall,
  tried: readonly Operation[],
): Operation | undefined {
  const wanted = tried.filter((operation) => operation.op === op);
  const calls = [...byCaller(wanted.length > 0 ? wanted : tried).values()];
  const own = calls[caller % calls.length] ?? [];
  return own[place % own.length];
}

/** Groups calls by the task that makes them, keeping their order. */
export function byCaller(calls: readonly Operation[]): Map<TaskNumber, Operation[]> {
  return grouped(calls, ({ task }) => task);
}

/** Groups values by key, keeping their order. */
export function grouped<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
