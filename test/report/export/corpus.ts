import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MODELS, PROPERTIES } from "../../../src/catalogue.ts";
import { type RecordedHistory, readHistory } from "../../../src/history/read-history.ts";

const folder = join(import.meta.dirname, "../../histories");

/** Histories of both domains, by file. */
export const CORPUS: readonly (readonly [string, RecordedHistory])[] = [
  folder,
  join(folder, "linux"),
].flatMap((place) =>
  readdirSync(place)
    .filter((file) => file.endsWith(".jsonl"))
    .map((file) => [file, recorded(readFileSync(join(place, file)))] as const),
);

/** Reads a history from the bytes of a file. */
export function recorded(bytes: Uint8Array): RecordedHistory {
  const read = readHistory(bytes, MODELS, { properties: PROPERTIES });
  if (!read.ok) throw new Error(`${read.problem.line}: ${read.problem.message}`);
  return read.history;
}

/** A history of the corpus, by file. */
export function fromCorpus(name: string): RecordedHistory {
  const found = CORPUS.find(([file]) => file === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found[1];
}
