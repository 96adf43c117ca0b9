import fc, { type Arbitrary } from "fast-check";
import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { OperationFields } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { Choice } from "../choice.ts";

const LARGEST_PLACE = 0xffff;

/** Fields that a search never gives. A few of each kind do: those of `simulate` take longer to make than all the runs. */
export const HOSTILE: readonly OperationFields[] = [
  { path: "", name: "", image: "", kinds: [] },
  { path: "/no/such", name: ".", image: "nothing", kinds: ["time"] },
  { path: "/..", name: "a/b", image: "image9", kinds: ["mnt", "time"] },
  { path: "unnamed1/..", name: "é", image: "é", kinds: ["uts"] },
];

/** Random choices of what a run does: mostly calls that a search tries, some with a hostile field, some of dead tasks. */
export function choicesForLaws(model: Model, { tasks }: Scope, length: number): Arbitrary<Choice[]> {
  const op = fc.constantFrom(...Object.keys(model.calls));
  const place = fc.noBias(fc.nat({ max: LARGEST_PLACE }));
  const sensible = { op, caller: place, place };
  const hostile = fc.constantFrom(...HOSTILE);
  const task = fc.integer({ min: 1, max: tasks + 2 }).map(taskNumber);
  const choice: Arbitrary<Choice> = fc.oneof(
    { weight: 6, arbitrary: fc.record(sensible) },
    { weight: 1, arbitrary: fc.record({ ...sensible, field: fc.nat({ max: LARGEST_PLACE }), hostile }) },
    { weight: 1, arbitrary: fc.record({ op, task, hostile }) },
  );
  return fc.array(choice, { maxLength: length, size: "max" });
}
