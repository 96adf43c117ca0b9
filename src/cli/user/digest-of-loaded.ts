import { createHash } from "node:crypto";
import { MODELS } from "../../catalogue.ts";
import { loadedFiles } from "./loaded-files.ts";

/**
 * What was loaded from the user's side, as one digest in hexadecimal digits, wherever the files are.
 *
 * @param names of the designs that ran
 * @returns nothing where all of these come with nsmodel: a configuration may have others loaded, which have no part in it then
 */
export function digestOfLoaded(names: readonly string[]): string | undefined {
  if (names.every((name) => MODELS.some((model) => model.name === name))) return undefined;
  const digests = loadedFiles().map(({ sha256 }) => sha256);
  if (digests.length === 0) return undefined;
  return createHash("sha256")
    .update([...new Set(digests)].sort().join("\n"))
    .digest("hex");
}
