import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { MODELS, PROPERTIES } from "../../catalogue.ts";
import { RACING } from "../../conformance/containers/race/ways.ts";
import { wordsOfList } from "../scope-options.ts";

/** What may stand in a place of a command line: some words, and files or folders besides. */
export interface Values {
  readonly words: readonly string[];
  /** Whether it is a list of the words, with commas between them. */
  readonly isList?: true;
  readonly files: "none" | "any" | "folders";
}

/** An option as a shell completes it. */
export interface CompletedOption {
  /** With their hyphens: the long one, and the short one where there is one. */
  readonly names: readonly string[];
  readonly does: string;
  /** What its value may be; absent: it takes none. */
  readonly values?: Values;
  /** Whether it takes several values, one after the other. */
  readonly isVariadic: boolean;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly does: string;
  readonly options: readonly CompletedOption[];
  /** What may stand there that is no option, one after the other. */
  readonly operands: readonly Operand[];
}

/** A word that is no option. */
export interface Operand extends Values {
  /** Whether more of them may follow. It is the last, then. */
  readonly isVariadic: boolean;
}

const NONE: Values = { words: [], files: "none" };
const DESIGNS: Values = { words: MODELS.map(({ name }) => name), files: "any" };
const PROPERTY_NAMES: Values = { words: PROPERTIES.map(({ name }) => name), files: "any" };
const FILES: Values = { words: [], files: "any" };

/** By what the help calls a value. What is not here is a number or a word of the user's own. */
const BY_NAME: Readonly<Record<string, Values>> = {
  model: DESIGNS,
  models: DESIGNS,
  first: DESIGNS,
  second: DESIGNS,
  what: DESIGNS,
  property: PROPERTY_NAMES,
  file: FILES,
  path: FILES,
  folder: { words: [], files: "folders" },
};

/** By the command and what its help calls a word, where other commands mean something else by that. */
const BY_OPERAND: Readonly<Record<string, Values>> = {
  "diff first": FILES,
  "diff second": FILES,
  "race design": { words: RACING, files: "none" },
};

/** By the option, where the help calls its value by a word that may mean several things. */
const BY_OPTION: Readonly<Record<string, Values>> = {
  "--model": DESIGNS,
  "--property": PROPERTY_NAMES,
  // One that comes with nsmodel.
  "--from": { ...DESIGNS, files: "none" },
};

/** What a shell has to know of the commands of a program. */
export function completedCommands(program: CommandUnknownOpts): CompletedCommand[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  // Each command takes them too; the version is asked of none.
  const ofAll = program.options.filter(({ long }) => long !== "--version");
  return commands.map((command) => ({
    name: command.name(),
    does: command.summary() || command.description(),
    options: [...help.visibleOptions(command), ...ofAll].map(completedOption),
    operands:
      command.name() === "help"
        ? [{ words: commands.map((one) => one.name()), files: "none", isVariadic: false }]
        : command.registeredArguments.map((argument) => operandOf(argument, command.name())),
  }));
}

function completedOption(option: Option): CompletedOption {
  const { long, short, description, required, optional, variadic } = option;
  const names = [long, short].filter((name) => name !== undefined && name !== null);
  const value = /[<[](?<name>[a-z]+)/.exec(option.flags)?.groups?.["name"] ?? "";
  const values = option.argChoices
    ? { words: option.argChoices, files: "none" as const }
    : (listOf(long ?? "") ?? BY_OPTION[long ?? ""] ?? BY_NAME[value] ?? NONE);
  return { names, does: description, isVariadic: variadic, ...((required || optional) && { values }) };
}

function listOf(flag: string): Values | undefined {
  const words = wordsOfList(flag);
  return words && { words, isList: true, files: "none" };
}

function operandOf(argument: Argument, command: string): Operand {
  const { argChoices, variadic: isVariadic } = argument;
  const name = argument.name();
  const values = argChoices
    ? { words: argChoices, files: "none" as const }
    : (BY_OPERAND[`${command} ${name}`] ?? BY_NAME[name] ?? NONE);
  return { ...values, isVariadic };
}
