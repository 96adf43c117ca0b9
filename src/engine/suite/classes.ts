/** Classes of calls: by what their fields say, and by where the caller stands. They do not depend on which number a task has. */
import type { Field } from "../../model/field.ts";
import { fieldOf } from "../../model/field-of.ts";
import type { Model } from "../../model/model.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { unreachable } from "../../model/unreachable.ts";
import { quote } from "../../text/quote.ts";

/** Finds the classes of calls in a world, each in words, such as "path is the caller's own". */
export function classesIn(
  model: Model,
  scope: Scope,
  world: object,
): (operation: Operation) => readonly string[] {
  const places = model.domain.observations.places(model.observe(world, scope));
  return (operation) => [
    ...(model.calls[operation.op] ?? []).flatMap((name) =>
      classesOfField(name, fieldOf(model, operation.op, name), operation),
    ),
    ...((places.get(operation.task)?.length ?? 0) > 1 ? ["the caller is below the top"] : []),
  ];
}

function classesOfField(name: string, field: Field, operation: Operation): string[] {
  const value = operation[name];
  if (value === undefined) return [];
  const given = field.isOptional ? [`${name} is given`] : [];
  return [...given, ...classesOfValue(name, field, value, operation.task)];
}

function classesOfValue(name: string, field: Field, value: unknown, caller: TaskNumber): string[] {
  switch (field.is) {
    case "path":
      return classesOfPath(name, String(value));
    case "task":
      return value === caller ? [`${name} is the caller`] : [];
    case "kinds":
    case "some of":
      return classesOfList(name, Array.isArray(value) ? value : []);
    case "name":
    case "number":
    case "one of":
      return [`${name} is ${typeof value === "string" ? quote(value) : String(value)}`];
    default:
      return unreachable(field);
  }
}

function classesOfPath(name: string, path: string): string[] {
  const levels = path.split("/").filter((part) => part !== "").length;
  if (levels === 0) return [`${name} is the caller's own`];
  return levels > 1 ? [`${name} goes down more than one level`] : [];
}

function classesOfList(name: string, values: readonly unknown[]): string[] {
  if (values.length === 0) return [`${name} names none`];
  return [
    ...values.map((value) => `${name} has ${String(value)}`),
    ...(values.length > 1 ? [`${name} names several`] : []),
  ];
}
