//@ includes
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <linux/capability.h>
#include <linux/nsfs.h>
#include <linux/sched.h>
//@ all

/*
 * The runtime
 *
 * The test plays the outside: it is the parent of task 1, and reaps orphans at
 * once. Every task is a process that waits for a request, makes one call and
 * answers. After each call the test waits until nothing changes any more, and
 * compares what /proc shows with what the history says.
 */

#define BIT(nr)		(1ul << (nr))
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define KSFT_PASS	0
#define KSFT_FAIL	1
#define KSFT_SKIP	4

/* Time limits: for tasks to settle, for the whole test, for a task to wake up */
#define PATIENCE_MS	10000
#define TIMEOUT_S	120
#define WAKE_MS		500

/* The inode number of the initial user namespace (PROC_USER_INIT_INO) */
#define INITIAL_USER_INO	0xEFFFFFFDu

/* The files of /proc/PID/ns */
enum link {
	MNT, UTS, IPC, NET, PID, USER, CGROUP, TIME,
	PID_FOR_CHILDREN, TIME_FOR_CHILDREN, LINKS
};

static const char *const link_names[LINKS] = {
	"mnt", "uts", "ipc", "net", "pid", "user", "cgroup", "time",
	"pid_for_children", "time_for_children",
};

/* DYING: an init that has died, and waits for others in its namespace */
enum state { GONE, ALIVE, DYING, ZOMBIE };

static const char *const state_names[] = { "gone", "alive", "dying", "a zombie" };

/* What the history says about each task. Tasks are numbered from 1. */
static struct task {
	enum state state;
	int parent;		/* 0: the outside */
	unsigned int uid;
	bool capable;		/* has capabilities in its user namespace */
	enum ns ns[LINKS];	/* NONE: no such link */
} expected[TASKS] = {
	[1] = {
		.state = ALIVE,
		.capable = true,
		.ns = { MNT0, UTS0, IPC0, NET0, PID0, USER0, CGROUP0, TIME0,
			PID0, TIME0 },
	},
};

/* The processes of the tasks */
static struct {
	pid_t pid;
	int pidfd;		/* -1: none */
	int channel[2];		/* the test's end, and the task's */
} processes[TASKS];

/* The inode number of each namespace of the history that was seen */
static unsigned long inodes[NAMESPACES];
/* The pid namespaces that have had a task in them */
static bool is_inhabited[NAMESPACES];

/* A pidfd of the test, by which all tasks notice its end, and /proc */
static int test_pidfd, proc_fd;

/* The results */
static unsigned int tests, passed, failed;
static const char *skipped;

/* Whether differences are not printed yet, because they may be transient */
static bool silent;

static void end_all(void);

__attribute__((noreturn, format(printf, 1, 2)))
static void bail_out(const char *format, ...)
{
	va_list args;

	printf("Bail out! ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	end_all();
	exit(KSFT_FAIL);
}

/* Prints why something is not as it should be. Returns false. */
__attribute__((format(printf, 1, 2)))
static bool differs(const char *format, ...)
{
	va_list args;

	if (silent)
		return false;
	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	return false;
}

static void test(bool passes, const char *name)
{
	tests++;
	if (skipped) {
		printf("ok %u %s # SKIP %s\n", tests, name, skipped);
		return;
	}
	if (passes)
		passed++;
	else
		failed++;
	printf("%s %u %s\n", passes ? "ok" : "not ok", tests, name);
}

/* Tests the result of a call: 0 or a negative errno. */
static void result(long seen, int error, const char *name)
{
	if (seen == -ENOSYS && error != ENOSYS && !skipped)
		skipped = "this kernel or machine lacks the call";
	test(seen == -error || skipped ||
	     differs("should give %s, but gives %s",
		     error ? strerror(error) : "success",
		     seen < 0 ? strerror(-seen) : "success"), name);
}

static void sleep_ns(long ns)
{
	nanosleep(&(struct timespec){ .tv_nsec = ns }, NULL);
}

static unsigned long now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000ul + time.tv_nsec / 1000000;
}

/*
 * Requests
 */

struct request {
	long (*call)(const struct request *request, int fd);
	unsigned long flags;
	int number;
	int file;
	char path[64];
//@ open setns_handle
	struct {
		struct file_handle head;
		unsigned char bytes[MAX_HANDLE_SZ];
	} handle;
//@ list
	uint64_t after, owner;
//@ all
};

/* For both ends: a message, and a descriptor if there is one. */
static bool send_message(int channel, const void *message, size_t size, int fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec iov = { .iov_base = (void *)message, .iov_len = size };
	struct msghdr header = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (fd >= 0) {
		struct cmsghdr *cmsg;

		header.msg_control = control.bytes;
		header.msg_controllen = sizeof(control.bytes);
		cmsg = CMSG_FIRSTHDR(&header);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(cmsg), &fd, sizeof(fd));
	}
	return sendmsg(channel, &header, MSG_NOSIGNAL) == (ssize_t)size;
}

static bool receive_message(int channel, void *message, size_t size, int *fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec iov = { .iov_base = message, .iov_len = size };
	struct msghdr header = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes),
	};
	struct cmsghdr *cmsg;

	if (recvmsg(channel, &header, 0) != (ssize_t)size)
		return false;
	cmsg = CMSG_FIRSTHDR(&header);
	*fd = -1;
	if (cmsg && cmsg->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(cmsg), sizeof(*fd));
	return true;
}

