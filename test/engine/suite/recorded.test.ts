import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { carryOut } from "../../../src/engine/carry-out.ts";
import { replay } from "../../../src/engine/replay.ts";
import { recorded } from "../../../src/engine/suite/recorded.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { writeHistory } from "../../../src/history/write-history.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";

const scope: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };
const model: Model = nested;

/** Calls that numbers choose from those that can be tried; none once no task is alive. */
function chosen(numbers: readonly number[]): Operation[] {
  const world = model.initial(scope);
  return numbers.flatMap((number) => {
    const calls = operationsIn(model, world, scope);
    const call = calls[number % calls.length];
    if (call === undefined) return [];
    carryOut(model, world, call, scope);
    return [call];
  });
}

const numbers = fc.array(fc.nat(), { minLength: 1, maxLength: 8 });

test("what is recorded is so in the design, and says all that can be seen wherever that has changed", () => {
  fc.assert(
    fc.property(numbers, (choices) => {
      const operations = chosen(choices);
      const entries = recorded(model, scope, operations);
      expect(entries.flatMap((entry) => ("event" in entry ? [entry.event.operation] : []))).toEqual(
        operations,
      );
      const read = readHistory(Buffer.from(writeHistory(model, scope, entries)), [], { as: model });
      expect(read.ok && replay(read.history).count).toBe(0);

      const world = model.initial(scope);
      const pictureOf = () => model.domain.observations.picture(model.observe(world, scope), scope);
      let picture = pictureOf();
      const expected = operations.flatMap((operation, index) => {
        carryOut(model, world, operation, scope);
        const before = picture;
        picture = pictureOf();
        return picture !== before || index === operations.length - 1 ? ["event", "expectation"] : ["event"];
      });
      expect(entries.flatMap((entry) => Object.keys(entry))).toEqual(expected);
    }),
  );
});
