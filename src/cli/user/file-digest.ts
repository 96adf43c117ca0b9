import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PACKAGE, packageFile } from "../../package/package-file.ts";
import { packagesUsedBy } from "./packages-used.ts";

/** A file and the digest of its content. */
export interface Digest {
  /** The absolute path. */
  readonly file: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

let ownFolders: readonly string[] | undefined;

/**
 * The folders of what comes with nsmodel, and is identified by its version: its designs and properties, and the packages that it uses, wherever they are installed.
 * These may be loaded after a file of the user.
 */
function own(): readonly string[] {
  ownFolders ??= [
    ...["src", "dist", "node_modules"].map(packageFile),
    ...[...packagesUsedBy(PACKAGE)].filter((folder) => folder !== realpathSync(PACKAGE)),
  ].map((folder) => `${pathToFileURL(folder).href}/`);
  return ownFolders;
}

/** Whether a module is a file of the user: not a part of Node, and not of nsmodel. */
export function isOfTheUser(url: string): boolean {
  return url.startsWith("file:") && !own().some((folder) => url.startsWith(folder));
}

/**
 * A file as it is now.
 *
 * @param url a `file:` URL. What follows the path does not matter
 * @returns `undefined` if the file cannot be read
 */
export function digestOf(url: string): Digest | undefined {
  const file = fileURLToPath(url);
  try {
    return { file, sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
  } catch {
    // Node tells whoever imports it why.
    return undefined;
  }
}
