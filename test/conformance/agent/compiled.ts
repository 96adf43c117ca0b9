import { chmodSync } from "node:fs";
import { dirname } from "node:path";
import { type Compilation, compileAgent } from "../../../src/conformance/agent/compile.ts";

/** The path of a cached agent, which other users may execute too. */
export async function compiledPath(compilation: Compilation): Promise<string> {
  const { file, path } = await compileAgent(compilation);
  await file.close();
  if (path === undefined) throw new Error("the agent was not kept");
  chmodSync(dirname(path), 0o755);
  return path;
}
