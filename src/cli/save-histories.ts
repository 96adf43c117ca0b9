import { join } from "node:path";
import { writeHistory } from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { requireWritableFolder, writeOutput } from "./output-files.ts";

/** A file to be written. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes the history of each verdict that has one into a folder, as MODEL-PROPERTY.jsonl. The folder is made where it is
 * missing. A file there is replaced whole or not at all.
 *
 * @returns the files written
 * @throws {Problem} where the folder cannot be written
 */
export function saveHistories(
  folder: string,
  model: Model,
  scope: Scope,
  verdicts: readonly Verdict[],
): Promise<string[]> {
  const files = verdicts.flatMap(({ property, history }) =>
    history === undefined ? [] : historyFile(model, scope, property, history),
  );
  return saveFiles(folder, files);
}

/** A history as a file MODEL-NAME.jsonl. */
export function historyFile(model: Model, scope: Scope, name: string, events: readonly Event[]): NamedText {
  const entries = events.map((event) => ({ event }));
  return { name: `${model.name}-${name}.jsonl`, text: writeHistory(model, scope, entries) };
}

/** Writes files into a folder, as `saveHistories` does. */
export async function saveFiles(folder: string, files: readonly NamedText[]): Promise<string[]> {
  await requireWritableFolder(folder);
  const written: string[] = [];
  for (const { name, text } of files) {
    const file = join(folder, name);
    await writeOutput(file, text);
    written.push(file);
  }
  return written;
}
