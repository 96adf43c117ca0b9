// A thread of a search with its states in a folder, when run from the sources: Node starts this file as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./stored-worker.ts");
