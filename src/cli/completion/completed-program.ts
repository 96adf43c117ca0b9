import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { MODELS, PROPERTIES } from "../../catalogue.ts";
import { RACING } from "../../conformance/containers/race/ways.ts";
import { wordsOfList } from "../scope-options.ts";

/** What is possible at a place of a command line: words, and perhaps files or folders. */
export interface Values {
  readonly words: readonly string[];
  /** Whether it is a list of these words, separated by commas. */
  readonly isList?: true;
  readonly files: "none" | "any" | "folders";
}

/** An option as a shell completes it. */
export interface CompletedOption {
  /** With their hyphens: the long one, and the short one if there is one. */
  readonly names: readonly string[];
  readonly does: string;
  /** What its value may be; absent if it takes none. */
  readonly values?: Values;
  /** Whether it takes several values, one after another. */
  readonly isVariadic: boolean;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly does: string;
  readonly options: readonly CompletedOption[];
  /** Its operands, in order. */
  readonly operands: readonly Operand[];
}

/** A word that is not an option. */
export interface Operand extends Values {
  /** Whether more of them may follow; it is then the last. */
  readonly isVariadic: boolean;
}

const NONE: Values = { words: [], files: "none" };
const DESIGNS: Values = { words: MODELS.map(({ name }) => name), files: "any" };
const PROPERTY_NAMES: Values = { words: PROPERTIES.map(({ name }) => name), files: "any" };
const FILES: Values = { words: [], files: "any" };

/** By the name of a value in the help. What is not here is a number or a word of the user's choice. */
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

/** By the command and the name of an operand in its help, if other commands mean something else by that name. */
const BY_OPERAND: Readonly<Record<string, Values>> = {
  "diff first": FILES,
  "diff second": FILES,
  "race design": { words: RACING, files: "none" },
};

/** By the option, if the name of its value in the help may mean several things. */
const BY_OPTION: Readonly<Record<string, Values>> = {
  "--model": DESIGNS,
  "--property": PROPERTY_NAMES,
  // Only designs that come with nsmodel.
  "--from": { ...DESIGNS, files: "none" },
};

/** What a shell has to know about the commands of a program. */
export function completedCommands(program: CommandUnknownOpts): CompletedCommand[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  // Every command takes these too, except --version.
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
