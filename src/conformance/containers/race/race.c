/*
 * The race between a kill and tasks that fork: makes a cgroup, fills it with tasks that keep forking, empties it as a container manager would, and reports
 * what happened. It knows nothing about designs or histories: race-program.ts is the other end.
 *
 *     client ── lines ── guard ── walker (init of a pid namespace) ── forkers
 *
 * The forkers die with the walker, which is their init; the walker dies with the guard, and the guard with its client (PR_SET_PDEATHSIG).
 *
 *     race WAY VERSION BASE COUNTED TASKS FORKERS TRIES MILLISECONDS
 *
 * WAY is how the tasks are killed: `walk` reads cgroup.procs and kills one after another, `repeat` does so until none is read, `freeze` freezes all before
 * the walk and thaws them after it, `kernel` writes to cgroup.kill. VERSION is the cgroup version, 1 or 2; BASE is the cgroup in which each try makes its own;
 * COUNTED is the cgroup.procs of a cgroup with a pids.max, or empty. The kill begins once there are TASKS tasks, of which FORKERS fork: each forks a child
 * that goes on forking in its place, and then rests. A kill that has not ended after MILLISECONDS is abandoned.
 *
 * Each try is reported on a line: `try LEFT NANOSECONDS ROUNDS ENDED BORN`. If tasks were left, and no try reported in detail so far had fewer births, the
 * details follow. AT, FROM and TO are times of a shared logical clock that counts actions:
 *
 *     born AT PARENT CHILD        AT is before the fork
 *     read FROM TO PID...         cgroup.procs was read between the two, and these pids were new; or cgroup.kill was written
 *     killed AT PID ERRNO         AT is after kill(2)
 *     left PID...
 *
 * Status 0: all tries were made; 1: a try cannot be made here, and standard error says why.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Maximum number of births in one try, so no more tasks than that are alive, whatever other limits there are. */
#define BIRTHS_LIMIT 1024u
/* Maximum values of the arguments. */
#define TASKS_LIMIT 256u
#define FORKERS_LIMIT 64u
/* How many pids can be read at once: tasks that are being killed stay for a while. */
#define SHOWN_LIMIT (BIRTHS_LIMIT * 2)
/* Time limit for things that must happen by themselves, in nanoseconds. */
#define PATIENCE 5000000000ull

struct birth {
	/* The logical time before the fork. */
	uint32_t at;
	int32_t parent;
	/* Written by the kernel before the child runs (CLONE_PARENT_SETTID), so it is known even if both are killed. */
	_Atomic int32_t child;
	/* Whether the child has answered that it is alive. */
	_Atomic bool answers;
};

static struct shared {
	_Atomic uint32_t clock;
	/* How many places in `born` are taken. */
	_Atomic uint32_t births;
	/* Whether the kill is over: then nothing forks any more. */
	_Atomic bool is_over;
	/* Whether all living tasks must answer. */
	_Atomic bool is_asked;
	/* Whether the first task is in the cgroup, or, in `error`, why it cannot go there. */
	_Atomic bool is_inside;
	_Atomic int32_t error;
	struct birth born[BIRTHS_LIMIT];
} *shared;

struct call {
	enum { READ, KILLED } is;
	uint32_t from;
	uint32_t to;
	/* The task that it killed, or the index in `victims` of the first task that it read. */
	int32_t pid;
	int32_t error;
	uint32_t count;
};

/* What the walker did in the current try. */
static struct call calls[BIRTHS_LIMIT * 2];
static uint32_t call_count;
/* The tasks that it has read and killed, in the order of reading, without duplicates. */
static int32_t victims[BIRTHS_LIMIT];
static uint32_t victim_count;

enum way { WALK, REPEAT, FREEZE, KERNEL };
static const char *const WAYS[] = {"walk", "repeat", "freeze", "kernel"};

static enum way way;
static bool is_v1;
static const char *base;
static uint32_t forkers;
static uint32_t tasks;
static uint64_t bound;

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static uint32_t tick(void)
{
	return atomic_fetch_add(&shared->clock, 1);
}

