import type { Node, RowsNode } from "./layout.ts";
import type { Field } from "./sections.ts";

/**
 * Code that returns the bits of the sections of a field of `world` that are no longer as they were written for the values `v`: a value differs, or an object is not the one
 * that was written into. That one must be put back even if the other holds the same.
 *
 * @param partOf the names of the objects that are written into, and of lists of values
 */
export function touchedCode(
  { node, place, sections, bits }: Field,
  partOf: ReadonlyMap<Node, string>,
): string {
  if (node.is !== "rows" || node.rows.length === 0)
    return `return ${sameCode(node, place, partOf)} ? 0 : ${bits};`;
  const rows = sections.map(
    (section, index) => `if (!${sameRow(node, index, partOf)}) touched |= ${section.bit};`,
  );
  return `if (!(${sameLength(node, place, partOf)})) return ${bits};
let touched = 0;
${rows.join("\n")}
return touched;`;
}

/** An expression for whether a part is as it was written. */
function sameCode(node: Node, place: string, partOf: ReadonlyMap<Node, string>): string {
  const part = partOf.get(node);
  switch (node.is) {
    case "one of":
      return `(${place} === ${part}[v[${node.slot}]])`;
    case "reference": {
      const value = `v[${node.slot}]`;
      if (node.instead === undefined) return `(${place} === ${value})`;
      return `(${place} === (${value} === 0 ? ${JSON.stringify(node.instead)} : ${value}))`;
    }
    case "record": {
      const fields = node.fields.map(([key, field]) =>
        sameCode(field, `${part}[${JSON.stringify(key)}]`, partOf),
      );
      return `(${[`${place} === ${part}`, ...fields].join(" && ")})`;
    }
    case "rows": {
      const rows = node.rows.map((_, index) => sameRow(node, index, partOf));
      return `(${[sameLength(node, place, partOf), ...rows].join(" && ")})`;
    }
  }
}

/** Whether a table or list is the one that was written into, and as long as it was. */
function sameLength(node: RowsNode, place: string, partOf: ReadonlyMap<Node, string>): string {
  const part = partOf.get(node);
  return `${place} === ${part} && ${part}.length === lengthOf${part}(v)`;
}

/** Whether a row is as it was written, in a table or list that is as long as it was. */
function sameRow(node: RowsNode, index: number, partOf: ReadonlyMap<Node, string>): string {
  const row = node.rows[index];
  if (row === undefined) throw new RangeError(`there is no row ${index}`);
  const [part, at] = [partOf.get(node), node.first + index];
  const none = `(${at} >= ${part}.length || ${part}[${at}] === null)`;
  return `(v[${row.marker}] !== 0 ? ${sameCode(row.node, `${part}[${at}]`, partOf)} : ${none})`;
}
