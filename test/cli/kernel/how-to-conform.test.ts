import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { conformCommand } from "../../../src/cli/conform.ts";
import { againWords, howToConform } from "../../../src/cli/kernel/how-to-conform.ts";
import type { ConformOptions } from "../../../src/conformance/conform.ts";

const all = fc.constantFrom(true, undefined);
const length = fc.integer({ min: 1, max: 200 });
const how: fc.Arbitrary<ConformOptions> = fc.oneof(
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
      expect(howToConform(nested, options)).toEqual({ ...asked, seconds: undefined });
      expect(options.hierarchy).toBe(hierarchy);
    }),
  );
});

test("the time that it may take is not repeated", () => {
  const asked = { histories: "random", runs: 3, length: 4, seed: 5, seconds: 6 } as const;
  expect(againWords(asked, "v2")).toEqual(["--runs", "3", "--seed", "5", "--length", "4"]);
});

test("without a seed one is chosen, with one it is taken", () => {
  const asked = { runs: 1, length: 1 };
  expect(howToConform(nested, asked)).toMatchObject({ histories: "random", seed: expect.any(Number) });
  expect(howToConform(nested, { ...asked, seed: 9, time: 2 })).toMatchObject({ seed: 9, seconds: 2 });
});
