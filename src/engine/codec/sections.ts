import type { Node, RowsNode } from "./layout.ts";

/** A part of a world that is compared, read and written on its own: a field of the world, or one row of a table or list that is a field. */
export type Section = { readonly bit: number } & (
  | { readonly is: "whole" }
  | { readonly is: "row"; readonly rows: RowsNode; readonly index: number }
);

/** A field of a world. */
export interface Field {
  readonly node: Node;
  /** Code for its value in `world`. */
  readonly place: string;
  readonly sections: readonly Section[];
  /** The bits of all its sections. */
  readonly bits: number;
}

/** How many bits fit into a small integer. If there are more sections, several share a bit: what is true of one is treated as true of all. */
const BITS = 31;

/** The fields of the worlds of a layout, each divided into sections. */
export function fieldsIn(root: Node): Field[] {
  let count = 0;
  const bit = (): number => 2 ** (count++ % BITS);
  const fieldOf = (node: Node, place: string): Field => {
    const sections: Section[] =
      node.is === "rows" && node.rows.length > 0
        ? node.rows.map((_, index) => ({ is: "row", rows: node, index, bit: bit() }))
        : [{ is: "whole", bit: bit() }];
    return { node, place, sections, bits: sections.reduce((bits, section) => bits | section.bit, 0) };
  };
  if (root.is !== "record") return [fieldOf(root, "world")];
  return root.fields.map(([key, node]) => fieldOf(node, `world[${JSON.stringify(key)}]`));
}
