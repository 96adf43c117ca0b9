import { expect, test } from "vitest";
import { whyNotApplicable } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";

const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };
const graph = drawn({ 0: [] });

test("a property applies where the design shows what it needs and the scope has what it is about", () => {
  expect(whyNotApplicable(graph.never(0), graph.model, scope)).toBeUndefined();
});

test("it says which feature the design lacks", () => {
  const claim = { ...graph.never(0), needs: ["images", "levels"] as const };
  expect(whyNotApplicable(claim, graph.model, scope)).toBe("drawn has no images");
  expect(whyNotApplicable(claim, { ...graph.model, shows: ["images"] }, scope)).toBe("drawn has no levels");
  expect(whyNotApplicable(claim, { ...graph.model, shows: ["levels", "images"] }, scope)).toBeUndefined();
});

test("it says what the scope lacks", () => {
  const claim = {
    ...graph.never(0),
    outOfScope: ({ names }: { names: readonly string[] }) => (names.length === 0 ? "no names" : undefined),
  };
  expect(whyNotApplicable(claim, graph.model, scope)).toBe("no names");
  expect(whyNotApplicable(claim, graph.model, { ...scope, names: ["a"] })).toBeUndefined();
});
