import { join } from "node:path";

/** The command as it is shipped: `test/cli/build.ts` has made it of the sources as they are now. */
export const NSMODEL = join(import.meta.dirname, "../../dist/src/cli/main.js");
