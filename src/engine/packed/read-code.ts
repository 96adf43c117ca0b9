import { type Node, type ReferenceNode, type RowsNode, slotsOf } from "./layout.ts";

/**
 * Code that reads `world` into the values `v`, compares them with the values `b`, and gathers in `d` whether any differ. It calls
 * `misfit()` where something is not of the shape.
 */
export function readCode(root: Node): string {
  let names = 0;
  const newName = (): string => `x${names++}`;

  const read = (node: Node, from: string): string => {
    switch (node.is) {
      case "one of":
        return store(node.slot, placeAmong(node.values, from));
      case "reference":
        return readReference(node, from);
      case "record":
        return node.fields.map(([key, field]) => read(field, `${from}[${JSON.stringify(key)}]`)).join("\n");
      case "rows":
        return readRows(node, from);
    }
  };

  const readReference = ({ slot, largest, instead }: ReferenceNode, from: string): string => {
    const x = newName();
    const number = `if (!(${x} >= 1 && ${x} <= ${largest} && ${x} === (${x} | 0))) misfit();`;
    const other = instead === undefined ? "" : `if (${x} === ${JSON.stringify(instead)}) ${x} = 0; else `;
    return `let ${x} = ${from}; ${other}${number} ${store(slot, x)}`;
  };

  const readRows = ({ rows, first }: RowsNode, from: string): string => {
    const list = newName();
    const code = rows.map(({ marker, node }, index) => {
      const row = newName();
      const zeros = slotsOf(node).map((slot) => `v[${slot}] = 0;`);
      const place = first + index;
      // In a table null is a row that is not there. In a list it is none, and to read it as a row is an error.
      const none = first === 1 ? "null" : "undefined";
      return `const ${row} = ${list}.length > ${place} ? ${list}[${place}] : ${none};
if (${row} !== ${none}) {
${store(marker, "1")}
${read(node, row)}
} else {
${store(marker, "0")} ${zeros.join(" ")}
}`;
    });
    return `const ${list} = ${from};
if (${list}.length > ${first + rows.length}) misfit();
${code.join("\n")}`;
  };

  return read(root, "world");
}

/** The old value is read first, as `b` and `v` may be the same. */
function store(slot: number, value: string): string {
  return `d |= b[${slot}] ^ (v[${slot}] = ${value});`;
}

/** An expression for the place of a text, number or null among those that there can be. */
function placeAmong(values: readonly unknown[], from: string): string {
  const tests = values.map((value, index) => `x === ${JSON.stringify(value)} ? ${index} : `);
  return `(x = ${from}, ${tests.join("")}misfit())`;
}
