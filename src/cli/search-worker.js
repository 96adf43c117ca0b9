// A thread of a search. Node starts it as it is; tsx lets the rest be TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./search-worker.ts");
