import { spawnSync } from "node:child_process";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { neverLeaves } from "../../properties/never-leaves.ts";
import { search } from "../../src/engine/search.ts";

const scope = { tasks: 2, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 } as const;

/** What a page lacks: everything of Node's and, unless it is isolated from other origins, memory that threads share. */
const WITHOUT = ["SharedArrayBuffer", "process", "Buffer", "global", "require", "module", "setImmediate"];

test.each([true, false])(
  "a bundle searches where no code may be made and no memory is shared (symmetry: %s)",
  (symmetry) => {
    const { outputFiles } = buildSync({
      stdin: {
        contents: `
        import { nested } from "./models/nested.ts";
        import { neverLeaves } from "./properties/never-leaves.ts";
        import { search } from "./src/engine/search.ts";
        const { bytes, ...result } = search(nested, [neverLeaves], ${JSON.stringify(scope)}, { symmetry: ${symmetry} });
        console.log(JSON.stringify({ ...result, calls: [...result.calls] }));`,
        resolveDir: ".",
      },
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
    });
    const bundle = `for (const name of ${JSON.stringify(WITHOUT)}) delete globalThis[name];\n${outputFiles[0]?.text}`;
    const run = spawnSync(process.execPath, ["--disallow-code-generation-from-strings", "-"], {
      input: bundle,
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    const { bytes: _, ...result } = search(nested, [neverLeaves], scope, { symmetry });
    expect(JSON.parse(run.stdout)).toEqual(
      JSON.parse(JSON.stringify({ ...result, calls: [...result.calls] })),
    );
  },
);
