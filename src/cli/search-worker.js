// A thread of a search. Node starts it as it is; what it imports may be TypeScript.
import "./typescript.js";

await import("./search-worker.ts");