static void pause_shortly(void)
{
	const struct timespec moment = {.tv_nsec = 20000};
	nanosleep(&moment, NULL);
}

/* ---- the forkers ----------------------------------------------------------------------------------------------------- */

static long fork_into(struct birth *birth)
{
	struct clone_args arguments = {
		.flags = CLONE_PARENT_SETTID,
		.parent_tid = (uint64_t)(uintptr_t)&birth->child,
		.exit_signal = SIGCHLD,
	};
	return syscall(SYS_clone3, &arguments, sizeof arguments);
}

/* A place for a birth, or NULL if there were too many. */
static struct birth *next_birth(void)
{
	uint32_t place = atomic_fetch_add(&shared->births, 1);
	if (place >= BIRTHS_LIMIT)
		return NULL;
	struct birth *birth = &shared->born[place];
	birth->parent = getpid();
	birth->at = tick();
	return birth;
}

/* Sleeps, and answers once, when asked, that it is alive. */
__attribute__((noreturn)) static void rest(struct birth *self)
{
	const struct timespec moment = {.tv_nsec = 500000};
	while (!atomic_load(&shared->is_asked))
		nanosleep(&moment, NULL);
	atomic_store(&self->answers, true);
	for (;;)
		pause();
}

/* Forks a child that does the same, and rests. */
__attribute__((noreturn)) static void keep_forking(struct birth *self)
{
	struct birth *birth = next_birth();
	while (birth != NULL && !atomic_load(&shared->is_over)) {
		long child = fork_into(birth);
		if (child > 0)
			break;
		if (child == 0) {
			self = birth;
			birth = next_birth();
		} else {
			sched_yield();
		}
	}
	rest(self);
}

/* Forks the other initial forkers, and joins them. */
__attribute__((noreturn)) static void begin(struct birth *self)
{
	for (uint32_t number = 1; number < forkers; number++) {
		struct birth *birth = next_birth();
		long child = birth == NULL ? -EAGAIN : fork_into(birth);
		if (child == 0)
			keep_forking(birth);
		if (child < 0)
			_exit(1);
	}
	keep_forking(self);
}

