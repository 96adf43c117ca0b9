/**
 * The file of a saved search: a line of JSON, the header; then the sections, one after another, as they are in memory;
 * then a checksum of all that comes before it.
 */
import * as v from "valibot";
import type { Checkpoint } from "../../engine/search/checkpoint.ts";
import type { FairCalls } from "../../model/fairness.ts";
import { asymmetrySchema } from "./asymmetry-schema.ts";

export const SAVE_FORMAT = "nsmodel-search";
export const SAVE_VERSION = 5;

/** The sections, in the order of the file. */
export const SECTIONS = [
  "states",
  "notes",
  "bits",
  "pairs",
  "late",
  "frontier",
  "counts",
  "terminal",
  "breaches",
  "asymmetries",
] as const;

export const CHECKSUM = { algorithm: "sha256", bytes: 32 } as const;

/** How much is written or read at once. */
export const CHUNK_BYTES = 4 * 2 ** 20;

/** Upper bound on the length of a header. */
export const MAX_HEADER_BYTES = 2 ** 20;

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Which bounds there are is up to the design's domain: a save is read by the nsmodel that wrote it. */
const scope = v.record(v.string(), v.unknown());

function areFairCalls(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((strength) => strength === "weak" || strength === "strong");
}

/** Which search it is: `SearchIdentity`. */
export const searchSchema = v.strictObject({
  version: v.string(),
  model: v.string(),
  scope,
  properties: v.array(v.string()),
  symmetry: v.boolean(),
  depth: v.optional(wholeNumber),
  // Not a record of the library, which does not accept a call named "prototype".
  fair: v.optional(v.custom<FairCalls>(areFairCalls, "these are no fair calls")),
  files: v.array(v.strictObject({ file: v.string(), sha256: v.string() })),
});

/** Distinguishes a saved search of any version from any other file. */
export const saveFormatSchema = v.looseObject({ format: v.literal(SAVE_FORMAT), version: wholeNumber });

/** The header. */
export const saveHeaderSchema = v.strictObject({
  format: v.literal(SAVE_FORMAT),
  version: v.literal(SAVE_VERSION),
  /** The byte order, as Node names it. */
  byteOrder: v.picklist(["LE", "BE"]),
  search: searchSchema,
  /** See `SearchPart`. */
  part: v.strictObject({
    symmetry: v.boolean(),
    dataIndependence: v.boolean(),
    renaming: v.boolean(),
    hasLooked: v.boolean(),
    namesMatter: v.boolean(),
    properties: v.array(wholeNumber),
    found: v.array(asymmetrySchema),
  }),
  levels: v.array(wholeNumber),
  formsBefore: v.array(wholeNumber),
  forms: wholeNumber,
  bitWords: wholeNumber,
  /** The length of each section. */
  bytes: v.strictObject({
    states: wholeNumber,
    notes: wholeNumber,
    bits: wholeNumber,
    pairs: wholeNumber,
    late: wholeNumber,
    frontier: wholeNumber,
    counts: wholeNumber,
    terminal: wholeNumber,
    breaches: wholeNumber,
    asymmetries: wholeNumber,
  }),
});

export type Header = v.InferOutput<typeof saveHeaderSchema>;

/** The bytes of each section, in parts. They are not copied. */
export type Sections = Readonly<Record<(typeof SECTIONS)[number], readonly Uint8Array[]>>;

export function sectionsOf(checkpoint: Checkpoint): Sections {
  const { states, notes, bits, pairs, late, frontier } = checkpoint;
  const { counts, terminal, breaches, asymmetries } = checkpoint;
  return {
    states: states.map(bytesOf),
    notes: notes.map(bytesOf),
    bits: bits.map(bytesOf),
    pairs: pairs.map(bytesOf),
    late: late.map(bytesOf),
    frontier: frontier.map(bytesOf),
    counts: [bytesOf(counts)],
    terminal: [bytesOf(terminal)],
    breaches: [bytesOf(breaches)],
    asymmetries: [bytesOf(asymmetries)],
  };
}

/** How many bytes the states of a checkpoint take. */
export function bytesOfStates({ states, notes, bits, pairs, late, frontier }: Checkpoint): number {
  return [states, notes, bits, pairs, late, frontier].flat().reduce((sum, part) => sum + part.byteLength, 0);
}

/** The memory of an array of numbers, as bytes. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
