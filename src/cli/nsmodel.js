#!/usr/bin/env node
// The command. Node starts it as it is; what it imports may be TypeScript.
import "./typescript.js";

await import("./main.ts");
