/**
 * The file of a saved search: a line of JSON, the header; then the sections, one after another, as they stand in memory;
 * then a checksum of all that is before it.
 */
import * as v from "valibot";
import type { Snapshot } from "../../engine/parallel/snapshot.ts";
import { KINDS } from "../../model/kind.ts";
import { asymmetrySchema } from "./asymmetry-schema.ts";

export const FORMAT = "nsmodel-search";
export const VERSION = 3;

/** The sections, in the order in which they stand. */
export const SECTIONS = ["visited", "frontier", "counts", "finals", "breaches", "asymmetries"] as const;

export const CHECKSUM = { algorithm: "sha256", bytes: 32 } as const;

/** How much is written or read at once. */
export const CHUNK_BYTES = 4 * 2 ** 20;

/** No header is longer. */
export const MOST_HEADER_BYTES = 2 ** 20;

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const scope = v.strictObject({
  tasks: wholeNumber,
  containers: wholeNumber,
  kinds: v.array(v.picklist(KINDS)),
  names: v.array(v.string()),
  images: wholeNumber,
});

const search = v.strictObject({
  version: v.string(),
  model: v.string(),
  scope,
  properties: v.array(v.string()),
  symmetry: v.boolean(),
  exact: v.boolean(),
  depth: v.optional(wholeNumber),
  files: v.array(v.strictObject({ file: v.string(), sha256: v.string() })),
});

/** What tells a saved search of any version from any other file. */
export const formatSchema = v.looseObject({ format: v.literal(FORMAT), version: wholeNumber });

/** The header. */
export const headerSchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** The order of the bytes in a number, as Node names it. */
  byteOrder: v.picklist(["LE", "BE"]),
  search,
  /** See `SearchPart`. */
  part: v.strictObject({
    symmetry: v.boolean(),
    properties: v.array(wholeNumber),
    found: v.array(asymmetrySchema),
  }),
  levels: v.array(wholeNumber),
  entries: wholeNumber,
  /** The length of each section. */
  bytes: v.strictObject({
    visited: wholeNumber,
    frontier: wholeNumber,
    counts: wholeNumber,
    finals: wholeNumber,
    breaches: wholeNumber,
    asymmetries: wholeNumber,
  }),
});

export type Header = v.InferOutput<typeof headerSchema>;

/** The bytes of each section, in parts. They are not copied. */
export type Sections = Readonly<Record<(typeof SECTIONS)[number], readonly Uint8Array[]>>;

export function sectionsOf({ visited, frontier, counts, finals, breaches, asymmetries }: Snapshot): Sections {
  return {
    visited: visited.map(bytesOf),
    frontier: frontier.map(bytesOf),
    counts: [bytesOf(counts)],
    finals: [bytesOf(finals)],
    breaches: [bytesOf(breaches)],
    asymmetries: [bytesOf(asymmetries)],
  };
}

/** The memory of some numbers, as bytes. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
