import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import ts from "typescript";
import type { Model } from "../../src/model/model.ts";
import { MODEL_FOLDER, type Mutation } from "./mutations.ts";

/** The model with a mutation. It may throw, because a check that later code relies on may be gone: see `guarded`. */
export async function built({ file, source }: Mutation): Promise<Model> {
  const mutated = join(MODEL_FOLDER, file);
  const { outputFiles } = await build({
    entryPoints: [join(MODEL_FOLDER, "linux.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
    plugins: [
      {
        name: "mutation",
        setup: ({ onLoad }) =>
          onLoad({ filter: /models.linux/ }, ({ path }) =>
            path === mutated ? { contents: bounded(source), loader: "ts" } : undefined,
          ),
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), "nsmodel-mutant-"));
  try {
    const path = join(folder, "linux.mjs");
    writeFileSync(path, outputFiles[0]?.contents ?? "");
    const { linux }: { linux: Model } = await import(pathToFileURL(path).href);
    return linux;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MAX_TURNS = 10_000;

/** The source with bounded `while` loops, so that each ends whatever its condition. */
function bounded(source: string): string {
  const file = ts.createSourceFile("mutant.ts", source, ts.ScriptTarget.Latest, true);
  const loops: ts.WhileStatement[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isWhileStatement(node)) loops.push(node);
    ts.forEachChild(node, look);
  };
  look(file);
  let text = source;
  for (const { expression, statement } of loops.reverse()) {
    const start = text.lastIndexOf("while", expression.getStart());
    const loop = `while (turns++ < ${MAX_TURNS} && (${expression.getText()})) ${statement.getText()}`;
    text = `${text.slice(0, start)}{ let turns = 0; ${loop} }${text.slice(statement.end)}`;
  }
  return text;
}

/** If the model throws, the call succeeds and does nothing. */
export function guarded(model: Model): Model {
  return {
    ...model,
    apply(world, operation, scope) {
      const before = structuredClone(world);
      try {
        return model.apply(world, operation, scope);
      } catch {
        Object.assign(world, before); // this restores everything, since all worlds have the same keys
        return "ok";
      }
    },
  };
}
