import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pack, unpack } from "../../../src/cli/cluster/job-outcome.ts";
import { EXIT } from "../../../src/cli/problem.ts";

const outcome = fc.oneof(
  fc.record({ answer: fc.string() }),
  fc.record({
    problem: fc.record({
      message: fc.string(),
      hint: fc.option(fc.string(), { nil: undefined }),
      exitCode: fc.constantFrom(...Object.values(EXIT)),
    }),
  }),
);

test("what is packed is unpacked", () => {
  fc.assert(
    fc.property(outcome, (one) => {
      expect(unpack(pack(one))).toEqual(one);
    }),
  );
});

test("what nsmodel has not written is no outcome", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(unpack(bytes)).toBe(undefined);
    }),
  );
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(unpack(deflateSync(json))).toBe(undefined);
    }),
  );
  expect(unpack(deflateSync('{"problem":{"message":"a","exitCode":9}}'))).toBe(undefined);
});
