import fc from "fast-check";
import { expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import { ERRNO_TEXTS, type Errno, type Errnos } from "../../src/model/errno.ts";
import { meaningOf, outcomesOf } from "../../src/model/outcome.ts";

/** Only a few, so that domain and design often have the same one. */
const errno = fc.constantFrom<Errno[]>("EPERM", "ENOENT", "ESRCH", "ERFKILL");
const errnos: fc.Arbitrary<Errnos> = fc.dictionary(errno, fc.string());

test("an outcome is ok or an errno of the domain or of the design, each once", () => {
  fc.assert(
    fc.property(errnos, errnos, (ofDomain, own) => {
      const outcomes = outcomesOf({ domain: { errnos: ofDomain }, errnos: own });
      expect(outcomes[0]).toBe("ok");
      expect(new Set(outcomes)).toEqual(new Set(["ok", ...Object.keys(ofDomain), ...Object.keys(own)]));
      expect(outcomes).toHaveLength(new Set(outcomes).size);
    }),
  );
});

test("an errno means what the design says, or else what its domain says, or errno(3)", () => {
  fc.assert(
    fc.property(errnos, errnos, errno, (ofDomain, own, asked) => {
      const meaning = meaningOf({ domain: { errnos: ofDomain }, errnos: own }, asked);
      expect(meaning).toBe(own[asked] ?? ofDomain[asked] ?? ERRNO_TEXTS[asked]);
    }),
  );
});

test.each(MODELS)("each errno of $name has a meaning, in a sentence without a full stop", (model) => {
  for (const outcome of outcomesOf(model)) {
    if (outcome === "ok") continue;
    expect(meaningOf(model, outcome)).toMatch(/^[^.]+[^. ]$/);
    expect(meaningOf(model, outcome)).not.toBe(ERRNO_TEXTS[outcome]);
  }
});

test("what an errno means for a call is what the refusals of that call are, as long as they are few", () => {
  const named = Object.fromEntries(
    ["a", "b", "c", "d"].map((name) => [name, { errno: "EPERM" as const, when: `it is ${name}` }]),
  );
  const declared = {
    domain: { errnos: { EPERM: "not permitted" } },
    rules: { named, of: { one: ["a"], two: ["a", "b", "a"], many: ["a", "b", "c", "d"], none: [] } },
  };
  expect(meaningOf(declared, "EPERM", "one")).toBe("it is a");
  expect(meaningOf(declared, "EPERM", "two")).toBe("it is a; or it is b");
  for (const op of ["many", "none", "unheard of", undefined])
    expect(meaningOf(declared, "EPERM", op)).toBe("not permitted");
});
