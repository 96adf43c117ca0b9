import { defineConfig } from "vitest/config";

/** `npm run test:package`: see package.test.ts. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["package.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
