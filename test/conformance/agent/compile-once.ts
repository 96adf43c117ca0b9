/** A program that has the agent compiled, and tells where it is kept and why it is not. */
import { compileAgent } from "../../../src/conformance/agent/compile.ts";

const { file, path, notes } = await compileAgent();
await file.close();
process.stdout.write(`${path} ${notes.join(" ")}\n`);
