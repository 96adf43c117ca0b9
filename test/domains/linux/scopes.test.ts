import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { linuxScopes } from "../../../src/domains/linux/scopes.ts";
import { BoundError } from "../../../src/model/domain-parts.ts";

const { bounds, defaults, forLaws, schema, written } = linuxScopes;
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
    for (const scope of all) expect(bound.inWords(scope)).toMatch(/\w/);
  });

  test.each(["-1", "x,y", "uts,uts"])("is not %s", (text) => {
    expect(() => bound.read(text)).toThrow(BoundError);
  });
});
