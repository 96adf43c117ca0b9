import { join } from "node:path";

/** The command as it is shipped; `test/cli/build.ts` has built it from the current sources. */
export const NSMODEL = join(import.meta.dirname, "../../dist/src/cli/main.js");
