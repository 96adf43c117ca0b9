import { createHash } from "node:crypto";
import { MODELS } from "../../catalogue.ts";
import { loadedFiles } from "./loaded-files.ts";

/**
 * One digest of all the user's files that were loaded, in hexadecimal digits. It does not depend on where the files are.
 *
 * @param names of the designs that ran
 * @returns `undefined` if all of these come with nsmodel: others that a configuration has loaded do not matter then
 */
export function digestOfLoaded(names: readonly string[]): string | undefined {
  if (names.every((name) => MODELS.some((model) => model.name === name))) return undefined;
  const digests = loadedFiles().map(({ sha256 }) => sha256);
  if (digests.length === 0) return undefined;
  return createHash("sha256")
    .update([...new Set(digests)].sort().join("\n"))
    .digest("hex");
}
