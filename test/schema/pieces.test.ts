import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { LARGEST_NUMBER } from "../../src/model/numbers.ts";
import { byTask, isTask } from "../../src/schema/pieces.ts";

const schema = byTask(isTask, "no task");
const task = fc.integer({ min: 1, max: LARGEST_NUMBER });

test("something of each of some tasks is read as a map", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(task, task), { selector: ([key]) => key }), (pairs) => {
      expect(v.parse(schema, Object.fromEntries(pairs))).toEqual(new Map(pairs));
    }),
  );
});

test.each([
  [{ "01": 1 }, "not a task's number", "key"],
  [{ "1.0": 1 }, "not a task's number", "key"],
  [{ "0": 1 }, "not a task's number", "key"],
  [{ __proto__x: 1 }, "not a task's number", "key"],
  [{ "1": 0 }, "no task", "value"],
  [{ "1": 1, "2": "1" }, "no task", "value"],
  [[1], "not an object", undefined],
])("%j is refused where it is wrong", (written, message, origin) => {
  const result = v.safeParse(schema, written);
  expect(result.issues?.[0].message).toContain(message);
  expect(result.issues?.[0].path?.[0]?.origin).toBe(origin);
});
