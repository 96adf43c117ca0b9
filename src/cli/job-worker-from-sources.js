// A worker's thread when run from the sources: Node starts this file as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./job-worker.ts");
