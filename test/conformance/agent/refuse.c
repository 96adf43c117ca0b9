/*
 * Starts the program that its arguments name, or else the one that AGENT names, under a seccomp filter that refuses one system call with an errno,
 * or kills its caller. REFUSE names the call; ERRNO is the errno as a number, or 0 to kill.
 */
#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CALL(name) { #name, SYS_##name }
static const struct {
	const char *name;
	unsigned number;
} CALLS[] = {
	CALL(clone3),     CALL(close_range),       CALL(dup3),   CALL(fsetxattr), CALL(getdents64), CALL(mkdirat), CALL(mount),
	CALL(pidfd_open), CALL(pidfd_send_signal), CALL(prctl),  CALL(readlinkat), CALL(set_robust_list),
	CALL(setns),      CALL(signalfd4),         CALL(unlinkat), CALL(unshare), CALL(waitid),
};

int main(int count, char **words)
{
	const char *name = getenv("REFUSE");
	for (unsigned place = 0; name != NULL && place < sizeof CALLS / sizeof *CALLS; place++) {
		if (strcmp(CALLS[place].name, name) != 0)
			continue;
		unsigned error = (unsigned)atoi(getenv("ERRNO"));
		struct sock_filter filter[] = {
			BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS[place].number, 0, 1),
			BPF_STMT(BPF_RET | BPF_K, error == 0 ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO | error),
			BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		};
		struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
			perror("seccomp");
			return 1;
		}
		if (count > 1)
			execvp(words[1], words + 1);
		execl(getenv("AGENT"), "agent", NULL);
	}
	fprintf(stderr, "cannot refuse %s\n", name == NULL ? "nothing" : name);
	return 1;
}
