import { join } from "node:path";
import type { Entry } from "../history/entry.ts";
import type { Expectation } from "../history/expectation.ts";
import { writeHistory } from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { printable } from "../text/printable.ts";
import { holdsOtherThanHistory } from "./files/holds-other-than-history.ts";
import { requireWritableFolder, writeOutput } from "./files/output-files.ts";
import { Problem } from "./problem.ts";

/** A file to be written. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes the history of each verdict that has one into a folder, as MODEL-PROPERTY.jsonl. The folder is made if it is
 * missing. An existing history is replaced whole or not at all. Each file ends with what its property finds there.
 *
 * @returns the files written
 * @throws {Problem} if the folder cannot be written, or would lose a file that is not a history
 */
export function saveHistories(
  folder: string,
  model: Model,
  scope: Scope,
  verdicts: readonly Verdict[],
): Promise<string[]> {
  const files = verdicts.flatMap((verdict) =>
    verdict.history === undefined
      ? []
      : historyFile(model, scope, verdict.property, verdict.history, expectationOf(verdict), verdict.loop),
  );
  return saveFiles(folder, files);
}

/** What the property finds at the end of its history: a replay of the file fails once that is no longer so. */
function expectationOf({ property, verdict }: Verdict): Expectation {
  return { property, verdict: verdict === "broken" ? "broken" : "reached" };
}

/**
 * A history as a file MODEL-NAME.jsonl.
 *
 * @param expectation what holds at the end
 * @param loop after how many events a loop begins, if one does
 */
export function historyFile(
  model: Model,
  scope: Scope,
  name: string,
  events: readonly Event[],
  expectation?: Expectation,
  loop?: number,
): NamedText {
  const entries: Entry[] = events.map((event) => ({ event }));
  if (loop !== undefined) entries.splice(loop, 0, { loop: true });
  if (expectation !== undefined) entries.push({ expectation });
  return { name: `${model.name}-${name}.jsonl`, text: writeHistory(model, scope, entries) };
}

/** Writes files into a folder, as `saveHistories` does. */
export async function saveFiles(folder: string, files: readonly NamedText[]): Promise<string[]> {
  await requireWritableFolder(folder);
  const written: string[] = [];
  for (const { name, text } of files) {
    const file = join(folder, name);
    if (await holdsOtherThanHistory(file))
      throw new Problem(
        `${printable(file)} already exists and is not a history.`,
        "Move it, or name another folder.",
      );
    await writeOutput(file, text);
    written.push(file);
  }
  return written;
}
