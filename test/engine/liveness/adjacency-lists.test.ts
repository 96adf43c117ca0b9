import fc from "fast-check";
import { expect, test } from "vitest";
import { AdjacencyLists } from "../../../src/engine/liveness/adjacency-lists.ts";

const edgesUpTo = (most: number) =>
  fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: 20 * most, size: "max" });
const anyNodes = fc.array(fc.record({ tasks: fc.nat(), edges: fc.oneof(edgesUpTo(3), edgesUpTo(40)) }));

test("each node has its tasks and its edges, in their order and each once", () => {
  fc.assert(
    fc.property(anyNodes, (added) => {
      const lists = new AdjacencyLists();
      for (const { tasks, edges } of added) {
        lists.addNode(tasks);
        for (const [to, label] of edges) lists.addEdge(to, label);
      }
      const { nodes, starts, targets, labelOf, tasks } = lists.whole();
      const found = Array.from({ length: nodes }, (_, node) => {
        const edges: string[] = [];
        for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++)
          edges.push([targets[edge], labelOf[edge]].join());
        return { tasks: tasks[node], edges };
      });
      expect(found).toEqual(
        added.map(({ tasks, edges }) => ({ tasks, edges: [...new Set(edges.map((edge) => edge.join()))] })),
      );
      expect(starts).toHaveLength(nodes + 1);
      expect(targets).toHaveLength(starts[nodes] ?? 0);
    }),
  );
});

test("a node has thousands of edges, each once", () => {
  const lists = new AdjacencyLists();
  for (const node of [1, 2]) {
    lists.addNode(node);
    for (const _ of ["new", "known"])
      for (let edge = 0; edge < 3000; edge++) lists.addEdge(edge % 60, Math.floor(edge / 60));
  }
  const { starts, targets, labelOf } = lists.whole();
  expect([starts[0], starts[1], starts[2]]).toEqual([0, 3000, 6000]);
  expect([targets[2999], labelOf[2999], targets[3000], labelOf[3000]]).toEqual([59, 49, 0, 0]);
});

test("what a graph takes grows by each node and by each edge that is another one", () => {
  const lists = new AdjacencyLists();
  const grown = (change: () => void): number => {
    const before = lists.bytes;
    change();
    return lists.bytes - before;
  };
  expect(lists.bytes).toBe(0);
  expect(grown(() => lists.addNode(1))).toBe(32);
  expect(grown(() => lists.addEdge(0, 0))).toBe(8);
  expect(grown(() => lists.addEdge(0, 0))).toBe(0);
  expect(grown(() => lists.addEdge(0, 1))).toBe(8);
});
