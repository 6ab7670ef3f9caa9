/* execve: what the guest executes may be a program of its own kind, which we start by executing
   ourselves with the same options, or one of the host's, or a script for either (program.c).

   Our executable is kept open (LINUX_OWN_SELF), so that this works in a chroot that has nothing
   of ours. Without it, and for set-id programs, the host kernel is asked first: binfmt_misc may
   know us. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/program.h"

enum { STRINGS_MAX = 1 << 20 };

/* Reads a NULL-ended array of string pointers; the strings stay where they are. -errno on
   failure. */
static int vector_in(uint64_t from, char ***out)
{
    size_t count = 0, capacity = 0;
    char **v = NULL;

    do {
        if (count >= capacity) {
            capacity = capacity * 2 + 64;
            char **more = realloc(v, capacity * sizeof *v);
            if (!more || capacity > STRINGS_MAX) {
                free(more ? more : v);
                return more ? -E2BIG : -ENOMEM;
            }
            v = more;
        }
        if (!from) {
            v[count] = NULL;
        } else if (linux_copy_in(&v[count], from + count * sizeof *v, sizeof *v)) {
            free(v);
            return -EFAULT;
        }
    } while (v[count++]);
    *out = v;
    return 0;
}

/* By the safe-syscall window: a signal accepted just before would be lost. */
static int64_t host_execve(struct linux_thread *t, int fd, const char *path, char *const *argv,
                           uint64_t envp)
{
    static const char *const no_arguments[] = { "", NULL };
    const char *const *given = argv[0] ? (const char *const *)argv : no_arguments;

    if (fd >= 0)
        return LINUX_HOST(t, execveat, fd, (uintptr_t) "", (uintptr_t)given, envp, AT_EMPTY_PATH);
    return LINUX_HOST(t, execve, (uintptr_t)path, (uintptr_t)given, envp);
}

static size_t count(char *const *v)
{
    size_t n = 0;

    while (v[n])
        n++;
    return n;
}

/* { our name, our options, perhaps "-profile" and a name, "-execfd", its number, "-0", argv[0], path, argv[1..] } */
static char **our_argv(struct linux_thread *t, struct linux_program *g, char *fd_text)
{
    char *const *again = t->process->options->again;
    size_t options = count(again), arguments = count(g->argv);
    char **argv = arena_alloc(&g->arena, (options + arguments + 10) * sizeof *argv), **out = argv;

    for (size_t i = 0; i < options; i++)
        *out++ = again[i];
    if (t->process->profile) { /* this process's own, not that of the one that was started with our options */
        char *name = arena_alloc(&g->arena, PATH_MAX);
        linux_profile_name(t->process, name);
        *out++ = (char *)"-profile";
        *out++ = name;
    }
    *out++ = (char *)"-execfd";
    *out++ = fd_text;
    *out++ = (char *)"-0";
    *out++ = arguments ? g->argv[0] : (char *)"";
    *out++ = g->path;
    for (size_t i = 1; i < arguments; i++)
        *out++ = g->argv[i];
    return argv;
}

/* Executes ourselves for the guest program. */
static int64_t exec_guest(struct linux_thread *t, struct linux_program *g, uint64_t envp)
{
    char fd_text[16];
    int fd = dup(g->fd); /* without close-on-exec: the new process reads the program from it */

    if (fd < 0)
        return -errno;
    snprintf(fd_text, sizeof fd_text, "%d", fd);
    int64_t error =
        host_execve(t, t->process->own[LINUX_OWN_SELF], NULL, our_argv(t, g, fd_text), envp);
    close(fd);
    return error;
}

static bool set_id(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && (st.st_mode & (S_ISUID | S_ISGID));
}

static int64_t exec_program(struct linux_thread *t, struct linux_program *g, uint64_t envp)
{
    struct linux_elf e;
    const struct linux_process *p = t->process;
    bool guest = !linux_elf_read(&e, g->fd) && linux_abi_for(p->options, &e);
    if (!guest)
        linux_profile_write(t->process);
    bool ask_host = !guest || p->own[LINUX_OWN_SELF] < 0 || set_id(g->fd);
    int64_t error = ask_host ? host_execve(t, -1, g->path, g->argv, envp) : -ENOEXEC;

    return guest && error == -ENOEXEC && p->own[LINUX_OWN_SELF] >= 0 ? exec_guest(t, g, envp)
                                                                     : error;
}

static int64_t execute(struct linux_thread *t, const char *name, int fd, uint64_t argv_at,
                       uint64_t envp)
{
    struct linux_process *p = t->process;
    char **argv, buffer[PATH_MAX];
    int64_t error = vector_in(argv_at, &argv);

    if (error)
        return error;
    struct linux_program *g = calloc(1, sizeof *g);
    error = g ? linux_program_open(p, g, name, fd, argv) : -ENOMEM;
    linux_profile_stop(t); /* a sample that waits must not meet a program that knows nothing of it */
    linux_signals_before_exec(t);
    if (!error) {
        t->program = g;
        error = exec_program(t, g, envp);
        t->program = NULL;
        linux_program_close(g);
    } else if (error == -EACCES && fd < 0) { /* it may be a host program that cannot be read */
        error = host_execve(t, -1, linux_path(p, name, true, buffer), argv, envp);
    }
    linux_signals_after_exec(t);
    linux_profile_start(t);
    free(g);
    free(argv);
    return error;
}

void linux_program_free(struct linux_program *g)
{
    arena_free(&g->arena);
    free(g);
}

int64_t linux_sys_execve(struct linux_thread *t, const uint64_t a[6])
{
    char name[PATH_MAX];
    int64_t size = linux_string_in(name, a[0], sizeof name);

    if (size < 0)
        return size;
    return execute(t, linux_proc_is_exe(AT_FDCWD, name) ? t->process->exe : name, -1, a[1], a[2]);
}

int64_t linux_sys_execveat(struct linux_thread *t, const uint64_t a[6])
{
    char name[PATH_MAX], full[PATH_MAX + 32];
    int64_t size = linux_string_in(name, a[1], sizeof name);

    if (size < 0)
        return size;
    if (a[4] & ~(uint64_t)(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW))
        return -EINVAL;
    if (name[0] == '/' || ((int)a[0] == AT_FDCWD && size))
        return execute(t, name, -1, a[2], a[3]);
    if (!size && !(a[4] & AT_EMPTY_PATH))
        return -ENOENT;
    snprintf(full, sizeof full, "/proc/self/fd/%d%s%s", (int)a[0], size ? "/" : "", name);
    return execute(t, full, size ? -1 : (int)a[0], a[2], a[3]);
}
