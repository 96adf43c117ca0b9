import fc, { type Arbitrary } from "fast-check";
import type { Field } from "../../model/field.ts";
import type { Model } from "../../model/model.ts";
import { LARGEST_NUMBER, taskNumber } from "../../model/numbers.ts";
import type { Scope } from "../../model/scope.ts";
import { unreachable } from "../../model/unreachable.ts";
import type { Choice } from "../choice.ts";
import { type HostileFields, hostileKeys } from "../hostile-fields.ts";

const LARGEST_PLACE = 0xffff;

/** How many values that a search never gives are tried for each field. A few are enough: those of `simulate` take longer to make than all the runs. */
const FEW = 4;

/** Fields that a search never gives, for all calls of a design. */
export function hostileForLaws(model: Model): HostileFields[] {
  const fields = hostileKeys(model);
  return Array.from({ length: FEW }, (_, index) =>
    Object.fromEntries(fields.map(([key, , field]) => [key, valueFor(field, index)])),
  );
}

function valueFor(field: Field, index: number): unknown {
  const values = valuesFor(field);
  return values[index % values.length];
}

function valuesFor(field: Field): readonly unknown[] {
  switch (field.is) {
    case "path":
      return ["", "/no/such", "/..", "unnamed1/.."];
    case "name":
      return ["", ".", "a/b", "é"];
    case "number":
    case "task":
      return [1, 2, 9999, LARGEST_NUMBER];
    case "kinds":
      return [[], ["time"], ["mnt", "time"], ["uts"]];
    case "one of":
      return field.values;
    case "some of":
      return [[], field.values];
    default:
      return unreachable(field);
  }
}

/** Random choices of what a run does: mostly calls that a search tries, some with a hostile field, some by dead tasks. */
export function choicesForLaws(model: Model, scope: Scope, length: number): Arbitrary<Choice[]> {
  const op = fc.constantFrom(...Object.keys(model.calls));
  const place = fc.noBias(fc.nat({ max: LARGEST_PLACE }));
  const sensible = { op, caller: place, place };
  const hostile = fc.constantFrom(...hostileForLaws(model));
  const task = fc.integer({ min: 1, max: model.domain.scopes.mostTasks(scope) + 2 }).map(taskNumber);
  const choice: Arbitrary<Choice> = fc.oneof(
    { weight: 6, arbitrary: fc.record(sensible) },
    { weight: 1, arbitrary: fc.record({ ...sensible, field: fc.nat({ max: LARGEST_PLACE }), hostile }) },
    { weight: 1, arbitrary: fc.record({ op, task, hostile }) },
  );
  return fc.array(choice, { maxLength: length, size: "max" });
}
