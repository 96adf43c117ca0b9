import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { printable } from "../../text/printable.ts";
import { keepFile } from "../files/kept-files.ts";
import { alsoKnow, findModel, loadKnown } from "../named.ts";
import { Problem } from "../problem.ts";
import { moduleNameOf } from "../user/modules.ts";
import { type Config, findConfig, inConfig, WITHOUT } from "./config-file.ts";
import { mustBeTrusted } from "./trusted.ts";

/** Applies the configuration file of the project to a command, whose own options take precedence. */
export async function applyConfig(command: CommandUnknownOpts): Promise<void> {
  const config = findConfig(process.cwd());
  if (config === undefined) return;
  keepFile(config.path);
  const fromHere = (name: string) => asPathFromHere(name, config);
  const told =
    (...keys: readonly (string | number)[]) =>
    (error: unknown): never => {
      throw error instanceof Problem ? inConfig(config, keys, error) : error;
    };
  const known = (field: "models" | "properties") =>
    config[field].map((name, index) => ({ name: fromHere(name), told: told(field, index) }));
  alsoKnow(known("models"), known("properties"));
  command.setOptionValueWithSource("configured", config.scope, "config");
  const [first] = command.registeredArguments;
  if (
    config.model !== undefined &&
    first?.name() === "model" &&
    !first.variadic &&
    command.args.length === 0 &&
    // A search that is resumed has its own design.
    command.getOptionValue("resume") === undefined
  ) {
    const name = fromHere(config.model);
    await findModel(name).catch(told("model"));
    command.processedArgs[0] = name;
  }
  // A command that reads histories has to know the designs that they may name.
  if (command.options.some(({ long }) => long === "--model")) await loadKnown();
}

/**
 * Turns a path in the file, which is relative to its folder, into one from here. Anything else is a name.
 *
 * @throws {Problem} if another user could have written what the path names, as nobody has named it on the command line
 */
function asPathFromHere(name: string, { path }: Config): string {
  const module = moduleNameOf(name);
  if (module === undefined) return name;
  const file = resolve(dirname(path), module.file);
  keepFile(file);
  if (existsSync(file)) mustBeTrusted(file, `${printable(path)} would have it executed`, WITHOUT);
  const here = relative(process.cwd(), resolve(dirname(path), name));
  return here.startsWith(".") ? here : `./${here}`;
}
