// Begins every command that the tests start (`vitest.config.ts`): a command compiles its TypeScript each time, which takes most of the time of most
// tests. Here what came out once is taken again; all else is as it is.
import module, { syncBuiltinESMExports } from "node:module";

const { register } = module;

module.register = (specifier, ...given) =>
  specifier === "./typescript-hooks.js"
    ? register("./hooks.js", import.meta.url)
    : register(specifier, ...given);
syncBuiltinESMExports();
