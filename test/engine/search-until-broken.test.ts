/** With `untilBroken` the result is exactly what is broken at the least depth. */
import { describe, expect, test } from "vitest";
import { search } from "../../src/engine/search.ts";
import type { Property } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";

//  0 -> 1 -> 2 -> 3 -> 4
const graph = drawn({ 0: [1], 1: [2], 2: [3], 3: [4], 4: [] });
const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };

function brokenBy(...properties: readonly Property[]): string[] {
  const { verdicts } = search(graph.model, properties, scope, { untilBroken: true });
  for (const { verdict, why } of verdicts)
    if (verdict !== "broken")
      expect([verdict, why]).toEqual(["not-decided", "the search stopped when a property was broken"]);
  return verdicts.flatMap(({ property, verdict, history }) =>
    verdict === "broken" ? [`${property} ${history?.length}`] : [],
  );
}

describe("a property on steps and one on worlds", () => {
  test("that are broken at the same depth are both decided", () => {
    expect(brokenBy(graph.neverStep(1, 2), graph.never(2))).toEqual(["never-1-to-2 2", "never-2 2"]);
  });

  test("of which the first is broken one level later is not reported", () => {
    expect(brokenBy(graph.neverStep(2, 3), graph.never(2))).toHaveLength(1);
    expect(brokenBy(graph.neverStep(1, 2), graph.never(3))).toHaveLength(1);
  });

  test("a property that is broken later, and one that holds, are not decided", () => {
    expect(brokenBy(graph.never(1), graph.never(4), graph.never(9))).toEqual(["never-1 1"]);
  });

  test("also in the first world", () => {
    expect(brokenBy(graph.neverStep(0, 1), graph.never(0))).toEqual(["never-0 0"]);
  });
});
