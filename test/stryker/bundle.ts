import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { build, type Plugin } from "esbuild";
import fastCheck, { type IRawProperty, type Parameters } from "fast-check";
import { expect } from "vitest";
import { type CollectedTest, Collection } from "./collected.ts";
import { stepped } from "./stepped.ts";

/** Upper bound on the runs of a property: a mutant that none of them finds needs a test of its own. */
const MAX_RUNS = 20;
/** Makes the runs the same for every mutant, so that what a test covers does not change. */
const SEED = 4711;

/** Test files and everything they import, except packages, as one script. */
export class Bundle {
  readonly #script: Script;
  readonly #require: NodeJS.Require;

  private constructor(source: string, root: string) {
    this.#script = new Script(`(function (require, begin) {${source}\n})`, { filename: "tests.js" });
    this.#require = createRequire(`${root}/package.json`);
  }

  /** @param files absolute paths, in the order of their tests */
  static async of(files: readonly string[], root: string): Promise<Bundle> {
    const lines = files.map((file) => `begin(${text(relative(root, file))}); require(${text(file)});`);
    const result = await build({
      stdin: { contents: lines.join("\n"), resolveDir: root, sourcefile: "tests.js" },
      bundle: true,
      write: false,
      format: "cjs",
      platform: "node",
      target: "node20",
      packages: "external",
      conditions: ["nsmodel-sources"],
      logLevel: "error",
      plugins: [asScript],
    });
    const [output] = result.outputFiles;
    if (output === undefined) throw new Error("esbuild wrote nothing");
    return new Bundle(output.text, root);
  }

  /** Evaluates all modules again and collects their tests. */
  tests(): readonly CollectedTest[] {
    const collection = new Collection();
    const vitest = collection.vitest(expect);
    const load = (name: string): unknown => {
      if (name === "vitest") return vitest;
      return name === "fast-check" ? FAST_CHECK : this.#require(name);
    };
    this.#script.runInThisContext()(load, (file: string) => collection.begin(file));
    return collection.tests;
  }
}

const text = (value: string): string => JSON.stringify(value);

/** Replaces `import.meta`, which a script lacks, and makes code that Stryker has not instrumented count steps too. */
const asScript: Plugin = {
  name: "as-script",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes("node_modules")) return undefined;
      const source = readFileSync(path, "utf8");
      const isInstrumented = source.includes("stryMutAct_");
      const contents = (isInstrumented ? source : stepped(source, path))
        .replaceAll("import.meta.dirname", text(dirname(path)))
        .replaceAll("import.meta.url", text(pathToFileURL(path).href));
      return { contents, loader: "ts" };
    });
  },
};

function assert<Values>(property: IRawProperty<Values>, parameters: Parameters<Values> = {}): unknown {
  const { numRuns = MAX_RUNS } = parameters;
  return fastCheck.assert(property, {
    seed: SEED,
    endOnFailure: true,
    ...parameters,
    numRuns: Math.min(numRuns, MAX_RUNS),
  });
}

/** What tests import from fast-check: it runs fewer times and does not shrink. */
const FAST_CHECK = {
  ...fastCheck,
  __esModule: true,
  default: { ...fastCheck, assert },
  assert,
};