/* The life of a task. It ends with the test. */
__attribute__((noreturn)) static void serve(int task)
{
	int channel = processes[task].channel[1];

	for (;;) {
		struct pollfd wait[] = {
			{ .fd = channel, .events = POLLIN },
			{ .fd = test_pidfd, .events = POLLIN },
		};
		struct request request;
		long answer;
		int fd;

		poll(wait, ARRAY_SIZE(wait), -1);
		if (wait[1].revents)
			_exit(KSFT_FAIL);
		if (!receive_message(channel, &request, sizeof(request), &fd))
			continue;
		answer = request.call(&request, fd);
		if (fd >= 0)
			close(fd);
		send_message(channel, &answer, sizeof(answer), -1);
	}
}

/* A new task tells the test the pid that it sees in the test's /proc. */
__attribute__((noreturn)) static void begin(int task)
{
	char digits[16] = "";
	long pid = 0;

	if (readlinkat(proc_fd, "self", digits, sizeof(digits) - 1) > 0)
		pid = strtol(digits, NULL, 10);
	send_message(processes[task].channel[1], &pid, sizeof(pid), -1);
	serve(task);
}

/* Records the process of a new task. */
static void meet_process(int task)
{
	struct pollfd wait = {
		.fd = processes[task].channel[0],
		.events = POLLIN,
	};
	long pid = 0;
	int fd;

	if (poll(&wait, 1, PATIENCE_MS) != 1 ||
	    !receive_message(wait.fd, &pid, sizeof(pid), &fd) || pid <= 0)
		bail_out("a new task does not report its pid");
	processes[task].pid = pid;
	processes[task].pidfd = syscall(SYS_pidfd_open, pid, 0);
	if (processes[task].pidfd < 0)
		bail_out("pidfd_open: %s", strerror(errno));
}

/*
 * What /proc shows
 */

static void proc_path(char *path, size_t size, int task, const char *file)
{
	snprintf(path, size, "/proc/%d/%s", processes[task].pid, file);
}

static bool read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;

	if (fd < 0)
		return false;
	length = read(fd, text, size - 1);
	close(fd);
	text[length < 0 ? 0 : length] = '\0';
	return length > 0;
}

/* From /proc/PID/stat; see proc_pid_stat(5) */
struct run_state {
	char letter;
	bool exiting;		/* PF_EXITING */
	bool killed;		/* SIGKILL is pending */
	int parent;
	long threads;
};

static bool read_run_state(const char *path, struct run_state *state)
{
	unsigned long long field[32] = { 0 };
	char text[1024], *at;
	int number;

	if (!read_text(path, text, sizeof(text)))
		return false;
	at = strrchr(text, ')');
	if (!at || at[1] != ' ')
		return false;
	state->letter = at[2];
	at += 3;
	for (number = 4; number <= 31; number++)
		field[number] = strtoull(at, &at, 10);
	state->parent = field[4];
	state->exiting = field[9] & 4;
	state->threads = field[20];
	state->killed = field[31] >> (SIGKILL - 1) & 1;
	return true;
}

static enum state state_of(int task, struct run_state *run)
{
	char path[64];

	if (processes[task].pidfd < 0 ||
	    syscall(SYS_pidfd_send_signal, processes[task].pidfd, 0, NULL, 0))
		return GONE;
	proc_path(path, sizeof(path), task, "stat");
	if (!read_run_state(path, run))
		return GONE;
	if (run->letter == 'Z')
		return run->threads > 1 ? DYING : ZOMBIE;
	return run->exiting ? DYING : ALIVE;
}

static enum state state_now(int task)
{
	struct run_state run;

	return task > 0 && task < TASKS ? state_of(task, &run) : GONE;
}

//@ thread
/* Whether all remaining threads wait in a task whose first thread has ended */
static bool threads_wait(int task)
{
	char path[64], children[4096], *at = children;
	struct run_state run;
	bool wait = true;
	ssize_t size;
	int threads;

	proc_path(path, sizeof(path), task, "task");
	threads = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size = syscall(SYS_getdents64, threads, children, sizeof(children));
	close(threads);
	while (wait && at < children + size) {
		/* struct linux_dirent64: inode, offset, length, type, name */
		unsigned short length;
		const char *name = at + 19;
		char file[32];

		memcpy(&length, at + 16, sizeof(length));
		at += length;
		if (name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "task/%.16s/stat", name);
		proc_path(path, sizeof(path), task, file);
		wait = read_run_state(path, &run) &&
		       (run.letter == 'Z' || (run.letter == 'S' && run.exiting));
	}
	return wait && size > 0;
}

//@ all
/* Whether no task will change by itself */
static bool is_quiet(bool *dying)
{
	int task;

	*dying = false;
	for (task = 1; task < TASKS; task++) {
		struct run_state run = { 0 };
		enum state state = state_of(task, &run);

		if (state == GONE || state == ZOMBIE)
			continue;
		*dying |= state == DYING;
//@ thread
		if (run.letter == 'Z') {
			if (!threads_wait(task))
				return false;
			continue;
		}
//@ all
		if (run.letter != 'S' || (state == ALIVE && run.killed))
			return false;
	}
	return true;
}

/* Releases tasks that were reaped: a pidfd would keep their pid namespace. */
static void let_go(void)
{
	int task;

	for (task = 1; task < TASKS; task++) {
		if (processes[task].pidfd >= 0 && state_now(task) == GONE) {
			close(processes[task].pidfd);
			processes[task].pidfd = -1;
		}
	}
}

/* Waits until nothing changes by itself. */
static void settle(void)
{
	unsigned long deadline = now_ms() + PATIENCE_MS;
	int looks = 0, quiet = 0;
	bool dying = false;

	/* What wakes a task that waits in its exit may disappear from view first. */
	while (quiet < (dying ? 8 : 2)) {
		if (now_ms() > deadline)
			bail_out("the tasks do not settle");
		quiet = is_quiet(&dying) ? quiet + 1 : 0;
		if (dying || ++looks > 8)
			sleep_ns(100000);
		else
			sched_yield();
	}
	let_go();
}

