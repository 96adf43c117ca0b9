import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import * as v from "valibot";
import type { Checkpoint } from "../../engine/search/checkpoint.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  bytesOf,
  CHECKSUM,
  CHUNK_BYTES,
  type Header,
  MAX_HEADER_BYTES,
  SAVE_VERSION,
  SECTIONS,
  saveFormatSchema,
  saveHeaderSchema,
} from "./save-format.ts";
import type { SearchIdentity } from "./search-identity.ts";

/** A search as it was saved. */
export interface SavedSearch {
  readonly identity: SearchIdentity;
  readonly checkpoint: Checkpoint;
}

/** Thrown if a save is not as it was written. The message says what is wrong, as part of a sentence. */
export class DamagedSave extends Error {}

/**
 * Reads a save and makes sure that it is intact.
 *
 * @throws {DamagedSave} if it is not
 * @throws {Problem} if it may be intact, but cannot be used here
 */
export function readSave(path: string): SavedSearch {
  const file = openSync(path, "r");
  try {
    const size = fstatSync(file).size;
    const { header, length } = readHeader(file, path, size);
    const expected = SECTIONS.reduce((sum, section) => sum + header.bytes[section], length) + CHECKSUM.bytes;
    if (size !== expected) throw new DamagedSave(`it has ${size} bytes and should have ${expected}`);
    const sections = memoryFor(header, path);
    readSections(file, length, sections);
    return { identity: header.search, checkpoint: checkpointOf(header, sections) };
  } finally {
    closeSync(file);
  }
}

function readHeader(file: number, path: string, size: number): { header: Header; length: number } {
  const start = Buffer.alloc(Math.min(size, MAX_HEADER_BYTES));
  readAll(file, start, 0);
  const length = start.indexOf("\n") + 1;
  if (length === 0) throw new DamagedSave("its header is incomplete");
  const json = parse(start.toString("utf8", 0, length));
  const format = v.safeParse(saveFormatSchema, json);
  if (!format.success) throw new DamagedSave("it does not begin as a saved search does");
  if (format.output.version !== SAVE_VERSION) {
    throw new Problem(
      `${path} is a saved search of version ${format.output.version}; this nsmodel reads version ${SAVE_VERSION}.`,
      "Resume it with the version of nsmodel that saved it, or start again in another folder.",
    );
  }
  const header = v.safeParse(saveHeaderSchema, json);
  if (!header.success) throw new DamagedSave("its header is wrong");
  return { header: header.output, length };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DamagedSave("its header is not JSON");
  }
}

type WordSection = Exclude<(typeof SECTIONS)[number], "counts">;
type SectionMemory = Readonly<Record<WordSection, Int32Array>> & { readonly counts: Float64Array };

function memoryFor({ bytes }: Header, path: string): SectionMemory {
  const words = (section: WordSection) => new Int32Array(bytes[section] / Int32Array.BYTES_PER_ELEMENT);
  try {
    return {
      states: words("states"),
      notes: words("notes"),
      bits: words("bits"),
      pairs: words("pairs"),
      late: words("late"),
      frontier: words("frontier"),
      counts: new Float64Array(bytes.counts / Float64Array.BYTES_PER_ELEMENT),
      terminal: words("terminal"),
      breaches: words("breaches"),
      asymmetries: words("asymmetries"),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const needed = SECTIONS.reduce((sum, section) => sum + bytes[section], 0);
    throw new Problem(
      `${path} needs ${Math.ceil(needed / 2 ** 20)} MiB of memory, more than there is here.`,
      "Resume it on a machine with more memory.",
      EXIT.cannotHere,
    );
  }
}

/** Fills the sections and compares the checksum. */
function readSections(file: number, headerLength: number, sections: SectionMemory): void {
  const hash = createHash(CHECKSUM.algorithm);
  const header = new Uint8Array(headerLength);
  let at = 0;
  for (const part of [header, ...SECTIONS.map((section) => bytesOf(sections[section]))]) {
    readAll(file, part, at, (chunk) => hash.update(chunk));
    at += part.length;
  }
  const checksum = Buffer.alloc(CHECKSUM.bytes);
  readAll(file, checksum, at);
  if (!checksum.equals(hash.digest())) throw new DamagedSave("its checksum is wrong");
}

function readAll(
  file: number,
  into: Uint8Array,
  position: number,
  take: (chunk: Uint8Array) => void = () => undefined,
): void {
  for (let at = 0; at < into.length; ) {
    const length = Math.min(CHUNK_BYTES, into.length - at);
    const read = readSync(file, into, at, length, position + at);
    if (read === 0) throw new DamagedSave("it ends too early");
    take(into.subarray(at, at + read));
    at += read;
  }
}

function checkpointOf(
  { byteOrder, part, levels, formsBefore, forms, bitWords }: Header,
  sections: SectionMemory,
): Checkpoint {
  if (byteOrder !== endianness()) {
    throw new Problem(
      `The search was saved on a machine with another byte order (${byteOrder}).`,
      "Resume it on such a machine.",
      EXIT.cannotHere,
    );
  }
  const { states, notes, bits, pairs, late, frontier, ...others } = sections;
  return {
    part,
    levels,
    formsBefore,
    forms,
    bitWords,
    states: [states],
    notes: [notes],
    bits: [bits],
    pairs: [pairs],
    late: [late],
    frontier: [frontier],
    ...others,
  };
}
