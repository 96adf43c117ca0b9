/** What holds of every design, whatever it says: the laws that let one `apply` serve every way of running it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import { begin, eventsOf, goTo, perform, performAll, worldOf } from "../../src/history/history.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import { sameObservation } from "../../src/world/same-observation.ts";
import { anyRun } from "../arbitrary.ts";

describe.each(MODELS)("$name", (model) => {
  const runs = anyRun(model);

  test("under Immer and bare it comes to the same outcomes and the same world", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        const bare = model.initial(scope);
        const outcomes = operations.map((operation) => model.apply(bare, operation, scope));
        const history = performAll(begin(model, scope), operations);
        expect(eventsOf(history).map(({ outcome }) => outcome)).toEqual(outcomes);
        expect(JSON.stringify(worldOf(history))).toBe(JSON.stringify(bare));
      }),
    );
  });

  test("an operation that is refused leaves the world as it was", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        const world = model.initial(scope);
        for (const operation of operations) {
          const before = JSON.stringify(world);
          if (model.apply(world, operation, scope) !== "ok") expect(JSON.stringify(world)).toBe(before);
        }
      }),
    );
  });

  test("a world is plain data: its JSON is all of it, and it goes on from there", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        let copied = model.initial(scope);
        const kept = model.initial(scope);
        for (const operation of operations) {
          copied = JSON.parse(JSON.stringify(copied));
          expect(model.apply(copied, operation, scope)).toBe(model.apply(kept, operation, scope));
          expect(copied).toEqual(kept);
        }
      }),
    );
  });

  test("what a search tries is the same each time, and no two calls are alike", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        const world = model.initial(scope);
        for (const operation of operations) model.apply(world, operation, scope);
        const tried = operationsIn(model, world, scope).map((operation) => JSON.stringify(operation));
        expect(operationsIn(model, world, scope).map((operation) => JSON.stringify(operation))).toEqual(
          tried,
        );
        expect(new Set(tried).size).toBe(tried.length);
      }),
    );
  });

  test("what a search tries takes the fields that the design declares, no more and no fewer", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        const world = model.initial(scope);
        for (const operation of operations) model.apply(world, operation, scope);
        for (const operation of operationsIn(model, world, scope)) {
          expect(Object.keys(operation).sort()).toEqual(
            ["op", "task", ...(model.calls[operation.op] ?? [])].sort(),
          );
        }
      }),
    );
  });

  test("an observation is a picture of one moment", () => {
    fc.assert(
      fc.property(runs, ({ scope, operations }) => {
        const world = model.initial(scope);
        const pictures = operations.map((operation) => {
          model.apply(world, operation, scope);
          return { taken: model.observe(world, scope), again: model.observe(structuredClone(world), scope) };
        });
        for (const { taken, again } of pictures) expect(sameObservation(taken, again)).toBe(true);
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
