/* Starting the optimiser service out of a process that runs a guest, which must not notice. The guest may wait for any child, count its
   children, descriptors and threads, own a terminal, have blocked signals, and have other threads at work meanwhile.

   So we clone a helper as vfork does, but with no signal at its end: only a wait that asks for such children finds it, which is
   ours, right behind. The helper makes a session, clones the service in the same way and ends, so that the service becomes
   the child of whoever adopts orphans. Both share our memory until they have gone, so they make system calls only, with all signals
   blocked; the parent's thread stands still meanwhile, for less than a millisecond. */
#define _GNU_SOURCE
#include "service/client.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sanitizer/asan_interface.h>

enum { STACK = 64 << 10, WORDS = 32, PATH = 4096 };

struct launch {
    char *argv[WORDS + 3];
    char text[PATH]; /* of the command */
    char *stacks;    /* two of them */
    bool failed;     /* the program could not be executed */
};

/* All signals as a program expects them. */
static void reset_signals(void)
{
    struct { /* the kernel's struct sigaction */
        uintptr_t handler, flags, restorer, mask;
    } plain = { 0 };
    uint64_t none = 0;
    for (int signal = 1; signal <= 64; signal++)
        syscall(SYS_rt_sigaction, signal, &plain, NULL, 8);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
}

static int service_main(void *argument)
{
    struct launch *l = argument;
    static char *const no_environment[] = { NULL };
    reset_signals();
    syscall(SYS_execve, l->argv[0], l->argv, no_environment);
    l->failed = true;
    syscall(SYS_exit, 127);
    return 127;
}

/* The helper: from here on nothing of the guest's process is left but its memory. */
static int helper_main(void *argument)
{
    struct launch *l = argument;
    syscall(SYS_setsid);
    if (syscall(SYS_close_range, 0u, ~0u, 0u) < 0)
        for (int fd = 0; fd < 65536; fd++)
            syscall(SYS_close, fd);
    if (clone(service_main, l->stacks + 2 * STACK, CLONE_VM | CLONE_VFORK, l) < 0)
        l->failed = true;
    syscall(SYS_exit, 0);
    return 0;
}

/* The program beside our own. */
static bool usual_program(char out[PATH])
{
    static const char name[] = "dragoman-opt";
    ssize_t size = readlink("/proc/self/exe", out, PATH - sizeof name - 1);
    if (size <= 0)
        return false;
    out[size] = 0;
    char *slash = strrchr(out, '/');
    if (!slash)
        return false;
    strcpy(slash + 1, name);
    return true;
}

/* False: there is nothing to execute. */
static bool fill_argv(struct launch *l, const char *command, const char *folder)
{
    unsigned count = 0;
    if (command && strlen(command) >= sizeof l->text)
        return false;
    if (command) {
        strcpy(l->text, command);
        char *rest = l->text, *word;
        while ((word = strsep(&rest, " ")) && count < WORDS)
            if (*word)
                l->argv[count++] = word;
    } else if (usual_program(l->text)) {
        l->argv[count++] = l->text;
    }
    l->argv[count] = (char *)"--folder";
    l->argv[count + 1] = (char *)folder;
    return count && access(l->argv[0], X_OK) == 0;
}

bool service_launch(const char *command, const char *folder)
{
    struct launch l = { .stacks = NULL };
    uint64_t all = ~(uint64_t)0, old;
    int status;
    if (!fill_argv(&l, command, folder))
        return false;
    l.stacks = mmap(NULL, 2 * STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (l.stacks == MAP_FAILED)
        return false;
    ASAN_UNPOISON_MEMORY_REGION(l.stacks, 2 * STACK);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &old, 8);
    int pid = clone(helper_main, l.stacks + STACK, CLONE_VM | CLONE_VFORK, &l);
    if (pid > 0)
        while (waitpid(pid, &status, __WCLONE) < 0 && errno == EINTR)
            ;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &old, NULL, 8);
    munmap(l.stacks, 2 * STACK);
    return pid > 0 && !l.failed;
}
