// What is imported after this module may be TypeScript, in this thread.
import { register } from "node:module";

process.setSourceMapsEnabled(true); // so that errors point into the TypeScript
register("./typescript-hooks.js", import.meta.url);