/* The inode number that a link names. 0: there is none. */
static unsigned long inode_of(int task, enum link link)
{
	char file[32], path[64], text[64] = "";

	snprintf(file, sizeof(file), "ns/%s", link_names[link]);
	proc_path(path, sizeof(path), task, file);
	if (readlink(path, text, sizeof(text) - 1) < 0)
		return 0;
	return strtoul(strchr(text, '[') + 1, NULL, 10);
}

/* The inode number of a namespace's owner or parent; see ioctl_nsfs(2) */
static unsigned long relative_of(int task, enum link link, unsigned long query)
{
	char file[32], path[64];
	struct stat found = { 0 };
	int fd, relative;

	snprintf(file, sizeof(file), "ns/%s", link_names[link]);
	proc_path(path, sizeof(path), task, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	relative = ioctl(fd, query);
	if (relative >= 0 && fstat(relative, &found))
		found.st_ino = 0;
	close(relative);
	close(fd);
	return found.st_ino;
}

/* The namespace of the history with an inode number. NONE: not seen so far. */
static enum ns namespace_of(unsigned long inode)
{
	enum ns ns;

	for (ns = NONE + 1; ns < NAMESPACES; ns++)
		if (inode && inodes[ns] == inode)
			return ns;
	return NONE;
}

/* As long as a namespace exists, its inode number is its own and stays the same. */
static bool is_namespace(enum ns ns, unsigned long inode, const char *what, int number)
{
	enum ns seen = namespace_of(inode);

	if (ns && inode && !inodes[ns] && !seen) {
		inodes[ns] = inode;
		seen = ns;
	}
	return (seen == ns && (ns || !inode)) ||
	       differs("%s of %d should be %s, but is %s", what, number,
		       namespace_names[ns],
		       inode && !seen ? "another" : namespace_names[seen]);
}

static bool check_link(int task, enum link link)
{
	unsigned long inode = inode_of(task, link);
	enum ns ns = expected[task].ns[link];
	char what[64];
	bool agrees;

	/* Before Linux 7.1 it could not be read before there was an init. */
	if (link == PID_FOR_CHILDREN && !inode && !is_inhabited[ns])
		return true;
	agrees = is_namespace(ns, inode, link_names[link], task);
	if (!ns || !inode)
		return agrees;
	snprintf(what, sizeof(what), "the owner of %s", link_names[link]);
	agrees &= is_namespace(owners[ns], relative_of(task, link, NS_GET_USERNS),
			       what, task);
	if (link != PID && link != PID_FOR_CHILDREN)
		return agrees;
	snprintf(what, sizeof(what), "the parent of %s", link_names[link]);
	return agrees & is_namespace(parents[ns],
				     relative_of(task, link, NS_GET_PARENT),
				     what, task);
}

static int task_of(int pid)
{
	int task;

	for (task = 1; task < TASKS; task++)
		if (processes[task].pidfd >= 0 && processes[task].pid == pid)
			return task;
	return 0;
}

static bool check_credentials(int task)
{
	char path[64], text[4096];
	unsigned long long capabilities;
	unsigned int uid;
	bool agrees;

	proc_path(path, sizeof(path), task, "status");
	if (!read_text(path, text, sizeof(text)))
		return differs("task %d has no status", task);
	uid = strtoul(strstr(text, "\nUid:\t") + 6, NULL, 10);
	capabilities = strtoull(strstr(text, "\nCapEff:\t") + 9, NULL, 16);
	agrees = uid == expected[task].uid ||
		 differs("the uid of task %d should be %u, but is %u", task,
			 expected[task].uid, uid);
	/* The capabilities of a dead task never matter. */
	if (expected[task].state == ALIVE && !!capabilities != expected[task].capable)
		agrees = differs("task %d should have %s capabilities, but has %llx",
				 task, expected[task].capable ? "its" : "no",
				 capabilities);
	return agrees;
}

static bool check_task(int task)
{
	struct run_state run = { 0 };
	enum state state = state_of(task, &run);
	bool agrees = true;
	int parent, link;

	if (state != expected[task].state)
		return differs("task %d should be %s, but is %s", task,
			       state_names[expected[task].state], state_names[state]);
	if (state == GONE)
		return true;
	parent = task_of(run.parent);
	if (parent != expected[task].parent)
		agrees = differs("the parent of task %d should be %d, but is %d", task,
				 expected[task].parent, parent);
	agrees &= check_credentials(task);
	for (link = 0; link < LINKS; link++)
		agrees &= check_link(task, link);
	return agrees;
}

//@ handles
/*
 * Handles: the bytes belong to the history, not to a task
 */

/* Missing in older headers */
#ifndef FD_NSFS_ROOT
#define FD_NSFS_ROOT	-10003
#endif

/* How long the kernel may take to release an unused namespace */
#define RELEASE_MS	1000

static struct {
	struct file_handle head;
	unsigned char bytes[MAX_HANDLE_SZ];
} handles[HANDLES];

static bool handle_taken[HANDLES];
/* What each names. NONE: it is stale. */
static enum ns handle_names[HANDLES];

/* The inode number of what the outside opens with a handle. 0: ESTALE. */
static unsigned long open_handle(int handle)
{
	struct stat found = { 0 };
	int fd = open_by_handle_at(FD_NSFS_ROOT, &handles[handle].head,
				   O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno != ESTALE)
		differs("opening a handle gives %s", strerror(errno));
	if (fd < 0)
		return 0;
	fstat(fd, &found);
	close(fd);
	return found.st_ino;
}

static bool is_stale(int handle)
{
	unsigned long deadline = now_ms() + RELEASE_MS;

	while (open_handle(handle)) {
		if (now_ms() > deadline)
			return differs("handle %d should be stale, but opens", handle);
		sleep_ns(5000000);
	}
	return true;
}

static bool check_handles(void)
{
	bool agrees = true;
	int handle;

	for (handle = 0; handle < HANDLES; handle++) {
		if (!handle_taken[handle])
			continue;
		agrees &= handle_names[handle] == NONE ?
			  is_stale(handle) :
			  is_namespace(handle_names[handle], open_handle(handle),
				       "what is named by handle", handle);
	}
	return agrees;
}

//@ all
static bool check_world(void)
{
	bool agrees = true;
	int task;

	for (task = 1; task < TASKS; task++)
		agrees &= check_task(task);
//@ handles
	agrees &= check_handles();
//@ all
	return agrees;
}

/*
 * Tests what /proc shows against what the history says. On a busy machine a
 * task that is being woken may still look asleep, so it is given time.
 */
static void world(const char *name)
{
	unsigned long deadline = now_ms() + WAKE_MS;
	int task;

	if (skipped) {
		test(false, name);
		return;
	}
	settle();
	for (task = 1; task < TASKS; task++)
		if (expected[task].state != GONE)
			is_inhabited[expected[task].ns[PID]] = true;
	silent = true;
	while (!check_world() && now_ms() < deadline) {
		sleep_ns(2000000);
		settle();
	}
	silent = false;
	test(check_world(), name);
}

//@ gone
/* Forgets a namespace that is gone. Its inode number may be reused. */
static void gone(enum ns ns)
{
	inodes[ns] = 0;
	is_inhabited[ns] = false;
}

//@ dies
/* A dead task only keeps its pid and its user namespace. */
static void dies(int task, enum state state)
{
	int link;

	expected[task].state = state;
	for (link = 0; link < LINKS; link++)
		if (link != PID && link != USER)
			expected[task].ns[link] = NONE;
}

//@ expect:alive expect:zombie expect:dying
/*
 * Further expectations of the history
 */

/* Whether exactly these tasks are in a state */
static bool are(enum state state, unsigned long bits)
{
	bool agrees = true;
	int task;

	if (skipped)
		return false;
	for (task = 1; task < TASKS; task++)
		if ((state_now(task) == state) != !!(bits & BIT(task)))
			agrees = differs("task %d is %s", task,
					 state_names[state_now(task)]);
	return agrees;
}

//@ expect:parent
static bool is_child(int task, int parent)
{
	struct run_state run = { 0 };

	return !skipped && state_of(task, &run) != GONE &&
	       (task_of(run.parent) == parent ||
		differs("task %d is a child of %d", task, task_of(run.parent)));
}

//@ expect:owner
static bool is_owner(enum link link, int task, int owner)
{
	unsigned long user = skipped ? 0 : inode_of(owner, USER);

	return user && (relative_of(task, link, NS_GET_USERNS) == user ||
			differs("%s of task %d has another owner", link_names[link],
				task));
}

//@ expect:same expect:different
static bool is_same(enum link link, int task, int other)
{
	return !skipped && inode_of(task, link) &&
	       inode_of(task, link) == inode_of(other, link);
}

//@ expect:different
static bool is_different(enum link link, int task, int other)
{
	return !skipped && inode_of(task, link) && inode_of(other, link) &&
	       !is_same(link, task, other);
}

//@ expect:opens
static bool opens(int handle)
{
	return !skipped && open_handle(handle);
}

//@ expect:names
static bool names(enum link link, int task, int handle)
{
	return !skipped && inode_of(task, link) &&
	       inode_of(task, link) == open_handle(handle);
}

//@ asks
/*
 * Calls
 */

/*
 * Has a task make a call. Returns the result; 0 if the task dies of its own
 * call, as it does not answer then.
 */
static long ask(int task, struct request request, int fd)
{
	struct pollfd answer = {
		.fd = processes[task].channel[0],
		.events = POLLIN,
	};
	long value = 0;
	int none;

	if (skipped)
		return 0;
	if (state_now(task) != ALIVE)
		return -ESRCH;
	if (!send_message(answer.fd, &request, sizeof(request), fd))
		bail_out("task %d cannot be asked: %s", task, strerror(errno));
	while (poll(&answer, 1, 1) != 1)
		if (state_now(task) != ALIVE)
			return 0;
	receive_message(answer.fd, &value, sizeof(value), &none);
	return value;
}

//@ setns kill wait
/* A pidfd of a task; if it is gone, of a process that was reaped. */
static int pidfd_of(int task)
{
	static int nobody = -1;

	if (state_now(task) != GONE)
		return processes[task].pidfd;
	if (nobody < 0) {
		pid_t pid = fork();

		if (pid == 0)
			for (;;)
				pause();
		nobody = syscall(SYS_pidfd_open, pid, 0);
		while (!syscall(SYS_pidfd_send_signal, nobody, SIGKILL, NULL, 0))
			sleep_ns(100000);
	}
	return nobody;
}

//@ setns_fd map
/* Names a file of a task in /proc. No process has the pid 0. */
static struct request request_for(int task, const char *file)
{
	struct request request = { 0 };

	snprintf(request.path, sizeof(request.path), "/proc/%d/%s",
		 state_now(task) == GONE ? 0 : processes[task].pid, file);
	return request;
}

//@ clone:vm vfork
/* clone3(2) for a child with its own stack, for which libc has no wrapper */
static long clone3_on_stack(struct clone_args *args, void (*start)(long), long arg)
{
	const size_t size = 64 * 1024;
	void *stack = mmap(NULL, size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long ret;

	if (stack == MAP_FAILED)
		return -errno;
	args->stack = (uintptr_t)stack;
	args->stack_size = size;
#if defined(__x86_64__)
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "and $-16, %%rsp\n\t"
			 "mov %[arg], %%rdi\n\t"
			 "call *%[start]\n\t"
			 "ud2\n"
			 "1:"
			 : "=a"(ret)
			 : "a"(SYS_clone3), "D"(args), "S"(sizeof(*args)),
			   [start] "r"(start), [arg] "r"(arg)
			 : "rcx", "r11", "memory");
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = SYS_clone3;
	register long x0 __asm__("x0") = (long)args;
	register long x1 __asm__("x1") = sizeof(*args);

	__asm__ volatile("svc 0\n\t"
			 "cbnz x0, 1f\n\t"
			 "mov x0, %[arg]\n\t"
			 "blr %[start]\n\t"
			 "brk #0\n"
			 "1:"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), [start] "r"(start), [arg] "r"(arg)
			 : "memory", "cc", "x30");
	ret = x0;
#else
	(void)start;
	(void)arg;
	ret = -ENOSYS;
#endif
	return ret;
}

