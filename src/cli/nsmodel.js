#!/usr/bin/env node
// The command from its sources: Node starts this as it is, and what it imports is TypeScript. Built, main.js is the command.
import "./user/typescript.js";

await import("./main.ts");
