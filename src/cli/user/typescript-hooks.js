// Compiles TypeScript as it is imported. The output depends on the file alone: no tsconfig.json is looked for, as one in the current
// folder would decide what nsmodel itself imports; and nothing is cached, as the program may run as root and others must not be able
// to slip compiled code in.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const TYPESCRIPT = /\.m?ts$/;
const TARGET = `node${process.versions.node}`;

export async function load(url, context, nextLoad) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== "file:" || !TYPESCRIPT.test(pathname)) return nextLoad(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url)), {
    loader: "ts",
    format: "esm",
    target: TARGET,
    sourcefile: url,
    sourcemap: "inline",
    sourcesContent: false,
  });
  return { format: "module", source: code, shortCircuit: true };
}
