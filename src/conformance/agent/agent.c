/*
 * The agent: performs raw system calls in real processes for a client, and reports the errno and what /proc shows. It knows
 * nothing about containers, names or models. agent.ts is the other end; operations.ts says what each operation means.
 *
 *     client ── frames ── MAIN ── shared memory ── root ── bodies
 *
 * MAIN stays in the pid namespace in which it was started. It reads a frame of operations, has each performed, and answers
 * with one frame of results. `root` is the init of its own pid namespace, so every body dies with it; it dies with MAIN
 * (PR_SET_PDEATHSIG). A body is a process that waits for a request, makes one call, and answers.
 *
 * All of them share two things: a mapping (`shared`), at the same address, with the current request and reply, of which
 * there is only one, and a slot for each body; and a descriptor table (CLONE_FILES), so that all can use a pidfd or
 * directory that one of them has opened.
 *
 * The owner word. MAIN must notice an answer, or the death of the body that should answer, whichever comes first. A single
 * futex word, the only entry of the body's robust list (get_robust_list(2)), signals both:
 *
 *     0                      not born yet
 *     tid                    idle
 *     tid | FUTEX_WAITERS    at work, MAIN waits
 *     FUTEX_OWNER_DIED ...   dead: set by the kernel (handle_futex_death), which then wakes MAIN
 *
 * CLONE_CHILD_CLEARTID would not do: mm_release clears the word only if the task's memory has another user.
 *
 * Nothing that runs in a body writes to a global or uses errno: with CLONE_VM bodies share their memory.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROTOCOL_VERSION 4

/* Limits of a frame and its parts, in bytes or items. If a client exceeds one, the agent ends with status 2. */
#define FRAME_LIMIT (1u << 20)
#define OPERATIONS_LIMIT 4096u
/* For a batch of several frames: the limit on their operations together, and the bit of a frame's count that says that another one follows. */
#define BATCH_LIMIT (1u << 20)
#define CONTINUES (1u << 31)
#define NUMBERS_LIMIT 4
#define TEXTS_LIMIT 4
#define DATA_LIMIT (64u << 10)
#define SLOTS 256u

/* Used in place of an errno if the agent itself can hold no more; the kernel's own errnos end at 4095 (MAX_ERRNO). */
#define BEYOND_LIMIT 4096

/* Slots that are not bodies. */
#define SLOT_MAIN 0xffffu
#define SLOT_ROOT 0xfffeu
/* Root's index among the slots. */
#define ROOT_PLACE SLOTS

/* A descriptor may be named by what it belongs to: the upper half of the number says how, the lower half by what. */
#define NAMED_BY_RESULT 1
#define NAMED_BY_PIDFD 2
#define NAMED_BY_PROC 3

/* Used in place of a cgroup's descriptor: the parent's cgroup. */
#define NO_CGROUP (-1)

/* The agent's own descriptors. Those handed out come after them. */
enum { INPUT, OUTPUT, ERRORS, PROC, SIGNALS, MAIN_PIDFD, ROOT_PIDFD, FIRST_HANDED_OUT };

/* How often MAIN, while waiting for a body, checks whether its client has gone or a signal has come, in nanoseconds. */
#define LOOK_UP 50000000L

/* How much is read at most of an attribute and of a list of pids, in bytes. */
#define XATTR_SIZE 4096
#define PIDS_SIZE 8192

#define STACK_SIZE (64u << 10)
/* The longest file of /proc that MAIN reads as text. */
#define TEXT_LIMIT (256u << 10)
#define AT_END_LIMIT 64u
/* How long the agent may wait for a cgroup to empty when it ends, in milliseconds. */
#define REMOVAL_PATIENCE 10000
/* How long a reset may wait for the bodies to be gone, in milliseconds. */
#define RESET_PATIENCE 20000
/* waitid(2): an idtype that older headers lack. */
#define BY_PIDFD 3
/* ioctl_nsfs(2) */
#define GET_OWNER 0xb701
#define GET_PARENT 0xb702
/* listns(2), which is newer than most headers. */
#define LISTNS 470

struct text {
	const char *bytes;
	uint32_t length;
};

struct call {
	uint16_t operation;
	uint16_t slot;
	int64_t number[NUMBERS_LIMIT];
	struct text text[TEXTS_LIMIT];
};

struct reply {
	int32_t error;
	uint32_t length;
	int64_t value;
	int64_t second;
	uint64_t nanoseconds;
	uint8_t data[DATA_LIMIT];
};

struct slot {
	_Atomic uint32_t owner;
	_Atomic uint32_t requests;
	struct robust_list link;
	struct robust_list_head robust;
	uint32_t tid;
	int32_t host_pid;
	/* -1 while the slot is free. The kernel writes it, so MAIN knows it even if the parent dies while cloning. */
	int32_t pidfd;
	int32_t proc;
} __attribute__((aligned(64)));

static struct shared {
	/* Whether the bodies have their own pid namespace, and so die with its init. */
	bool is_apart;
	struct slot slots[SLOTS + 1];
	struct call call;
	struct reply reply;
	uint8_t input[FRAME_LIMIT + 8] __attribute__((aligned(8)));
} *shared;

/* ---- system calls without errno ------------------------------------------------------------------------------------ */

#if defined(__x86_64__)
static inline long raw(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

/* clone3(2) with a child that never returns from `entry`, because it may run on another stack. */
static long clone_into(struct clone_args *arguments, void (*entry)(struct slot *), struct slot *slot)
{
	long result;
	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "and $-16, %%rsp\n\t"
			 "mov %[slot], %%rdi\n\t"
			 "call *%[entry]\n\t"
			 "ud2\n"
			 "1:"
			 : "=a"(result)
			 : "a"(SYS_clone3), "D"(arguments), "S"(sizeof *arguments), [entry] "r"(entry), [slot] "r"(slot)
			 : "rcx", "r11", "memory");
	return result;
}

#elif defined(__aarch64__)
static inline long raw(long number, long a, long b, long c, long d, long e, long f)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;
	__asm__ volatile("svc 0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			 : "memory", "cc");
	return x0;
}

/* clone3(2) with a child that never returns from `entry`, because it may run on another stack. */
static long clone_into(struct clone_args *arguments, void (*entry)(struct slot *), struct slot *slot)
{
	register long x8 __asm__("x8") = SYS_clone3;
	register long x0 __asm__("x0") = (long)arguments;
	register long x1 __asm__("x1") = sizeof *arguments;
	__asm__ volatile("svc 0\n\t"
			 "cbnz x0, 1f\n\t"
			 "mov x0, %[slot]\n\t"
			 "blr %[entry]\n\t"
			 "brk #0\n"
			 "1:"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), [entry] "r"(entry), [slot] "r"(slot)
			 : "memory", "cc", "x30");
	return x0;
}

#else
#error "the agent knows the system calls of x86-64 and AArch64 only"
#endif

