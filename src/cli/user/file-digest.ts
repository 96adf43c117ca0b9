import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packageFile } from "../../package/package-file.ts";

/** What a file is. */
export interface Digest {
  /** The whole path. */
  readonly file: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What comes with nsmodel, whose version says what it is. Its designs and properties are loaded before any file of the user. */
const OWN = ["src/", "dist/", "node_modules/"].map((folder) => `${pathToFileURL(packageFile(folder)).href}`);

/** Whether a module is a file of the user: not a part of Node, and not of nsmodel. */
export function isOfTheUser(url: string): boolean {
  return url.startsWith("file:") && !OWN.some((folder) => url.startsWith(folder));
}

/**
 * What a file is now.
 *
 * @param url a `file:` URL. What it has behind the path does not matter
 * @returns nothing where the file cannot be read
 */
export function digestOf(url: string): Digest | undefined {
  const file = fileURLToPath(url);
  try {
    return { file, sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
  } catch {
    // Who imports it is told why by Node.
    return undefined;
  }
}
