/** Calls that no search tries, each hostile in one field, to reach refusals that sensible calls do not meet. */
import type { Field } from "../../model/field.ts";
import { fieldOf } from "../../model/field-of.ts";
import { KINDS } from "../../model/kind.ts";
import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { unreachable } from "../../model/unreachable.ts";
import { BAD_NAMES, LONG_NAMES } from "../hostile-fields.ts";

/** Variants of a call with one field at a time made hostile, the caller last. Those that no history may contain are left out. */
export function hostileCalls(model: Model, scope: Scope, operation: Operation): Operation[] {
  const absent = taskNumber(model.domain.scopes.mostTasks(scope) + 1);
  const calls = (model.calls[operation.op] ?? []).flatMap((name) =>
    hostileValues(model, fieldOf(model, operation.op, name), absent).map((value) => ({
      ...operation,
      [name]: value,
    })),
  );
  return [...calls, { ...operation, task: absent }].filter((call) => isAllowed(model, call));
}

function hostileValues(model: Model, field: Field, absent: number): readonly unknown[] {
  switch (field.is) {
    case "path":
      return ["/nothing", ""];
    case "name":
      return (model.domain.names.hostile ?? [...BAD_NAMES, ...LONG_NAMES, "nothing"]).filter(
        (name) => field.flaw?.(name) === undefined,
      );
    case "task":
      return [absent];
    case "kinds":
      return [[], ...KINDS.map((kind) => [kind])];
    case "one of":
      return field.values;
    case "some of":
      return [[], ...field.values.map((value) => [value])];
    case "number":
      return [];
    default:
      return unreachable(field);
  }
}

const isAllowed = ({ domain }: Model, operation: Operation): boolean =>
  domain.histories?.begin()({ operation, outcome: "ok" }) === undefined;
