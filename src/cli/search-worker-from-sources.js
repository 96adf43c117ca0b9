// A thread of a search when run from the sources: Node starts this file as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./search-worker.ts");
