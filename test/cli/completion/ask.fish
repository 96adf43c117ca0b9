# Prints what fish offers for each line of standard input: "== LINE", and below it each offer as "<OFFER>". Argument: the script.
source $argv[1]
while read -l line
    echo "== $line"
    for offer in (complete -C "$line")
        echo "<"(string split -- \t $offer)[1]">"
    end
end
