import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";

/** The options of `npm run bench`. */
export interface BenchOptions {
  readonly write?: true | undefined;
  readonly quick?: true | undefined;
  /** The folder of programs that search the same design. */
  readonly baseline?: string | undefined;
  /** TLC's `tla2tools.jar`, and the module that it checks. */
  readonly tlc?: { readonly jar: string; readonly module: string } | undefined;
}

/** Makes an option parser that refuses a path if it, or one of `parts` below it, does not exist. */
function existing(...parts: readonly string[]): (path: string) => string {
  return (path) => {
    const missing = [path, ...parts.map((part) => join(path, part))].find((one) => !existsSync(one));
    if (missing !== undefined) throw new InvalidArgumentError(`There is no ${missing}.`);
    return path;
  };
}

/**
 * Reads the arguments of the command.
 *
 * @throws {CommanderError} if an option or a path does not exist, after saying so on standard error
 */
export function benchOptions(words: readonly string[]): BenchOptions {
  const command = new Command("bench")
    .description("Measures the search on this machine, and prints tables in Markdown.")
    .option("--write", "put the tables into docs/performance.md")
    .option("--quick", "only small scopes, to see that all runs")
    .option("--baseline <folder>", "time the programs of a folder too", existing("run", "nested.cpp"))
    .option("--tlc <jar>", "time TLC too: the path of tla2tools.jar, with --module", existing())
    .option("--module <file>", "the TLA+ module that TLC checks, its .cfg beside it", existing())
    .exitOverride();
  command.parse(words, { from: "user" });
  const { write, quick, baseline, tlc, module } = command.opts();
  if ((tlc === undefined) !== (module === undefined))
    command.error("error: --tlc and --module belong together");
  return {
    write,
    quick,
    baseline,
    tlc: tlc === undefined || module === undefined ? undefined : { jar: tlc, module },
  };
}
