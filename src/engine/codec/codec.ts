/**
 * Turns a world into a row of small whole numbers and back, by code made for its shape where that is allowed: walking over the shape
 * and testing at each place what stands there costs several times as much.
 */
import type { Shape } from "../../model/shape.ts";
import { compiled } from "./compiled.ts";
import { interpretedCode } from "./interpreted-codec.ts";
import { type Layout, layOut } from "./layout.ts";
import { fieldsOf, type LayoutCode, type Refuse, type Values } from "./layout-code.ts";
import { placesOf, readCode } from "./read-code.ts";
import type { Field, Section } from "./sections.ts";
import { touchedCode } from "./touched-code.ts";
import { whyNotOfShape } from "./why-not-of-shape.ts";
import { writeCode } from "./write-code.ts";

export type { Values };

/** Reads and writes the worlds of a shape. */
export interface Codec {
  readonly layout: Layout;
  /**
   * The one world that this codec writes into: its rows are made once and reused. Two worlds at a time take two codecs.
   */
  scratch(): object;
  /**
   * Checks every part of a world. Slow: for the first world of a search, and for tests of a design.
   *
   * @throws {Error} if the world is not of the shape, which is its author's mistake; the message names the place
   */
  check(world: object): void;
  /**
   * Writes the values of a world.
   *
   * @throws {Error} if a value, a row or a field has no place in the shape; the message names the place
   */
  read(world: object, values: Values): void;
  /**
   * Whether the records that the scratch world is made of have as many fields as the shape says. Extra fields would stay there, as records are
   * reused, so checking now and then is enough; counting a record's fields at every read would take as long as the read itself.
   */
  hasDeclaredFieldsOnly(): boolean;
  /** Like `read`, and returns whether the values differ from those before. */
  readChanged(world: object, before: Values, values: Values): boolean;
  /** Makes the scratch world the world of these values, whatever it was before. */
  write(values: Values, world: object): void;
  /**
   * Reads the scratch world after a call. Only what the call has touched is read, so a refusal takes little time.
   *
   * @param before the values that were written into the scratch world, by `write` or `restore`, before the call
   * @param after receives the values after it; may be left as it was if they are the same
   * @returns whether they differ
   * @throws {Error} if `read` would
   */
  readAfterCall(before: Values, after: Values): boolean;
  /** After `readAfterCall`, makes the scratch world that of the values before again. Only what the call has touched is written. */
  restore(before: Values): void;
}

/** Makes the codec of a shape. @param layout the shape's own, or one that allows more values */
export function codecOf(shape: Shape, layout: Layout = layOut(shape)): Codec {
  const check = (world: object): void => {
    const words = whyNotOfShape(shape, world);
    if (words !== undefined) throw new Error(`the shape of the world does not allow this: ${words}`);
  };
  const refuse: Refuse = (world, reason) => {
    check(world);
    throw reason; // a world of the shape is read without error, so the mistake is not the world's
  };
  const code = compiledCode(layout, refuse) ?? interpretedCode(layout, refuse);
  const { scratch, records, read, write, readAfterCall, restore } = code;
  return {
    layout,
    scratch: () => scratch,
    check,
    hasDeclaredFieldsOnly: () => records.every(([record, fields]) => fieldsOf(record) === fields),
    read(world, values) {
      read(world, values, values);
    },
    readChanged: read,
    write,
    readAfterCall,
    restore,
  };
}

/** @param refuse throws what is wrong with a world that could not be read */
function compiledCode({ root }: Layout, refuse: Refuse): LayoutCode | undefined {
  const { fields, parts, world, partOf, section, head } = writeCode(root);
  const records = [...partOf].flatMap(([node, part]) =>
    node.is === "record" ? [`[${part}, ${node.fields.length}]`] : [],
  );
  const ofFields = (code: (field: Field, index: number) => string): string => fields.map(code).join("\n");
  const ofSections = (code: (name: string, section: Section, field: Field) => string): string =>
    ofFields((field, index) =>
      field.sections.map((part, place) => code(`${index}_${place}`, part, field)).join("\n"),
    );
  return compiled(
    { refuse, places: placesOf(root), fields: fieldsOf },
    `const notOfShape = () => { throw new Error("a world that is not of its shape"); };
${parts}
${ofFields(
  (field, index) => `const touched${index} = (world, v) => { ${touchedCode(field, partOf)} };
const head${index} = (v, world) => { ${head(field)} };`,
)}
${ofSections(
  (name, part, field) => `const read${name} = (world, b, v) => { let d = 0, x;
${readCode(field, part, partOf)}
return d; };
const write${name} = (v, world) => {
${section(field, part)}
};`,
)}
const readTouched = (world, touched, b, v) => {
  let d = 0;
${ofSections((name, { bit }) => `if ((touched & ${bit}) !== 0) d |= read${name}(world, b, v);`)}
  return d !== 0;
};
const writeTouched = (v, touched, world) => {
${ofFields(
  (field, index) => `if ((touched & ${field.bits}) !== 0) {
head${index}(v, world);
${field.sections.map(({ bit }, place) => `if ((touched & ${bit}) !== 0) write${index}_${place}(v, world);`).join("\n")}
}`,
)}
};
let touched = 0;
return {
  scratch: ${world},
  records: [${records.join(", ")}],
  read(world, b, v) {
    try {
${root.is === "record" ? `if (world !== ${world} && fields(world) !== ${root.fields.length}) notOfShape();` : ""}
      return readTouched(world, ${ALL}, b, v);
    } catch (error) { refuse(world, error); }
  },
  write(v, world) { writeTouched(v, ${ALL}, world); },
  readAfterCall(b, v) {
    const world = ${world};
    touched = ${fields.map((_, index) => `touched${index}(world, b)`).join(" | ") || 0};
    if (touched === 0) return false;
    v.set(b);
    try {
      return readTouched(world, touched, b, v);
    } catch (error) { refuse(world, error); }
  },
  restore(b) { if (touched !== 0) writeTouched(b, touched, ${world}); },
};`,
  );
}

/** The bits of all sections. */
const ALL = -1;
