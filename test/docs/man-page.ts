import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandUnknownOpts, Help, Option } from "@commander-js/extra-typings";
import { HELP_EXAMPLES } from "../../src/cli/help-examples.ts";
import { wholeProgram } from "../../src/cli/program.ts";
import { VERSION } from "../../src/cli/version.ts";

const root = join(import.meta.dirname, "../..");

/** The day of the release that the page describes, which may be a planned one. */
const DATE = "2026-11-26";

/** What the exit codes mean, whatever the command. */
const EXIT_CODES = [
  ["0", "All is as claimed, and decided."],
  ["1", "A property is broken, or a history or the kernel differs."],
  ["2", "The request or a file was wrong."],
  ["3", "This machine cannot do it; the reason is given."],
  ["4", "Nothing is broken, but something is not decided."],
] as const;

const ENVIRONMENT = [
  ["NO_COLOR", "If it is set, nothing is printed in colour."],
  ["CC", "The C compiler for the agent that acts on the kernel."],
  [
    "XDG_STATE_HOME",
    "Where the shell keeps the lines that were typed, in the folder nsmodel (default: ~/.local/state).",
  ],
  ["XDG_CACHE_HOME", "Where the compiled agent is kept, in the folder nsmodel (default: ~/.cache)."],
] as const;

/** The manual page of the command, in the macros of man(7). */
export async function manPage(): Promise<string> {
  const program = await wholeProgram();
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((command) => command.name() !== "help");
  return `${[
    `.\\" Written by "npm run docs:man" from the help of the commands.`,
    `.TH NSMODEL 1 ${DATE} "nsmodel ${VERSION}" "User Commands"`,
    ".SH NAME",
    "nsmodel \\- model checker for designs of Linux namespaces and containers",
    ".SH SYNOPSIS",
    ".B nsmodel",
    ".I command",
    "[options]",
    ".PP",
    ".B nsmodel help",
    ".I command",
    ".SH DESCRIPTION",
    text(program.description()),
    ".PP",
    text(
      "A design is a small machine with tasks, containers and namespaces. Some come with nsmodel; a design or a property of your own is a file, named by its path (./my-design.ts).",
    ),
    ".SH COMMANDS",
    ...commands.flatMap((command) => section(command, help)),
    ".SH FILES",
    ...item(
      bold("nsmodel.config.json"),
      "In the current folder or the nearest parent folder that has one: the design, the scope, and the designs and properties of a project. --no-config, with any command, ignores it.",
    ),
    ".SH EXIT STATUS",
    ...EXIT_CODES.flatMap(([code, means]) => item(bold(code), means)),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.flatMap(([name, means]) => item(bold(name), means)),
    ".SH SEE ALSO",
    ...["unshare(2)", "setns(2)", "namespaces(7)", "cgroups(7)"].map((page, index, pages) => {
      const [name = "", number] = page.split(/[()]/);
      return `.BR ${name} (${number})${index + 1 < pages.length ? "," : ""}`;
    }),
    ".PP",
    text("The documentation is the folder docs of the package; start with docs/getting-started.md."),
  ].join("\n")}\n`;
}

/** The page as it is in the repository. */
export const writtenManPage = (): string => readFileSync(MAN_PAGE, "utf8");

export const MAN_PAGE = join(root, "man/nsmodel.1");

function section(command: CommandUnknownOpts, help: Help): string[] {
  const options = help.visibleOptions(command).filter(({ long }) => long !== "--help");
  const operands = help.visibleArguments(command);
  return [
    `.SS ${quoted(`nsmodel ${command.name()} ${command.usage().replace("[options] ", "").replace("[options]", "")}`.trim())}`,
    text(command.description()),
    ...operands.flatMap((operand) =>
      item(`\\fI${escaped(operand.name())}\\fR`, help.argumentDescription(operand)),
    ),
    ...options.flatMap((option) => item(bold(flags(option)), help.optionDescription(option))),
    ...(HELP_EXAMPLES[command.name()] ?? []).flatMap(({ does, line }) => [
      ".PP",
      text(`${does[0]?.toUpperCase()}${does.slice(1)}:`),
      ".PP",
      ".EX",
      `.RS 4`,
      escaped(line),
      ".RE",
      ".EE",
    ]),
  ];
}

const flags = ({ flags }: Option): string => flags;
const item = (term: string, means: string): string[] => [".TP", term, text(means)];
const bold = (words: string): string => `\\fB${escaped(words)}\\fR`;
const quoted = (words: string): string => `"${escaped(words).replaceAll('"', "\\(dq")}"`;

/** A text as one paragraph, wrapped so that the source is easy to read. Lines that begin like a roff request are escaped. */
function text(words: string): string {
  const lines = [""];
  for (const word of escaped(words).split(/\s+/)) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= 79) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => line.replace(/^[.']/, "\\&$&")).join("\n");
}

function escaped(words: string): string {
  return words
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("~", "\\(ti")
    .replaceAll("^", "\\(ha");
}
