import { quoted } from "../../text/printable.ts";
import { type ContainerObservation, type OwnState, withParts } from "./observation.ts";

/** Which fields of its own a design shows: of the rows of its tables, and of its world. */
export interface OwnFields {
  readonly tasks?: readonly string[];
  readonly nsproxies?: readonly string[];
  readonly containers?: readonly string[];
  readonly world?: readonly string[];
}

/** A world whose tables have rows by number, as far as own fields are looked for in it. */
type Tables = Readonly<Record<keyof Omit<OwnFields, "world">, unknown>> & Readonly<Record<string, unknown>>;

/** Shows, beside what a design shows of a world, what it has of its own there. */
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

/** In words, safe to print: "sealed, owner 2"; nothing where there is nothing to say. */
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

/** What is different between two rows of one thing: "sealed of /a is now true", each safe to print. */
export function ownChanges(what: string, was: OwnState | undefined, is: OwnState | undefined): string[] {
  return Object.entries(is ?? {})
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was?.[field]))
    .map(([field, value]) => `${quoted(field)} of ${what} is now ${valueInWords(value)}`);
}
