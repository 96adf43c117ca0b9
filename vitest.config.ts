import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Those that look at the mounts of the whole machine, or whether a hierarchy of cgroups has gone: nothing may run beside them. */
const OF_THE_MACHINE = [
  "test/cli/kernel/kernel.test.ts",
  "test/conformance/agent/agent-operations.test.ts",
  "test/conformance/agent/trusted-cache.test.ts",
  "test/conformance/containers/kernel-end.test.ts",
  "test/conformance/containers/race/race.test.ts",
  "test/conformance/linux/linux-kernel.test.ts",
];
/** Those that start the command: it is built for them. */
const OF_THE_COMMAND = ["test/cli/**/*.test.ts", "test/docs.test.ts", "test/docs/**/*.test.ts"];
/** Those in which a design or a property of a user's own is wrong, hangs, or is searched by several threads, a search is killed and resumed, or does not fit; and those that do all that the documentation and the help say, with odd paths, in shells and by scripts. They take minutes. */
const OF_USERS = [
  "user-modules",
  "wrong",
  "hang",
  "failed-run",
  "watched",
  "saved-search/resumed-search",
  "store/unfit",
  "containers/shell-script",
  "completion/completion",
  "demo",
  "help-examples",
  "odd-paths",
  "suite",
]
  .map((name) => `test/cli/${name}.test.ts`)
  .concat("test/docs.test.ts", "test/docs/json.test.ts", "test/report/linux/sh/script.test.ts");
/** Those that search drawn designs, mutants and whole scopes once more by slow, obvious ways. They take a minute. */
const OF_SEARCHES = [
  "data-independence",
  "laws-of-search",
  "search-against-plain",
  "stored/stored-search",
].map((name) => `test/engine/${name}.test.ts`);
/** Those with a Redis server and workers of their own. They take a minute or two. */
const ON_A_CLUSTER = "test/cluster/**";
const BUILD = "test/cli/build.ts";

export default defineConfig({
  // What the examples of the docs import as "nsmodel".
  ssr: { resolve: { conditions: ["nsmodel-sources", "node", "import", "module", "default"] } },
  test: {
    pool: "forks",
    // Nothing here keeps state in a module, so that files may share a process and need not load everything once more.
    isolate: false,
    // Commands that are started find their TypeScript compiled.
    env: { NODE_OPTIONS: `--import=${join(import.meta.dirname, "test/cli/compiled-once/preload.js")}` },
    // Searches and commands that are started take seconds, and more where others use the machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "house",
          include: ["test/**/*.test.ts", "docs/examples/*.test.ts"],
          exclude: [
            ...OF_THE_MACHINE,
            ...OF_THE_COMMAND,
            ...OF_USERS,
            ...OF_SEARCHES,
            "test/package/**",
            "test/programs/**",
            ON_A_CLUSTER,
          ],
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "command",
          include: OF_THE_COMMAND,
          exclude: [...OF_THE_MACHINE, ...OF_USERS],
          globalSetup: BUILD,
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "users",
          include: OF_USERS,
          globalSetup: BUILD,
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "searches",
          include: OF_SEARCHES,
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "cluster",
          include: [`${ON_A_CLUSTER}/*.test.ts`],
          globalSetup: BUILD,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "kernel",
          include: OF_THE_MACHINE,
          globalSetup: BUILD,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
