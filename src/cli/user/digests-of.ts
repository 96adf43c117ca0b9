import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { moduleNameOf } from "./modules.ts";

/**
 * What the modules of the user that stand among some words are now: a digest (SHA-256) of each file. What they import in their turn is not looked
 * at. A file that is not there has none: who looks for something in it says so.
 */
export function digestsOf(words: readonly string[]): Record<string, string> {
  const files = words.flatMap((word) => moduleNameOf(word)?.file ?? []).filter((file) => existsSync(file));
  return Object.fromEntries(
    files.map((file) => [file, createHash("sha256").update(readFileSync(file)).digest("hex")]),
  );
}
