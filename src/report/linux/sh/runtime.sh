set -eu
export LC_ALL=C
umask 0

links="mnt uts ipc net pid user cgroup time pid_for_children time_for_children"
tasks=
mounts=
step="the beginning"

# Says what differs from the history, and ends.
fail() {
	echo "failed: $step: $*" >&2
	exit 1
}

# Something that the machine lacks is not a failure.
skip() {
	echo "skipped: $*" >&2
	exit 4
}

[ "$(id -u)" = 0 ] && [ "$(readlink /proc/self/ns/user)" = "user:[4026531837]" ] ||
	skip "only root of the initial user namespace can play it"
read -r self rest </proc/self/stat
[ "$self" = $$ ] || skip "/proc belongs to another pid namespace"
for tool in unshare nsenter setpriv taskset lsns tee readlink sed mktemp; do
	command -v "$tool" >/dev/null || skip "there is no $tool(1)"
done

# A process with the id of a task could take over the task, and what it shares
# with root's processes, so no other may have one of these ids while tasks run.
alone() {
	for id; do
		tries=0
		while taken "$id"; do
			tries=$((tries + 1))
			[ "$tries" -lt 50 ] || skip "another process here has the id of a task: $id"
			sleep 0.02
		done
	done
}

# Whether any process has an id. Zombies do not count, even if nobody reaps them.
taken() {
	for status in $(grep -ls "^Uid:.*[[:blank:]]$1\([[:blank:]]\|\$\)" /proc/[0-9]*/status); do
		! grep -qs "^State:[[:blank:]]*[^ZX[:blank:]]" "$status" || return 0
	done
	return 1
}

# Everything is in one directory, the working directory of all tasks: for task N
# its commands (in.N) and its pid (pid.N), and the answer to the last command.
# A task may be an ordinary user, so anyone may write there; but nobody else can
# get there, because it is inside a private directory.
outer=$(mktemp -d)
mkdir -m 777 "$outer/tasks"
cd "$outer/tasks"

end_all() {
	for file in "$outer"/tasks/pid.*; do
		[ ! -s "$file" ] || kill -KILL "$(cat "$file")" 2>/dev/null || :
	done
	rm -rf "$outer"
}
trap end_all EXIT
trap 'exit 1' INT TERM HUP

# Cleans up even if this script is killed.
(
	trap '' INT TERM HUP
	while kill -0 $$ 2>/dev/null; do sleep 0.2; done
	[ ! -d "$outer" ] || end_all
) </dev/null >/dev/null 2>&1 &

# A task is a shell that carries out what it reads. To unshare or to enter, it
# executes unshare(1) or nsenter(1), which executes this shell again: so the
# process stays the same. It starts no processes but the history's children.
cat >task <<'END'
n=$1
answer() { echo "$1" >answer; }
become() { exec "$@" /bin/sh task "$n" 2>error; }
try() { if "$@" 2>error; then answer ok; else answer refused; fi; }
child() {
	number=$1
	shift
	(
		exec 3<>"in.$number" 2>error
		exec "$@" /bin/sh task "$number"
	) &
	eval "child_$number=\$!"
}
read -r pid rest </proc/self/stat
# Only once, so that nobody who reads it meanwhile finds the file empty.
[ -s "pid.$n" ] || echo "$pid" >"pid.$n"
answer ok
while read -r command <&3; do eval "$command"; done
END

pid() { cat "pid.$1"; }

# The pid of task $2 in its pid namespace that is $1 levels below the initial one
pid_at() { set -- "$1" $(sed -n 's/^NSpid://p' "/proc/$(pid "$2")/status"); shift "$1"; echo "$2"; }

# alive, or dead: a zombie, one that waits in its exit, or gone
state() {
	stat=
	{ read -r stat <"/proc/$(pid "$1")/stat"; } 2>/dev/null || :
	[ -n "$stat" ] || { echo dead; return; }
	set -- ${stat##*) }
	case $1 in
	Z | X) echo dead ;;
	*) [ $(($7 & 4)) = 0 ] && echo alive || echo dead ;; # PF_EXITING
	esac
}

link() { readlink "/proc/$(pid "$1")/ns/$2" 2>/dev/null || :; }

# Has a task carry out a command.
ask() {
	: >answer
	: >error
	asked=$1
	shift
	echo "$*" >"in.$asked"
	while [ ! -s answer ] && [ "$(state "$asked")" = alive ]; do sleep 0.01; done
}

succeeds() {
	ask "$@"
	case $(cat answer) in
	ok) ;;
	*) [ ! -s error ] || fail "should succeed, but fails: $(cat error)" ;;
	esac
}

# Expects a refusal whose message matches the first argument.
fails() {
	why=$1
	shift
	ask "$@"
	[ "$(cat answer)" != ok ] || fail "should be refused ($why), but succeeds"
	grep -Eq "$why" error || fail "should be refused ($why), but fails with: $(cat error)"
}