#define CALL_WITH(number, a, b, c, d, e, f, ...) \
	raw(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define CALL(...) CALL_WITH(__VA_ARGS__, 0, 0, 0, 0, 0, 0)

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void wake(_Atomic uint32_t *word)
{
	CALL(SYS_futex, word, FUTEX_WAKE, 1);
}

static long sleep_on(_Atomic uint32_t *word, uint32_t seen, const struct timespec *limit)
{
	return CALL(SYS_futex, word, FUTEX_WAIT, seen, limit);
}

/* Writes a sentence to standard error in a single write. */
static void say(const char *sentence, const char *about, long error)
{
	char line[PATH_MAX + 256];
	int length = snprintf(line, sizeof line, "nsmodel agent: %s%s%s%s\n", sentence, about, error ? ": " : "",
			      error ? strerror((int)error) : "");
	if (length > (int)sizeof line - 1)
		length = (int)sizeof line - 1;
	/* If even this fails, there is nobody left to tell. */
	CALL(SYS_write, ERRORS, line, length);
}

/* ---- bodies --------------------------------------------------------------------------------------------------------- */

static void perform(const struct call *call, struct reply *reply);

/* The body's pid in MAIN's pid namespace, as /proc shows it. 0 if no /proc is mounted. */
static int32_t own_host_pid(void)
{
	char digits[16] = "";
	if (CALL(SYS_readlinkat, PROC, "self", digits, sizeof digits - 1) < 0)
		return 0;
	return (int32_t)strtol(digits, NULL, 10);
}

/* Tells MAIN that the body is alive, and registers the word through which the kernel reports its death. */
static void announce(struct slot *slot)
{
	slot->tid = (uint32_t)CALL(SYS_gettid);
	slot->host_pid = own_host_pid();
	slot->link.next = &slot->robust.list;
	slot->robust.list.next = &slot->link;
	slot->robust.futex_offset = (long)offsetof(struct slot, owner) - (long)offsetof(struct slot, link);
	slot->robust.list_op_pending = NULL;
	long error = CALL(SYS_set_robust_list, &slot->robust, sizeof slot->robust);
	/* Without it MAIN would never learn of the body's death. */
	if (error < 0) {
		say("the machine refuses ", "set_robust_list", -error);
		CALL(SYS_exit_group, 1);
	}
	atomic_store(&slot->owner, slot->tid);
	wake(&slot->owner);
}

/* Whether MAIN has died. Does not use errno, like everything that runs in bodies. */
static bool is_main_dead(void)
{
	struct pollfd death = {.fd = MAIN_PIDFD, .events = POLLIN};
	const struct timespec none = {.tv_nsec = 0};
	return CALL(SYS_ppoll, &death, 1, &none, NULL, 8) > 0;
}

static uint32_t next_request(struct slot *slot, uint32_t seen)
{
	const struct timespec second = {.tv_sec = 1};
	while (atomic_load(&slot->requests) == seen)
		if (sleep_on(&slot->requests, seen, shared->is_apart ? NULL : &second) == -ETIMEDOUT && is_main_dead())
			CALL(SYS_exit_group, 1);
	return seen + 1;
}

__attribute__((noreturn)) static void serve(struct slot *slot)
{
	uint32_t seen = atomic_load(&slot->requests);
	announce(slot);
	for (;;) {
		seen = next_request(slot, seen);
		perform(&shared->call, &shared->reply);
		atomic_store(&slot->owner, slot->tid);
		wake(&slot->owner);
	}
}

static long handle_child_signal(bool ignore)
{
	struct sigaction action = {.sa_handler = ignore ? SIG_IGN : SIG_DFL};
	return sigaction(SIGCHLD, &action, NULL) == 0 ? 0 : -EINVAL;
}

/* The entry of a body made by root: root ignores SIGCHLD, an ordinary process does not. */
static void serve_first(struct slot *slot)
{
	handle_child_signal(false);
	serve(slot);
}

static void leave(struct slot *slot)
{
	(void)slot;
	CALL(SYS_exit_group, 0);
}

static void rest(struct slot *slot)
{
	(void)slot;
	struct pollfd death = {.fd = MAIN_PIDFD, .events = POLLIN};
	while (CALL(SYS_ppoll, &death, 1, NULL, NULL, 8) <= 0)
		;
	CALL(SYS_exit_group, 1);
}

/* Maps a stack for a child that shares its parent's memory. It is freed along with that memory. */
static long add_stack(struct clone_args *arguments)
{
	long stack = CALL(SYS_mmap, 0, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (stack < 0 && stack >= -4095)
		return stack;
	arguments->stack = (uint64_t)stack;
	arguments->stack_size = STACK_SIZE;
	return 0;
}

/* The clone3 flags that a client may use. Any other would break the tie between a body and its slot. */
#define FREE_FLAGS                                                                                                   \
	((uint64_t)(CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |     \
		    CLONE_NEWNET | CLONE_NEWTIME | CLONE_PARENT | CLONE_FS | CLONE_VM | CLONE_SYSVSEM | CLONE_IO) | \
	 CLONE_CLEAR_SIGHAND)

static long make_body(uint64_t flags, int64_t cgroup, struct slot *child, void (*entry)(struct slot *))
{
	if (flags & ~FREE_FLAGS)
		return -EINVAL;
	if (cgroup < 0 && cgroup != NO_CGROUP)
		return -EBADF;
	struct clone_args arguments = {
		.flags = flags | CLONE_FILES | CLONE_PIDFD | (cgroup >= 0 ? CLONE_INTO_CGROUP : 0),
		.pidfd = (uint64_t)(uintptr_t)&child->pidfd,
		/* With CLONE_PARENT the child inherits the caller's exit signal; clone3 refuses any other. */
		.exit_signal = flags & CLONE_PARENT ? 0 : SIGCHLD,
		.cgroup = cgroup >= 0 ? (uint64_t)cgroup : 0,
	};
	long error = flags & CLONE_VM ? add_stack(&arguments) : 0;
	return error < 0 ? error : clone_into(&arguments, entry, child);
}

static long do_spawn(const struct call *call, struct reply *reply)
{
	(void)reply;
	return make_body(0, call->number[1], &shared->slots[call->number[0]], serve_first);
}

static long do_clone(const struct call *call, struct reply *reply)
{
	(void)reply;
	return make_body((uint64_t)call->number[1], call->number[2], &shared->slots[call->number[0]], serve);
}

static long do_vfork(const struct call *call, struct reply *reply)
{
	(void)reply;
	uint64_t flags = (uint64_t)call->number[0];
	if (flags & ~FREE_FLAGS)
		return -EINVAL;
	struct clone_args arguments = {
		.flags = flags | CLONE_VM | CLONE_VFORK | CLONE_FILES,
		.exit_signal = flags & CLONE_PARENT ? 0 : SIGCHLD,
	};
	long error = add_stack(&arguments);
	if (error < 0)
		return error;
	long child = clone_into(&arguments, leave, NULL);
	CALL(SYS_munmap, arguments.stack, STACK_SIZE);
	if (child > 0)
		CALL(SYS_wait4, child, NULL, __WALL, NULL);
	return child;
}

static long do_thread(const struct call *call, struct reply *reply)
{
	(void)call;
	(void)reply;
	struct clone_args arguments = {
		.flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM,
	};
	long error = add_stack(&arguments);
	return error < 0 ? error : clone_into(&arguments, rest, NULL);
}

/* ---- one call each -------------------------------------------------------------------------------------------------- */

static long do_unshare(const struct call *call, struct reply *reply)
{
	(void)reply;
	/* With its own descriptor table the body would be cut off from all others. */
	if (call->number[0] & CLONE_FILES)
		return -EINVAL;
	return CALL(SYS_unshare, call->number[0]);
}

static long do_setns(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_setns, call->number[0], call->number[1]);
}

static long do_exit(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_exit_group, call->number[0]);
}

static long do_signal(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_pidfd_send_signal, call->number[0], call->number[1], NULL, 0);
}

static long do_waitid(const struct call *call, struct reply *reply)
{
	siginfo_t found;
	memset(&found, 0, sizeof found);
	long error = CALL(SYS_waitid, BY_PIDFD, call->number[0], &found, call->number[1], NULL);
	reply->value = found.si_code;
	reply->second = found.si_status;
	return error;
}

static long do_prctl(const struct call *call, struct reply *reply)
{
	long value = CALL(SYS_prctl, call->number[0], call->number[1]);
	if (value > 0)
		reply->value = value;
	return value;
}

static long do_setresid(const struct call *call, struct reply *reply)
{
	int64_t id = call->number[0];
	/* The group ids first: once the user ids have changed, the right to change them may be gone. */
	long error = CALL(SYS_setresgid, id, id, id);
	reply->value = 0;
	if (error < 0)
		return error;
	reply->value = 1;
	error = CALL(SYS_setresuid, id, id, id);
	if (error < 0)
		return error;
	reply->value = 2;
	/* commit_creds clears it, and with it the ownership of the body's files in /proc. */
	return CALL(SYS_prctl, PR_SET_DUMPABLE, 1);
}

static long do_drop(const struct call *call, struct reply *reply)
{
	(void)call;
	(void)reply;
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
	memset(none, 0, sizeof none);
	/* No ambient capability outlives its permitted one (capabilities(7)). */
	return CALL(SYS_capset, &header, none);
}

static long do_sigchld(const struct call *call, struct reply *reply)
{
	(void)reply;
	return handle_child_signal(call->number[0] != 0);
}

/* ---- names of namespaces -------------------------------------------------------------------------------------------- */

static long do_open_by_handle(const struct call *call, struct reply *reply)
{
	/* The kernel reads it as a struct file_handle, so it must be aligned like one. */
	_Alignas(struct file_handle) uint8_t handle[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	if (call->text[0].length > sizeof handle)
		return -EINVAL;
	memset(handle, 0, sizeof handle);
	memcpy(handle, call->text[0].bytes, call->text[0].length);
	long file = CALL(SYS_open_by_handle_at, call->number[0], handle, call->number[1] | O_CLOEXEC);
	if (file > 0)
		reply->value = file;
	return file;
}

static long do_ioctl(const struct call *call, struct reply *reply)
{
	long value = CALL(SYS_ioctl, call->number[0], call->number[1], call->number[2]);
	if (value > 0)
		reply->value = value;
	return value;
}

static long do_socket(const struct call *call, struct reply *reply)
{
	long file = CALL(SYS_socket, call->number[0], call->number[1] | SOCK_CLOEXEC, call->number[2]);
	if (file > 0)
		reply->value = file;
	return file;
}

static long do_listns(const struct call *call, struct reply *reply)
{
	_Alignas(uint64_t) uint8_t request[64];
	if (call->text[0].length > sizeof request)
		return -EINVAL;
	memset(request, 0, sizeof request);
	memcpy(request, call->text[0].bytes, call->text[0].length);
	long count = CALL(LISTNS, request, reply->data, DATA_LIMIT / sizeof(uint64_t), 0);
	if (count > 0)
		reply->length = (uint32_t)count * (uint32_t)sizeof(uint64_t);
	return count;
}

/* ---- files ---------------------------------------------------------------------------------------------------------- */

static long open_at(const struct call *call, int64_t flags, int64_t mode)
{
	return CALL(SYS_openat, call->number[0], call->text[0].bytes, flags | O_CLOEXEC, mode);
}

static long do_open(const struct call *call, struct reply *reply)
{
	long file = open_at(call, call->number[1], call->number[2]);
	if (file > 0)
		reply->value = file;
	return file;
}

static long do_close(const struct call *call, struct reply *reply)
{
	(void)reply;
	return call->number[0] < FIRST_HANDED_OUT ? -EBADF : CALL(SYS_close, call->number[0]);
}

/* If an operation of several calls failed, records at which of them. 0 is the open. */
static long at_stage(struct reply *reply, int64_t stage, long error)
{
	if (error < 0)
		reply->value = stage;
	return error;
}

static long do_read(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_RDONLY, 0));
	if (file < 0)
		return file;
	long total = 0;
	long got;
	do {
		got = CALL(SYS_read, file, reply->data + total, DATA_LIMIT - (unsigned)total);
		total += got > 0 ? got : 0;
	} while (got > 0 && total < DATA_LIMIT);
	uint8_t more;
	if (got > 0 && CALL(SYS_read, file, &more, 1) > 0)
		got = -BEYOND_LIMIT;
	CALL(SYS_close, file);
	if (got >= 0)
		reply->length = (uint32_t)total;
	return at_stage(reply, 1, got);
}

static long do_write(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_WRONLY, 0));
	if (file < 0)
		return file;
	long put = at_stage(reply, 1, CALL(SYS_write, file, call->text[1].bytes, call->text[1].length));
	long closed = CALL(SYS_close, file);
	if (put < 0)
		return put;
	if (closed < 0)
		return at_stage(reply, 2, closed);
	reply->value = put;
	return 0;
}

static long do_mkdir(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_mkdirat, call->number[0], call->text[0].bytes, call->number[1]);
}

static long remove_directory(int parent, const char *name, uint64_t deadline);
static long read_file(long directory, const char *name, char *text, size_t size);

/* A dead task leaves its cgroup shortly after it was reaped (cgroup_task_dead), so a client may ask to wait. */
static long do_rmdir(const struct call *call, struct reply *reply)
{
	(void)reply;
	return remove_directory((int)call->number[0], call->text[0].bytes, now() + (uint64_t)call->number[1] * 1000000);
}

static long do_rename(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_renameat2, call->number[0], call->text[0].bytes, call->number[1], call->text[1].bytes, 0);
}

