# Prints what bash offers for each line of standard input, cut at spaces: "== LINE", and below it each offer as "<OFFER>". Argument: the script.
source "$1"
while IFS= read -r line; do
  echo "== $line"
  read -ra COMP_WORDS <<<"$line"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _nsmodel
  ((${#COMPREPLY[@]} == 0)) || printf '<%s>\n' "${COMPREPLY[@]}"
done