//@ clone:vm
__attribute__((noreturn)) static void begin_on_stack(long task)
{
	begin(task);
}

//@ clone
static long call_clone(const struct request *request, int fd)
{
	struct clone_args args = {
		.flags = request->flags,
		/* With CLONE_PARENT the child inherits the caller's exit signal. */
		.exit_signal = request->flags & CLONE_PARENT ? 0 : SIGCHLD,
	};
	long pid;

	(void)fd;
//@ clone:vm
	if (request->flags & CLONE_VM) {
		pid = clone3_on_stack(&args, begin_on_stack, request->number);
		return pid < 0 ? pid : 0;
	}
//@ clone
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		begin(request->number);
	return pid < 0 ? -errno : 0;
}

/* clone3(2): the child gets the lowest free number. */
static long task_clone(int task, unsigned long flags)
{
	struct request request = { .call = call_clone, .flags = flags, .number = 1 };
	long error;

	while (request.number < TASKS && state_now(request.number) != GONE)
		request.number++;
	if (request.number == TASKS)
		bail_out("there are more tasks than the history has");
	error = ask(task, request, -1);
	if (!skipped && error == 0)
		meet_process(request.number);
	return error;
}

//@ vfork
__attribute__((noreturn)) static void leave(long status)
{
	syscall(SYS_exit_group, status);
	__builtin_unreachable();
}