static long do_readlink(const struct call *call, struct reply *reply)
{
	long length = CALL(SYS_readlinkat, call->number[0], call->text[0].bytes, reply->data, DATA_LIMIT);
	if (length > 0)
		reply->length = (uint32_t)length;
	return length;
}

struct entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length;
	uint8_t type;
	char name[];
};

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Appends the names in a piece of a directory, each terminated by a NUL. */
static long append_names(struct reply *reply, const uint8_t *piece, long size)
{
	for (long at = 0; at < size;) {
		const struct entry *entry = (const void *)(piece + at);
		at += entry->length;
		size_t length = strlen(entry->name) + 1;
		if (is_dots(entry->name))
			continue;
		if (reply->length + length > DATA_LIMIT)
			return -BEYOND_LIMIT;
		memcpy(reply->data + reply->length, entry->name, length);
		reply->length += (uint32_t)length;
	}
	return 0;
}

static long do_list(const struct call *call, struct reply *reply)
{
	long directory = at_stage(reply, 0, open_at(call, O_RDONLY | O_DIRECTORY, 0));
	if (directory < 0)
		return directory;
	uint8_t piece[8192] __attribute__((aligned(8)));
	long size;
	while ((size = CALL(SYS_getdents64, directory, piece, sizeof piece)) > 0) {
		long error = append_names(reply, piece, size);
		if (error < 0)
			size = error;
		if (size < 0)
			break;
	}
	CALL(SYS_close, directory);
	return at_stage(reply, 1, size);
}

static long do_setxattr(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_RDONLY, 0));
	if (file < 0)
		return file;
	const struct text *value = &call->text[2];
	long error = CALL(SYS_fsetxattr, file, call->text[1].bytes, value->bytes, value->length, 0);
	CALL(SYS_close, file);
	return at_stage(reply, 1, error);
}

static long do_getxattr(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_RDONLY, 0));
	if (file < 0)
		return file;
	long length = CALL(SYS_fgetxattr, file, call->text[1].bytes, reply->data, DATA_LIMIT);
	CALL(SYS_close, file);
	if (length > 0)
		reply->length = (uint32_t)length;
	return at_stage(reply, 1, length);
}

static long do_removexattr(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_RDONLY, 0));
	if (file < 0)
		return file;
	long error = CALL(SYS_fremovexattr, file, call->text[1].bytes);
	CALL(SYS_close, file);
	return at_stage(reply, 1, error);
}

/* mount(2) distinguishes a missing argument from an empty one; a frame does not. */
static const char *or_null(struct text text)
{
	return text.length == 0 ? NULL : text.bytes;
}

static long do_mount(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_mount, or_null(call->text[0]), call->text[1].bytes, or_null(call->text[2]), call->number[0],
		    or_null(call->text[3]));
}

static long do_umount(const struct call *call, struct reply *reply)
{
	(void)reply;
	return CALL(SYS_umount2, call->text[0].bytes, call->number[0]);
}

/* ---- the end -------------------------------------------------------------------------------------------------------- */

/* A directory that MAIN made and will remove. */
static struct made {
	char path[PATH_MAX];
	dev_t device;
	ino_t inode;
} at_end[AT_END_LIMIT];
static unsigned at_end_count;

/* Whether cgroup.events (cgroups(7)) says that no task is in the directory or below. True if it cannot be read. */
static bool is_empty(int events)
{
	char text[256] = "";
	long length = CALL(SYS_pread64, events, text, sizeof text - 1, 0);
	return length <= 0 || strstr(text, "populated 0") != NULL;
}

/*
 * Waits until removing a directory that was EBUSY is worth another try. A version 1 cgroup gives no notice when it empties,
 * so there the only way is to try again.
 */
static void wait_until_empty(int parent, const char *name, uint64_t deadline)
{
	char path[PATH_MAX + 16];
	snprintf(path, sizeof path, "%s/cgroup.events", name);
	int events = (int)CALL(SYS_openat, parent, path, O_RDONLY | O_CLOEXEC, 0);
	if (events < 0 || is_empty(events)) {
		poll(NULL, 0, 1);
	} else {
		struct pollfd change = {.fd = events, .events = POLLPRI};
		uint64_t time = now();
		if (time < deadline)
			poll(&change, 1, (int)((deadline - time) / 1000000) + 1);
	}
	if (events >= 0)
		close(events);
}

static long remove_directory(int parent, const char *name, uint64_t deadline)
{
	for (;;) {
		long error = CALL(SYS_unlinkat, parent, name, AT_REMOVEDIR);
		if (error != -EBUSY || now() >= deadline)
			return error;
		wait_until_empty(parent, name, deadline);
	}
}

