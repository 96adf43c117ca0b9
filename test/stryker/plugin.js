/** The plugin that Stryker loads, in processes that cannot load TypeScript. */
import { register } from "tsx/esm/api";

register();
const { InOneProcess } = await import("./runner.ts");
const { declareClassPlugin, PluginKind } = await import("@stryker-mutator/api/plugin");

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "in-one-process", InOneProcess)];
