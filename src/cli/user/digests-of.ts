import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { moduleNameOf } from "./modules.ts";

/** What a file of the user's was. */
export interface FileDigest {
  readonly file: string;
  readonly sha256: string;
}

/**
 * What the modules of the user that stand among some words are now. What they import in their turn is not looked at. A file that is
 * not there is passed over: who looks for something in it says so.
 */
export function digestsOf(words: readonly string[]): FileDigest[] {
  const files = words.flatMap((word) => moduleNameOf(word)?.file ?? []).filter((file) => existsSync(file));
  return [...new Set(files)].map((file) => ({
    file,
    sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
  }));
}