/* A task frozen in a version 1 cgroup does not die until it is thawed. Other cgroups have no such file. */
static void thaw(int directory)
{
	int file = openat(directory, "freezer.state", O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return;
	CALL(SYS_write, file, "THAWED", 6);
	close(file);
}

/* Removes all directories in a directory, deepest first. Does not remove files: those of a cgroup go with it, and there are no others. */
static void empty_directory(int directory, uint64_t deadline)
{
	uint8_t piece[4096] __attribute__((aligned(8)));
	long size;
	while ((size = CALL(SYS_getdents64, directory, piece, sizeof piece)) > 0) {
		for (long at = 0; at < size;) {
			const struct entry *entry = (const void *)(piece + at);
			at += entry->length;
			if (entry->type != DT_DIR || is_dots(entry->name))
				continue;
			int below = openat(directory, entry->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			if (below < 0)
				continue;
			thaw(below);
			empty_directory(below, deadline);
			close(below);
			remove_directory(directory, entry->name, deadline);
		}
	}
}

static void kill_all_in(int directory)
{
	int file = openat(directory, "cgroup.kill", O_WRONLY | O_CLOEXEC);
	/* Before Linux 5.14 and in version 1 there is no such file, but the bodies are already dead. */
	if (file < 0)
		return;
	CALL(SYS_write, file, "1", 1);
	close(file);
}

static void remove_made(const struct made *made)
{
	int directory = open(made->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (directory < 0) {
		if (errno != ENOENT)
			say("cannot open ", made->path, errno);
		return;
	}
	struct stat found;
	if (fstat(directory, &found) != 0 || found.st_dev != made->device || found.st_ino != made->inode) {
		say("another directory is now at ", made->path, 0);
		close(directory);
		return;
	}
	uint64_t deadline = now() + REMOVAL_PATIENCE * 1000000ull;
	kill_all_in(directory);
	empty_directory(directory, deadline);
	close(directory);
	long error = remove_directory(AT_FDCWD, made->path, deadline);
	if (error < 0)
		say("cannot remove ", made->path, -error);
}

/* The named version 1 hierarchy that MAIN mounted last, if any: it must be removed as well. */
static struct hierarchy {
	char target[PATH_MAX];
	char data[256];
	/* As in /proc/PID/cgroup: `:name=...:`. Empty if there is none. */
	char line[256];
} hierarchy;

/* How many times to wait for a hierarchy to go away, and how long each time, in milliseconds. It takes tens of milliseconds. */
#define HIERARCHY_ROUNDS 8
#define HIERARCHY_PATIENCE 500

static void remember_hierarchy(const struct call *call)
{
	const char *target = call->text[1].bytes;
	const char *data = call->text[3].bytes;
	const char *name = strstr(data, "name=");
	if (strcmp(call->text[2].bytes, "cgroup") != 0 || name == NULL || strlen(target) >= sizeof hierarchy.target ||
	    strlen(data) >= sizeof hierarchy.data)
		return;
	strcpy(hierarchy.target, target);
	strcpy(hierarchy.data, data);
	snprintf(hierarchy.line, sizeof hierarchy.line, ":%.*s:", (int)strcspn(name, ","), name);
}

/* Whether a line of /proc/PID/cgroup, `NUMBER:NAME:PATH`, belongs to the hierarchy. The path may contain anything. */
static bool is_of_hierarchy(const char *line)
{
	const char *name = strchr(line, ':');
	return name != NULL && strncmp(name, hierarchy.line, strlen(hierarchy.line)) == 0;
}

static bool is_hierarchy_listed(void)
{
	static char text[TEXT_LIMIT];
	read_file(PROC, "self/cgroup", text, sizeof text);
	for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;)
		if (is_of_hierarchy(line))
			return true;
	return false;
}

static bool has_directories(const char *path)
{
	struct stat found;
	/* A directory has a link for itself, one in its parent, and one from each directory in it. */
	return stat(path, &found) == 0 && found.st_nlink > 2;
}

/*
 * A hierarchy goes away when it is unmounted, unless the kernel still has a cgroup of it that was just removed (cgroup_kill_sb);
 * then it would stay, without mounts or cgroups, until the next unmount. So it is mounted and unmounted again.
 */
static void unmount_hierarchy(void)
{
	for (int round = 0; hierarchy.line[0] != '\0' && round < HIERARCHY_ROUNDS; round++) {
		/* Other runs still use it, and will do this later. */
		bool is_shared = has_directories(hierarchy.target);
		if (umount2(hierarchy.target, MNT_DETACH) != 0)
			say("cannot unmount ", hierarchy.target, errno);
		if (is_shared)
			return;
		uint64_t deadline = now() + HIERARCHY_PATIENCE * 1000000ull;
		while (is_hierarchy_listed() && now() < deadline)
			poll(NULL, 0, 1);
		if (!is_hierarchy_listed())
			return;
		if (mount("none", hierarchy.target, "cgroup", 0, hierarchy.data) != 0)
			return;
	}
}

static bool has_root(void)
{
	return shared->slots[ROOT_PLACE].pidfd >= 0;
}

/* Returns 0 even if it is already dead. */
static long kill_body(const struct slot *slot)
{
	long error = CALL(SYS_pidfd_send_signal, slot->pidfd, SIGKILL, NULL, 0);
	return error == -ESRCH ? 0 : error;
}

/* How long the agent may wait for bodies that do not die with root when it ends, in milliseconds. */
#define END_PATIENCE 5000

static void kill_all_bodies(void);

/* The only way out of MAIN: kills root and everything below it, then removes what it made. */
__attribute__((noreturn)) static void finish(int status)
{
	if (!shared->is_apart)
		kill_all_bodies();
	/* If the machine refuses the signal, root dies with MAIN (PR_SET_PDEATHSIG), and its cgroups are emptied below. */
	if (has_root() && kill_body(&shared->slots[ROOT_PLACE]) == 0) {
		/* The init of a pid namespace goes only when all the others in it are gone (zap_pid_ns_processes). */
		while (CALL(SYS_waitid, BY_PIDFD, ROOT_PIDFD, NULL, WEXITED | __WALL, NULL) == -EINTR)
			;
	}
	while (at_end_count > 0)
		remove_made(&at_end[--at_end_count]);
	unmount_hierarchy();
	exit(status);
}

__attribute__((noreturn)) static void malformed(const char *why)
{
	say("malformed frame: ", why, 0);
	finish(2);
}

/* Ends the agent if the client has gone or a signal asks for it. */
static void look_up(void)
{
	struct pollfd reasons[] = {{.fd = INPUT, .events = POLLRDHUP}, {.fd = SIGNALS, .events = POLLIN}};
	if (poll(reasons, 2, 0) > 0)
		finish(0);
}

/* ---- asking a body -------------------------------------------------------------------------------------------------- */

static bool has_ended(const struct slot *slot)
{
	return (atomic_load(&slot->owner) & FUTEX_OWNER_DIED) != 0;
}

static bool is_in_use(const struct slot *slot)
{
	return slot->pidfd >= 0;
}

/* Waits until a body has answered or died. */
static void await_answer(struct slot *slot, uint32_t working)
{
	const struct timespec slice = {.tv_nsec = LOOK_UP};
	while (atomic_load(&slot->owner) == working)
		if (sleep_on(&slot->owner, working, &slice) == -ETIMEDOUT)
			look_up();
}

/* Has a body perform the current call. Returns 0, or why there is no reply: -ESRCH, or -EOWNERDEAD if it died in the call. */
static long ask(struct slot *slot)
{
	uint32_t idle = slot->tid;
	uint32_t working = idle | FUTEX_WAITERS;
	if (!is_in_use(slot) || !atomic_compare_exchange_strong(&slot->owner, &(uint32_t){idle}, working))
		return -ESRCH;
	atomic_fetch_add(&slot->requests, 1);
	wake(&slot->requests);
	await_answer(slot, working);
	return has_ended(slot) ? -EOWNERDEAD : 0;
}

static bool is_dead(int pidfd)
{
	struct pollfd death = {.fd = pidfd, .events = POLLIN};
	return poll(&death, 1, 0) > 0;
}

/* Kills the bodies one by one, for when they have no init to take them along. Root reaps the orphans. */
static void kill_all_bodies(void)
{
	uint64_t deadline = now() + END_PATIENCE * 1000000ull;
	for (unsigned number = 0; number < SLOTS; number++)
		if (is_in_use(&shared->slots[number]))
			kill_body(&shared->slots[number]);
	for (unsigned number = 0; number < SLOTS; number++)
		while (is_in_use(&shared->slots[number]) &&
		       CALL(SYS_pidfd_send_signal, shared->slots[number].pidfd, 0, NULL, 0) != -ESRCH && now() < deadline)
			poll(NULL, 0, 1);
}

/* Waits until a new body is serving, or has died first. */
static void await_birth(struct slot *slot)
{
	const struct timespec slice = {.tv_nsec = LOOK_UP};
	while (atomic_load(&slot->owner) == 0) {
		if (sleep_on(&slot->owner, 0, &slice) != -ETIMEDOUT)
			continue;
		look_up();
		if (is_dead(slot->pidfd))
			atomic_compare_exchange_strong(&slot->owner, &(uint32_t){0}, FUTEX_OWNER_DIED);
	}
}

static void forget(struct slot *slot)
{
	if (slot->pidfd >= 0)
		close(slot->pidfd);
	if (slot->proc >= 0)
		close(slot->proc);
	slot->pidfd = slot->proc = -1;
	slot->host_pid = 0;
	slot->tid = 0;
	atomic_store(&slot->owner, 0);
}

/* One more than the highest slot used since the last reset. */
static unsigned slots_used;

/* Has `parent` make a body in the slot given by the call's first number. */
static void bear(struct slot *parent, const struct call *call, struct reply *reply)
{
	if (call->number[0] < 0 || call->number[0] >= SLOTS) {
		reply->error = BEYOND_LIMIT;
		return;
	}
	struct slot *child = &shared->slots[call->number[0]];
	if (is_in_use(child) && !has_ended(child)) {
		reply->error = EEXIST;
		return;
	}
	forget(child);
	long error = ask(parent);
	if (error < 0)
		reply->error = (int32_t)-error;
	/* A clone3 that fails late has already written a pidfd. If the parent died in the call, it may have succeeded. */
	bool born = reply->error == 0 || (error == -EOWNERDEAD && child->pidfd >= 0 &&
					  CALL(SYS_pidfd_send_signal, child->pidfd, 0, NULL, 0) == 0);
	if (!born) {
		child->pidfd = -1;
		return;
	}
	if (call->number[0] >= slots_used)
		slots_used = (unsigned)call->number[0] + 1;
	await_birth(child);
	if (reply->error != 0)
		return;
	reply->value = child->host_pid;
	reply->second = child->pidfd;
}

/* Whether MAIN has left the mount namespace in which it was started. */
static bool has_own_mounts;

/* ---- what MAIN does itself ------------------------------------------------------------------------------------------ */

static struct slot *slot_at(uint32_t number)
{
	if (number == SLOT_ROOT)
		return &shared->slots[ROOT_PLACE];
	return number < SLOTS ? &shared->slots[number] : NULL;
}

/* The directory of a body in /proc, kept open: it never shows another process, even if the pid is reused. */
static long proc_of(struct slot *slot)
{
	if (slot == NULL || !is_in_use(slot))
		return -ESRCH;
	if (slot->proc >= 0)
		return slot->proc;
	char name[16];
	snprintf(name, sizeof name, "%d", slot->host_pid);
	long directory = CALL(SYS_openat, PROC, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (directory < 0)
		return directory;
	/* If the body is not reaped now, it was not reaped when the directory was opened, so that is the body's. */
	if (CALL(SYS_pidfd_send_signal, slot->pidfd, 0, NULL, 0) == -ESRCH) {
		CALL(SYS_close, directory);
		return -ESRCH;
	}
	slot->proc = (int32_t)directory;
	return directory;
}

/* Keeps /proc open at its descriptor number, or `/` if there is no /proc. */
static void hold_proc(void)
{
	int directory = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		directory = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory == PROC)
		return;
	dup3(directory, PROC, O_CLOEXEC);
	close(directory);
}

static void put(struct reply *reply, const void *bytes, uint32_t length)
{
	if (length > DATA_LIMIT - reply->length) {
		reply->error = BEYOND_LIMIT;
		return;
	}
	memcpy(reply->data + reply->length, bytes, length);
	reply->length += length;
}

static void put_number(struct reply *reply, int64_t number)
{
	put(reply, &number, sizeof number);
}

/*
 * Reads a file below a directory, up to `size` - 1 bytes, and adds a NUL. Returns how many, or the negative errno.
 */
static long read_file(long directory, const char *name, char *text, size_t size)
{
	text[0] = '\0';
	long file = CALL(SYS_openat, directory, name, O_RDONLY | O_CLOEXEC, 0);
	if (file < 0)
		return file;
	size_t length = 0;
	long got;
	while ((got = CALL(SYS_read, file, text + length, size - 1 - length)) > 0)
		length += (size_t)got;
	CALL(SYS_close, file);
	text[length] = '\0';
	return got < 0 ? got : (long)length;
}

/* The text after a field's name in /proc/PID/status, to the end of its line. */
static const char *field(const char *status, const char *name)
{
	const char *found = strstr(status, name);
	return found == NULL ? "" : found + strlen(name);
}

static long do_hello(const struct call *call, struct reply *reply)
{
	(void)call;
	struct utsname system;
	uname(&system);
	static char status[TEXT_LIMIT];
	char map[256] = "";
	read_file(PROC, "self/status", status, sizeof status);
	read_file(PROC, "self/uid_map", map, sizeof map);
	const char *capabilities = field(status, "\nCapEff:\t");
	char text[512];
	int length = snprintf(text, sizeof text, "%s\n%.*s\n%s", system.release, (int)strcspn(capabilities, "\n"),
			      capabilities, map);
	reply->value = PROTOCOL_VERSION;
	reply->second = getpid();
	put(reply, text, (uint32_t)length);
	return 0;
}

/* Becomes the init of the bodies' pid namespace, or, if they have none, the process that reaps their orphans. */
static void serve_root(struct slot *slot)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	handle_child_signal(true);
	long error = CALL(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
	if (error < 0) {
		say("the machine refuses ", "prctl(PR_SET_PDEATHSIG)", -error);
		CALL(SYS_exit_group, 1);
	}
	/* MAIN may have died before the lines above. */
	if (is_dead(MAIN_PIDFD))
		CALL(SYS_exit_group, 1);
	if (shared->is_apart) {
		error = CALL(SYS_mount, NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
		if (error < 0) {
			say("cannot make the mounts of the bodies private", "", -error);
			CALL(SYS_exit_group, 1);
		}
	} else {
		CALL(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1);
	}
	serve(slot);
}

/* setns(2) into a namespace requires rights in the user namespace that owns it, so the bodies' user namespace owns all of theirs. */
#define OWNED_FLAGS (CLONE_NEWUSER | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWCGROUP | CLONE_NEWTIME)

static long do_start(const struct call *call, struct reply *reply)
{
	struct slot *root = &shared->slots[ROOT_PLACE];
	if (has_root())
		return -EEXIST;
	bool is_apart = call->number[1] != 0;
	/* The bodies' mounts must not end up in the host's mount namespace. */
	if (!is_apart && !has_own_mounts)
		return -EPERM;
	shared->is_apart = is_apart;
	struct clone_args arguments = {
		.flags = CLONE_FILES | CLONE_PIDFD | (is_apart ? CLONE_NEWPID | CLONE_NEWNS : 0) |
			 (call->number[0] ? OWNED_FLAGS : 0),
		.pidfd = (uint64_t)(uintptr_t)&root->pidfd,
		.exit_signal = SIGCHLD,
	};
	long pid = clone_into(&arguments, serve_root, root);
	if (pid < 0) {
		root->pidfd = -1;
		return pid;
	}
	dup3(root->pidfd, ROOT_PIDFD, O_CLOEXEC);
	close(root->pidfd);
	root->pidfd = ROOT_PIDFD;
	await_birth(root);
	if (has_ended(root)) {
		say("the bodies' init died while starting", "", 0);
		finish(1);
	}
	root->host_pid = (int32_t)pid;
	reply->value = pid;
	return 0;
}

enum presence { LIVING, ENDING, ZOMBIE, GONE };

static enum presence presence_of(const struct slot *slot)
{
	if (!is_in_use(slot))
		return GONE;
	if (!has_ended(slot))
		return LIVING;
	/* Signal 0 reaches a zombie, but not a process that was reaped. */
	if (CALL(SYS_pidfd_send_signal, slot->pidfd, 0, NULL, 0) == -ESRCH)
		return GONE;
	return is_dead(slot->pidfd) ? ZOMBIE : ENDING;
}

static const char *const LINKS[] = {"ns/mnt",  "ns/uts",    "ns/ipc",  "ns/net",              "ns/pid",
				    "ns/user", "ns/cgroup", "ns/time", "ns/pid_for_children", "ns/time_for_children"};
#define LINK_COUNT (sizeof LINKS / sizeof *LINKS)
#define ASK_STATUS (1 << LINK_COUNT)
#define ASK_CGROUP (2 << LINK_COUNT)
#define ASK_OWNERS (4 << LINK_COUNT)
#define ASK_PARENTS (8 << LINK_COUNT)

/* The inode number in a link such as `uts:[4026531838]`, or the negative errno. */
static int64_t namespace_number(long directory, const char *name)
{
	char link[64] = "";
	long length = CALL(SYS_readlinkat, directory, name, link, sizeof link - 1);
	if (length < 0)
		return length;
	const char *bracket = strchr(link, '[');
	return bracket == NULL ? -EPROTO : strtoll(bracket + 1, NULL, 10);
}

/* The inode number of the namespace that an ioctl_nsfs(2) request on another one returns, or the negative errno. */
static int64_t relative_number(long file, unsigned request)
{
	long relative = CALL(SYS_ioctl, file, request, 0);
	if (relative < 0)
		return relative;
	struct stat found;
	int64_t number = fstat((int)relative, &found) == 0 ? (int64_t)found.st_ino : -errno;
	CALL(SYS_close, relative);
	return number;
}

/* A namespace, its owner and its parent: inode numbers or negative errnos. */
struct relatives {
	int64_t number;
	int64_t owner;
	int64_t parent;
};

/* Most processes share most namespaces, so within one snapshot each is queried only once. */
#define RELATIVES_LIMIT 256
static struct relatives relatives[RELATIVES_LIMIT];
static unsigned relatives_count;

static struct relatives relatives_of(long directory, const char *name)
{
	int64_t number = namespace_number(directory, name);
	for (unsigned place = 0; place < relatives_count; place++)
		if (number >= 0 && relatives[place].number == number)
			return relatives[place];
	long file = CALL(SYS_openat, directory, name, O_RDONLY | O_CLOEXEC, 0);
	if (file < 0)
		return (struct relatives){number, file, file};
	struct relatives found = {number, relative_number(file, GET_OWNER), relative_number(file, GET_PARENT)};
	CALL(SYS_close, file);
	if (relatives_count < RELATIVES_LIMIT)
		relatives[relatives_count++] = found;
	return found;
}

/* Reads a file of /proc into a buffer that is valid until the next call. A text that does not fit is an error. */
static long read_text(struct reply *reply, long directory, const char *name, const char **text)
{
	static char bytes[TEXT_LIMIT];
	long length = read_file(directory, name, bytes, sizeof bytes);
	if (length == (long)sizeof bytes - 1)
		reply->error = BEYOND_LIMIT;
	*text = bytes;
	return length;
}

/* Puts the length of a file's text, then the text; or the negative errno. */
static void put_file(struct reply *reply, long directory, const char *name)
{
	const char *text;
	long length = read_text(reply, directory, name, &text);
	put_number(reply, length);
	if (length > 0)
		put(reply, text, (uint32_t)length);
}

/* Puts the state's letter, the parent's pid, the user id, the effective capabilities and the NSpid line; or the negative errno. */
static void put_status(struct reply *reply, long directory)
{
	const char *status;
	long length = read_text(reply, directory, "status", &status);
	put_number(reply, length < 0 ? length : *field(status, "\nState:\t"));
	if (length < 0)
		return;
	put_number(reply, strtoll(field(status, "\nPPid:\t"), NULL, 10));
	put_number(reply, strtoll(field(status, "\nUid:\t"), NULL, 10));
	put_number(reply, (int64_t)strtoull(field(status, "\nCapEff:\t"), NULL, 16));
	const char *pids = field(status, "\nNSpid:\t");
	size_t end = strcspn(pids, "\n");
	put_number(reply, (int64_t)end);
	put(reply, pids, (uint32_t)end);
}

static void put_snapshot(struct reply *reply, struct slot *slot, int64_t mask)
{
	put_number(reply, presence_of(slot));
	long directory = proc_of(slot);
	put_number(reply, directory < 0 ? directory : 0);
	if (directory < 0)
		return;
	for (unsigned link = 0; link < LINK_COUNT; link++)
		if (mask & (1 << link))
			put_number(reply, namespace_number(directory, LINKS[link]));
	for (unsigned link = 0; link < LINK_COUNT && mask & ASK_OWNERS; link++)
		if (mask & (1 << link))
			put_number(reply, relatives_of(directory, LINKS[link]).owner);
	for (unsigned link = 0; link < LINK_COUNT && mask & ASK_PARENTS; link++)
		if (mask & (1 << link))
			put_number(reply, relatives_of(directory, LINKS[link]).parent);
	if (mask & ASK_STATUS)
		put_status(reply, directory);
	if (mask & ASK_CGROUP)
		put_file(reply, directory, "cgroup");
}

/* A list of slots is a text of 16-bit numbers. */
static unsigned slot_count(const struct call *call)
{
	return call->text[0].length / 2;
}

static struct slot *listed(const struct call *call, unsigned place)
{
	uint16_t number;
	memcpy(&number, call->text[0].bytes + 2 * place, sizeof number);
	return slot_at(number);
}

static bool is_list_of_slots(const struct call *call)
{
	if (call->text[0].length % 2 != 0 || slot_count(call) > SLOTS)
		return false;
	for (unsigned place = 0; place < slot_count(call); place++)
		if (listed(call, place) == NULL)
			return false;
	return true;
}

static long do_snapshot(const struct call *call, struct reply *reply)
{
	if (!is_list_of_slots(call))
		return -EINVAL;
	relatives_count = 0;
	for (unsigned place = 0; place < slot_count(call) && reply->error == 0; place++)
		put_snapshot(reply, listed(call, place), call->number[0]);
	return -reply->error;
}

/* Whether a body's death has got at least this far: it no longer runs, is a zombie, or is reaped. */
static bool has_come_to(const struct slot *slot, int64_t until)
{
	return (int64_t)presence_of(slot) >= until;
}

/* Waits until a body has stopped serving. It may still exist, as an init whose namespace is being emptied. */
static void await_end(struct slot *slot, uint64_t deadline)
{
	uint32_t idle = slot->tid;
	uint32_t waited = idle | FUTEX_WAITERS;
	if (!atomic_compare_exchange_strong(&slot->owner, &(uint32_t){idle}, waited))
		return;
	for (uint64_t time = now(); atomic_load(&slot->owner) == waited && time < deadline; time = now()) {
		long left = (long)(deadline - time);
		struct timespec slice = {.tv_nsec = left < LOOK_UP ? left : LOOK_UP};
		if (sleep_on(&slot->owner, waited, &slice) == -ETIMEDOUT)
			look_up();
	}
	atomic_compare_exchange_strong(&slot->owner, &waited, idle);
}

/*
 * Fills in what to poll for: a pidfd is readable when its task is a zombie, and hung up when it is reaped (Linux 6.9).
 * Returns how many have not got that far.
 */
static unsigned still_missing(struct slot *const *slots, unsigned count, int64_t until, struct pollfd *waits)
{
	unsigned missing = 0;
	for (unsigned place = 0; place < count; place++)
		if (!has_come_to(slots[place], until))
			waits[missing++] = (struct pollfd){
				.fd = slots[place]->pidfd,
				.events = presence_of(slots[place]) >= ZOMBIE ? 0 : POLLIN,
			};
	return missing;
}

/* Waits until all have got that far, or the deadline. Returns whether they have. Before Linux 6.9 reaping gives no notice, so it polls. */
static bool await_deaths(struct slot *const *slots, unsigned count, int64_t until, uint64_t deadline)
{
	struct pollfd waits[SLOTS + 3];
	unsigned missing;
	while ((missing = still_missing(slots, count, until, waits)) > 0 && now() < deadline) {
		uint64_t left = (deadline - now()) / 1000000 + 1;
		waits[missing] = (struct pollfd){.fd = INPUT, .events = POLLRDHUP};
		waits[missing + 1] = (struct pollfd){.fd = SIGNALS, .events = POLLIN};
		poll(waits, missing + 2, left < 20 ? (int)left : 20);
		if (waits[missing].revents || waits[missing + 1].revents)
			finish(0);
	}
	return missing == 0;
}

static long do_wait_gone(const struct call *call, struct reply *reply)
{
	if (!is_list_of_slots(call))
		return -EINVAL;
	struct slot *slots[SLOTS] = {NULL};
	unsigned count = slot_count(call);
	for (unsigned place = 0; place < count; place++)
		slots[place] = listed(call, place);
	uint64_t deadline = now() + (uint64_t)call->number[1] * 1000000u;
	if (call->number[0] == ENDING)
		for (unsigned place = 0; place < count; place++)
			await_end(slots[place], deadline);
	else
		await_deaths(slots, count, call->number[0], deadline);
	for (unsigned place = 0; place < count; place++)
		put_number(reply, presence_of(slots[place]));
	return 0;
}

/* From /proc/PID/stat (proc_pid_stat(5)): the state's letter, PF_EXITING of include/linux/sched.h, threads, a pending SIGKILL. */
struct run_state {
	char letter;
	bool is_exiting;
	bool is_killed;
	long threads;
};

#define EXITING 4u

static bool read_run_state(long directory, const char *name, struct run_state *state)
{
	char text[1024];
	if (read_file(directory, name, text, sizeof text) <= 0)
		return false;
	/* The name of a program may contain anything, but the last parenthesis ends it. */
	const char *at = strrchr(text, ')');
	if (at == NULL || at[1] != ' ')
		return false;
	state->letter = at[2];
	at += 3;
	/* After the letter comes field 4. */
	for (int number = 4; number <= 31; number++) {
		char *end;
		unsigned long long value = strtoull(at, &end, 10);
		if (number == 9)
			state->is_exiting = (value & EXITING) != 0;
		else if (number == 20)
			state->threads = (long)value;
		else if (number == 31)
			state->is_killed = (value >> (SIGKILL - 1) & 1) != 0;
		at = end;
	}
	return true;
}

/* Whether an exiting thread waits only for others in its pid namespace, as an init does (zap_pid_ns_processes). */
static bool waits_in_exit(long directory, const char *name)
{
	char place[64];
	read_file(directory, name, place, sizeof place);
	return strcmp(place, "zap_pid_ns_processes") == 0 || strcmp(place, "do_wait") == 0;
}

/* Whether, in a process whose first thread has ended, all remaining threads wait in their exit. */
static bool do_threads_wait(long directory)
{
	long threads = CALL(SYS_openat, directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (threads < 0)
		return false;
	bool do_wait = true;
	uint8_t piece[4096] __attribute__((aligned(8)));
	long size;
	while (do_wait && (size = CALL(SYS_getdents64, threads, piece, sizeof piece)) > 0) {
		for (long at = 0; at < size && do_wait;) {
			const struct entry *entry = (const void *)(piece + at);
			at += entry->length;
			if (is_dots(entry->name))
				continue;
			char stat[32];
			char place[32];
			snprintf(stat, sizeof stat, "%.16s/stat", entry->name);
			snprintf(place, sizeof place, "%.16s/wchan", entry->name);
			struct run_state state;
			do_wait = read_run_state(threads, stat, &state) &&
				  (state.letter == 'Z' ||
				   (state.letter == 'S' && state.is_exiting && waits_in_exit(threads, place)));
		}
	}
	CALL(SYS_close, threads);
	return do_wait;
}

/* Whether a body will not change by itself: it sleeps, is a zombie, waits for others in its exit, or is gone. */
static bool is_quiet(struct slot *slot)
{
	enum presence presence = presence_of(slot);
	if (presence == GONE)
		return true;
	long directory = proc_of(slot);
	struct run_state state = {0};
	if (directory < 0 || !read_run_state(directory, "stat", &state))
		return false;
	if (state.letter == 'Z')
		return presence == ZOMBIE || (state.threads > 1 && do_threads_wait(directory));
	if (state.letter != 'S')
		return false;
	return state.is_exiting ? presence == ENDING && waits_in_exit(directory, "wchan") : !state.is_killed;
}

/*
 * How many times in a row all must be quiet: a body that was just woken may not have run yet. If one waits in its exit, the task that will
 * wake it may disappear from view before it does so (release_task, then free_pid), so that task is given time to run.
 */
#define QUIET_LOOKS 2
#define QUIET_LOOKS_AT_EXIT 5
/* After this many looks it sleeps between looks. */
#define LOOKS_AWAKE 8

/* Looks at all bodies of a list. Returns whether all are quiet. */
static bool are_quiet(const struct call *call, bool *one_waits)
{
	*one_waits = false;
	for (unsigned place = 0; place < slot_count(call); place++) {
		if (!is_quiet(listed(call, place)))
			return false;
		*one_waits |= presence_of(listed(call, place)) == ENDING;
	}
	return true;
}

/* Waits until none of the bodies will change by itself any more. ETIMEDOUT: some are still changing. */
static long do_settle(const struct call *call, struct reply *reply)
{
	if (!is_list_of_slots(call))
		return -EINVAL;
	const struct timespec moment = {.tv_nsec = 50000};
	uint64_t deadline = now() + (uint64_t)call->number[0] * 1000000u;
	bool one_waits = false;
	unsigned quiet = 0;
	for (unsigned look = 0; quiet < (one_waits ? QUIET_LOOKS_AT_EXIT : QUIET_LOOKS); look++) {
		if (now() >= deadline)
			return -ETIMEDOUT;
		quiet = are_quiet(call, &one_waits) ? quiet + 1 : 0;
		if (!one_waits && (quiet > 0 || look < LOOKS_AWAKE)) {
			CALL(SYS_sched_yield);
		} else {
			CALL(SYS_nanosleep, &moment, NULL);
			look_up();
		}
	}
	for (unsigned place = 0; place < slot_count(call); place++)
		put_number(reply, presence_of(listed(call, place)));
	return 0;
}

/* Frees slots whose bodies are gone, because the slots' descriptors keep their pid namespaces alive. */
static long do_free(const struct call *call, struct reply *reply)
{
	(void)reply;
	if (!is_list_of_slots(call))
		return -EINVAL;
	for (unsigned place = 0; place < slot_count(call); place++)
		if (listed(call, place) == slot_at(SLOT_ROOT) || presence_of(listed(call, place)) != GONE)
			return -EBUSY;
	for (unsigned place = 0; place < slot_count(call); place++)
		forget(listed(call, place));
	return 0;
}

/* Opens a file, takes its handle (open_by_handle_at(2)) and closes it. */
static long do_handle(const struct call *call, struct reply *reply)
{
	long file = at_stage(reply, 0, open_at(call, O_RDONLY, 0));
	if (file < 0)
		return file;
	_Alignas(struct file_handle) uint8_t bytes[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	struct file_handle *handle = (void *)bytes;
	memset(bytes, 0, sizeof bytes);
	handle->handle_bytes = MAX_HANDLE_SZ;
	int mount;
	long error = CALL(SYS_name_to_handle_at, file, "", handle, &mount, AT_EMPTY_PATH);
	CALL(SYS_close, file);
	if (error >= 0)
		put(reply, bytes, (uint32_t)sizeof *handle + handle->handle_bytes);
	return at_stage(reply, 1, error);
}

static long do_dup(const struct call *call, struct reply *reply)
{
	long file = CALL(SYS_fcntl, call->number[0], F_DUPFD_CLOEXEC, FIRST_HANDED_OUT);
	if (file > 0)
		reply->value = file;
	return file;
}

/* The inode number of an open file. */
static long do_inode(const struct call *call, struct reply *reply)
{
	struct stat found;
	if (fstat((int)call->number[0], &found) != 0)
		return -errno;
	reply->value = (int64_t)found.st_ino;
	return 0;
}

/* How often a path is retried while somebody renames or mounts, when `..` cannot be followed safely (openat2(2), EAGAIN). */
#define LOCATE_ROUNDS 1000

/* The absolute path of the directory that a path leads to, with another directory as its `/`, which it cannot leave. */
static long do_locate(const struct call *call, struct reply *reply)
{
	struct open_how how = {
		.flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS,
	};
	long top = at_stage(reply, 0, CALL(SYS_openat, AT_FDCWD, call->text[0].bytes, how.flags, 0));
	if (top < 0)
		return top;
	long found = -EAGAIN;
	for (int round = 0; found == -EAGAIN && round < LOCATE_ROUNDS; round++)
		found = CALL(SYS_openat2, top, call->text[1].bytes, &how, sizeof how);
	CALL(SYS_close, top);
	if (at_stage(reply, 1, found) < 0)
		return found;
	char link[32];
	snprintf(link, sizeof link, "self/fd/%ld", found);
	long length = CALL(SYS_readlinkat, PROC, link, reply->data, DATA_LIMIT);
	CALL(SYS_close, found);
	if (length > 0)
		reply->length = (uint32_t)length;
	return at_stage(reply, 2, length);
}

/* Puts the number of bytes, then the bytes; or the negative errno. */
static void put_seen(struct reply *reply, const void *bytes, long length)
{
	put_number(reply, length);
	if (length > 0)
		put(reply, bytes, (uint32_t)length);
}

/* Puts a directory and those below it, each with its depth, its name, an attribute, and its cgroup.procs. */
static void put_tree(struct reply *reply, int directory, const char *name, const char *attribute, int64_t depth)
{
	char text[XATTR_SIZE];
	put_number(reply, depth);
	put_seen(reply, name, (long)strlen(name));
	put_seen(reply, text, CALL(SYS_fgetxattr, directory, attribute, text, sizeof text));
	char pids[PIDS_SIZE];
	long length = read_file(directory, "cgroup.procs", pids, sizeof pids);
	put_seen(reply, pids, length == sizeof pids - 1 ? -BEYOND_LIMIT : length);
	uint8_t piece[4096] __attribute__((aligned(8)));
	long size;
	while ((size = CALL(SYS_getdents64, directory, piece, sizeof piece)) > 0) {
		for (long at = 0; at < size && reply->error == 0;) {
			const struct entry *entry = (const void *)(piece + at);
			at += entry->length;
			if (entry->type != DT_DIR || is_dots(entry->name))
				continue;
			long below = CALL(SYS_openat, directory, entry->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
			if (below < 0) {
				reply->error = (int32_t)-below;
				return;
			}
			put_tree(reply, (int)below, entry->name, attribute, depth + 1);
			CALL(SYS_close, below);
		}
	}
	if (size < 0)
		reply->error = (int32_t)-size;
}

static long do_tree(const struct call *call, struct reply *reply)
{
	long top = at_stage(reply, 0, open_at(call, O_RDONLY | O_DIRECTORY, 0));
	if (top < 0)
		return top;
	put_tree(reply, (int)top, "", call->text[1].bytes, 0);
	CALL(SYS_close, top);
	return at_stage(reply, 1, -reply->error);
}

static long do_at_end(const struct call *call, struct reply *reply)
{
	(void)reply;
	if (call->text[0].bytes[0] != '/')
		return -EINVAL;
	if (call->text[0].length >= PATH_MAX)
		return -ENAMETOOLONG;
	if (at_end_count == AT_END_LIMIT)
		return -BEYOND_LIMIT;
	struct made *made = &at_end[at_end_count];
	memcpy(made->path, call->text[0].bytes, call->text[0].length + 1);
	long error = CALL(SYS_mkdirat, AT_FDCWD, made->path, call->number[0]);
	if (error < 0)
		return error;
	struct stat found;
	if (lstat(made->path, &found) != 0)
		return -errno;
	made->device = found.st_dev;
	made->inode = found.st_ino;
	at_end_count++;
	return 0;
}

static long do_reset(const struct call *call, struct reply *reply)
{
	(void)call;
	(void)reply;
	struct slot *bodies[SLOTS];
	unsigned count = 0;
	for (unsigned number = 0; number < slots_used; number++)
		if (is_in_use(&shared->slots[number]))
			bodies[count++] = &shared->slots[number];
	for (unsigned body = 0; body < count; body++) {
		long error = kill_body(bodies[body]);
		if (error < 0)
			return error;
	}
	if (!await_deaths(bodies, count, GONE, now() + RESET_PATIENCE * 1000000ull))
		return -ETIMEDOUT;
	long error = CALL(SYS_close_range, FIRST_HANDED_OUT, ~0u, 0);
	if (error < 0)
		return error;
	for (unsigned number = 0; number < slots_used; number++) {
		shared->slots[number].pidfd = shared->slots[number].proc = -1;
		forget(&shared->slots[number]);
	}
	shared->slots[ROOT_PLACE].proc = -1;
	slots_used = 0;
	return 0;
}

/* ---- the operations ------------------------------------------------------------------------------------------------- */

/* Who may perform an operation. */
enum performer { BY_MAIN, BY_ROOT, BY_BODY, BY_BOTH };

struct operation {
	long (*perform)(const struct call *, struct reply *);
	enum performer performer;
	/*
	 * A letter for each number. `d`: a descriptor, or a name for one; `i`: signed 32 bits; `u`: unsigned 32 bits; `w`: 64
	 * bits. The kernel reads no more than that: a wider number would pass the checks here and be a different one there.
	 */
	const char *numbers;
	uint8_t texts;
};

static long do_times(const struct call *call, struct reply *reply);

/* By number, as in operations.ts. */
static const struct operation OPERATIONS[] = {
	[1] = {do_hello, BY_MAIN, "", 0},
	[2] = {do_start, BY_MAIN, "ii", 0},
	[3] = {do_spawn, BY_ROOT, "id", 0},
	[4] = {do_clone, BY_BODY, "iwd", 0},
	[5] = {do_vfork, BY_BODY, "w", 0},
	[6] = {do_unshare, BY_BODY, "u", 0},
	[7] = {do_setns, BY_BODY, "du", 0},
	[8] = {do_exit, BY_BODY, "i", 0},
	[9] = {do_signal, BY_BOTH, "di", 0},
	[10] = {do_waitid, BY_BODY, "di", 0},
	[11] = {do_prctl, BY_BODY, "iw", 0},
	[12] = {do_setresid, BY_BODY, "u", 0},
	[13] = {do_drop, BY_BODY, "", 0},
	[14] = {do_thread, BY_BODY, "", 0},
	[15] = {do_sigchld, BY_BODY, "i", 0},
	[16] = {do_open, BY_BOTH, "dii", 1},
	[17] = {do_close, BY_BOTH, "d", 0},
	[18] = {do_read, BY_BOTH, "d", 1},
	[19] = {do_write, BY_BOTH, "d", 2},
	[20] = {do_mkdir, BY_BOTH, "di", 1},
	[21] = {do_rmdir, BY_BOTH, "du", 1},
	[22] = {do_rename, BY_BOTH, "dd", 2},
	[23] = {do_readlink, BY_BOTH, "d", 1},
	[24] = {do_list, BY_BOTH, "d", 1},
	[25] = {do_setxattr, BY_BOTH, "d", 3},
	[26] = {do_getxattr, BY_BOTH, "d", 2},
	[27] = {do_removexattr, BY_BOTH, "d", 2},
	[28] = {do_mount, BY_BOTH, "u", 4},
	[29] = {do_umount, BY_BOTH, "i", 1},
	[30] = {do_snapshot, BY_MAIN, "i", 1},
	[31] = {do_wait_gone, BY_MAIN, "iu", 1},
	[32] = {do_at_end, BY_MAIN, "i", 1},
	[33] = {do_reset, BY_MAIN, "", 0},
	[34] = {do_times, BY_MAIN, "", 0},
	[35] = {do_locate, BY_MAIN, "", 2},
	[36] = {do_tree, BY_MAIN, "d", 2},
	[37] = {do_handle, BY_MAIN, "d", 1},
	[38] = {do_open_by_handle, BY_BOTH, "ii", 1},
	[39] = {do_ioctl, BY_BOTH, "duw", 0},
	[40] = {do_socket, BY_BODY, "iii", 0},
	[41] = {do_dup, BY_MAIN, "d", 0},
	[42] = {do_inode, BY_MAIN, "d", 0},
	[43] = {do_settle, BY_MAIN, "u", 1},
	[44] = {do_free, BY_MAIN, "", 1},
	[45] = {do_listns, BY_BODY, "", 1},
};
#define OPERATION_COUNT (sizeof OPERATIONS / sizeof *OPERATIONS)
enum { SPAWN = 3, CLONE = 4, EXIT = 8, CLOSE = 17, MOUNT = 28 };

/* The cost of each operation so far, in nanoseconds: in its system calls, and as a whole. */
static struct {
	int64_t count;
	int64_t inside;
	int64_t whole;
} times[OPERATION_COUNT];

static long do_times(const struct call *call, struct reply *reply)
{
	(void)call;
	put(reply, times, sizeof times);
	return 0;
}

/* Runs in the process that performs the operation. */
static void perform(const struct call *call, struct reply *reply)
{
	uint64_t begin = now();
	long result = OPERATIONS[call->operation].perform(call, reply);
	uint64_t end = now();
	reply->error = result < 0 ? (int32_t)-result : 0;
	/* A new time namespace may have set the body's clock back in between (time_namespaces(7)). */
	reply->nanoseconds = end > begin ? end - begin : 0;
}

static const struct operation *known(const struct call *call)
{
	if (call->operation >= OPERATION_COUNT || OPERATIONS[call->operation].perform == NULL)
		return NULL;
	return &OPERATIONS[call->operation];
}

/* MAIN needs the descriptors of slots to kill and to look: they stay open until the slot is reused. */
static bool is_of_a_slot(int64_t descriptor)
{
	/* A slot without one has -1, which is not a descriptor. */
	for (unsigned number = 0; number < slots_used && descriptor >= 0; number++)
		if (is_in_use(&shared->slots[number]) &&
		    (shared->slots[number].pidfd == descriptor || shared->slots[number].proc == descriptor))
			return true;
	return false;
}

static void perform_by_main(const struct call *call, struct reply *reply)
{
	if (call->operation == MOUNT && !has_own_mounts) {
		reply->error = EPERM;
		return;
	}
	if (call->operation == CLOSE && is_of_a_slot(call->number[0])) {
		reply->error = EBUSY;
		return;
	}
	perform(call, reply);
	if (call->operation == MOUNT && reply->error == 0) {
		hold_proc();
		remember_hierarchy(call);
	}
}

static void perform_by_body(struct slot *slot, const struct call *call, struct reply *reply)
{
	if (call->operation == CLOSE && is_of_a_slot(call->number[0])) {
		reply->error = EBUSY;
		return;
	}
	long error = ask(slot);
	if (error < 0)
		reply->error = (int32_t)-error;
	if (call->operation == EXIT && error == -EOWNERDEAD)
		reply->error = 0;
}

static void dispatch(const struct operation *operation, const struct call *call, struct reply *reply)
{
	bool to_main = call->slot == SLOT_MAIN;
	if (operation->performer == BY_ROOT)
		bear(&shared->slots[ROOT_PLACE], call, reply);
	else if (operation->performer == BY_MAIN || (to_main && operation->performer == BY_BOTH))
		perform_by_main(call, reply);
	else if (call->slot >= SLOTS)
		reply->error = EINVAL;
	else if (call->operation == CLONE)
		bear(slot_at(call->slot), call, reply);
	else
		perform_by_body(slot_at(call->slot), call, reply);
}

/* ---- frames --------------------------------------------------------------------------------------------------------- */

/* A result: errno, length of the data, two values; then the data, padded to a multiple of eight bytes. */
struct result {
	int32_t error;
	uint32_t length;
	int64_t value;
	int64_t second;
};

/*
 * A frame begins with eight bytes: the length of what follows them, and the number of its parts. A batch too large for one frame
 * comes in several; all but the last have CONTINUES in their count. An answer too large for one frame is sent in several, which
 * together have as many results as the batch has operations.
 */
struct frame {
	uint32_t length;
	uint32_t count;
};

struct head {
	uint16_t operation;
	uint16_t slot;
	uint8_t numbers;
	uint8_t texts;
	uint16_t zero;
};

static uint8_t output[FRAME_LIMIT + 8] __attribute__((aligned(8)));
static uint32_t output_length = sizeof(struct frame);
static uint32_t output_count;
/* The values of the batch's results so far, for operations that name a descriptor by a result. */
static int64_t results[BATCH_LIMIT];
/* How many operations of the batch came in earlier frames. */
static uint32_t batch_so_far;

static uint32_t filled_up(uint32_t length)
{
	return (length + 7) & ~7u;
}

/* Takes `length` bytes from what is left of a frame. */
static const uint8_t *take(const uint8_t **at, const uint8_t *end, uint32_t length)
{
	if ((size_t)(end - *at) < length)
		malformed("it ends within an operation");
	const uint8_t *taken = *at;
	*at += length;
	return taken;
}

static struct text take_text(const uint8_t **at, const uint8_t *end)
{
	uint64_t length;
	memcpy(&length, take(at, end, sizeof length), sizeof length);
	if (length >= FRAME_LIMIT)
		malformed("a text is too long");
	/* Including the NUL that ends it. */
	const uint8_t *bytes = take(at, end, filled_up((uint32_t)length + 1));
	if (bytes[length] != '\0')
		malformed("a text is not ended by a NUL");
	return (struct text){(const char *)bytes, (uint32_t)length};
}

static bool fits(int64_t number, char width)
{
	switch (width) {
	case 'd':
		return number == (int32_t)number || (number >> 32 >= NAMED_BY_RESULT && number >> 32 <= NAMED_BY_PROC);
	case 'i':
		return number == (int32_t)number;
	case 'u':
		return number == (uint32_t)number;
	default:
		return true;
	}
}

static void take_call(const uint8_t **at, const uint8_t *end, struct call *call)
{
	struct head head;
	memcpy(&head, take(at, end, sizeof head), sizeof head);
	if (head.numbers > NUMBERS_LIMIT || head.texts > TEXTS_LIMIT || head.zero != 0)
		malformed("an operation has a bad head");
	call->operation = head.operation;
	call->slot = head.slot;
	const struct operation *operation = known(call);
	if (operation != NULL && (strlen(operation->numbers) != head.numbers || operation->texts != head.texts))
		malformed("an operation has the wrong fields");
	memcpy(call->number, take(at, end, head.numbers * 8u), head.numbers * 8u);
	for (unsigned number = 0; operation != NULL && number < head.numbers; number++)
		if (!fits(call->number[number], operation->numbers[number]))
			malformed("a number is too wide for its field");
	for (unsigned text = 0; text < head.texts; text++)
		call->text[text] = take_text(at, end);
}

/* The descriptor that a name stands for, or -EBADF, which no call accepts as a descriptor. */
static int64_t descriptor(int64_t name, uint32_t results_so_far)
{
	uint32_t of = (uint32_t)name;
	struct slot *slot = slot_at(of);
	switch (name >> 32) {
	case NAMED_BY_RESULT:
		/* Not every result is a descriptor: one that is too wide must not be truncated to another number. */
		return of < results_so_far && results[of] == (int32_t)results[of] ? results[of] : -EBADF;
	case NAMED_BY_PIDFD:
		return slot != NULL && is_in_use(slot) ? slot->pidfd : -EBADF;
	case NAMED_BY_PROC: {
		long directory = proc_of(slot);
		return directory < 0 ? -EBADF : directory;
	}
	default:
		return name;
	}
}

static void resolve_descriptors(const struct operation *operation, struct call *call, uint32_t results_so_far)
{
	for (unsigned number = 0; operation->numbers[number] != '\0'; number++)
		if (operation->numbers[number] == 'd')
			call->number[number] = descriptor(call->number[number], results_so_far);
}

static void append_result(const struct reply *reply)
{
	uint32_t length = reply->error == 0 ? reply->length : 0;
	struct result result = {reply->error, length, reply->value, reply->second};
	memcpy(output + output_length, &result, sizeof result);
	output_length += sizeof result;
	memcpy(output + output_length, reply->data, length);
	memset(output + output_length + length, 0, filled_up(length) - length);
	output_length += filled_up(length);
	output_count++;
}

/* Whether a result with the maximum amount of data still fits. */
static bool has_room(void)
{
	return output_length + sizeof(struct result) + DATA_LIMIT <= sizeof output;
}

static void perform_next(uint32_t place)
{
	struct call *call = &shared->call;
	struct reply *reply = &shared->reply;
	const struct operation *operation = known(call);
	uint64_t begin = now();
	memset(reply, 0, offsetof(struct reply, data));
	if (operation == NULL) {
		reply->error = ENOSYS;
	} else {
		resolve_descriptors(operation, call, place);
		dispatch(operation, call, reply);
		times[call->operation].count++;
		times[call->operation].inside += (int64_t)reply->nanoseconds;
		times[call->operation].whole += (int64_t)(now() - begin);
	}
	results[place] = reply->error == 0 ? reply->value : -EBADF;
	append_result(reply);
}

/* Writes everything without ever sleeping in write(2), where a signal would go unnoticed. */
static void write_all(const uint8_t *bytes, uint32_t length)
{
	while (length > 0) {
		long put_now = CALL(SYS_write, OUTPUT, bytes, length);
		if (put_now > 0) {
			bytes += put_now;
			length -= (uint32_t)put_now;
			continue;
		}
		if (put_now != -EAGAIN)
			finish(0);
		struct pollfd reasons[] = {{.fd = OUTPUT, .events = POLLOUT}, {.fd = SIGNALS, .events = POLLIN}};
		poll(reasons, 2, -1);
		if (reasons[1].revents)
			finish(0);
	}
}

/* Sends the results so far as one frame. */
static void send_results(void)
{
	struct frame answer = {output_length - (uint32_t)sizeof answer, output_count};
	memcpy(output, &answer, sizeof answer);
	write_all(output, output_length);
	output_length = sizeof answer;
	output_count = 0;
}

static void answer_frame(const uint8_t *bytes, struct frame frame)
{
	const uint8_t *end = bytes + frame.length;
	uint32_t count = frame.count & ~CONTINUES;
	for (uint32_t place = 0; place < count; place++) {
		take_call(&bytes, end, &shared->call);
		if (!has_room())
			send_results();
		perform_next(batch_so_far + place);
	}
	if (bytes != end)
		malformed("it continues after its last operation");
	batch_so_far = frame.count & CONTINUES ? batch_so_far + count : 0;
	send_results();
}

static void check_frame(struct frame frame)
{
	if (frame.length > FRAME_LIMIT || frame.length % 8 != 0)
		malformed("its length is out of bounds");
	uint32_t count = frame.count & ~CONTINUES;
	if (count > OPERATIONS_LIMIT || count > BATCH_LIMIT - batch_so_far)
		malformed("it has too many operations");
}

/* Answers every complete frame in the input. Returns how many bytes they took up. */
static size_t answer_frames(size_t length)
{
	size_t at = 0;
	struct frame frame;
	while (length - at >= sizeof frame) {
		memcpy(&frame, shared->input + at, sizeof frame);
		check_frame(frame);
		if (length - at - sizeof frame < frame.length)
			break;
		answer_frame(shared->input + at + sizeof frame, frame);
		at += sizeof frame + frame.length;
	}
	return at;
}

/* Waits for input. Returns when there is some, or when it has ended. */
static void await_input(void)
{
	struct pollfd reasons[] = {{.fd = INPUT, .events = POLLIN}, {.fd = SIGNALS, .events = POLLIN}};
	do
		poll(reasons, 2, -1);
	while (!reasons[0].revents && !reasons[1].revents);
	if (reasons[1].revents)
		finish(0);
}

__attribute__((noreturn)) static void answer_all(void)
{
	size_t length = 0;
	for (;;) {
		await_input();
		long got = CALL(SYS_read, INPUT, shared->input + length, sizeof shared->input - length);
		if (got == -EAGAIN || got == -EINTR)
			continue;
		if (got <= 0 && length > 0)
			malformed("the input ends within it");
		if (got <= 0)
			finish(0);
		length += (size_t)got;
		size_t done = answer_frames(length);
		memmove(shared->input, shared->input + done, length - done);
		length -= done;
	}
}

/* ---- the start ------------------------------------------------------------------------------------------------------ */

/* Ends the agent if a call that it cannot do without was refused. */
static void must_start(const char *what, long result)
{
	if (result >= 0)
		return;
	say("cannot ", what, -result);
	exit(1);
}

static void share_memory(void)
{
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (shared == MAP_FAILED)
		must_start("map memory", -errno);
	must_start("use a futex", CALL(SYS_futex, &shared->slots[0].owner, FUTEX_WAKE, 1));
	for (unsigned number = 0; number <= ROOT_PLACE; number++)
		shared->slots[number].pidfd = shared->slots[number].proc = -1;
}

/* Signals are read, not handled: MAIN cleans up before it exits. */
static int signal_descriptor(void)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigprocmask(SIG_SETMASK, &ending, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_DFL);
	int descriptor = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
	return descriptor < 0 ? -errno : descriptor;
}

/* Checks the result of a call that must return this descriptor number. */
static void must_be(const char *what, long number, long result)
{
	must_start(what, result < 0 || result == number ? result : -EBADF);
}

/* Puts the agent's own descriptors at their numbers and closes all others. */
static void arrange_descriptors(void)
{
	must_start("close_range", CALL(SYS_close_range, PROC, ~0u, 0));
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	hold_proc();
	must_be("signalfd", SIGNALS, signal_descriptor());
	must_be("pidfd_open", MAIN_PIDFD, CALL(SYS_pidfd_open, getpid(), 0));
	must_be("dup3", ROOT_PIDFD, CALL(SYS_dup3, PROC, ROOT_PIDFD, O_CLOEXEC));
	fcntl(INPUT, F_SETFL, fcntl(INPUT, F_GETFL) | O_NONBLOCK);
	fcntl(OUTPUT, F_SETFL, fcntl(OUTPUT, F_GETFL) | O_NONBLOCK);
}

/* Gives MAIN its own mount namespace, if it may have one: what it mounts then goes with it. */
static void leave_mounts_of_the_host(void)
{
	has_own_mounts = CALL(SYS_unshare, CLONE_NEWNS) == 0;
	if (has_own_mounts)
		must_start("make its mounts private", CALL(SYS_mount, NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL));
}

/*
 * Keeps MAIN, and so all bodies, on the current processor. Only one of them has work at any time. Waking another one on the
 * same processor costs a context switch; waking an idle processor costs an interrupt, many times as much in a virtual machine.
 * Measured: twice as many histories per second. If it is refused, the agent is only slower.
 */
static void stay_on_one_processor(void)
{
	unsigned processor = 0;
	uint64_t processors[128] = {0};
	if (CALL(SYS_getcpu, &processor, NULL, NULL) < 0 || processor >= sizeof processors * 8)
		return;
	processors[processor / 64] = 1ull << processor % 64;
	CALL(SYS_sched_setaffinity, 0, sizeof processors, processors);
}

int main(void)
{
	/* It was started through a descriptor, whose number would otherwise be its name. */
	CALL(SYS_prctl, PR_SET_NAME, "nsmodel-agent");
	/* Escapes the terminal's Ctrl-C. This fails only for a group leader, which is already out of reach. */
	setsid();
	umask(0);
	leave_mounts_of_the_host();
	arrange_descriptors();
	share_memory();
	stay_on_one_processor();
	answer_all();
}
