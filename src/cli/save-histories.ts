import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { writeHistory } from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { EXIT, Problem } from "./problem.ts";

/**
 * Writes the history of each verdict that has one into a folder, as MODEL-PROPERTY.jsonl. The folder is made where it is
 * missing. A file there is replaced whole or not at all.
 *
 * @returns the files written
 * @throws {Problem} where the folder cannot be written
 */
export async function saveHistories(
  folder: string,
  model: Model,
  scope: Scope,
  verdicts: readonly Verdict[],
): Promise<string[]> {
  const files: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const { property, history } of verdicts) {
      if (history === undefined) continue;
      const file = join(folder, `${model.name}-${property}.jsonl`);
      await writeFileAtomic(
        file,
        writeHistory(
          model,
          scope,
          history.map((event) => ({ event })),
        ),
      );
      files.push(file);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Problem(`Cannot write histories into ${folder}: ${error.message}.`, undefined, EXIT.badRequest);
  }
  return files;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
