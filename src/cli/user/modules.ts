/** Modules that a user names on the command line, with a design or a property in them. */
import { Console } from "node:console";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";
import { catchLateErrors, untilLoaded } from "./ends.ts";
import { forbidChanceAndClock } from "./forbidden.ts";
import { noteLoadedFiles } from "./loaded-files.ts";
import { placeIn } from "./place-in.ts";
import { startWatchdog } from "./watchdog.ts";

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** A module, and perhaps one of its exports, as a user names them: `./file.ts` or `./file.ts#name`. */
export interface ModuleName {
  readonly file: string;
  readonly exported: string | undefined;
}

const MODULE = /^(?<file>.*\.(?:ts|mts|js|mjs))(?:#(?<exported>.+))?$/s;

/** Reads the name of a module. @returns `undefined` if the text is not such a name, but one of the catalogue */
export function moduleNameOf(text: string): ModuleName | undefined {
  const { file, exported } = MODULE.exec(text)?.groups ?? {};
  return file === undefined ? undefined : { file, exported };
}

/** Kept like Node's own list of loaded modules: commands look designs up without waiting, so modules are loaded before. */
const loaded = new Map<string, Exports>();

/**
 * Loads the modules that some words name. A file that does not exist is passed over: whoever looks for something in it reports that.
 *
 * @throws {Problem} if one cannot be loaded, with the place
 */
export async function loadModules(words: readonly string[]): Promise<void> {
  for (const word of words) {
    const path = resolve(moduleNameOf(word)?.file ?? "");
    if (moduleNameOf(word) === undefined || loaded.has(path) || !existsSync(path)) continue;
    await import("./typescript.js"); // takes a while, so only for those who need it
    noteLoadedFiles();
    forbidChanceAndClock();
    redirectConsole();
    if (isMainThread) {
      catchLateErrors(); // those of a thread reach the thread that started it
      startWatchdog();
    }
    loaded.set(path, await exportsOf(path));
  }
}

/** From now on what a module prints with `console` goes to standard error: standard output is for the result, which programs read. */
function redirectConsole(): void {
  globalThis.console = new Console(process.stderr, process.stderr);
}

/** The exports of the module that was loaded from a file. @throws {Problem} if there is no such file */
export function loadedModule(file: string): Exports {
  const exports = loaded.get(resolve(file));
  if (exports !== undefined) return exports;
  throw new Problem(
    `There is no file ${printable(file)}.`,
    "Name a design or property of your own by its path, such as ./my-design.ts.",
  );
}

async function exportsOf(path: string): Promise<Exports> {
  try {
    const load = () => import(pathToFileURL(path).href);
    return await (isMainThread ? untilLoaded(path, load) : load());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = placeIn(error);
    throw new Problem(
      `${printable(place ?? path)} cannot be loaded: ${printable(message).replaceAll("\\n", "\n")}`,
      isReadAsCommonJs(path, error)
        ? 'Node treats a .js file as an ES module only if the nearest package.json has "type": "module". Add that there, or let the name end in .mjs.'
        : "It must be a TypeScript or JavaScript module that runs on its own.",
    );
  }
}

/** Whether Node has read an ES module as a script, which may contain neither of these words. */
function isReadAsCommonJs(path: string, error: unknown): boolean {
  return (
    path.endsWith(".js") &&
    error instanceof SyntaxError &&
    /Cannot use import statement outside a module|Unexpected token 'export'/.test(error.message)
  );
}
