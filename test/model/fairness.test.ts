import fc from "fast-check";
import { expect, test } from "vitest";
import { fairTogether } from "../../src/model/fairness.ts";

const fairCalls = fc.dictionary(
  fc.constantFrom("exit", "fork", "__proto__", "constructor"),
  fc.constantFrom("weak", "strong"),
);

test("together some take for granted all that one of them does, each call as strongly as one does", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fairCalls, { nil: undefined })), (all) => {
      const together = new Map(Object.entries(fairTogether(...all)));
      const given = all.flatMap((fair = {}) => Object.entries(fair));
      expect(new Set(together.keys())).toEqual(new Set(given.map(([call]) => call)));
      for (const [call, strength] of together) {
        const isStrong = given.some(([own, strong]) => own === call && strong === "strong");
        expect(strength).toBe(isStrong ? "strong" : "weak");
      }
    }),
  );
});
