/** What holds for every design: the laws that let one `apply` serve every way of running it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import { CALL_LAWS } from "../../src/engine/laws/call-laws.ts";
import { worldLawsOf } from "../../src/engine/laws/world-laws.ts";
import { begin, eventsOf, goTo, perform, performAll, worldOf } from "../../src/history/history.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { Scope } from "../../src/model/scope.ts";
import { anyRunOf } from "../arbitrary.ts";
import { timesOf } from "../quick/quick.ts";

/** The worlds of a run, each with the call that follows it, except the last. */
function* worldsOf(model: Model, scope: Scope, operations: readonly Operation[]) {
  const world = model.initial(scope);
  let isInScope = true;
  for (const operation of operations) {
    yield { reached: { model, unfrozen: model, scope, world, isInScope }, operation };
    const tried = operationsIn(model, world, scope).map((one) => JSON.stringify(one));
    isInScope &&= tried.includes(JSON.stringify(operation));
    model.apply(world, operation, scope);
  }
  yield { reached: { model, unfrozen: model, scope, world, isInScope }, operation: undefined };
}

describe.each(MODELS)("$name", (model) => {
  const runs = anyRunOf(model, 25);

  test("every law of worlds and of calls holds", () => {
    const worldLaws = worldLawsOf(model.domain);
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        // All laws in each world: making the runs takes longer than checking most laws.
        for (const { reached, operation } of worldsOf(model, scope, operations)) {
          for (const { law, check } of worldLaws) expect(check(reached), law).toBe(undefined);
          if (operation === undefined) continue;
          for (const { law, check } of CALL_LAWS) expect(check(reached, operation), law).toBe(undefined);
        }
      }),
      { numRuns: timesOf(30) },
    );
  });

  test("under Immer and bare a whole run comes to the same outcomes and the same world", () => {
    fc.assert(
      fc.property(anyRunOf(model, 40), ({ scope, operations }) => {
        const bare = model.initial(scope);
        const outcomes = operations.map((operation) => model.apply(bare, operation, scope));
        const history = performAll(begin(model, scope), operations);
        expect(eventsOf(history).map(({ outcome }) => outcome)).toEqual(outcomes);
        expect(JSON.stringify(worldOf(history))).toBe(JSON.stringify(bare));
      }),
    );
  });

  test("walking back and forth comes to the same worlds; another event makes another branch", () => {
    fc.assert(
      fc.property(runs, fc.nat({ max: 50 }), ({ scope, operations }, back) => {
        const history = performAll(begin(model, scope), operations);
        const earlier = goTo(history, back);
        expect(worldOf(goTo(earlier, history.position))).toBe(worldOf(history));
        const replayed = performAll(begin(model, scope), operations.slice(0, back));
        expect(worldOf(earlier)).toEqual(worldOf(replayed));
        for (const operation of operations.slice(0, 1)) {
          const branch = perform(earlier, operation);
          expect(branch.moments.length).toBe(earlier.position + 1);
          expect(history.moments.length).toBe(operations.length);
        }
      }),
    );
  });
});
