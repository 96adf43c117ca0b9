import type { CompletedCommand, CompletedOption, Values } from "./completed-program.ts";

/** Completion for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completion of nsmodel for fish.
function __nsmodel_command
    for word in (commandline -opc)[2..]
        string match -q -- '-*' $word; and continue
        echo $word
        return
    end
    return 1
end

function __nsmodel_last_option
    string match -- '-*' (commandline -opc) | tail -n 1
end

# How many operands there are after the command.
function __nsmodel_operands
    set -l valued
    set -l several
    switch (__nsmodel_command; or echo)
${commands.map(optionsWithValues).join("\n")}
    end
    set -l count -1
    set -l option
    for word in (commandline -opc)[2..]
        if string match -q -- '-*' $word
            set option $word
        else if contains -- "$option" $several
            continue
        else if contains -- "$option" $valued
            set option
        else
            set option
            set count (math $count + 1)
        end
    end
    echo $count
end

# The words, each after the part of the list that is typed already.
function __nsmodel_list
    set -l typed (commandline -ct | string replace -r -- '^--[^=]*=' '' | string match -r -- '^.*,')
    for word in $argv
        string match -q -- "*,$word,*" ",$typed"; or echo "$typed$word"
    end
end

complete -c nsmodel -f
complete -c nsmodel -n 'not __nsmodel_command >/dev/null' -s V -l version -d 'the version'
complete -c nsmodel -n 'not __nsmodel_command >/dev/null' -l no-config -d 'ignore nsmodel.config.json'
${commands
  .flatMap((command) => [
    `complete -c nsmodel -n 'not __nsmodel_command >/dev/null' -a ${command.name} -d ${quoted(command.does)}`,
    ...command.options.map((option) => `${of(command)}${optionWords(option)}`),
    ...command.options.flatMap((option) => laterValueLines(command, option)),
    ...operandLines(command),
  ])
  .join("\n")}
`;
}

const of = ({ name }: CompletedCommand, also = ""): string =>
  `complete -c nsmodel -n 'test (__nsmodel_command; or echo) = ${name}${also}'`;

/** Which options of a command take one value, and which take several. */
function optionsWithValues({ name, options }: CompletedCommand): string {
  const namesOf = (areSeveral: boolean): string =>
    options
      .filter(({ values, isVariadic }) => values !== undefined && isVariadic === areSeveral)
      .flatMap(({ names }) => names)
      .join(" ");
  return `        case ${name}\n            set valued ${namesOf(false)}\n            set several ${namesOf(true)}`;
}

/** To fish, an option has one value; further ones are words like any other. */
function laterValueLines(
  command: CompletedCommand,
  { names, values, isVariadic }: CompletedOption,
): string[] {
  if (!isVariadic || values === undefined) return [];
  return [
    `${of(command, `; and contains -- (__nsmodel_last_option) ${names.join(" ")}`)}${valueWords(values)}`,
  ];
}

function optionWords({ names, does, values }: CompletedOption): string {
  const flags = names.map((name) =>
    name.startsWith("--") ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`,
  );
  return `${flags.join("")}${values === undefined ? "" : ` -r${valueWords(values)}`} -d ${quoted(does)}`;
}

function operandLines(command: CompletedCommand): string[] {
  return command.operands.flatMap((operand, place) => {
    if (operand.words.length === 0 && operand.files === "none") return [];
    const isThere = operand.isVariadic ? `-ge ${place}` : `-eq ${place}`;
    return [`${of(command, `; and test (__nsmodel_operands) ${isThere}`)}${valueWords(operand)}`];
  });
}

function valueWords({ words, files, isList }: Values): string {
  if (isList) return ` -f -a ${quoted(`(__nsmodel_list ${words.join(" ")})`)}`;
  const file = { none: " -f", any: " -F", folders: " -f" }[files];
  const folders = files === "folders" ? ["(__fish_complete_directories)"] : [];
  const all = [...words, ...folders];
  return `${file}${all.length === 0 ? "" : ` -a ${quoted(all.join(" "))}`}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
