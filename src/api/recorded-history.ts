import * as engine from "../engine/replay.ts";
import type { Entry } from "../history/entry.ts";
import * as files from "../history/read-history.ts";
import * as written from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { inWords, requireDesigns, requireOptions } from "./asked.ts";
import { listOf, requireEntry, requireRecordedHistory } from "./asked-of-history.ts";
import { lawfulModel, lawfulProperties } from "./lawful.ts";
import { requireScope } from "./scope.ts";

/**
 * Reads a history file (see docs/history-format.md). Every line is validated; nothing is run.
 *
 * @param models the designs that a file may name
 * @returns the history, or the first problem of the file
 * @throws {RangeError} if an option is unknown
 * @throws {TypeError} if `file` is not a `Uint8Array`, one of `models` is not a design, or an option is invalid
 */
export function readHistory(
  file: Uint8Array,
  models: readonly Model[],
  options: files.ReadOptions = {},
): files.ReadResult {
  if (!(file instanceof Uint8Array))
    throw new TypeError(
      `${inWords(file)} is not a Uint8Array: new TextEncoder().encode makes one from a string`,
    );
  requireDesigns(...listOf(models, "designs"));
  requireOptions(options, ["as", "properties"]);
  return files.readHistory(file, models, options);
}

/**
 * A history as the text of a file (see docs/history-format.md), each line ended by LF. `readHistory` can read it, provided that
 * its numbers and strings are ones that a history may hold: a string with a lone surrogate is not.
 *
 * @param about what the history is for, in words for people
 * @throws {RangeError} if the scope is not valid in the design's domain, or the design has no such operation
 * @throws {TypeError} if `model` is not a design, or an entry is invalid; the message says what is wrong
 */
export function writeHistory(model: Model, scope: Scope, entries: Iterable<Entry>, about?: string): string {
  requireDesigns(model);
  requireScope(model.domain, scope);
  const all = listOf(entries, "entries");
  for (const entry of all) requireEntry(model, scope, entry);
  if (about !== undefined && typeof about !== "string")
    throw new TypeError(`about: ${inWords(about)} is not a string`);
  return written.writeHistory(model, scope, all, about);
}

/**
 * Runs a history again in the design it was read for. After a difference it goes on in the design's own world.
 *
 * @throws {RangeError} if an option is unknown
 * @throws {TypeError} if `history` is none that `readHistory` returned, or an option is invalid
 * @throws {LawBroken} if the design or a property is the caller's own and breaks a law
 */
export function replay(history: files.RecordedHistory, options: engine.ReplayOptions = {}): engine.Replay {
  requireRecordedHistory(history);
  requireOptions(options, ["keep", "properties"]);
  const { properties = [], ...how } = options;
  lawfulModel(history.model);
  return engine.replay(history, { ...how, properties: lawfulProperties(properties, [history.model]) });
}
