import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    // Nothing here keeps state in a module, so that files may share a process and need not load everything once more.
    isolate: false,
    // Searches and commands that are started take seconds, and more where others use the machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
