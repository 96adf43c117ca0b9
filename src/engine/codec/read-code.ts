import {
  type Node,
  type OneOfNode,
  type RecordNode,
  type ReferenceNode,
  type RowsNode,
  slotsOf,
} from "./layout.ts";
import type { Field, Section } from "./sections.ts";

/**
 * Code that reads a section of `world` into the values `v`, compares them with the values `b`, and gathers in `d` whether any differ. It calls `notOfShape()` if
 * something is not of the shape, and uses `x`, `fields` and `places`.
 *
 * @param partOf the names of the records that are reused: their fields are counted elsewhere (see `Codec.hasDeclaredFieldsOnly`)
 */
export function readCode(
  { node, place }: Field,
  section: Section,
  partOf: ReadonlyMap<Node, string>,
): string {
  let names = 0;
  const newName = (): string => `x${names++}`;

  const read = (node: Node, from: string): string => {
    switch (node.is) {
      case "one of":
        return take(node.slot, placeAmong(node, from));
      case "reference":
        return readReference(node, from);
      case "record":
        return readRecord(node, from);
      case "rows":
        return readRows(node, from);
    }
  };

  const readRecord = (node: RecordNode, from: string): string => {
    const { fields } = node;
    const code = fields.map(([key, field]) => read(field, `${from}[${JSON.stringify(key)}]`));
    // An extra field would be lost, and the world treated as another one.
    const isOwn = `${from} === ${partOf.get(node)}`;
    return [`if (!(${isOwn}) && fields(${from}) !== ${fields.length}) notOfShape();`, ...code].join("\n");
  };

  const readReference = ({ slot, largest, instead }: ReferenceNode, from: string): string => {
    const x = newName();
    const number = `if (!(${x} >= 1 && ${x} <= ${largest} && ${x} === (${x} | 0))) notOfShape();`;
    const other = instead === undefined ? "" : `if (${x} === ${JSON.stringify(instead)}) ${x} = 0; else `;
    return `let ${x} = ${from}; ${other}${number} ${take(slot, x)}`;
  };

  const readRows = ({ rows, first }: RowsNode, from: string, only?: number): string => {
    const list = newName();
    const readRow = (index: number, { marker, node: rowNode }: RowsNode["rows"][number]): string => {
      const row = newName();
      const zeros = [marker, ...slotsOf(rowNode)].map((slot) => take(slot, "0"));
      const place = first + index;
      // In a table, null is a missing row. In a list it is not, and reading it as a row is an error.
      const none = first === 1 ? "null" : "undefined";
      return `const ${row} = ${list}.length > ${place} ? ${list}[${place}] : ${none};
if (${row} !== ${none}) {
${take(marker, "1")}
${read(rowNode, row)}
} else {
${zeros.join(" ")}
}`;
    };
    const code = rows.map((row, index) => (only === undefined || index === only ? readRow(index, row) : ""));
    return `const ${list} = ${from};
if (${list}.length > ${first + rows.length}) notOfShape();
${code.join("\n")}`;
  };

  return section.is === "row" ? readRows(section.rows, place, section.index) : read(node, place);
}

/** Takes the value of a slot, given as an expression. The old value is read first, as `b` and `v` may be the same. */
const take = (slot: number, value: string): string => `d |= b[${slot}] ^ (v[${slot}] = ${value});`;

/** Up to this many values are compared one after another; more are looked up in a map, as the parser recurses into nested conditions. */
const FEW = 16;

/** An expression for the index of a value among those that a slot allows. Those of a slot with many values are in `places` (see `placesOf`). */
function placeAmong({ values, slot }: OneOfNode, from: string): string {
  if (values.length > FEW) return `(places[${slot}].get(${from}) ?? notOfShape())`;
  const tests = values.map((value, index) => `x === ${JSON.stringify(value)} ? ${index} : `);
  return `(x = ${from}, ${tests.join("")}notOfShape())`;
}

/** For each slot with many values, the index of each value: what the reading code looks up in `places`. */
export function placesOf(root: Node): Map<unknown, number>[] {
  const places: Map<unknown, number>[] = [];
  const visit = (node: Node): void => {
    switch (node.is) {
      case "one of":
        if (node.values.length > FEW)
          places[node.slot] = new Map(node.values.map((value, index) => [value, index]));
        return;
      case "reference":
        return;
      case "record":
        for (const [, field] of node.fields) visit(field);
        return;
      case "rows":
        for (const row of node.rows) visit(row.node);
    }
  };
  visit(root);
  return places;
}
