import type { Node, RecordNode, RowsNode } from "./layout.ts";

/** Code that writes worlds. */
export interface WriteCode {
  /** Declares the objects of which worlds are made. They are made once. */
  readonly parts: string;
  /** The name of the world among them. */
  readonly world: string;
  /** For each record of the layout the name of the part that it is written into. */
  readonly partOf: ReadonlyMap<RecordNode, string>;
  /**
   * Makes `world` what the values `v` say. All is written, whatever was there: to look first for what differs costs more than to
   * write it, and a design may have put objects of its own in the place of those of `parts`, or moved these.
   */
  readonly body: string;
}

/** Makes the code that writes the worlds of a layout. */
export function writeCode(root: Node): WriteCode {
  const parts: string[] = [];
  const partOf = new Map<RecordNode, string>();
  let names = 0;
  const newName = (): string => `part${names++}`;

  const addPart = (value: string): string => {
    const part = newName();
    parts.push(`const ${part} = ${value};`);
    return part;
  };

  const write = (node: Node, to: string): string => {
    switch (node.is) {
      case "one of":
        return `${to} = ${addPart(JSON.stringify(node.values))}[v[${node.slot}]];`;
      case "reference": {
        const value = `v[${node.slot}]`;
        const other = `${value} === 0 ? ${JSON.stringify(node.instead)} : ${value}`;
        return `${to} = ${node.instead === undefined ? value : other};`;
      }
      case "record":
        return writeRecord(node, to);
      case "rows":
        return writeRows(node, to);
    }
  };

  const writeRecord = ({ fields }: RecordNode, to: string): string => {
    const code = fields.map(([key, field]) => {
      return writePart(field, `${to}[${JSON.stringify(key)}]`);
    });
    return code.join("\n");
  };

  const writePart = (node: Node, place: string): string => {
    if (node.is === "one of" || node.is === "reference") return write(node, place);
    const part = addPart(emptyOf(node));
    if (node.is === "record") partOf.set(node, part);
    return `${place} = ${part};\n${write(node, part)}`;
  };

  const writeRows = ({ rows, first }: RowsNode, to: string): string => {
    const length = newName();
    const code = rows.map(({ marker, node }, index) => {
      const place = first + index;
      return `if (v[${marker}] !== 0) {
while (${to}.length < ${place}) ${to}.push(null);
${writePart(node, `${to}[${place}]`)}
${length} = ${place + 1};
} else if (${to}.length > ${place}) ${to}[${place}] = null;`;
    });
    return `let ${length} = ${first};
${code.join("\n")}
while (${to}.length > ${length}) ${to}.pop();`;
  };

  const world = addPart(emptyOf(root));
  if (root.is === "record") partOf.set(root, world);
  const body = write(root, "world");
  return { parts: parts.join("\n"), world, partOf, body };
}

/** An expression for the part with nothing in it. */
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