static long write_text(int directory, const char *name, const char *text)
{
	int file = openat(directory, name, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return -errno;
	long put = write(file, text, strlen(text));
	long error = put < 0 ? -errno : 0;
	close(file);
	return error;
}

__attribute__((noreturn)) static void begin_forking(int cgroup, struct birth *self)
{
	long error = write_text(cgroup, "cgroup.procs", "0");
	if (error == 0 && unshare(CLONE_NEWUTS) < 0)
		error = -errno;
	if (error < 0) {
		atomic_store(&shared->error, (int32_t)-error);
		_exit(1);
	}
	/* The client reads until no process can write any more, and a frozen task stays for a while. */
	syscall(SYS_close_range, STDIN_FILENO, STDERR_FILENO, 0);
	atomic_store(&shared->is_inside, true);
	begin(self);
}

/* ---- the walker ------------------------------------------------------------------------------------------------------ */

/*
 * Reads the pids in cgroup.procs. Returns how many. The file is opened each time, because version 1 shows the same pids again for an open file.
 * Version 2 shows 0 for a task that was reaped while the file was read (cgroup_procs_show); version 1 leaves it out (pidlist_array_load).
 */
static uint32_t read_pids(int cgroup, int32_t *read_here, uint32_t limit)
{
	static char text[SHOWN_LIMIT * 12];
	int procs = openat(cgroup, "cgroup.procs", O_RDONLY | O_CLOEXEC);
	if (procs < 0)
		fail("cgroup.procs cannot be opened: %s", strerror(errno));
	size_t length = 0;
	long got;
	while ((got = read(procs, text + length, sizeof text - 1 - length)) > 0)
		length += (size_t)got;
	if (got < 0)
		fail("cgroup.procs cannot be read: %s", strerror(errno));
	close(procs);
	text[length] = '\0';
	uint32_t count = 0;
	for (char *at = text; *at != '\0' && count < limit; at++) {
		int32_t pid = (int32_t)strtol(at, &at, 10);
		if (pid != 0)
			read_here[count++] = pid;
	}
	return count;
}

static bool is_victim(int32_t pid)
{
	for (uint32_t place = 0; place < victim_count; place++)
		if (victims[place] == pid)
			return true;
	return false;
}

/* What a reading shows. */
struct reading {
	/* How many tasks, including those that were killed before and are not gone yet. */
	uint32_t all;
	/* How many that were not killed before. */
	uint32_t more;
};

/* Reads which tasks are in the cgroup, and kills those that it has not killed before. */
static struct reading walk(int cgroup)
{
	static int32_t shown[SHOWN_LIMIT];
	uint32_t from = tick();
	struct reading reading = {.all = read_pids(cgroup, shown, SHOWN_LIMIT)};
	uint32_t to = tick();
	uint32_t first = victim_count;
	for (uint32_t place = 0; place < reading.all; place++) {
		if (shown[place] <= 1)
			fail("cgroup.procs shows %d", shown[place]);
		if (!is_victim(shown[place]) && victim_count < BIRTHS_LIMIT)
			victims[victim_count++] = shown[place];
	}
	reading.more = victim_count - first;
	if (reading.more == 0)
		return reading;
	calls[call_count++] = (struct call){.is = READ, .from = from, .to = to, .pid = (int32_t)first, .count = reading.more};
	for (uint32_t place = first; place < victim_count; place++) {
		int32_t error = kill(victims[place], SIGKILL) < 0 ? errno : 0;
		calls[call_count++] = (struct call){.is = KILLED, .to = tick(), .pid = victims[place], .error = error};
	}
	return reading;
}

/* Whether a file of the cgroup contains a text. */
static bool says(int cgroup, const char *name, const char *what)
{
	char text[256];
	int file = openat(cgroup, name, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		fail("%s cannot be read: %s", name, strerror(errno));
	long length = read(file, text, sizeof text - 1);
	close(file);
	text[length < 0 ? 0 : length] = '\0';
	return strstr(text, what) != NULL;
}

static void must_write(int cgroup, const char *name, const char *text)
{
	long error = write_text(cgroup, name, text);
	if (error < 0)
		fail("%s cannot be written: %s", name, strerror((int)-error));
}

static bool freeze(int cgroup, uint64_t deadline)
{
	must_write(cgroup, is_v1 ? "freezer.state" : "cgroup.freeze", is_v1 ? "FROZEN" : "1");
	while (!(is_v1 ? says(cgroup, "freezer.state", "FROZEN") : says(cgroup, "cgroup.events", "frozen 1"))) {
		if (now() >= deadline)
			return false;
		sched_yield();
	}
	return true;
}

/* Kills all tasks in the cgroup in the chosen way. Returns whether that ended in time. */
static bool kill_all(int cgroup, uint32_t *rounds)
{
	uint64_t deadline = now() + bound;
	*rounds = 1;
	switch (way) {
	case WALK:
		walk(cgroup);
		return true;
	case REPEAT:
		for (struct reading reading = walk(cgroup); reading.all > 0; reading = walk(cgroup)) {
			/* Once no task may fork any more, reaching the end would mean nothing. */
			if (now() >= deadline || atomic_load(&shared->births) >= BIRTHS_LIMIT)
				return false;
			*rounds += reading.more > 0;
			if (reading.more == 0)
				sched_yield();
		}
		return true;
	case FREEZE: {
		/* A walk among tasks that are not frozen would be a different way to kill. */
		bool is_frozen = freeze(cgroup, deadline);
		if (is_frozen)
			walk(cgroup);
		must_write(cgroup, is_v1 ? "freezer.state" : "cgroup.freeze", is_v1 ? "THAWED" : "0");
		return is_frozen;
	}
	case KERNEL: {
		uint32_t from = tick();
		must_write(cgroup, "cgroup.kill", "1");
		calls[call_count++] = (struct call){.is = READ, .from = from, .to = tick()};
		return true;
	}
	}
	return true;
}

/* ---- a try ----------------------------------------------------------------------------------------------------------- */

static uint32_t births_so_far(void)
{
	uint32_t births = atomic_load(&shared->births);
	return births < BIRTHS_LIMIT ? births : BIRTHS_LIMIT;
}

static uint32_t children_so_far(void)
{
	uint32_t count = 0;
	for (uint32_t place = 0; place < births_so_far(); place++)
		count += atomic_load(&shared->born[place].child) > 0;
	return count;
}

static bool answers(int32_t pid)
{
	for (uint32_t place = 0; place < births_so_far(); place++)
		if (atomic_load(&shared->born[place].child) == pid)
			return atomic_load(&shared->born[place].answers);
	return false;
}

/*
 * Waits until all killed tasks are gone and all others answer: then no fork is under way. A task with a signal still pending is running on another
 * processor, and takes the signal long before it is asked. Returns how many are left.
 */
static uint32_t settle(int cgroup, int32_t *left)
{
	const struct timespec while_signals_come = {.tv_nsec = 2000000};
	uint64_t deadline = now() + PATIENCE;
	for (;;) {
		uint32_t count = read_pids(cgroup, left, SHOWN_LIMIT);
		bool is_clear = true;
		for (uint32_t place = 0; place < count && is_clear; place++)
			is_clear = !is_victim(left[place]) && answers(left[place]);
		if (is_clear)
			return count;
		if (now() > deadline)
			fail("killed tasks are not gone");
		if (!atomic_load(&shared->is_asked)) {
			nanosleep(&while_signals_come, NULL);
			atomic_store(&shared->is_asked, true);
		}
		pause_shortly();
	}
}

static void tell(uint32_t left_count, const int32_t *left)
{
	for (uint32_t place = 0; place < births_so_far(); place++) {
		const struct birth *birth = &shared->born[place];
		int32_t child = atomic_load(&birth->child);
		if (child > 0)
			printf("born %u %d %d\n", birth->at, birth->parent, child);
	}
	for (uint32_t place = 0; place < call_count; place++) {
		const struct call *call = &calls[place];
		if (call->is == KILLED) {
			printf("killed %u %d %d\n", call->to, call->pid, call->error);
			continue;
		}
		printf("read %u %u", call->from, call->to);
		for (uint32_t who = 0; who < call->count; who++)
			printf(" %d", victims[(uint32_t)call->pid + who]);
		putchar('\n');
	}
	printf("left");
	for (uint32_t place = 0; place < left_count; place++)
		printf(" %d", left[place]);
	putchar('\n');
}

static void empty(int cgroup, const char *path)
{
	static int32_t left[SHOWN_LIMIT];
	uint64_t deadline = now() + PATIENCE;
	uint32_t count;
	while ((count = read_pids(cgroup, left, SHOWN_LIMIT)) > 0) {
		for (uint32_t place = 0; place < count; place++)
			if (left[place] > 1)
				kill(left[place], SIGKILL);
		if (now() > deadline)
			fail("%s does not become empty", path);
		pause_shortly();
	}
	close(cgroup);
	while (rmdir(path) < 0) {
		if (errno != EBUSY || now() > deadline)
			fail("%s cannot be removed: %s", path, strerror(errno));
		pause_shortly();
	}
}

/* The fewest births in any try that was reported in detail so far. */
static uint32_t shortest = UINT32_MAX;

static void try_once(uint32_t number)
{
	memset(shared, 0, offsetof(struct shared, born));
	memset(shared->born, 0, sizeof shared->born);
	call_count = victim_count = 0;
	char path[4096];
	snprintf(path, sizeof path, "%s/%u", base, number);
	if (mkdir(path, 0755) < 0)
		fail("%s cannot be made: %s", path, strerror(errno));
	int cgroup = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (cgroup < 0)
		fail("%s cannot be opened: %s", path, strerror(errno));

	struct birth *first = next_birth();
	long child = fork_into(first);
	if (child == 0)
		begin_forking(cgroup, first);
	if (child < 0)
		fail("no process can be made: %s", strerror(errno));
	uint64_t deadline = now() + PATIENCE;
	while (!atomic_load(&shared->is_inside) || children_so_far() < tasks) {
		int32_t error = atomic_load(&shared->error);
		if (error != 0)
			fail("a task cannot go into its cgroup: %s", strerror(error));
		if (now() > deadline)
			fail("that many tasks cannot be made");
		sched_yield();
	}

	uint32_t rounds = 0;
	uint64_t begin = now();
	bool has_ended = kill_all(cgroup, &rounds);
	uint64_t end = now();
	atomic_store(&shared->is_over, true);

	static int32_t left[SHOWN_LIMIT];
	uint32_t count = settle(cgroup, left);
	uint32_t born = children_so_far();
	printf("try %u %llu %u %d %u\n", count, (unsigned long long)(end - begin), rounds, has_ended, born);
	if (count > 0 && born <= shortest) {
		shortest = born;
		tell(count, left);
	}
	fflush(stdout);
	empty(cgroup, path);
}

/* ---- the start ------------------------------------------------------------------------------------------------------- */

static uint32_t number_in(const char *text, uint32_t most)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	if (*end != '\0' || number == 0 || number > most)
		fail("%s is not a number from 1 to %u", text, most);
	return (uint32_t)number;
}

static void die_with_parent(void)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		fail("PR_SET_PDEATHSIG is refused: %s", strerror(errno));
}

