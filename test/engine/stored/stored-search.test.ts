/** A search whose states are in objects says what the one in memory says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { search } from "../../../src/engine/search.ts";
import { CONTAINER_MODELS, CONTAINER_PROPERTIES } from "../../container-models.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { drawCase } from "../drawn/found.ts";
import type { Looks } from "../drawn/rules.ts";
import { drawn } from "../drawn/tape.ts";
import { searchInStore, told } from "./searched-in-store.ts";

const KINDS = ["uts", "net", "ipc"] as const;

/** Scopes of up to some hundred worlds. */
const smallScope: fc.Arbitrary<ContainerScope> = fc
  .record({
    tasks: fc.integer({ min: 1, max: 3 }),
    containers: fc.integer({ min: 1, max: 3 }),
    kinds: fc.integer({ min: 1, max: 3 }).map((number) => KINDS.slice(0, number)),
    names: fc.subarray(["a", "b"], { maxLength: 2 }),
    images: fc.integer({ min: 0, max: 1 }),
  })
  .filter(({ tasks, kinds, names, images }) => tasks * kinds.length * (names.length + 1) * (images + 1) <= 6);

const how = fc.record(
  {
    symmetry: fc.boolean(),
    depth: fc.integer({ min: 0, max: 9 }),
    untilBroken: fc.boolean(),
  },
  { requiredKeys: ["symmetry"] },
);

test("worlds, levels, calls, cases, verdicts and histories are the same, of every design", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CONTAINER_MODELS), smallScope, how, async (model, scope, options) => {
      const all = { comparisons: "some", ...options } as const;
      const stored = await searchInStore(model, CONTAINER_PROPERTIES, scope, all);
      expect(told(stored)).toEqual(told(search(model, CONTAINER_PROPERTIES, scope, all)));
    }),
    { numRuns: 12 },
  );
});

test.each<Looks>(["at neither", "at values", "at numbers"])(
  "and of drawn designs that look %s",
  async (looks) => {
    await fc.assert(
      fc.asyncProperty(
        drawn((tape) => drawCase(tape, looks)),
        async ({ model, properties }) => {
          const options = { symmetry: true, depth: 4 };
          const stored = await searchInStore(model, properties, NO_SCOPE, options);
          expect(told(stored)).toEqual(told(search(model, properties, NO_SCOPE, options)));
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  },
);
