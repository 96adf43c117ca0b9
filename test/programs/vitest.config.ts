import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** `npm run test:programs`: the whole corpus as programs. */
export default defineConfig({
  resolve: { conditions: ["nsmodel-sources", "node", "import", "module", "default"] },
  test: {
    dir: import.meta.dirname,
    root: join(import.meta.dirname, "../.."),
    testTimeout: 120_000,
    maxConcurrency: 2,
    // Programs whose tasks take the same id make each other skip.
    fileParallelism: false,
  },
});
