// A thread of a search with its states in a folder that runs from the sources: Node starts this as it is, and what it imports is TypeScript.
import "./user/typescript.js";

await import("./stored-worker.ts");
