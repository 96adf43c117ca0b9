import * as v from "valibot";
import type { Asymmetry } from "../../engine/symmetry-test/asymmetry.ts";
import { isErrno } from "../../model/errno.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";

const number = v.pipe(v.number(), v.safeInteger());

/** Which fields a call has is up to its design. */
const operation = v.pipe(
  v.looseObject({ op: v.string(), task: v.pipe(number, v.transform(taskNumber)) }),
  v.transform((read): Operation => read),
);

const outcome = v.pipe(
  v.string(),
  v.check((text) => text === "ok" || isErrno(text)),
  v.transform((text): Outcome => (text === "ok" || isErrno(text) ? text : "ok")),
);

const finding = ["no case", "holds", "broken"] as const;

const difference = v.variant("is", [
  v.strictObject({ is: v.literal("form") }),
  v.strictObject({ is: v.literal("throws") }),
  v.strictObject({ is: v.literal("no history") }),
  v.strictObject({ is: v.literal("answer"), of: v.string(), call: v.exactOptional(operation) }),
  v.strictObject({ is: v.literal("offer"), call: operation, isInFirst: v.boolean() }),
  v.strictObject({
    is: v.literal("outcome"),
    call: operation,
    outcome: outcome,
    other: outcome,
  }),
  v.strictObject({ is: v.literal("successor"), call: operation }),
  v.strictObject({
    is: v.literal("finding"),
    property: number,
    call: v.exactOptional(operation),
    finding: v.picklist(finding),
    other: v.picklist([...finding, "throws"]),
  }),
]);

/** What was found not to be symmetric, as it is stored in the header of a save: see `Asymmetry`. */
export const asymmetrySchema: v.GenericSchema<unknown, Asymmetry> = v.strictObject({
  property: v.exactOptional(v.string()),
  difference,
  exchanged: v.exactOptional(v.strictObject({ sort: v.string(), one: number, other: number })),
  history: v.exactOptional(v.array(operation)),
});
