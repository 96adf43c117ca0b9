# Prints what zsh offers for each line of standard input: "== LINE", and below it each offer as "<OFFER>". Argument: the script of the completion.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2=; autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' verbose no; source $1"
# What is offered is printed, too.
zpty -w shell 'compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)* ]]; then builtin compadd "$@"; return; fi
  local -a offered; builtin compadd -A offered "$@"; print -rl -- "" "<$IPREFIX"${^offered}">"; builtin compadd "$@"
}'
zpty -w shell 'end-of-line() { print -r "<<end>>"; zle kill-whole-line }; zle -N end-of-line; bindkey "^X" end-of-line'
zpty -w shell 'bindkey "^I" complete-word; print "<<""ready>>"'
zpty -r -m shell seen '*<<ready>>*'
while IFS= read -r line; do
  zpty -w -n shell "$line"$'\t'$'\x18'
  zpty -r -m shell seen '*<<end>>*'
  print -r -- "== $line"
  print -rl -- ${(M)${(f)${seen//$'\r'/}}:#<[^<]*>}
done
zpty -d shell
