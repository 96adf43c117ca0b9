import type { Shape } from "../../model/shape.ts";
import { choicesInWords } from "../../text/one-of.ts";
import { quoted } from "../../text/printable.ts";
import { quote } from "../../text/quote.ts";
import { type ContainerObservation, type OwnState, withParts } from "./observation.ts";

/** The fields of its own that a design shows: of the rows of its tables, and of its world. */
export interface OwnFields {
  readonly tasks?: readonly string[];
  readonly nsproxies?: readonly string[];
  readonly containers?: readonly string[];
  readonly world?: readonly string[];
}

/**
 * What is wrong with the names of own fields, in a sentence without a full stop; `undefined` if worlds of these shapes have them all.
 *
 * @param shapes of the design's worlds in several scopes, since some fields exist only in some scopes
 */
export function flawOfOwn(own: OwnFields, shapes: readonly Shape[]): string | undefined {
  for (const [place, names] of Object.entries<readonly string[]>(own as Required<OwnFields>)) {
    const known = shapes.flatMap((shape) => fieldsAt(shape, place));
    // What is not a record may have any field.
    const unknown = known.includes(undefined) ? undefined : names.find((name) => !known.includes(name));
    if (unknown === undefined) continue;
    const of = place === "world" ? "the world" : `rows of ${place}`;
    const all = [...new Set(known.filter((name) => name !== undefined))];
    return `\`own\` names ${quote(unknown)}, which is not a field of ${of}${choicesInWords(unknown, all)}`;
  }
  return undefined;
}

/** The fields of a world, or of the rows of one of its tables, by name; a single `undefined` if the shape does not tell. */
function fieldsAt(world: Shape, place: string): readonly (string | undefined)[] {
  if (place === "world") return fieldsOf(world);
  const table = world.is === "record" ? world.fields[place] : undefined;
  return table?.is === "table" || table?.is === "list" ? fieldsOf(table.row) : [undefined];
}

const fieldsOf = (shape: Shape): readonly (string | undefined)[] =>
  shape.is === "record" ? Object.keys(shape.fields) : [undefined];

/** A world as far as own fields are looked for in it: its tables have rows by number. */
type Tables = Readonly<Record<keyof Omit<OwnFields, "world">, unknown>> & Readonly<Record<string, unknown>>;

/** Adds a design's own fields to what it shows of a world. */
export function withOwnState(
  shown: ContainerObservation,
  world: object,
  { tasks = [], nsproxies = [], containers = [], world: ofWorld = [] }: OwnFields,
): ContainerObservation {
  const tables: Partial<Tables> = { ...world };
  return withParts(shown, {
    tasks: withOwn(shown.tasks, tables.tasks, tasks),
    nsproxies: withOwn(shown.nsproxies, tables.nsproxies, nsproxies),
    containers: withOwn(shown.containers, tables.containers, containers),
    ...(ofWorld.length > 0 && { own: picked(tables, ofWorld) }),
  });
}

function withOwn<N extends number, Row extends object>(
  shown: ReadonlyMap<N, Row>,
  table: unknown,
  fields: readonly string[],
): ReadonlyMap<N, Row> {
  if (fields.length === 0 || !Array.isArray(table)) return shown;
  return new Map([...shown].map(([number, row]) => [number, { ...row, own: picked(table[number], fields) }]));
}

/** Copies of some fields: what is shown does not change when the world does. */
function picked(row: unknown, fields: readonly string[]): OwnState {
  const found = new Map<string, unknown>(typeof row === "object" && row !== null ? Object.entries(row) : []);
  return Object.fromEntries(fields.map((field) => [field, structuredClone(found.get(field) ?? null)]));
}

/** In words, safe to print: "sealed, owner 2"; empty if there is nothing to say. */
export function ownInWords(own: OwnState | undefined): string {
  return Object.entries(own ?? {})
    .flatMap(([field, value]) => {
      if (value === false || value === null) return [];
      return value === true ? [quoted(field)] : [`${quoted(field)} ${valueInWords(value)}`];
    })
    .join(", ");
}

function valueInWords(value: unknown): string {
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

/** How the own fields of one thing have changed, each change in words that are safe to print: "sealed of /a is now true". */
export function ownChanges(what: string, was: OwnState | undefined, is: OwnState | undefined): string[] {
  return Object.entries(is ?? {})
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was?.[field]))
    .map(([field, value]) => `${quoted(field)} of ${what} is now ${valueInWords(value)}`);
}
