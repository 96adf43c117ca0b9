import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import { search } from "../../../src/engine/search.ts";
import { TransitionGraph } from "../../../src/engine/transition-graph.ts";
import { finish } from "../../../src/history/finish.ts";
import { graphToGraphml, graphToGraphviz } from "../../../src/report/export/state-graph.ts";

const small = { ...nested.domain.scopes.defaults.check, tasks: 2, containers: 3, images: 0 };

describe.each([
  ["nested", nested, small],
  ["linux", linux, { ...linux.domain.scopes.defaults.check, tasks: 1, kinds: ["uts", "user"] as const }],
])("%s", (_, model, scope) => {
  const graph = finish(TransitionGraph.inSteps(model, scope, true));
  const { worlds } = search(model, [], scope, { symmetry: true });

  test("every state is there, and is reached", () => {
    const nodes = [...graphToGraphml(model, graph).matchAll(/<node id="s(\d+)"\/>/g)].map(([, id]) =>
      Number(id),
    );
    expect(nodes).toEqual([...Array(worlds).keys()]);
    const reached = new Set([0]);
    for (const [, to] of graphToGraphviz(model, graph).matchAll(/ -> (\d+) /g)) reached.add(Number(to));
    expect(reached.size).toBe(worlds);
  });

  test("both formats have the same edges", () => {
    const ofGraphml = graphToGraphml(model, graph).match(/<edge /g);
    expect(graphToGraphviz(model, graph).match(/ -> /g)).toHaveLength(ofGraphml?.length ?? 0);
  });
});

test("an edge names all calls that lead there", () => {
  const graph = finish(TransitionGraph.inSteps(nested, { ...small, containers: 2 }, true));
  expect(graphToGraphviz(nested, graph)).toContain('1 -> 0 [label="exit(1)\\nexit(2)"];');
});

test("GraphML has no character that XML cannot hold", () => {
  const scope = { ...small, containers: 2, names: ["a\u0001<b"] };
  const text = graphToGraphml(nested, finish(TransitionGraph.inSteps(nested, scope, true)));
  expect(text).toContain("a\u{FFFD}&lt;b");
  expect(text).not.toContain("\u0001");
});
