import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { conformCommand } from "../../../src/cli/conform.ts";
import { againWords, type HowToConform, howToConform } from "../../../src/cli/kernel/how-to-conform.ts";

const all = fc.constantFrom(true, undefined);
const shard = fc.constantFrom({ number: 2, of: 3 }, { number: 1, of: 1 });
const length = fc.integer({ min: 1, max: 200 });
const how: fc.Arbitrary<HowToConform> = fc.oneof(
  fc.record(
    {
      histories: fc.constant("random" as const),
      runs: fc.integer({ min: 1, max: 5000 }),
      length,
      seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      all,
      shard,
    },
    { requiredKeys: ["histories", "runs", "length", "seed", "all"] },
  ),
  fc.record(
    {
      histories: fc.constant("every transition" as const),
      symmetry: fc.boolean(),
      length,
      depth: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
      all,
      shard,
    },
    { requiredKeys: ["histories", "symmetry", "length", "depth", "all"] },
  ),
);

/** The options that the words of a command line give. */
function read(words: readonly string[]) {
  const command = conformCommand().exitOverride();
  const { unknown, operands } = command.parseOptions([...words]);
  expect({ unknown, operands }).toEqual({ unknown: [], operands: [] });
  return command.opts();
}

test("the words behind Again ask for the same histories", () => {
  fc.assert(
    fc.property(how, fc.constantFrom("v1" as const, "v2" as const), (asked, hierarchy) => {
      const options = read(againWords(asked, hierarchy));
      expect(howToConform(nested, options)).toEqual(asked);
      expect(options.hierarchy).toBe(hierarchy);
    }),
  );
});

test("without a seed one is chosen, with one it is taken", () => {
  const asked = { runs: 1, length: 1 };
  expect(howToConform(nested, asked)).toMatchObject({ histories: "random", seed: expect.any(Number) });
  expect(howToConform(nested, { ...asked, seed: 9 })).toMatchObject({ seed: 9 });
});

test("a part of random histories wants a seed, which the others are to have too", () => {
  const asked = { runs: 1, length: 1, shard: { number: 1, of: 2 } };
  expect(() => howToConform(nested, asked)).toThrow(
    "--shard needs --seed: all parts must be of the same random histories.",
  );
  expect(howToConform(nested, { ...asked, seed: 4 })).toMatchObject({ seed: 4, shard: asked.shard });
  expect(howToConform(nested, { ...asked, exhaustive: true })).toMatchObject({ shard: asked.shard });
});
