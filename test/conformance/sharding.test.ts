/** The parts of a comparison play exactly the histories of the whole, none twice. No kernel is involved. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { Backend } from "../../src/conformance/backend.ts";
import type { ConformOptions } from "../../src/conformance/conform.ts";
import type { Shard } from "../../src/engine/shard.ts";
import { conformed, scopeOf } from "./conforming.ts";
import { standingIn } from "./standing-in.ts";

const SCOPE = { ...scopeOf(["uts"]), tasks: 2, containers: 2 };
const agreeing = standingIn(nested);

async function played(options: ConformOptions, shard?: Shard): Promise<string[]> {
  const histories: string[] = [];
  const noting: Backend = {
    play: (model, scope, operations, how) => {
      histories.push(JSON.stringify(operations));
      return agreeing.play(model, scope, operations, how);
    },
  };
  await conformed(noting, SCOPE, { ...options, shard });
  return histories;
}

test.each([
  ["random histories", { histories: "random", runs: 23, length: 5, seed: 3 }],
  ["every transition", { histories: "every transition", symmetry: true, length: 6 }],
] as const)("%s", async (_, options) => {
  const whole = (await played(options)).toSorted();
  expect(whole.length).toBeGreaterThan(5);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), async (of) => {
      const parts = Array.from({ length: of }, (_, index) => played(options, { number: index + 1, of }));
      expect((await Promise.all(parts)).flat().toSorted()).toEqual(whole);
    }),
    { numRuns: 5 },
  );
});
