import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PACKAGE, packageFile } from "../../package/package-file.ts";
import { packagesUsedBy } from "./packages-used.ts";

/** What a file is. */
export interface Digest {
  /** The whole path. */
  readonly file: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

let ownFolders: readonly string[] | undefined;

/**
 * Where what comes with nsmodel lies, whose version says what it is: its designs and properties, and the packages that it uses, wherever they are installed. These
 * may be loaded after a file of the user.
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
