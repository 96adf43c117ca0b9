// Replaces src/cli/user/typescript-hooks.js: compiles in the same way, and caches each result under a digest of its inputs.
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(import.meta.dirname, "../../..");
const HOOKS = join(ROOT, "src/cli/user/typescript-hooks.js");
const FOLDER = join(ROOT, "node_modules/.cache/nsmodel-tests");
/** What identifies the compiler: another version of it gives other results. */
const COMPILER = [
  readFileSync(HOOKS),
  readFileSync(join(ROOT, "node_modules/esbuild/package.json")),
  process.version,
];

mkdirSync(FOLDER, { recursive: true });

export async function load(url, context, nextLoad) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== "file:" || !/\.m?ts$/.test(pathname)) return nextLoad(url, context);
  const hash = createHash("sha256")
    .update(url)
    .update(readFileSync(fileURLToPath(url)));
  for (const part of COMPILER) hash.update(part);
  const kept = join(FOLDER, hash.digest("hex"));
  return {
    format: "module",
    source: read(kept) ?? (await compile(kept, url, context, nextLoad)),
    shortCircuit: true,
  };
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

async function compile(kept, url, context, nextLoad) {
  const hooks = await import(HOOKS);
  const { source } = await hooks.load(url, context, nextLoad);
  // Other processes may do the same at this moment, so a file appears as a whole or not at all.
  const part = `${kept}.${randomUUID()}`;
  writeFileSync(part, source);
  renameSync(part, kept);
  return source;
}
