import fc, { type Arbitrary } from "fast-check";

type Bag = Record<string, unknown>;

/** Changes a world in place, as any code that is given one may. The result need not be of the shape. */
export type Edit = (world: object) => void;

/** Edits that take values, rows and whole parts from other places of the world, or from another world of the shape. */
export function anyEdits(donor: object): Arbitrary<Edit[]> {
  const pick = fc.nat({ max: 1000 });
  const edit = fc
    .tuple(fc.constantFrom(...EDITS), pick, pick, pick, fc.boolean())
    .map(([change, where, one, other, isOwn]): Edit => {
      return (world) => {
        const place = nth(partsOf(world), where);
        const from = nth(partsOf(isOwn ? world : structuredClone(donor)), one);
        // No part is put into itself: a world is plain data, without cycles.
        if (place !== undefined && !partsOf(from).includes(place)) change(place, from, other);
      };
    });
  return fc.array(edit, { maxLength: 4 });
}

type Part = Bag | unknown[];

/** Each changes a part, some with what another part holds. */
const EDITS: readonly ((part: Part, from: Part | undefined, number: number) => void)[] = [
  function takeAField(part, from, number) {
    if (Array.isArray(part) || Array.isArray(from) || from === undefined) return;
    const key = nth(
      Object.keys(part).filter((own) => Object.hasOwn(from, own)),
      number,
    );
    if (key !== undefined) part[key] = from[key];
  },
  function copyAField(part, _, number) {
    if (Array.isArray(part)) return;
    const key = nth(Object.keys(part), number);
    if (key !== undefined) part[key] = structuredClone(part[key]);
  },
  function deleteAField(part, _, number) {
    const key = nth(Object.keys(part), number);
    // Only `Codec.hasDeclaredFieldsOnly` notices that a field with nothing to read is gone.
    if (key !== undefined && key !== "0" && !isEmpty(Reflect.get(part, key)))
      Reflect.deleteProperty(part, key);
  },
  function assignAll(part, from) {
    if (!Array.isArray(part) && !Array.isArray(from))
      for (const key of Object.keys(part)) if (from && key in from) Object.assign(part, { [key]: from[key] });
  },
  function takeARow(part, from, number) {
    if (Array.isArray(part) && Array.isArray(from))
      part[1 + (number % part.length)] = nth(from.slice(1), number) ?? null;
  },
  function addARow(part, from, number) {
    if (Array.isArray(part) && Array.isArray(from)) part.push(nth(from, number) ?? null);
  },
  function dropTheLast(part) {
    if (Array.isArray(part) && part.length > 1) part.pop();
  },
  function spliceARow(part, _, number) {
    if (Array.isArray(part) && part.length > 1) part.splice(1 + (number % (part.length - 1)), 1);
  },
  function turnRowsRound(part) {
    if (Array.isArray(part)) part.push(...part.splice(1).reverse());
  },
  function fillWithOneRow(part, _, number) {
    if (Array.isArray(part)) part.fill(nth(part, number) ?? null, 1);
  },
  function sortRows(part) {
    if (!Array.isArray(part)) return;
    part.push(...part.splice(1).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)));
  },
  function spreadRows(part) {
    if (Array.isArray(part))
      for (const [index, row] of part.entries())
        if (row !== null && typeof row === "object") part[index] = { ...row };
  },
];

function isEmpty(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isEmpty)
  );
}

/** All records, tables and lists of a world, the world itself first. */
function partsOf(world: unknown): Part[] {
  if (typeof world !== "object" || world === null) return [];
  const part = world as Part; // plain data
  return [part, ...Object.values(part).flatMap(partsOf)];
}

function nth<One>(of: readonly One[], number: number): One | undefined {
  return of[number % of.length];
}
