import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import { hostileKey } from "../hostile-fields.ts";
import { hostileForLaws } from "./choices.ts";

/** No small scope has a task with that number. */
const NOBODY = taskNumber(9999);

/** Each call of a design, by a task that is alive and by one that is not, with each kind of field that a search never gives. */
export function* hostileCalls(model: Model, world: object): Generator<Operation> {
  const { calls } = model;
  const hostile = hostileForLaws(model);
  const [first = NOBODY] = model.callers(world);
  for (const task of new Set([first, NOBODY])) {
    for (const [op, fields] of Object.entries(calls)) {
      for (const given of fields.length === 0 ? hostile.slice(0, 1) : hostile)
        yield {
          op,
          task,
          ...Object.fromEntries(fields.map((field) => [field, given[hostileKey(model, op, field)]])),
        };
    }
  }
}
