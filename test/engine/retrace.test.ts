import { expect, test } from "vitest";
import { retrace } from "../../src/engine/retrace.ts";
import { drawn } from "../drawn-graph.ts";

//  0 -> 1 -> 3 -> 4     0 -> 2 -> 3
const graph = drawn({ 0: [1, 2], 1: [3], 2: [3], 3: [4], 4: [] });
const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };

const way = (property: Parameters<typeof retrace>[2], length: number) =>
  retrace(graph.model, scope, property, length, false).events.map(({ operation }) => operation.path);

test("the first history in the order of calls is found", () => {
  expect(way(graph.never(3), 2)).toEqual(["1", "3"]);
  expect(way(graph.never(0), 0)).toEqual([]);
  expect(way(graph.neverStep(2, 3), 2)).toEqual(["2", "3"]);
  expect(way(graph.sometime(4), 3)).toEqual(["1", "3", "4"]);
});

test("what is broken, and the call that shows it, come with it", () => {
  expect(retrace(graph.model, scope, graph.canAlwaysGo(4, 0), 3, false)).toMatchObject({
    breach: { broken: "no way" },
    call: { operation: { op: "go", path: "0" }, outcome: "ENOENT" },
  });
});

test("a length that no history has means that the search was misled", () => {
  expect(() => way(graph.never(3), 1)).toThrow(/no history of 1 event/);
  expect(() => way(graph.neverStep(4, 0), 4)).toThrow(/no history of 4 events/);
});
