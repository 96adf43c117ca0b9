import { createHash } from "node:crypto";
import { loadedFiles } from "./loaded-files.ts";

/** What was loaded from the user's side, as one digest in hexadecimal digits, wherever the files are; nothing where nothing was. */
export function digestOfLoaded(): string | undefined {
  const digests = loadedFiles().map(({ sha256 }) => sha256);
  if (digests.length === 0) return undefined;
  return createHash("sha256")
    .update([...new Set(digests)].sort().join("\n"))
    .digest("hex");
}
