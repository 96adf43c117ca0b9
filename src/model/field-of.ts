import type { Field } from "./field.ts";
import type { Model } from "./model.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Operation } from "./operation.ts";

/**
 * What a field of a call holds, as the design itself declares it, or otherwise its domain.
 *
 * @throws {Error} if neither does
 */
export function fieldOf({ name: design, calls, fields, domain }: Model, op: string, name: string): Field {
  const field = fields?.[name] ?? domain.callFields?.[op]?.[name] ?? domain.fields[name];
  if (field !== undefined) return field;
  const where = Object.hasOwn(calls, op) ? `its call ${op}` : "a call";
  throw new Error(
    `${design} has a field "${name}" in ${where} that is not declared: declare it in its own \`fields\``,
  );
}

/** An operation with its tasks renumbered: its caller, and each field that holds a task. */
export function withTasks(
  model: Model,
  operation: Operation,
  numberOf: (task: TaskNumber) => TaskNumber,
): Operation {
  const targets = (model.calls[operation.op] ?? []).filter(
    (name) => fieldOf(model, operation.op, name).is === "task",
  );
  // A field that holds a task holds its number.
  const renumbered = targets.map((name) => [name, numberOf(operation[name] as TaskNumber)]);
  return { ...operation, task: numberOf(operation.task), ...Object.fromEntries(renumbered) };
}

/** The path that an operation names, or `undefined` if it names none. */
export function pathIn(model: Model, operation: Operation): string | undefined {
  const name = model.calls[operation.op]?.find((one) => fieldOf(model, operation.op, one).is === "path");
  const path = name === undefined ? undefined : operation[name];
  return typeof path === "string" ? path : undefined;
}
