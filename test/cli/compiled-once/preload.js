// Loaded first by every command that the tests start (`vitest.config.ts`). A command compiles the TypeScript that it loads on every run; here each file
// is compiled once and the result is reused. Everything else stays the same.
import module, { syncBuiltinESMExports } from "node:module";

const { register } = module;

module.register = (specifier, ...given) =>
  specifier === "./typescript-hooks.js"
    ? register("./hooks.js", import.meta.url)
    : register(specifier, ...given);
syncBuiltinESMExports();
