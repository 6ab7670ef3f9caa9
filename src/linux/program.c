/* Which program an execve of some name runs: opens the file with execve's errors and follows
   "#!" lines, whose interpreters may be the guest's (below -L) or the host's. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "linux/program.h"

enum { SCRIPT_DEPTH = 5, LINE = 256 };

static int open_executable(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not keep us */

    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) ||
        faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) < 0) {
        close(fd);
        return -EACCES;
    }
    return fd;
}

/* Splits "#! interpreter argument" as the kernel does; *argument may become NULL. False: no such
   line. */
static bool parse_line(char line[LINE + 1], size_t size, char **interp, char **argument)
{
    line[size] = 0;
    if (size < 2 || line[0] != '#' || line[1] != '!')
        return false;
    char *end = strchr(line, '\n');
    if (!end && size == LINE && !strpbrk(line + 2 + strspn(line + 2, " \t"), " \t"))
        return false; /* the name itself was cut off */
    if (end)
        *end = 0;
    end = line + strlen(line);
    while (end > line + 2 && (end[-1] == ' ' || end[-1] == '\t'))
        *--end = 0;
    *interp = line + 2 + strspn(line + 2, " \t");
    *argument = *interp + strcspn(*interp, " \t");
    if (**argument)
        *(*argument)++ = 0;
    *argument += strspn(*argument, " \t");
    if (!**argument)
        *argument = NULL;
    return **interp;
}

static char *keep(struct arena *a, const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(arena_alloc(a, size), text, size);
}

/* { interpreter, argument if any, script, old argv[1..] } */
static void put_before(struct linux_program *g, const char *interp, const char *argument,
                       const char *script)
{
    size_t count = 0;

    while (g->argv[count])
        count++;
    char **argv = arena_alloc(&g->arena, (count + 4) * sizeof *argv), **out = argv;
    *out++ = keep(&g->arena, interp);
    if (argument)
        *out++ = keep(&g->arena, argument);
    *out++ = keep(&g->arena, script);
    for (size_t i = 1; i < count; i++)
        *out++ = g->argv[i];
    *out = NULL;
    g->argv = argv;
}

static int follow(const struct linux_process *p, struct linux_program *g, const char *name)
{
    char script[PATH_MAX], line[LINE + 1], buffer[PATH_MAX];

    snprintf(script, sizeof script, "%s", name);
    for (int depth = 0;; depth++) {
        char *interp, *argument;
        ssize_t got = pread(g->fd, line, LINE, 0);
        if (got < 0)
            return -errno;
        if (!parse_line(line, (size_t)got, &interp, &argument))
            return 0;
        if (depth == SCRIPT_DEPTH)
            return -ELOOP;
        put_before(g, interp, argument, script);
        snprintf(script, sizeof script, "%s", interp);
        snprintf(g->path, sizeof g->path, "%s", linux_path(p, script, true, buffer));
        close(g->fd);
        g->fd = open_executable(g->path);
        if (g->fd < 0)
            return g->fd;
    }
}

static char **copy_argv(struct arena *a, char *const *argv)
{
    size_t count = 0;

    while (argv[count])
        count++;
    char **copy = arena_alloc(a, (count + 1) * sizeof *copy);
    memcpy(copy, argv, count * sizeof *copy);
    return copy;
}

int linux_program_open(const struct linux_process *p, struct linux_program *g, const char *name,
                       int fd, char *const *argv)
{
    char buffer[PATH_MAX];

    snprintf(g->path, sizeof g->path, "%s", linux_path(p, name, true, buffer));
    g->fd = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : open_executable(g->path);
    if (g->fd < 0)
        return g->fd == -1 && fd >= 0 ? -errno : g->fd;
    arena_init(&g->arena);
    g->argv = copy_argv(&g->arena, argv);
    int error = follow(p, g, name);
    if (error)
        linux_program_close(g);
    return error;
}

void linux_program_close(struct linux_program *g)
{
    if (g->fd >= 0)
        close(g->fd);
    arena_free(&g->arena);
}
