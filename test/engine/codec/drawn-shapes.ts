import fc, { type Arbitrary } from "fast-check";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut, type Row } from "../../../src/engine/codec/layout.ts";
import { list, local, oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

/** A layout and worlds of it. */
export interface Drawn {
  readonly layout: Layout;
  readonly all: readonly Values[];
}

type Edge = readonly [from: number, to: number];

/** Nodes that each refer to at most one node, and every world of them in which no reference is to a missing node. */
export function functions(nodes: number): Drawn {
  const row = record({ to: referenceOr(null, "node", nodes) });
  const layout = layOut(record({ nodes: table("node", nodes, row) }));
  return {
    layout,
    all: words(nodes, nodes + 2)
      .filter(isWhole)
      .map(functionOf),
  };
}

/** The worlds of `functions` in which no node is missing and each refers to one. */
export function maps(nodes: number): Drawn {
  const all = words(nodes, nodes).map((word) => functionOf(word.map((letter) => letter + 2)));
  return { layout: functions(nodes).layout, all };
}

/** Whether no node refers to a missing one. */
function isWhole(word: readonly number[]): boolean {
  return word.every((letter) => letter < 2 || word[letter - 2] !== 0);
}

/** Letter 0 stands for a missing node, 1 for one that refers to none, n + 1 for one that refers to node n. */
function functionOf(word: readonly number[]): Values {
  return Int32Array.from(word.flatMap((letter) => [Math.min(letter, 1), Math.max(letter - 1, 0)]));
}

/** Nodes that hold nothing, and edges between them that nothing refers to. */
export function edgesOf(nodes: number, edges: number) {
  const edge = record({ from: reference("node", nodes), to: reference("node", nodes) });
  const layout = layOut(
    record({ edges: table("edge", edges, edge), nodes: table("node", nodes, record({})), mark: oneOf(1, 2) }),
  );
  /** The graph with these edges, in both directions. */
  const of = (...drawn: readonly Edge[]): Values => {
    const both = drawn.flatMap(([from, to]) => [1, from, to, 1, to, from]);
    const missing = Array.from({ length: 3 * edges - both.length }, () => 0);
    return Int32Array.from([...both, ...missing, ...Array.from({ length: nodes }, () => 1), 0]);
  };
  return { layout, of };
}

/** Every graph with this number of nodes. */
export function graphs(nodes: number): Drawn {
  const pairs = words(2, nodes).flatMap(([from = 0, to = 0]): Edge[] =>
    from < to ? [[from + 1, to + 1]] : [],
  );
  const { layout, of } = edgesOf(nodes, 2 * pairs.length);
  const all = words(pairs.length, 2).map((word) => of(...pairs.filter((_, index) => word[index] === 1)));
  return { layout, all };
}

/** The squares of a four by four board, joined where a rook can move from one to the other. */
export function rookGraph(): Edge[] {
  return torus((x, y) => x === 0 || y === 0);
}

/** The other strongly regular graph with sixteen nodes, six neighbours each, two of them shared with any other node. */
export function shrikhandeGraph(): Edge[] {
  const steps = ["0 1", "1 0", "1 1", "0 3", "3 0", "3 3"];
  return torus((x, y) => steps.includes(`${x} ${y}`));
}

function torus(isStep: (x: number, y: number) => boolean): Edge[] {
  const places = words(2, 4);
  return places.flatMap(([x1 = 0, y1 = 0], one) =>
    places.flatMap(([x2 = 0, y2 = 0], other): Edge[] =>
      one < other && isStep((x2 - x1 + 4) % 4, (y2 - y1 + 4) % 4) ? [[one + 1, other + 1]] : [],
    ),
  );
}

/** All words of a length over an alphabet of `letters` letters, numbered from 0. */
function words(length: number, letters: number): number[][] {
  if (length === 0) return [[]];
  return words(length - 1, letters).flatMap((word) =>
    Array.from({ length: letters }, (_, letter) => [...word, letter]),
  );
}

/**
 * A layout with everything that a shape can have, and any of its worlds: references outside rows, lists in rows, a number without a
 * row, a fixed first row, rows that nothing refers to, and a part with its own numbers.
 */
export function motley(): { layout: Layout; any: Arbitrary<Values> } {
  const node = referenceOr(null, "node", 3);
  const free = referenceOr(null, "free", 2);
  const shape = record({
    top: node,
    marks: list(2, free),
    nodes: table("node", 3, record({ friends: list(2, node), name: oneOf("", "a"), free }), true),
    pairs: table("pair", 2, record({ one: node, free, kind: oneOf(0, 1) }), true),
    inner: local(record({ nodes: list(2, record({ next: referenceOr(null, "node", 2) }), "node") })),
  });
  const layout = layOut(shape);
  const drawn = layout.slots.map(({ largest }) => fc.integer({ min: 0, max: largest }));
  return { layout, any: fc.tuple(...drawn).map((values) => wholeOf(layout, Int32Array.from(values))) };
}

/** The values, with 0 for everything in a missing row. */
function wholeOf({ slots, rows }: Layout, values: Values): Values {
  const isThere = (row: Row | undefined): boolean => row === undefined || values[row.from] !== 0;
  return values.map((value, slot) => (isThere(rows[slots[slot]?.row ?? -1]) ? value : 0));
}
