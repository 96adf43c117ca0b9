/** Files that come with nsmodel, whether it runs from its sources or built. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Whether this is the built nsmodel, not its TypeScript sources. */
export const IS_BUILT = !import.meta.url.endsWith(".ts");

/** The folder of the package: the one with its package.json. */
export const PACKAGE = dirname(createRequire(import.meta.url).resolve("nsmodel/package.json"));

/** The path of a file of the package. @param path relative to the package's folder, such as `docs/linux.md` */
export const packageFile = (path: string): string => join(PACKAGE, path);
