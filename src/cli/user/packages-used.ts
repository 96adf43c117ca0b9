/** The packages that another package uses, as Node finds them. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folders of a package and of all that it uses, directly or not: its dependencies, including optional ones and peers, as far as they are installed.
 *
 * @param folder that of the package
 */
export function packagesUsedBy(folder: string): ReadonlySet<string> {
  const found = new Set([realpathSync(folder)]);
  // The loop also visits those that are found meanwhile.
  for (const user of found)
    for (const name of namesUsedIn(user)) {
      const used = folderOf(name, user);
      if (used !== undefined) found.add(used);
    }
  return found;
}

const USES = ["dependencies", "optionalDependencies", "peerDependencies"] as const;

function namesUsedIn(folder: string): string[] {
  const uses = usesOf(readFileSync(packageFileIn(folder), "utf8"));
  return USES.flatMap((use) => Object.keys(uses[use] ?? {}));
}

/** What a package says that it uses: nothing if that is not JSON, as Node cannot read it either, and so nobody can import the package. */
function usesOf(text: string): {
  readonly [Use in (typeof USES)[number]]?: Readonly<Record<string, string>>;
} {
  try {
    return JSON.parse(text); // as npm defines it; other fields do not matter
  } catch {
    return {};
  }
}

/** The folder of a package that another one uses by name: in a `node_modules` in the folder of that one or above it. */
function folderOf(name: string, user: string): string | undefined {
  for (let folder = user; ; folder = dirname(folder)) {
    const used = join(folder, "node_modules", name);
    if (existsSync(packageFileIn(used))) return realpathSync(used);
    if (folder === dirname(folder)) return undefined;
  }
}

const packageFileIn = (folder: string): string => join(folder, "package.json");
