/**
 * One form for pairs of worlds that differ only in numbers. A task has one number on both sides; each side numbers everything else
 * separately. So a pair is one world: each task has a row from each side, and the rest stands side by side.
 */
import { type RecordShape, record, type Shape, type TableShape, table } from "../../model/shape.ts";
import { codecOf } from "../codec/codec.ts";
import { layOut } from "../codec/layout.ts";
import { Canonicalizer } from "../symmetry/canonical.ts";
import { CALLERS, whyNotRenumbered } from "../symmetry/elements.ts";

/** Gives each pair of worlds with the same live tasks a text, which is the same exactly for pairs that differ only in numbers. */
export type JointForm = (first: object, second: object) => string;

/**
 * The joint form of two designs' worlds.
 *
 * @returns the form, or `undefined` if the shapes do not allow it: there is no table of tasks at the top, or something cannot be renumbered (see `elementsOf`)
 */
export function jointFormOf(first: Shape, second: Shape): JointForm | undefined {
  const [one, other] = [partsOf(first), partsOf(second)];
  if (one === undefined || other === undefined) return undefined;
  const largest = Math.max(one.tasks.largest, other.tasks.largest);
  const shape = record({
    tasks: table(CALLERS, largest, record({ first: one.row("first"), second: other.row("second") })),
    first: one.rest("first"),
    second: other.rest("second"),
  });
  const layout = layOut(shape);
  if (whyNotRenumbered(layout) !== undefined) return undefined; // pairs with different numbers are then different

  const codec = codecOf(shape, layout);
  const canonicalizer = new Canonicalizer(layout);
  const values = new Int32Array(layout.slots.length);
  const form = new Int32Array(layout.slots.length);
  return (firstWorld, secondWorld) => {
    const tasks = zipped(rowsOf(firstWorld, one.key), rowsOf(secondWorld, other.key));
    const [first, second] = [without(firstWorld, one.key), without(secondWorld, other.key)];
    codec.read({ tasks, first, second }, values);
    canonicalizer.form(values, form);
    return form.join();
  };
}

/** The table of tasks of a shape, and the rest of the shape, each with one side's sorts of number. */
function partsOf(shape: Shape) {
  if (shape.is !== "record") return undefined;
  const found = Object.entries(shape.fields).find(
    ([, field]) => field.is === "table" && field.of === CALLERS,
  );
  if (found === undefined) return undefined;
  const [key, tasks] = found;
  if (tasks.is !== "table") return undefined;
  const { [key]: _, ...rest } = shape.fields;
  return {
    key,
    tasks: tasks satisfies TableShape,
    row: (side: string) => renamed(tasks.row, side),
    rest: (side: string) => renamedFields(record(rest), side),
  };
}

/** A shape whose sorts of number, except for tasks, are those of one side. */
function renamed(shape: Shape, side: string): Shape {
  const sort = (name: string): string => (name === CALLERS ? name : `${side} ${name}`);
  switch (shape.is) {
    case "one of":
      return shape;
    case "reference":
      return { ...shape, to: sort(shape.to) };
    case "record":
      return renamedFields(shape, side);
    case "table":
      return { ...shape, of: sort(shape.of), row: renamed(shape.row, side) };
    case "list":
      return {
        ...shape,
        ...(shape.of !== undefined && { of: sort(shape.of) }),
        row: renamed(shape.row, side),
      };
    case "local":
      return { ...shape, part: renamed(shape.part, side) };
  }
}

function renamedFields({ fields }: RecordShape, side: string): RecordShape {
  return record(
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, renamed(field, side)])),
  );
}

function zipped(firsts: readonly unknown[], seconds: readonly unknown[]): unknown[] {
  return firsts.map((first, number) => (first == null ? null : { first, second: seconds[number] }));
}

function rowsOf(world: object, key: string): readonly unknown[] {
  const found: unknown = Object.entries(world).find(([name]) => name === key)?.[1];
  return Array.isArray(found) ? found : [];
}

function without(world: object, key: string): object {
  return Object.fromEntries(Object.entries(world).filter(([name]) => name !== key));
}
