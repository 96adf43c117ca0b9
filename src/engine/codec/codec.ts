/**
 * Turns a world into a row of small whole numbers and back, by code made for its shape where that is allowed: a walk over the shape,
 * with a test at each place for what stands there, costs several times as much.
 */
import type { Shape } from "../../model/shape.ts";
import { compiled } from "./compiled.ts";
import { interpretedCode } from "./interpreted-codec.ts";
import { type Layout, layOut } from "./layout.ts";
import { fieldsOf, type LayoutCode, type Refuse, type Values } from "./layout-code.ts";
import { placesOf, readCode } from "./read-code.ts";
import { whyNotOfShape } from "./why-not-of-shape.ts";
import { writeCode } from "./write-code.ts";

export type { Values };

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

/** Makes the codec of a shape. @param layout the shape's own, or one that allows more values */
export function codecOf(shape: Shape, layout: Layout = layOut(shape)): Codec {
  const check = (world: object): void => {
    const words = whyNotOfShape(shape, world);
    if (words !== undefined) throw new Error(`the shape of the world does not allow this: ${words}`);
  };
  const refuse: Refuse = (world, reason) => {
    check(world);
    throw reason; // what is of the shape is read without error, so that the mistake is not the world's
  };
  const { scratch, records, read, write } = compiledCode(layout, refuse) ?? interpretedCode(layout, refuse);
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

/** @param refuse throws what is wrong with a world that could not be read */
function compiledCode({ root }: Layout, refuse: Refuse): LayoutCode | undefined {
  const { parts, world, partOf, body } = writeCode(root);
  const records = [...partOf].map(([{ fields }, part]) => `[${part}, ${fields.length}]`);
  return compiled(
    { refuse, places: placesOf(root), fields: fieldsOf },
    `const notOfShape = () => { throw new Error("a world that is not of its shape"); };
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
};`,
  );
}
