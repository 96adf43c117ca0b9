#!/usr/bin/env node
// The command. Node starts it as it is; tsx lets it, and a user's own model, be TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
