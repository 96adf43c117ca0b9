#!/usr/bin/env node
import { Command, CommanderError } from "@commander-js/extra-typings";
import { ShapeError } from "../engine/codec/shape-limits.ts";
import { outliveTerminal } from "./lost-terminal.ts";
import { EXIT, Problem } from "./problem.ts";
import { paintError, watchOutput } from "./terminal.ts";
import { usersMistake } from "./user/users-mistake.ts";
import { VERSION } from "./version.ts";

const program = new Command("nsmodel")
  .description(
    "Explores designs of namespaces and containers: checks their promises and replays their histories.",
  )
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError("(nsmodel help COMMAND says more)");

/** Each is loaded when it is needed: all of them take longer than most commands do. */
const COMMANDS = {
  check: async () => (await import("./check.ts")).checkCommand(),
  matrix: async () => (await import("./matrix.ts")).matrixCommand(),
  compare: async () => (await import("./compare.ts")).compareCommand(),
  cost: async () => (await import("./cost.ts")).costCommand(),
  simulate: async () => (await import("./simulate.ts")).simulateCommand(),
  new: async () => (await import("./new.ts")).newCommand(),
  replay: async () => (await import("./replay.ts")).replayCommand(),
  test: async () => (await import("./test.ts")).testCommand(),
  conform: async () => (await import("./conform.ts")).conformCommand(),
  export: async () => (await import("./export.ts")).exportCommand(),
  import: async () => (await import("./import.ts")).importCommand(),
  show: async () => (await import("./show.ts")).showCommand(),
  shell: async () => (await import("./containers/shell.ts")).shellCommand(),
  demo: async () => (await import("./demo.ts")).demoCommand(),
};

const words = process.argv.slice(2);
const asked = words.find((word) => Object.hasOwn(COMMANDS, word));
const needsNone = words[0] === "--version" || words[0] === "-V";
for (const [name, load] of Object.entries(COMMANDS)) {
  if (!needsNone && (asked === undefined || name === asked))
    program.addCommand((await load()).copyInheritedSettings(program));
}

watchOutput();
outliveTerminal();

process.on("uncaughtException", (error) => process.exit(report(error)));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.asClaimed : EXIT.badRequest;
  const error = thrown instanceof Problem ? thrown : (unpackable(thrown) ?? mistake(thrown));
  process.stderr.write(`${paintError("red", "nsmodel:")} ${error.message}\n`);
  if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  return error.exitCode;
}

/** What nobody has foreseen: a mistake of the user's modules, where there are some, or else of nsmodel. */
function mistake(thrown: unknown): Problem {
  try {
    return usersMistake(thrown);
  } catch {
    const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new Problem(
      `This is a mistake in nsmodel, not in what was asked:\n${trace}`,
      undefined,
      EXIT.cannotHere,
    );
  }
}

/** A scope or a design whose worlds have no room in packed words is a request that cannot be met. */
function unpackable(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof ShapeError)) return undefined;
  return new Problem(`${thrown.message}.`, "A smaller scope, or a smaller shape of the design, is needed.");
}
