import type { CompletedCommand, Values } from "./completed-program.ts";

/** Completion for bash: a function that needs nothing else. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completion of nsmodel for bash.
_nsmodel() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= option= several= words= files= list= before= index word operands=0
  COMPREPLY=()
  # bash cuts --on=kernel into three words.
  [[ $current == = ]] && current=
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case $word in
      =) ;;
      -*) option=$word several= ;;
      *)
        if [[ -z $command ]]; then
          command=$word option=
        elif [[ -n $option ]] && _nsmodel_option "$command" "$option"; then
          [[ -n $several ]] || option=
        else
          option= operands=$((operands + 1))
        fi
        ;;
    esac
  done
  if [[ -z $command ]]; then
    words=${quoted(commands.map(({ name }) => name))}' --version --help --no-config'
  elif [[ $current == -* ]]; then
    files= list=
    case $command in
${commands.map(({ name, options }) => `      ${name}) words=${quoted(options.flatMap(({ names }) => names))} ;;`).join("\n")}
    esac
  elif [[ -z $option ]] || ! _nsmodel_option "$command" "$option"; then
    words= files= list=
    case "$command $operands" in
${commands.flatMap(operandCases).join("\n")}
    esac
  fi
  if [[ -n $list ]]; then
    # No space is added: another word of the list may follow.
    compopt -o nospace 2>/dev/null
    [[ $current != *,* ]] || before=\${current%,*},
  fi
  while IFS= read -r word; do
    [[ ,$before == *,$word,* ]] || COMPREPLY+=("$before$word")
  done < <(compgen -W "$words" -- "\${current#"$before"}")
  case $files in
    any | folders) compopt -o filenames 2>/dev/null; _nsmodel_files "$files" ;;
  esac
}

# The values of an option; fails if it takes none.
_nsmodel_option() {
  case "$1 $2" in
${commands.flatMap(optionCases).join("\n")}
    *) return 1 ;;
  esac
}

# Names are not passed through compgen, which would split one that has a line break.
_nsmodel_files() {
  local typed=\${current//\\\\/} home= file
  case $typed in \\"* | \\'*) typed=\${typed:1} ;; esac
  [[ $typed != '~/'* ]] || home=$HOME
  [[ -z $home ]] || typed=$home\${typed#\\~}
  for file in "$typed"*; do
    [[ -e $file || -L $file ]] && [[ $1 == any || -d $file ]] || continue
    [[ -z $home ]] || file='~'\${file#"$home"}
    COMPREPLY+=("$file")
  done
}

complete -F _nsmodel nsmodel
`;
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ names, values, isVariadic }) => {
    if (values === undefined) return [];
    const pattern = names.map((one) => `"${name} ${one}"`).join(" | ");
    return [`    ${pattern}) ${assigned(values)}${isVariadic ? " several=yes" : ""} ;;`];
  });
}

/** The position of an operand, from 0, and what it may be. */
const operandCases = ({ name, operands }: CompletedCommand): string[] =>
  operands.map(
    (operand, place) => `      "${name} "${operand.isVariadic ? "*" : place}) ${assigned(operand)} ;;`,
  );

const assigned = ({ words, files, isList }: Values): string =>
  `words=${quoted(words)} files=${files === "none" ? "" : files} list=${isList ? "yes" : ""}`;

const quoted = (words: readonly string[]): string => `'${words.join(" ")}'`;
