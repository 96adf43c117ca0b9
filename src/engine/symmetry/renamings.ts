import type { Values } from "../codec/codec.ts";
import type { Layout, Node, OneOfNode } from "../codec/layout.ts";

/** The most renamings used: of more names, only some are exchanged. */
const MAX_RENAMINGS = 24;

/**
 * The permutations of the names in a world: a third symmetry beside those of numbers and of opaque values (Ip and Dill's scalarsets, of texts). A name is
 * a value that a shape calls interchangeable.
 */
export class Renamings {
  /** How many there are besides the identity. They are numbered from 0. */
  readonly count: number;
  readonly #inverses: readonly number[];
  readonly #places: readonly Place[];
  /** For each renaming and each place, what each of its values becomes. */
  readonly #values: readonly (readonly Uint32Array[])[];

  constructor({ root }: Layout) {
    this.#places = placesOfNames(root, ALWAYS_THERE);
    const all = permutationsOf(interchangeableSets(this.#places));
    const renamings = all.filter((renaming) => [...renaming].some(([name, other]) => name !== other));
    this.count = renamings.length;
    this.#inverses = renamings.map((renaming) => renamings.findIndex((other) => areInverse(renaming, other)));
    this.#values = renamings.map((renaming) =>
      this.#places.map(({ node: { values } }) =>
        Uint32Array.from(values, (value) => values.indexOf(renaming.get(value) ?? value)),
      ),
    );
  }

  /** Renames in place. */
  apply(renaming: number, values: Values): void {
    const renamed = this.#values[renaming] ?? [];
    for (const [place, { node, marker }] of this.#places.entries()) {
      if (values[marker] === 0) continue;
      values[node.slot] = renamed[place]?.[values[node.slot] ?? 0] ?? 0;
    }
  }

  /** The inverse of a renaming. */
  inverseOf(renaming: number): number {
    return this.#inverses[renaming] ?? renaming;
  }
}

/** What each name becomes. Other values have no entry. */
type Renaming = ReadonlyMap<OneOfNode["values"][number], string>;

/** A value that can be a name, and the slot in which 0 says that its row is missing. */
interface Place {
  readonly node: OneOfNode;
  readonly marker: number;
}

/** A value in no row is always present: `values[-1]` is never 0. */
const ALWAYS_THERE = -1;

function placesOfNames(node: Node, marker: number): Place[] {
  switch (node.is) {
    case "one of":
      return node.interchangeable.length > 0 ? [{ node, marker }] : [];
    case "reference":
      return [];
    case "record":
      return node.fields.flatMap(([, field]) => placesOfNames(field, marker));
    case "rows":
      return node.rows.flatMap((row) => placesOfNames(row.node, row.marker));
  }
}

/** Sets of names of which any two can be exchanged: those that can stand in the same places. */
function interchangeableSets(places: readonly Place[]): string[][] {
  const namesAt = places.map(({ node }) => new Set(node.interchangeable));
  const byPlaces = new Map<string, string[]>();
  for (const name of new Set(namesAt.flatMap((names) => [...names]))) {
    const places = namesAt.map((names) => names.has(name)).join();
    byPlaces.set(places, [...(byPlaces.get(places) ?? []), name]);
  }
  return [...byPlaces.values()];
}

/** Every way to permute the names of all sets at once; if there are too many, only some of the names are permuted. */
function permutationsOf(sets: readonly string[][]): Renaming[] {
  let all: Renaming[] = [new Map()];
  for (const names of sets) {
    let own: string[][] = [[]];
    for (const [place, name] of names.entries()) {
      if (own.length * (place + 1) * all.length > MAX_RENAMINGS) break;
      own = own.flatMap((order) =>
        Array.from({ length: place + 1 }, (_, at) => [...order.slice(0, at), name, ...order.slice(at)]),
      );
    }
    const renamings = own.map((order) => order.map((name, place) => [names[place] ?? name, name] as const));
    all = all.flatMap((before) => renamings.map((pairs) => new Map([...before, ...pairs])));
  }
  return all;
}

function areInverse(one: Renaming, other: Renaming): boolean {
  return [...one].every(([from, to]) => other.get(to) === from);
}
