import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { isSystemError } from "./system-error.ts";

/**
 * Makes sure that no other process searches in a folder. One that was killed holds it no more.
 *
 * @returns what lets it go
 * @throws {Problem} where another does
 */
export function lockStore(folder: string): () => void {
  // Its name begins with a dot, so that it is no object.
  const path = join(folder, ".searched-by");
  const holder = holderOf(path);
  if (holder !== undefined)
    throw new Problem(
      `Process ${holder} searches in ${folder}.`,
      "Wait for it to end, or search in another folder.",
    );
  rmSync(path, { force: true });
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error) || error.code !== "EEXIST") throw error;
    throw new Problem(`Another process has just begun to search in ${folder}.`, "Search in another folder.");
  }
  return () => rmSync(path, { force: true });
}

/** The process that searches; nothing where none does that is alive. */
function holderOf(path: string): number | undefined {
  try {
    const holder = Number(readFileSync(path, "utf8"));
    if (holder === process.pid || !(holder > 0)) return undefined;
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // There is none; there was one, which is gone; or it is another user's.
    return error.code === "EPERM" ? Number(readFileSync(path, "utf8")) : undefined;
  }
}
