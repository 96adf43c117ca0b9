// A thread of a test that runs from the sources: Node starts this as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./test-worker.ts");
