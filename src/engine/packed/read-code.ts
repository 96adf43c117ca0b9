import {
  type Node,
  type OneOfNode,
  type RecordNode,
  type ReferenceNode,
  type RowsNode,
  slotsOf,
} from "./layout.ts";
import type { WordPlaces } from "./word-places.ts";

/** What the code does with the values that it reads. */
export interface Sink {
  /** Code that takes the value of a slot, given as an expression. */
  take(slot: number, value: string): string;
  /** Code that takes 0 for a slot. */
  takeZero(slot: number): string;
}

/** Takes the values into `v`, compares them with the values `b`, and gathers in `d` whether any differ. */
export const INTO_VALUES: Sink = {
  // The old value is read first, as `b` and `v` may be the same.
  take: (slot, value) => `d |= b[${slot}] ^ (v[${slot}] = ${value});`,
  takeZero: (slot) => `d |= b[${slot}] ^ (v[${slot}] = 0);`,
};

/** Gathers the values in words `w0`, `w1` and so on, which begin as 0. */
export function intoWords({ places }: WordPlaces): Sink {
  return {
    take(slot, value) {
      const place = places[slot];
      if (place === undefined) throw new RangeError(`there is no slot ${slot}`);
      return `w${place.word} |= (${value}) << ${place.shift};`;
    },
    takeZero: () => "",
  };
}

/** Code that reads `world`. It calls `misfit()` where something is not of the shape, and uses `x`, `fields` and `places`. */
export function readCode(root: Node, sink: Sink): string {
  let names = 0;
  const newName = (): string => `x${names++}`;

  const read = (node: Node, from: string): string => {
    switch (node.is) {
      case "one of":
        return sink.take(node.slot, placeAmong(node, from));
      case "reference":
        return readReference(node, from);
      case "record":
        return readRecord(node, from);
      case "rows":
        return readRows(node, from);
    }
  };

  const readRecord = ({ fields }: RecordNode, from: string): string => {
    const code = fields.map(([key, field]) => read(field, `${from}[${JSON.stringify(key)}]`));
    // A field that is not packed would be lost, and the world taken for another.
    return [`if (fields(${from}) !== ${fields.length}) misfit();`, ...code].join("\n");
  };

  const readReference = ({ slot, largest, instead }: ReferenceNode, from: string): string => {
    const x = newName();
    const number = `if (!(${x} >= 1 && ${x} <= ${largest} && ${x} === (${x} | 0))) misfit();`;
    const other = instead === undefined ? "" : `if (${x} === ${JSON.stringify(instead)}) ${x} = 0; else `;
    return `let ${x} = ${from}; ${other}${number} ${sink.take(slot, x)}`;
  };

  const readRows = ({ rows, first }: RowsNode, from: string): string => {
    const list = newName();
    const code = rows.map(({ marker, node }, index) => {
      const row = newName();
      const zeros = [marker, ...slotsOf(node)].map((slot) => sink.takeZero(slot));
      const place = first + index;
      // In a table null is a row that is not there. In a list it is none, and to read it as a row is an error.
      const none = first === 1 ? "null" : "undefined";
      return `const ${row} = ${list}.length > ${place} ? ${list}[${place}] : ${none};
if (${row} !== ${none}) {
${sink.take(marker, "1")}
${read(node, row)}
} else {
${zeros.join(" ")}
}`;
    });
    return `const ${list} = ${from};
if (${list}.length > ${first + rows.length}) misfit();
${code.join("\n")}`;
  };

  return read(root, "world");
}

/** Up to so many values are told apart one after another; more are looked up, for nested conditions are a recursion of the parser. */
const FEW = 16;

/** An expression for the place of a text, number or null among those that there can be. `placesOf(slot)` has the others. */
function placeAmong({ values, slot }: OneOfNode, from: string): string {
  if (values.length > FEW) return `(places[${slot}].get(${from}) ?? misfit())`;
  const tests = values.map((value, index) => `x === ${JSON.stringify(value)} ? ${index} : `);
  return `(x = ${from}, ${tests.join("")}misfit())`;
}

/** For each slot of one of many values the place of each: what the code that reads looks up in `places`. */
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
