// A thread of a worker that runs from the sources: Node starts this as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./job-worker.ts");