# Has a task make a child, which becomes a task as well.
clones() {
	parent=$1
	number=$2
	shift 2
	rm -f "in.$number" "pid.$number"
	mkfifo "in.$number"
	: >answer
	: >error
	echo "child $number $*" >"in.$parent"
	tries=0
	until [ -s "pid.$number" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || fail "should make a child: $(cat error)"
		sleep 0.01
	done
}

# now TASK KEY=VALUE...: sets what is expected of a task from now on.
now() {
	task=$1
	shift
	for said; do eval "task${task}_${said%%=*}=\${said#*=}"; done
}

# A new task starts as a copy of its parent. The links of a dead one are not checked.
born() {
	tasks="$tasks $1"
	for key in state parent uid capable $links; do
		eval "task${1}_$key=\${task${2}_$key}"
	done
	eval "task${1}_state=alive"
}
dies() { eval "task${1}_state=dead"; }
gone() { eval "unset inode_$1"; }

is() {
	[ "$3" = "$4" ] || { wrong="$2 of task $1 should be $3, but is $4"; return 1; }
}

# As long as a namespace exists, its inode number is its own and stays the same.
is_namespace() {
	eval "known=\${inode_$3:-}"
	if [ -z "$known" ] && [ -n "$4" ]; then
		for name in $namespaces; do
			eval "other=\${inode_$name:-}"
			[ "$other" != "$4" ] || { wrong="$2 of task $1 should be $3, but is $name"; return 1; }
		done
		eval "inode_$3=\$4"
		known=$4
	fi
	[ "$known" = "$4" ] || { wrong="$2 of task $1 should be $3 ($known), but is ${4:-none}"; return 1; }
}

task_of() {
	for other in $tasks; do
		[ "$(pid "$other")" != "$1" ] || { echo "$other"; return; }
	done
	echo 0
}

status() { sed -n "s/^$2:[[:space:]]*\([0-9a-f]*\).*/\1/p" "/proc/$(pid "$1")/status"; }

check_task() {
	eval "state=\$task${1}_state parent=\$task${1}_parent uid=\$task${1}_uid capable=\$task${1}_capable"
	is "$1" "the state" "$state" "$(state "$1")" || return 1
	[ "$state" = alive ] || return 0
	is "$1" "the parent" "$parent" "$(task_of "$(status "$1" PPid)")" || return 1
	is "$1" "the uid" "$uid" "$(status "$1" Uid)" || return 1
	[ "$(status "$1" CapEff)" = 0000000000000000 ] && has=false || has=true
	is "$1" "being capable" "$capable" "$has" || return 1
	for link in $links; do
		eval "namespace=\$task${1}_$link"
		seen=$(link "$1" "$link")
		# Before Linux 7.1 it could not be read before there was an init.
		[ -n "$seen" ] || [ "$link" != pid_for_children ] || continue
		is_namespace "$1" "$link" "$namespace" "$seen" || return 1
	done
}

# Compares what /proc shows, until it agrees or the tries run out.
world() {
	tries=0
	while :; do
		wrong=
		for each in $tasks; do check_task "$each" || break; done
		[ -n "$wrong" ] || return 0
		tries=$((tries + 1))
		[ "$tries" -lt 50 ] || fail "$wrong"
		sleep 0.02
	done
}

# Further expectations of the history
only_alive() {
	for each in $tasks; do
		case " $* " in
		*" $each "*) is "$each" "the state" alive "$(state "$each")" || fail "$wrong" ;;
		*) is "$each" "the state" dead "$(state "$each")" || fail "$wrong" ;;
		esac
	done
}
dead() { for each; do is "$each" "the state" dead "$(state "$each")" || fail "$wrong"; done; }
child_of() { is "$1" "the parent" "$2" "$(task_of "$(status "$1" PPid)")" || fail "$wrong"; }
same() {
	[ -n "$(link "$2" "$1")" ] && [ "$(link "$2" "$1")" = "$(link "$3" "$1")" ] ||
		fail "$1 of task $2 and task $3 should be the same"
}
different() {
	[ -n "$(link "$2" "$1")" ] && [ -n "$(link "$3" "$1")" ] && [ "$(link "$2" "$1")" != "$(link "$3" "$1")" ] ||
		fail "$1 of task $2 and task $3 should be different"
}

# lsns(8) shows the owner of a namespace.
inode() { link "$1" "$2" | sed 's/.*\[\(.*\)\]/\1/'; }
owner() {
	owned=$(inode "$2" "$1")
	is "$2" "the owner of $1" "$(inode "$3" user)" "$(lsns -nro NS,ONS | sed -n "s/^$owned //p")" || fail "$wrong"
}

# Task 1. If the history mounts, it has its own mount namespace, which is the
# initial one to the history.
cat >first <<'END'
[ $# = 0 ] || mount -t tmpfs none "$PWD/mounts" || exit 1
for name; do : >"$PWD/mounts/$name"; done
exec /bin/sh task 1
END

# Since Linux 6.18 each processor numbers namespaces from its own range, and the
# kernel treats the one with the lower number as the older namespace.
stay_on_one_processor() {
	allowed=$(taskset -cp $$)
	allowed=${allowed##*: }
	taskset -cp "${allowed%%[,-]*}" $$ >/dev/null
}

begin() {
	mkfifo in.1
	mkdir mounts
	: >answer
	set -- $mounts
	own=
	if [ $# != 0 ]; then
		own="unshare --mount --propagation private"
		stay_on_one_processor
	fi
	(
		exec 3<>in.1
		exec $own /bin/sh first "$@"
	) </dev/null &
	until [ -s answer ]; do sleep 0.01; done
	tasks=1
	now 1 state=alive parent=0 uid=0 capable=true pid_for_children=pid0 time_for_children=time0
	for link in mnt uts ipc net pid user cgroup time; do now 1 "$link=${link}0"; done
	world
}

# Prints what comes next.
step() {
	step=$1
	echo "$1"
}
