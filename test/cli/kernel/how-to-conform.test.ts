import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { conformCommand } from "../../../src/cli/conform.ts";
import { againWords, type HowToConform, howToConform } from "../../../src/cli/kernel/how-to-conform.ts";

const all = fc.constantFrom(true, undefined);
const length = fc.integer({ min: 1, max: 200 });
const how: fc.Arbitrary<HowToConform> = fc.oneof(
  fc.record({
    histories: fc.constant("random" as const),
    runs: fc.integer({ min: 1, max: 5000 }),
    length,
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    all,
  }),
  fc.record({
    histories: fc.constant("every transition" as const),
    symmetry: fc.boolean(),
    length,
    depth: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
    all,
  }),
);

/** What the options come to that words of a command line give. */
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
