import type { Node, RecordNode, RowsNode } from "./layout.ts";
import { type Field, fieldsIn, type Section } from "./sections.ts";

/** Code that writes worlds. */
export interface WriteCode {
  readonly fields: readonly Field[];
  /** Declares the objects that worlds are made of, which are made once, and for each table and list a function `lengthOf…` of the values. */
  readonly parts: string;
  /** The name of the world among them. */
  readonly world: string;
  /** For each record, table and list, the name of the part that it is written into; for one of a few values, that of their list. */
  readonly partOf: ReadonlyMap<Node, string>;
  /**
   * Makes a section of `world` what the values `v` say. All of it is written, whatever was there: a design may have replaced the objects of `parts` by its
   * own, or moved them. `head` must come before the first row of a field.
   */
  section(field: Field, section: Section): string;
  /** Puts a field that is a table or list in its place, with as many rows as it has; empty for any other field. */
  head(field: Field): string;
}

/** Makes the code that writes the worlds of a layout. */
export function writeCode(root: Node): WriteCode {
  const partOf = new Map<Node, string>();
  const parts: string[] = [];
  const declare = (node: Node): void => {
    const part = `part${partOf.size}`;
    if (node.is === "reference") return;
    partOf.set(node, part);
    parts.push(`const ${part} = ${node.is === "one of" ? JSON.stringify(node.values) : emptyOf(node)};`);
    if (node.is === "record") for (const [, field] of node.fields) declare(field);
    if (node.is !== "rows") return;
    parts.push(lengthCode(node, part));
    for (const row of node.rows) declare(row.node);
  };
  declare(root);

  const write = (node: Node, place: string): string => {
    const part = partOf.get(node) ?? "";
    switch (node.is) {
      case "one of":
        return `${place} = ${part}[v[${node.slot}]];`;
      case "reference": {
        const value = `v[${node.slot}]`;
        const other = `${value} === 0 ? ${JSON.stringify(node.instead)} : ${value}`;
        return `${place} = ${node.instead === undefined ? value : other};`;
      }
      case "record":
        return [`${place} = ${part};`, ...fieldsOf(node, part)].join("\n");
      case "rows":
        return [writeList(node, place), ...node.rows.map((_, index) => writeRow(node, index))].join("\n");
    }
  };

  const fieldsOf = ({ fields }: RecordNode, part: string): string[] =>
    fields.map(([key, field]) => write(field, `${part}[${JSON.stringify(key)}]`));

  const writeList = (node: RowsNode, place: string): string => {
    const part = partOf.get(node) ?? "";
    return `${place} = ${part};
while (${part}.length > lengthOf${part}(v)) ${part}.pop();
while (${part}.length < lengthOf${part}(v)) ${part}.push(null);`;
  };

  const writeRow = (node: RowsNode, index: number): string => {
    const row = node.rows[index];
    if (row === undefined) throw new RangeError(`there is no row ${index}`);
    const [part, at] = [partOf.get(node) ?? "", node.first + index];
    return `if (v[${row.marker}] !== 0) {
${write(row.node, `${part}[${at}]`)}
} else if (${part}.length > ${at}) ${part}[${at}] = null;`;
  };

  return {
    fields: fieldsIn(root),
    parts: parts.join("\n"),
    world: partOf.get(root) ?? "",
    partOf,
    section: ({ node, place }, section) =>
      section.is === "row" ? writeRow(section.rows, section.index) : write(node, place),
    head: ({ node, place, sections }) =>
      node.is === "rows" && sections.some(({ is }) => is === "row") ? writeList(node, place) : "",
  };
}

/** A function for the length that a table or list has for some values. */
function lengthCode({ first, rows }: RowsNode, part: string): string {
  const tests = rows.map(({ marker }, index) => `if (v[${marker}] !== 0) return ${first + index + 1};`);
  return `const lengthOf${part} = (v) => { ${tests.reverse().join(" ")} return ${first}; };`;
}

/** An expression for an empty part. */
function emptyOf(node: Node): string {
  switch (node.is) {
    case "one of":
      return JSON.stringify(node.values[0] ?? null);
    case "reference":
      return node.instead === undefined ? "0" : JSON.stringify(node.instead);
    case "record":
      return `{ ${node.fields.map(([key, field]) => `${JSON.stringify(key)}: ${emptyOf(field)}`).join(", ")} }`;
    case "rows":
      return node.first === 1 ? "[null]" : "[]";
  }
}
