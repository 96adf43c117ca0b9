/** Files that come with nsmodel, whether it runs from its sources or built. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Whether this is nsmodel as it was built, and not its sources in TypeScript. */
export const IS_BUILT = !import.meta.url.endsWith(".ts");

/** The folder of the package: the one with its package.json. */
export const PACKAGE = dirname(createRequire(import.meta.url).resolve("nsmodel/package.json"));

/** Where a file of the package lies. @param path from the package's folder, as `docs/linux.md` */
export const packageFile = (path: string): string => join(PACKAGE, path);
