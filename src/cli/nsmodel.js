#!/usr/bin/env node
// The command when run from its sources: Node starts this file as it is, and what it imports is TypeScript. Once built, main.js is the command.
import "./user/typescript.js";

await import("./main.ts");
