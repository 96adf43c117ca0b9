import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { didYouMean } from "../text/did-you-mean.ts";
import { printable } from "../text/printable.ts";
import { COMMANDS } from "./commands.ts";
import { Problem } from "./problem.ts";
import { VERSION } from "./version.ts";

/** The program without its commands: enough to say its version. */
function bareProgram() {
  return new Command("nsmodel")
    .description(
      "Explores designs of namespaces and containers: checks their promises and replays their histories.",
    )
    .version(VERSION)
    .option("--no-config", "ignore the project's nsmodel.config.json")
    .exitOverride()
    .showHelpAfterError("(nsmodel help lists the commands)");
}

/** The commands that need all commands to be loaded. */
const ABOUT_ALL: ReadonlySet<string> = new Set(["completion"]);

/** The program with all its commands, and the examples of each in its help. */
export const wholeProgram = (): Promise<CommandUnknownOpts> => programWith(Object.keys(COMMANDS));

/**
 * The program with the command that some words ask for, or with all commands if they ask for none.
 *
 * @param words those of the command line
 */
export function programFor(words: readonly string[]): Promise<CommandUnknownOpts> {
  if (words[0] === "--version" || words[0] === "-V") return programWith([]);
  const asked = words.find((word) => Object.hasOwn(COMMANDS, word));
  return asked === undefined || ABOUT_ALL.has(asked) ? wholeProgram() : programWith([asked]);
}

/**
 * The words of a command line for the parser. Asked for the help of a command that it does not know, it would print the help of all commands as an error.
 *
 * @throws {Problem} if help is asked for a command that does not exist
 */
export function wordsToParse(words: readonly string[]): readonly string[] {
  const [first, asked] = words.filter((word) => !word.startsWith("-"));
  if (first !== "help" || asked === undefined || Object.hasOwn(COMMANDS, asked)) return words;
  if (asked === "help") return ["help"];
  throw new Problem(`There is no command "${printable(asked)}".`, didYouMean(asked, Object.keys(COMMANDS)));
}

async function programWith(names: readonly string[]): Promise<CommandUnknownOpts> {
  const program = bareProgram();
  if (names.length === 0) return program;
  program.hook("preAction", async (_program, command) => {
    if (program.opts().config) await (await import("./config/apply-config.ts")).applyConfig(command);
  });
  const { examplesInHelp } = await import("./help-examples.ts");
  for (const [name, load] of Object.entries(COMMANDS)) {
    if (!names.includes(name)) continue;
    const command = await load();
    command.addHelpText("after", examplesInHelp(name));
    program.addCommand(command.copyInheritedSettings(program));
    command.showHelpAfterError(`(nsmodel help ${name} shows its options and examples)`);
  }
  return program;
}
