import { createHash } from "node:crypto";
import { endianness } from "node:os";
import * as v from "valibot";
import type { Checkpoint } from "../../engine/search/checkpoint.ts";
import { isSystemError, whyRefused } from "../files/system-error.ts";
import { Problem } from "../problem.ts";
import { DISK, type Disk } from "./disk.ts";
import {
  isFurther,
  newestIn,
  type Progress,
  progressInWords,
  savePath,
  savesIn,
  unfinishedIn,
  unfinishedPath,
} from "./save-folder.ts";
import {
  CHECKSUM,
  CHUNK_BYTES,
  SAVE_FORMAT,
  SAVE_VERSION,
  SECTIONS,
  saveHeaderSchema,
  sectionsOf,
} from "./save-format.ts";
import type { SearchIdentity } from "./search-identity.ts";

/**
 * Writes what a search knows into a folder, which is made if it is missing. From the first save on, the folder holds an intact
 * save at every moment: a new one is written next to the older one, flushed to the disk, and renamed; only then is the older one
 * removed. So for a while there has to be room for both.
 *
 * @throws {Problem} if it cannot be written; the older save is then intact
 */
export function saveSearch(
  folder: string,
  identity: SearchIdentity,
  checkpoint: Checkpoint,
  disk: Disk = DISK,
): void {
  const progress = progressOf(identity, checkpoint);
  try {
    disk.makeFolder(folder);
    for (const path of unfinishedIn(folder)) disk.remove(path);
    writeWhole(unfinishedPath(folder, progress), chunksOf(identity, checkpoint), disk);
    disk.rename(unfinishedPath(folder, progress), savePath(folder, progress));
    syncFolder(folder, disk);
    for (const older of savesIn(folder)) if (isFurther(progress, older)) disk.remove(older.path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Problem(
      `Cannot save the search at ${progressInWords(progress)} into ${folder}: ${whyRefused(error)}.`,
      whatIsLeft(folder),
    );
  }
}

/** How far a search has come when it is saved. */
export function progressOf({ symmetry }: SearchIdentity, { levels, part }: Checkpoint): Progress {
  const level = levels.length - 1;
  if (symmetry && !part.symmetry) return { beginning: "without symmetry", level };
  if (part.namesMatter) return { beginning: part.hasLooked ? "one by one, by name" : "by name", level };
  return { beginning: part.hasLooked ? "one by one" : "first", level };
}

function* chunksOf(identity: SearchIdentity, checkpoint: Checkpoint): Generator<Uint8Array> {
  const hash = createHash(CHECKSUM.algorithm);
  for (const part of partsOf(identity, checkpoint)) {
    for (let at = 0; at < part.length; at += CHUNK_BYTES) {
      const chunk = part.subarray(at, at + CHUNK_BYTES);
      hash.update(chunk);
      yield chunk;
    }
  }
  yield hash.digest();
}

function partsOf(identity: SearchIdentity, checkpoint: Checkpoint): Uint8Array[] {
  const sections = sectionsOf(checkpoint);
  const length = (section: (typeof SECTIONS)[number]) =>
    sections[section].reduce((sum, part) => sum + part.length, 0);
  // Parsed, so that no save is ever written that could not be read.
  const header = v.parse(saveHeaderSchema, {
    format: SAVE_FORMAT,
    version: SAVE_VERSION,
    byteOrder: endianness(),
    search: identity,
    part: checkpoint.part,
    levels: checkpoint.levels,
    formsBefore: checkpoint.formsBefore,
    forms: checkpoint.forms,
    bitWords: checkpoint.bitWords,
    bytes: Object.fromEntries(SECTIONS.map((section) => [section, length(section)])),
  });
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  return [line, ...SECTIONS.flatMap((section) => sections[section])];
}

/** Writes a file and flushes it to the disk, or removes what was written of it. */
function writeWhole(path: string, chunks: Iterable<Uint8Array>, disk: Disk): void {
  try {
    const file = disk.open(path, "wx");
    try {
      for (const chunk of chunks) writeAll(file, chunk, disk);
      disk.sync(file);
    } finally {
      disk.close(file);
    }
  } catch (error) {
    disk.remove(path);
    throw error;
  }
}

function writeAll(file: number, chunk: Uint8Array, disk: Disk): void {
  for (let at = 0; at < chunk.length; ) at += disk.write(file, chunk.subarray(at));
}

/** Flushes the directory to the disk: otherwise a loss of power could undo the renaming but not the removal. */
function syncFolder(folder: string, disk: Disk): void {
  const file = disk.open(folder, "r");
  try {
    disk.sync(file);
  } finally {
    disk.close(file);
  }
}

function whatIsLeft(folder: string): string {
  const newest = newestIn(folder);
  return newest === undefined
    ? "There is no older save there. Make room or use another folder."
    : `The save of ${progressInWords(newest)} there is intact: once this is fixed, --resume ${folder} continues from it.`;
}
