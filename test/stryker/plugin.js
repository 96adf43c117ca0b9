/** What Stryker loads, in processes that know no TypeScript. */
import { register } from "tsx/esm/api";

register();
const { InOneProcess } = await import("./runner.ts");
const { declareClassPlugin, PluginKind } = await import("@stryker-mutator/api/plugin");

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "in-one-process", InOneProcess)];
