#!/usr/bin/env node
import { CommanderError } from "@commander-js/extra-typings";
import { ShapeError } from "../engine/codec/shape-limits.ts";
import { outliveTerminal } from "./lost-terminal.ts";
import { EXIT, Problem } from "./problem.ts";
import { programFor, wordsToParse } from "./program.ts";
import { paintError, watchOutput } from "./terminal.ts";
import { lateMistake, usersMistake } from "./user/users-mistake.ts";

const words = process.argv.slice(2);
const program = await programFor(words);

watchOutput();
outliveTerminal();

process.on("uncaughtException", (error) => process.exit(report(error, lateMistake)));

try {
  await program.parseAsync(wordsToParse(words), { from: "user" });
} catch (error) {
  process.exitCode = report(error);
  if (error instanceof CommanderError && error.code === "commander.unknownOption") {
    const where = await (await import("./option-elsewhere.ts")).whereTheOptionIs(error.message);
    if (where !== undefined) process.stderr.write(`${where}\n`);
  }
}

function report(thrown: unknown, mistakeIn = usersMistake): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.asClaimed : EXIT.badRequest;
  const error = thrown instanceof Problem ? thrown : (unpackable(thrown) ?? mistake(thrown, mistakeIn));
  process.stderr.write(`${paintError("red", "nsmodel:")} ${error.message}\n`);
  if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  return error.exitCode;
}

/** An unforeseen error: a mistake in the user's modules, if there are any, otherwise in nsmodel. */
function mistake(thrown: unknown, mistakeIn: (thrown: unknown) => Problem): Problem {
  try {
    return mistakeIn(thrown);
  } catch {
    const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new Problem(
      `Internal error: this is a bug in nsmodel, not in your request.\n${trace}`,
      undefined,
      EXIT.cannotHere,
    );
  }
}

/** A scope or a design whose worlds do not fit into packed words is a request that cannot be met. */
function unpackable(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof ShapeError)) return undefined;
  return new Problem(`${thrown.message}.`, "Use a smaller scope, or give the design a smaller shape.");
}
