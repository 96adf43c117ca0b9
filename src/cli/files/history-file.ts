import { type RecordedHistory, readHistoryInSteps } from "../../history/read-history.ts";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";
import { printable } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { problemInWords } from "../format-problem.ts";
import { unlessInterrupted, untilInterrupted } from "../interruptible.ts";
import { knownModels } from "../named.ts";
import { Problem } from "../problem.ts";
import { withProgress } from "../progress.ts";
import { readNamedBytes } from "./read-bytes.ts";

/** Reads a history file; `undefined` if interrupted. @param asked says that it is to be interrupted. @throws {Problem} if it cannot be read, or is not a history */
export async function readHistoryFile(
  file: string,
  as: Model | undefined,
  properties: readonly Property[],
  asked: AbortSignal,
): Promise<RecordedHistory | undefined> {
  const bytes = await unlessInterrupted(readNamedBytes(file, asked), asked);
  if (bytes === undefined) return undefined;
  const reading = readHistoryInSteps(bytes, knownModels(), { as, properties });
  const result = await withProgress(
    untilInterrupted(reading, () => asked.aborted),
    ({ lines }) => `${counted(lines, "line")} read`,
  );
  if (result === undefined) return undefined;
  if (result.ok) return result.history;
  const { line, column } = result.problem;
  throw new Problem(`${printable(file)}:${line}:${column}: ${problemInWords(file, result.problem)}`);
}
