import { describe, expect, test } from "vitest";
import { containerScopes } from "../../../src/domains/containers/scopes.ts";
import { BoundError } from "../../../src/model/domain-parts.ts";
import { lawsOfScopes } from "../laws-of-scopes.ts";

describe("the scopes of containers", () => lawsOfScopes(containerScopes));

const boundOf = (name: string) => {
  const bound = containerScopes.bounds.find((one) => one.name === name);
  if (bound === undefined) throw new Error(`no bound is called ${name}`);
  return bound;
};

test.each([
  ["kinds", "utz", "did you mean"],
  ["kinds", "uts,uts", "named twice"],
  ["names", "a,a", "named twice"],
  ["names", "a/b", "N1"],
  ["names", "..", "N1"],
  ["tasks", "0", "from 1"],
])("%s cannot be %j", (name, text, words) => {
  expect(() => boundOf(name).read(text)).toThrow(BoundError);
  expect(() => boundOf(name).read(text)).toThrow(new RegExp(words, "i"));
});

test("there may be no image, no name and no kind", () => {
  expect(boundOf("images").read("0")).toBe(0);
  expect([boundOf("names").read(""), boundOf("kinds").read("")]).toEqual([[], []]);
});
