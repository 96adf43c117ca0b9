import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The others here only compute, so that they may run beside it. */
const ON_THE_KERNEL = "test/conformance/linux/linux-kernel.test.ts";

/** How worlds are drawn, whatever the design. */
const PICTURES = ["badge", "layout", "frames"].map((name) => `test/domains/containers/${name}.test.ts`);

/** `npm run test:quick`: what a change of a design or of a property needs first. CONTRIBUTING.md says what it leaves out. */
export default defineConfig({
  ssr: { resolve: { conditions: ["nsmodel-sources", "node", "import", "module", "default"] } },
  test: {
    root: join(import.meta.dirname, "../.."),
    pool: "forks",
    // Nothing here keeps state in a module, so that files may share a process and need not load everything once more.
    isolate: false,
    maxWorkers: "100%",
    env: { NSMODEL_QUICK: "yes" },
    setupFiles: [join(import.meta.dirname, "setup.ts")],
    testTimeout: 60_000,
    include: ["models", "properties", "domains", "model", "world", "managers"]
      .map((folder) => `test/${folder}/**/*.test.ts`)
      .concat("test/histories.test.ts", ON_THE_KERNEL),
    exclude: PICTURES,
  },
});
