import type { Transition, TransitionGraph } from "../../engine/transition-graph.ts";
import type { Model } from "../../model/model.ts";
import { xml } from "../xml.ts";
import { graphvizText } from "./diagrams.ts";

/** An edge of a state graph: all calls that lead from one state to another. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly calls: readonly string[];
}

/** The state graph of a scope for Graphviz. Calls that change nothing are left out. */
export function graphToGraphviz(model: Model, graph: TransitionGraph): string {
  const lines = [
    `digraph ${graphvizText(model.name, "\\n")} {`,
    "  node [shape=circle];",
    "  0 [shape=doublecircle];",
  ];
  for (const { from, to, calls } of edgesOf(model, graph))
    lines.push(`  ${from} -> ${to} [label=${graphvizText(calls.join("\n"), "\\n")}];`);
  return `${[...lines, "}"].join("\n")}\n`;
}

/** The state graph of a scope as GraphML (graphml.graphdrawing.org). Calls that change nothing are left out. */
export function graphToGraphml(model: Model, graph: TransitionGraph): string {
  const nodes = graph.transitions.map((_, node) => `    <node id="s${node}"/>`);
  const edges = edgesOf(model, graph).map(
    ({ from, to, calls }) =>
      `    <edge source="s${from}" target="s${to}"><data key="calls">${xml(calls.join("\n"))}</data></edge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '  <key id="calls" for="edge" attr.name="calls" attr.type="string"/>',
    `  <graph id="${xml(model.name)}" edgedefault="directed">`,
    ...nodes,
    ...edges,
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

function edgesOf(model: Model, { transitions }: TransitionGraph): Edge[] {
  return transitions.flatMap((leaving, from) => {
    const byTarget = new Map<number, Transition[]>();
    for (const transition of leaving) {
      const { to } = transition;
      if (to !== from) byTarget.set(to, [...(byTarget.get(to) ?? []), transition]);
    }
    return [...byTarget].map(([to, edges]) => ({
      from,
      to,
      calls: edges.map((edge) => callInWords(model, edge)),
    }));
  });
}

/** A call as it would be written in C: `setns(1, /a)`. If it was refused half-done, the errno follows. */
function callInWords({ calls }: Model, { operation, outcome }: Transition): string {
  const given = (calls[operation.op] ?? []).flatMap((field) => operation[field] ?? []);
  const call = `${operation.op}(${[operation.task, ...given].join(", ")})`;
  return outcome === "ok" ? call : `${call} = ${outcome}`;
}
