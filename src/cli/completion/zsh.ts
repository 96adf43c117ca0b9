import type { CompletedCommand, CompletedOption, Values } from "./completed-program.ts";

/** Completion for zsh: to be sourced, or a file \`_nsmodel\` in a folder of \`fpath\`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef nsmodel
# Completion of nsmodel for zsh.
_nsmodel() {
  local state line
  local -a commands=(
${commands.map(({ name, does }) => `    ${quoted(`${name}:${does}`)}`).join("\n")}
  )
  _arguments -C '(-V --version)'{-V,--version}'[the version]' '(-h --help)'{-h,--help}'[help]' '--no-config[ignore nsmodel.config.json]' '1:command:->command' '*::words:->words'
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${commands.map(commandCase).join("\n")}
      esac
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _nsmodel "$@"
else
  compdef _nsmodel nsmodel
fi
`;
}

function commandCase({ name, options, operands }: CompletedCommand): string {
  const specifications = [
    ...options.map(optionWords),
    ...operands.map((operand, place) => quoted(`${operand.isVariadic ? "*" : place + 1}:${action(operand)}`)),
    // Where no operand is possible, zsh would offer options.
    ...(operands.at(-1)?.isVariadic ? [] : [quoted("*:value:")]),
  ];
  return `        ${name})\n          _arguments -s ${specifications.join(" \\\n            ")}\n          ;;`;
}

/**
 * An option as \`_arguments\` takes it: \`--name=[what it does]:message:action\`. The value may follow \`=\` or be the next word; if there are several, they go up
 * to the next option.
 */
function optionWords({ names, does, values, isVariadic }: CompletedOption): string {
  const text = `[${does.replace(/[[\]\\:]/g, "\\$&")}]`;
  const value = values === undefined ? "" : `:${isVariadic ? "*-*:" : ""}${action(values)}`;
  const [name = "", ...others] = names.map((one) =>
    values !== undefined && one.startsWith("--") ? `${one}=` : one,
  );
  if (others.length === 0) return quoted(`${values === undefined ? "" : "*"}${name}${text}${value}`);
  return `${quoted(`(${names.join(" ")})`)}{${[name, ...others].join(",")}}${quoted(`${text}${value}`)}`;
}

function action({ words, files, isList }: Values): string {
  const message = "value";
  if (isList) return `${message}:_sequence compadd - ${words.join(" ")}`;
  const list = words.length === 0 ? "" : `compadd -- ${words.join(" ")}`;
  const file = { none: "", any: "_files", folders: "_files -/" }[files];
  if (list !== "" && file !== "") return `${message}:{${list}; ${file}}`;
  return `${message}:${list === "" ? file : `(${words.join(" ")})`}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
