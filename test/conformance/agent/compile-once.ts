/** A program that compiles the agent, and prints where it is kept, or why it is not. */
import { compileAgent } from "../../../src/conformance/agent/compile.ts";

const { file, path, notes } = await compileAgent();
await file.close();
process.stdout.write(`${path} ${notes.join(" ")}\n`);