static long call_vfork(const struct request *request, int fd)
{
	struct clone_args args = {
		.flags = request->flags | CLONE_VM | CLONE_VFORK,
		.exit_signal = SIGCHLD,
	};
	long pid = clone3_on_stack(&args, leave, 0);

	(void)fd;
	if (pid > 0)
		waitpid(pid, NULL, __WALL);
	return pid < 0 ? pid : 0;
}

/* clone3(CLONE_VM | CLONE_VFORK): the child ends at once, and is reaped. */
static long task_vfork(int task, unsigned long flags)
{
	return ask(task, (struct request){ .call = call_vfork, .flags = flags }, -1);
}

//@ unshare
static long call_unshare(const struct request *request, int fd)
{
	(void)fd;
	return unshare(request->flags) ? -errno : 0;
}

static long task_unshare(int task, unsigned long flags)
{
	return ask(task, (struct request){ .call = call_unshare, .flags = flags }, -1);
}

//@ setns
static long call_setns(const struct request *request, int fd)
{
	return setns(fd, request->flags) ? -errno : 0;
}

/* setns(2) by a pidfd of the target */
static long task_setns(int task, int target, unsigned long flags)
{
	return ask(task, (struct request){ .call = call_setns, .flags = flags },
		   pidfd_of(target));
}

