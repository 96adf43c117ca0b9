import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { BoundError, type Scopes } from "../../src/model/domain-parts.ts";
import type { Scope } from "../../src/model/scope.ts";

/** Tests that the scopes of every domain pass. */
export function lawsOfScopes<S extends Scope>({
  bounds,
  defaults,
  forLaws,
  schema,
  written,
}: Scopes<S>): void {
  const all = [...Object.values(defaults), ...forLaws];

  test.each(all)("%j is read as it is written", (scope) => {
    expect(v.parse(schema, JSON.parse(JSON.stringify(written(scope))))).toEqual(scope);
  });

  describe.each(bounds)("$name", (bound) => {
    test("is read as it is written", () => {
      for (const scope of all) {
        const text = bound.written(scope);
        if (text !== undefined) expect(String(bound.read(text))).toBe(text);
      }
    });

    test("is said in words", () => {
      for (const scope of all) {
        const words = bound.inWords(scope);
        // A bound that only some designs have may have no words.
        if (words === undefined) expect(bound.needs).toBeDefined();
        else expect(words).toMatch(/\w/);
      }
    });

    test("is as large as it is made", () => {
      for (const scope of all)
        if (bound.number !== undefined) expect(bound.number.of(bound.number.with(scope, 7))).toBe(7);
    });
  });

  test.each(bounds.filter(({ number }) => number !== undefined))("$name is a whole number", ({ read }) => {
    for (const text of ["-1", "1.5", "x", "", "1e3", String(2 ** 31)])
      expect(() => read(text)).toThrow(BoundError);
  });
}