static void run(uint32_t tries)
{
	signal(SIGCHLD, SIG_IGN);
	for (uint32_t number = 1; number <= tries; number++)
		try_once(number);
	exit(0);
}

int main(int count, char **arguments)
{
	if (count != 9)
		fail("usage: race WAY VERSION BASE COUNTED TASKS FORKERS TRIES MILLISECONDS");
	die_with_parent();
	/* It was started through a descriptor, whose number would otherwise be its name. */
	prctl(PR_SET_NAME, "nsmodel-race");
	/* Escapes the terminal's Ctrl-C. */
	setsid();
	while (way <= KERNEL && strcmp(arguments[1], WAYS[way]) != 0)
		way++;
	if (way > KERNEL)
		fail("%s is not a way to kill", arguments[1]);
	is_v1 = strcmp(arguments[2], "1") == 0;
	base = arguments[3];
	tasks = number_in(arguments[5], TASKS_LIMIT);
	forkers = number_in(arguments[6], FORKERS_LIMIT);
	uint32_t tries = number_in(arguments[7], UINT32_MAX);
	bound = number_in(arguments[8], 3600000) * 1000000ull;
	if (*arguments[4] != '\0') {
		long error = write_text(AT_FDCWD, arguments[4], "0");
		if (error < 0)
			fail("%s cannot be written: %s", arguments[4], strerror((int)-error));
	}
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		fail("memory cannot be mapped: %s", strerror(errno));
	int guard = (int)syscall(SYS_pidfd_open, getpid(), 0);
	struct clone_args walker = {.flags = CLONE_NEWPID, .exit_signal = SIGCHLD};
	long pid = syscall(SYS_clone3, &walker, sizeof walker);
	if (pid < 0)
		fail("a pid namespace cannot be made: %s", strerror(errno));
	if (pid == 0) {
		die_with_parent();
		/* The guard may have died before that. */
		struct pollfd death = {.fd = guard, .events = POLLIN};
		if (poll(&death, 1, 0) != 0)
			exit(1);
		run(tries);
	}
	int status;
	while (waitpid((pid_t)pid, &status, 0) < 0)
		if (errno != EINTR)
			fail("the walker cannot be waited for: %s", strerror(errno));
	if (WIFSIGNALED(status))
		fail("a signal killed the walker: %s", strsignal(WTERMSIG(status)));
	return WEXITSTATUS(status);
}