//@ setns_fd
static long call_setns_fd(const struct request *request, int fd)
{
	long error;

	fd = open(request->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	error = setns(fd, 0) ? -errno : 0;
	close(fd);
	return error;
}

/* open(2) of a file of /proc/TARGET/ns, and setns(2) */
static long task_setns_fd(int task, int target, enum link link)
{
	char file[32];
	struct request request;

	snprintf(file, sizeof(file), "ns/%s", link_names[link]);
	request = request_for(target, file);
	request.call = call_setns_fd;
	return ask(task, request, -1);
}

//@ exit
static long call_exit(const struct request *request, int fd)
{
	(void)request;
	(void)fd;
	_exit(0);
}

static long task_exit(int task)
{
	return ask(task, (struct request){ .call = call_exit }, -1);
}

//@ kill
static long call_kill(const struct request *request, int fd)
{
	return syscall(SYS_pidfd_send_signal, fd, request->number, NULL, 0) ? -errno : 0;
}

/* SIGKILL by a pidfd of the target, which must still exist to have one */
static long task_kill(int task, int target)
{
	struct request request = { .call = call_kill, .number = SIGKILL };

	return !skipped && state_now(target) == GONE ?
	       -ESRCH : ask(task, request, pidfd_of(target));
}

//@ wait
static long call_wait(const struct request *request, int fd)
{
	siginfo_t info = { 0 };

	/* __WALL: even if it sends no signal when it ends, as with CLONE_PARENT */
	if (waitid(P_PIDFD, fd, &info, request->flags | __WALL))
		return -errno;
	return info.si_code ? 0 : -EAGAIN;
}

/* waitid(2) by a pidfd of the target. EAGAIN: it is not dead yet. */
static long task_wait(int task, int target)
{
	struct request request = { .call = call_wait, .flags = WEXITED | WNOHANG };

	return ask(task, request, pidfd_of(target));
}

//@ map
static long call_map(const struct request *request, int fd)
{
	const char map[] = "0 0 1\n";
	long error;

	fd = open(request->path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	error = write(fd, map, sizeof(map) - 1) < 0 ? -errno : 0;
	close(fd);
	return error;
}

/* Maps id 0 to id 0 for the user namespace of the target: uid_map, then gid_map. */
static long task_map(int task, int target)
{
	struct request request = request_for(target, "uid_map");
	long error;

	request.call = call_map;
	error = ask(task, request, -1);
	if (error)
		return error;
	request = request_for(target, "gid_map");
	request.call = call_map;
	return ask(task, request, -1);
}

//@ drop
static long call_drop(const struct request *request, int fd)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

	(void)request;
	(void)fd;
	return syscall(SYS_capset, &header, none) ? -errno : 0;
}

/* Gives up all capabilities. The ids stay. */
static long task_drop(int task)
{
	return ask(task, (struct request){ .call = call_drop }, -1);
}

//@ setuid
static long call_setuid(const struct request *request, int fd)
{
	int id = request->number;

	(void)fd;
	/* The group ids first: afterwards the right to change them may be gone. */
	if (syscall(SYS_setresgid, id, id, id) || syscall(SYS_setresuid, id, id, id))
		return -errno;
	/* The calls above cleared it, and so took away the task's files in /proc. */
	return prctl(PR_SET_DUMPABLE, 1) ? -errno : 0;
}

static long task_setuid(int task, int id)
{
	return ask(task, (struct request){ .call = call_setuid, .number = id }, -1);
}

//@ subreaper
static long call_subreaper(const struct request *request, int fd)
{
	(void)request;
	(void)fd;
	return prctl(PR_SET_CHILD_SUBREAPER, 1) ? -errno : 0;
}

static long task_subreaper(int task)
{
	return ask(task, (struct request){ .call = call_subreaper }, -1);
}

//@ thread
static int sleep_to_the_end(void *arg)
{
	struct pollfd wait = { .fd = test_pidfd, .events = POLLIN };

	(void)arg;
	while (poll(&wait, 1, -1) != 1)
		;
	_exit(KSFT_FAIL);
}

static long call_thread(const struct request *request, int fd)
{
	const size_t size = 64 * 1024;
	char *stack = mmap(NULL, size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)fd;
	if (stack == MAP_FAILED)
		return -errno;
	return clone(sleep_to_the_end, stack + size, request->flags, NULL) < 0 ? -errno : 0;
}

/* Starts a second thread, which sleeps. */
static long task_thread(int task)
{
	struct request request = {
		.call = call_thread,
		.flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
			 CLONE_THREAD | CLONE_SYSVSEM,
	};

	return ask(task, request, -1);
}

//@ socket open sockns userns parent
/* Moves an open file to the descriptor that stands for its name. */
static long keep(int fd, int file)
{
	if (fd < 0)
		return -errno;
	dup2(fd, file);
	close(fd);
	return 0;
}

//@ nsfile
static long call_keep(const struct request *request, int fd)
{
	/* The caller closes fd. */
	return dup2(fd, request->file) < 0 ? -errno : 0;
}

/* The test opens a file of /proc/TARGET/ns for the task. */
static long task_nsfile(int task, int target, enum link link, int file)
{
	char name[32], path[64];
	long error;
	int fd;

	if (!skipped && (state_now(task) != ALIVE || state_now(target) == GONE))
		return -ESRCH;
	snprintf(name, sizeof(name), "ns/%s", link_names[link]);
	proc_path(path, sizeof(path), target, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	error = ask(task, (struct request){ .call = call_keep, .file = file }, fd);
	close(fd);
	return error;
}

//@ setns_file
static long call_setns_file(const struct request *request, int fd)
{
	(void)fd;
	return setns(request->file, 0) ? -errno : 0;
}

static long task_setns_file(int task, int file)
{
	return ask(task, (struct request){ .call = call_setns_file, .file = file }, -1);
}

//@ close
static long call_close(const struct request *request, int fd)
{
	(void)fd;
	return close(request->file) ? -errno : 0;
}

static long task_close(int task, int file)
{
	return ask(task, (struct request){ .call = call_close, .file = file }, -1);
}

//@ socket
static long call_socket(const struct request *request, int fd)
{
	(void)fd;
	return keep(socket(AF_INET, SOCK_DGRAM, 0), request->file);
}

static long task_socket(int task, int file)
{
	return ask(task, (struct request){ .call = call_socket, .file = file }, -1);
}

//@ sockns userns parent
#ifndef SIOCGSKNS
#define SIOCGSKNS	0x894C
#endif

static long call_ioctl(const struct request *request, int fd)
{
	(void)fd;
	return keep(ioctl(request->number, request->flags), request->file);
}

/* ioctl_nsfs(2) or SIOCGSKNS on a file, which returns another one */
static long task_ioctl(int task, int from, unsigned long query, int file)
{
	struct request request = {
		.call = call_ioctl,
		.flags = query,
		.number = from,
		.file = file,
	};

	return ask(task, request, -1);
}

//@ bind
static long call_bind(const struct request *request, int fd)
{
	char path[32];

	(void)fd;
	/* mount(2) takes a path, not a descriptor. */
	if (fcntl(request->file, F_GETFD) < 0)
		return -errno;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", request->file);
	return mount(path, request->path, NULL, MS_BIND, NULL) ? -errno : 0;
}

static long task_bind(int task, int file, const char *mount)
{
	struct request request = { .call = call_bind, .file = file };

	snprintf(request.path, sizeof(request.path), "/tmp/%s", mount);
	return ask(task, request, -1);
}

//@ unbind
static long call_unbind(const struct request *request, int fd)
{
	(void)fd;
	return umount2(request->path, MNT_DETACH) ? -errno : 0;
}

static long task_unbind(int task, const char *mount)
{
	struct request request = { .call = call_unbind };

	snprintf(request.path, sizeof(request.path), "/tmp/%s", mount);
	return ask(task, request, -1);
}

//@ handle list:link
/* Takes a handle of a file of /proc/TASK/ns. */
static long take_handle(int task, enum link link, struct file_handle *handle)
{
	char name[32], path[64];
	long error;
	int fd, mount;

	snprintf(name, sizeof(name), "ns/%s", link_names[link]);
	proc_path(path, sizeof(path), task, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	handle->handle_bytes = MAX_HANDLE_SZ;
	error = name_to_handle_at(fd, "", handle, &mount, AT_EMPTY_PATH) ? -errno : 0;
	close(fd);
	return error;
}

//@ handle
/* name_to_handle_at(2), made by the test: a handle is data and belongs to no task. */
static long task_handle(int task, int target, enum link link, int handle)
{
	typeof(handles[0]) taken;
	long error;

	if (skipped)
		return 0;
	if (state_now(task) != ALIVE || state_now(target) == GONE)
		return -ESRCH;
	error = take_handle(target, link, &taken.head);
	if (!error)
		handles[handle] = taken;
	return error;
}

//@ open setns_handle
static struct request request_with_handle(int handle)
{
	struct request request = { 0 };

	memcpy(&request.handle, &handles[handle], sizeof(request.handle));
	return request;
}

//@ open
static long call_open(const struct request *request, int fd)
{
	struct request mine = *request;

	(void)fd;
	return keep(open_by_handle_at(FD_NSFS_ROOT, &mine.handle.head,
				      O_RDONLY | O_CLOEXEC), request->file);
}

static long task_open(int task, int handle, int file)
{
	struct request request = request_with_handle(handle);

	request.call = call_open;
	request.file = file;
	return ask(task, request, -1);
}

//@ setns_handle
static long call_setns_handle(const struct request *request, int fd)
{
	struct request mine = *request;
	long error;

	fd = open_by_handle_at(FD_NSFS_ROOT, &mine.handle.head, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	error = setns(fd, 0) ? -errno : 0;
	close(fd);
	return error;
}

static long task_setns_handle(int task, int handle)
{
	struct request request = request_with_handle(handle);

	request.call = call_setns_handle;
	return ask(task, request, -1);
}

//@ list
/* listns(2) is missing in older headers. */
#ifndef SYS_listns
#define SYS_listns	470
#endif
#ifndef LISTNS_CURRENT_USER
#define LISTNS_CURRENT_USER	0xffffffffffffffffull
#endif

#define LISTED_MAX	8192

/* The result of the last successful list, in memory that all tasks share */
static struct listed {
	long count;
	uint64_t ids[LISTED_MAX];
} *listed;

/* struct ns_id_req */
struct list_request {
	uint32_t size;
	uint32_t spare;
	uint64_t after;
	uint32_t kinds;
	uint32_t spare2;
	uint64_t owner;
};

static long call_list(const struct request *request, int fd)
{
	struct list_request list = {
		.size = sizeof(list),
		.after = request->after,
		.kinds = request->flags,
		.owner = request->owner,
	};
	static uint64_t ids[LISTED_MAX];
	long count = syscall(SYS_listns, &list, ids, LISTED_MAX, 0);

	(void)fd;
	if (count < 0)
		return -errno;
	listed->count = count;
	memcpy(listed->ids, ids, count * sizeof(ids[0]));
	return 0;
}

//@ list:handle list:link
/* The id of a namespace is in its handle. */
static uint64_t id_in(const void *handle)
{
	uint64_t id;

	memcpy(&id, (const char *)handle + sizeof(struct file_handle), sizeof(id));
	return id;
}

//@ list
/* listns(2). The owner, and the one to begin after, are namespace ids, or 0. */
static long task_list(int task, unsigned long kinds, uint64_t owner, uint64_t after)
{
	struct request request = {
		.call = call_list,
		.flags = kinds,
		.owner = owner,
		.after = after,
	};

	return ask(task, request, -1);
}

//@ list:handle
static uint64_t id_of_handle(int handle)
{
	return id_in(&handles[handle]);
}

//@ list:link
static uint64_t id_of(enum link link, int task)
{
	struct {
		struct file_handle head;
		unsigned char bytes[MAX_HANDLE_SZ];
	} handle;

	return skipped || take_handle(task, link, &handle.head) ? 0 : id_in(&handle);
}

//@ expect:listed expect:unlisted
/* The place of an id in the listing, from a place on. -1: not listed there. */
static long place_of(uint64_t id, long from)
{
	for (; !skipped && id && from < listed->count; from++)
		if (listed->ids[from] == id)
			return from;
	return -1;
}

//@ expect:listed
/* Whether all are listed in this order, perhaps with others in between */
static bool are_listed(unsigned int count, const uint64_t *ids)
{
	long place = -1;
	unsigned int at;

	for (at = 0; at < count; at++) {
		place = place_of(ids[at], place + 1);
		if (place < 0)
			return differs("entry %u is not listed there", at + 1);
	}
	return true;
}

//@ expect:unlisted
static bool is_unlisted(uint64_t id)
{
	return !skipped && id && place_of(id, 0) < 0;
}

//@ kernel
/*
 * Differences between kernels
 */

#define VERSION(major, minor, patch)	((major) << 16 | (minor) << 8 | (patch))

static unsigned long kernel_version(void)
{
	unsigned int major = 0, minor = 0, patch = 0;
	struct utsname name;

	uname(&name);
	sscanf(name.release, "%u.%u.%u", &major, &minor, &patch);
	return VERSION(major, minor, patch > 255 ? 255 : patch);
}

/* From here on, kernels from one version to before another differ from the history. */
static void not_between(unsigned long from, unsigned long before, const char *why)
{
	unsigned long version = kernel_version();

	if (version >= from && version < before)
		skipped = why;
}

//@ all
/*
 * The beginning and the end
 */

/* Skips the whole history if this machine cannot play it. */
__attribute__((noreturn)) static void skip_all(const char *why, const char *what)
{
	printf("1..0 # SKIP %s%s\n", why, what);
	exit(KSFT_SKIP);
}

/* Whether this machine can play the history at all */
static void check_machine(void)
{
	char path[64], self[16] = "";
	struct stat user;
	struct rlimit files;
	unsigned int link;

	for (link = 0; link < LINKS; link++) {
		snprintf(path, sizeof(path), "/proc/self/ns/%s", link_names[link]);
		if (access(path, F_OK) && link != PID_FOR_CHILDREN)
			skip_all("there is no ", path);
	}
	if (stat("/proc/self/ns/user", &user) || user.st_ino != INITIAL_USER_INO ||
	    geteuid() != 0)
		skip_all("only root of the initial user namespace can play it", "");
	if (readlink("/proc/self", self, sizeof(self) - 1) < 0 || atoi(self) != getpid())
		skip_all("/proc belongs to another pid namespace", "");
	if (prctl(PR_CAPBSET_READ, CAP_SYS_ADMIN) != 1)
		skip_all("there is no CAP_SYS_ADMIN", "");
	/* A channel and a pidfd for each task, and some more */
	if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur < 3 * TASKS + 32)
		skip_all("the limit on open files is too low", "");
}

//@ ids
/*
 * A process with the id of a task could take over the task, and what it shares
 * with root's processes, so no other may have one of these ids while the tasks
 * run. Processes that have ended do not count, even if nobody waits for them.
 */
static void check_ids(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	struct run_state run;
	struct stat who;
	unsigned int at;
	char path[64];

	while (proc && (entry = readdir(proc))) {
		if (entry->d_name[0] < '1' || entry->d_name[0] > '9' ||
		    fstatat(dirfd(proc), entry->d_name, &who, 0))
			continue;
		snprintf(path, sizeof(path), "/proc/%.16s/stat", entry->d_name);
		if (!read_run_state(path, &run) || (run.exiting && run.threads <= 1))
			continue;
		for (at = 0; at < sizeof(ids) / sizeof(*ids); at++)
			if (who.st_uid == ids[at])
				skip_all("another process here has the id of a task: /proc/",
					 entry->d_name);
	}
	if (proc)
		closedir(proc);
}

//@ all

//@ bind unbind
/* Task 1 gets its own mount namespace, the initial one to the history. */
static void prepare_mounts(void)
{
	unsigned int at;

	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", "/tmp", "tmpfs", 0, NULL))
		_exit(KSFT_FAIL);
	for (at = 0; at < ARRAY_SIZE(mounts); at++) {
		char path[64];
		int fd;

		snprintf(path, sizeof(path), "/tmp/%s", mounts[at]);
		fd = open(path, O_CREAT | O_RDONLY, 0666);
		if (fd < 0)
			_exit(KSFT_FAIL);
		close(fd);
	}
}

/* Keeps it open, so that it never goes away. */
static void keep_mounts(void)
{
	char path[64];

	proc_path(path, sizeof(path), 1, "ns/mnt");
	if (open(path, O_RDONLY | O_CLOEXEC) < 0)
		bail_out("the mounts cannot be prepared");
}

//@ bind list
/*
 * Since Linux 6.18 each processor numbers namespaces from its own range, and the
 * kernel treats the one with the lower number as the older namespace.
 */
static void stay_on_one_processor(void)
{
	unsigned long processors[64] = { 0 };
	unsigned int processor, width = 8 * sizeof(*processors);

	if (syscall(SYS_getcpu, &processor, NULL, NULL) ||
	    processor / width >= ARRAY_SIZE(processors))
		return;
	processors[processor / width] = 1UL << processor % width;
	syscall(SYS_sched_setaffinity, 0, sizeof(processors), processors);
}

//@ all
static void start(void)
{
	int task;
	pid_t pid;

	signal(SIGCHLD, SIG_IGN);
	alarm(TIMEOUT_S);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	umask(0);
	test_pidfd = syscall(SYS_pidfd_open, getpid(), 0);
	proc_fd = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (test_pidfd < 0 || proc_fd < 0)
		skip_all("there is no pidfd_open, or no /proc", "");
//@ bind list
	stay_on_one_processor();
//@ list
	listed = mmap(NULL, sizeof(*listed), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (listed == MAP_FAILED)
		bail_out("mmap: %s", strerror(errno));
//@ all
	for (task = 1; task < TASKS; task++) {
		processes[task].pidfd = -1;
		if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0,
			       processes[task].channel))
			bail_out("socketpair: %s", strerror(errno));
	}
	pid = fork();
	if (pid < 0)
		bail_out("fork: %s", strerror(errno));
	if (pid == 0) {
		signal(SIGCHLD, SIG_DFL);
		alarm(0);
//@ bind unbind
		prepare_mounts();
//@ all
		begin(1);
	}
	meet_process(1);
//@ bind unbind
	keep_mounts();
//@ all
	settle();
}

/* Kills all tasks. Nothing else outlives them. */
static void end_all(void)
{
	unsigned long deadline = now_ms() + PATIENCE_MS;
	int task;

	for (task = 1; task < TASKS; task++)
		if (processes[task].pidfd >= 0)
			syscall(SYS_pidfd_send_signal, processes[task].pidfd, SIGKILL,
				NULL, 0);
	for (task = 1; task < TASKS; task++)
		while (state_now(task) != GONE && now_ms() < deadline)
			sleep_ns(100000);
}

static void history(void);

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("KTAP version 1\n");
	check_machine();
//@ ids
	check_ids();
//@ all
	printf("1..%d\n", TESTS);
	start();
	history();
	end_all();
	printf("# Totals: pass:%u fail:%u skip:%u\n", passed, failed,
	       tests - passed - failed);
	/* A result that could not be written counts as a failure. */
	if (failed || fflush(stdout) || ferror(stdout))
		return KSFT_FAIL;
	return passed ? KSFT_PASS : KSFT_SKIP;
}
