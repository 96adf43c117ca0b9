/**
 * Turns a world into a row of small whole numbers and back, by code made for its shape: a walk over the shape,
 * with a test at each place for what stands there, costs several times as much.
 */
import type { Shape } from "../../model/shape.ts";
import { type Layout, layOut } from "./layout.ts";
import { misfit } from "./misfit.ts";
import { placesOf, readCode } from "./read-code.ts";
import { writeCode } from "./write-code.ts";

/** The values of a world, one for each slot of its layout. */
export type Values = Int32Array;

/** Reads and writes the worlds of a shape. */
export interface Codec {
  readonly layout: Layout;
  /**
   * The one world of this codec to write into: its rows are made once and used again and again. Two worlds at a time take
   * two codecs.
   */
  scratch(): object;
  /**
   * Looks at every part of a world. Slow: for the first world of a search, and for tests of a design.
   *
   * @throws {Error} where the world is not of the shape, with the place: its author's mistake
   */
  check(world: object): void;
  /**
   * Writes the values of a world.
   *
   * @throws {Error} where a value, a row or a field has no place in the shape: with the place
   */
  read(world: object, values: Values): void;
  /**
   * Whether the records that the scratch world is made of have no more fields than the shape allows. They would stay there, as records are used
   * again; so it is enough to look now and then, and to count the fields of each record whenever it is read takes as long as to read it.
   */
  arePartsWhole(): boolean;
  /** As `read`, and tells whether the values are others than those before. */
  readChanged(world: object, before: Values, values: Values): boolean;
  /** Makes the scratch world the world of these values, whatever it was. */
  write(values: Values, world: object): void;
}

/** What the code that is made for a shape offers. */
interface Code {
  readonly scratch: object;
  /** The records that are written into, and how many fields each has. */
  readonly records: readonly (readonly [record: object, fields: number])[];
  read(world: object, before: Values, values: Values): boolean;
  write(values: Values, world: object): void;
}

/** Makes the codec of a shape. @param layout the shape's own, or one that allows more values */
export function codecOf(shape: Shape, layout: Layout = layOut(shape)): Codec {
  const check = (world: object): void => {
    const words = misfit(shape, world);
    if (words !== undefined) throw new Error(`the shape of the world does not allow this: ${words}`);
  };
  const refuse = (world: object, reason: unknown): never => {
    check(world);
    throw reason; // what is of the shape is read without error, so that the mistake is not the world's
  };
  const { scratch, records, read, write } = codeOf(layout, refuse);
  return {
    layout,
    scratch: () => scratch,
    check,
    arePartsWhole: () => records.every(([record, fields]) => fieldsOf(record) === fields),
    read(world, values) {
      read(world, values, values);
    },
    readChanged: read,
    write,
  };
}

function codeOf(layout: Layout, refuse: (world: object, reason: unknown) => never): Code {
  const { root } = layout;
  const { parts, world, partOf, body } = writeCode(root);
  const records = [...partOf].map(([{ fields }, part]) => `[${part}, ${fields.length}]`);
  const text = `"use strict";
const misfit = () => { throw new Error("a world that is not of its shape"); };
${parts}
return {
  scratch: ${world},
  records: [${records.join(", ")}],
  read(world, b, v) {
    let d = 0, x;
    try {
${readCode(root, partOf)}
    } catch (error) { refuse(world, error); }
    return d !== 0;
  },
  write(v, world) {
${body}
  },
};`;
  // The code is made here from a shape, and from nothing that anyone typed in.
  const make = new Function("refuse", "places", "fields", text) as (...given: unknown[]) => Code;
  return make(refuse, placesOf(root), fieldsOf);
}

function fieldsOf(record: object): number {
  let fields = 0;
  for (const _ in record) fields++;
  return fields;
}
