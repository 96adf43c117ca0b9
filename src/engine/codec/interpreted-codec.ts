import { type Layout, type Node, slotsOf } from "./layout.ts";
import { fieldsOf, type LayoutCode, type Refuse, type Values } from "./layout-code.ts";

/** Reads and writes worlds by a walk over their layout: like the code made for it, but slower. */
export function interpretedCode({ root }: Layout, refuse: Refuse): LayoutCode {
  const scratch = {};
  const code: Omit<LayoutCode, "readAfterCall" | "restore"> = {
    scratch,
    records: [], // none is reused
    read(world, before, values) {
      let isOther = false;
      try {
        read(root, world, (slot, value) => {
          // The old value is read first, as both rows may be the same.
          if (before[slot] !== value) isOther = true;
          values[slot] = value;
        });
      } catch (error) {
        refuse(world, error);
      }
      return isOther;
    },
    write(values, world) {
      for (const key of Object.keys(world)) Reflect.deleteProperty(world, key);
      Object.assign(world, made(root, values));
    },
  };
  return {
    ...code,
    readAfterCall: (before, after) => code.read(scratch, before, after),
    restore: (before) => code.write(before, scratch),
  };
}

type Take = (slot: number, value: number) => void;

const notOfShape = () => new Error("a world that is not of its shape");

/** Reads a part of a world. @throws {Error} if it is not of the shape */
function read(node: Node, part: unknown, take: Take): void {
  switch (node.is) {
    case "one of": {
      const place = node.values.indexOf(part as string); // anything else is not found
      if (place === -1) throw notOfShape();
      take(node.slot, place);
      return;
    }
    case "reference": {
      if (node.instead !== undefined && part === node.instead) {
        take(node.slot, 0);
        return;
      }
      if (typeof part !== "number" || !Number.isInteger(part) || part < 1 || part > node.largest)
        throw notOfShape();
      take(node.slot, part);
      return;
    }
    case "record": {
      if (typeof part !== "object" || part === null || fieldsOf(part) !== node.fields.length)
        throw notOfShape();
      // A field that the record lacks reads as undefined, which no shape allows.
      for (const [key, field] of node.fields) read(field, (part as Record<string, unknown>)[key], take);
      return;
    }
    case "rows": {
      if (!Array.isArray(part) || part.length > node.first + node.rows.length) throw notOfShape();
      const none = node.first === 1 ? null : undefined;
      for (const [index, { marker, node: row }] of node.rows.entries()) {
        const place = node.first + index;
        const found: unknown = place < part.length ? part[place] : none;
        take(marker, found === none ? 0 : 1);
        if (found === none) for (const slot of slotsOf(row)) take(slot, 0);
        else read(row, found, take);
      }
    }
  }
}

/** Makes the part of a world that has these values. */
function made(node: Node, values: Values): unknown {
  switch (node.is) {
    case "one of":
      return node.values[values[node.slot] ?? 0];
    case "reference": {
      const value = values[node.slot] ?? 0;
      return value === 0 && node.instead !== undefined ? node.instead : value;
    }
    case "record":
      return Object.fromEntries(node.fields.map(([key, field]) => [key, made(field, values)]));
    case "rows": {
      const rows = node.rows.map(({ marker, node: row }) =>
        values[marker] === 0 ? null : made(row, values),
      );
      while (rows.length > 0 && rows.at(-1) === null) rows.pop();
      return node.first === 1 ? [null, ...rows] : rows;
    }
  }
}
