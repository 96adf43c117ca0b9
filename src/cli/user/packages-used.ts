/** The packages that another package uses, as Node finds them. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folders of a package and of all those that it uses, and that these use: its dependencies, also optional ones and peers, as far as they are installed.
 *
 * @param folder that of the package
 */
export function packagesUsedBy(folder: string): ReadonlySet<string> {
  const found = new Set([realpathSync(folder)]);
  // Those that are found meanwhile come last.
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

/** What a package says that it uses: nothing where Node could not read that either, so that nobody can import it. */
function usesOf(text: string): {
  readonly [Use in (typeof USES)[number]]?: Readonly<Record<string, string>>;
} {
  try {
    return JSON.parse(text); // as npm has it; what else there is does not matter
  } catch {
    return {};
  }
}

/** The folder of a package that is used by name: in a `node_modules` in the user's folder or above it. */
function folderOf(name: string, user: string): string | undefined {
  for (let folder = user; ; folder = dirname(folder)) {
    const used = join(folder, "node_modules", name);
    if (existsSync(packageFileIn(used))) return realpathSync(used);
    if (folder === dirname(folder)) return undefined;
  }
}

const packageFileIn = (folder: string): string => join(folder, "package.json");
