/* Runs dragoman on programs whose headers have been changed, and looks at how each run ends.

       fuzz-programs [--seconds N] [--count N] [--seed N] [--keep FOLDER] [-L FOLDER] DRAGOMAN PROGRAM...

   Whatever a program does is its own affair, a fault or an endless loop included. A run has failed when
   - dragoman died of a fault of its own. The kernel sends both, but not alike: a guest's fatal signal is
     sent again by dragoman (linux_die), so si_code tells, and ptrace shows it;
   - it reported a bug, or a sanitizer did; or it refused the program in more than one line;
   - it did not end by SIGTERM when it had run too long.
   Programs that fail are kept in FOLDER. Guests run as nobody and, as root, in a process namespace: a
   program that starts in the middle of its code may do anything. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FILE = 1 << 20, MOST_PROGRAMS = 64, RUN_SECONDS = 3, TERM_SECONDS = 10, NOBODY = 65534 };

struct program {
    uint8_t *bytes;
    size_t size;
};

struct fuzz {
    const char *keep, *sysroot;
    int dragoman; /* open */
    struct program program[MOST_PROGRAMS];
    unsigned program_count;
    uint64_t rng;
    uint8_t *bytes; /* the changed program: MOST_FILE */
    size_t size;
    unsigned long passed, failed;
};

static uint64_t below(struct fuzz *z, uint64_t limit)
{
    z->rng ^= z->rng << 13;
    z->rng ^= z->rng >> 7;
    z->rng ^= z->rng << 17;
    return z->rng * 0x2545f4914f6cdd1dull % limit;
}

__attribute__((noreturn)) static void die(const char *what)
{
    fprintf(stderr, "fuzz-programs: %s: %s\n", what, strerror(errno));
    exit(2);
}

/* ---- changing ---- */

static uint64_t interesting(struct fuzz *z)
{
    static const uint64_t values[] = {
        0, 1, 7, 8, 56, 64, 0xfff, 0x1000, 0x1001, 0x7fffffff, 0x80000000, 0xffffffff, 0x7ffffffff000, 0x800000000000,
        0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffff000, 0xffffffffffffffff,
    };
    uint64_t v = values[below(z, sizeof values / sizeof *values)];
    return below(z, 4) ? v : v + below(z, 5) - 2;
}

/* One change, nearly always to the file's header or the program headers behind it. */
static void change(struct fuzz *z)
{
    size_t limit = below(z, 16) && z->size > 64 + 10 * 56 ? 64 + 10 * 56 : z->size;
    size_t at = below(z, limit), field = at & ~(size_t)7;
    uint64_t v = interesting(z);
    switch (below(z, 6)) {
    case 0:
        z->bytes[at] = (uint8_t)below(z, 256);
        break;
    case 1:
        z->bytes[at] ^= (uint8_t)(1 << below(z, 8));
        break;
    case 2:
        memcpy(z->bytes + field, &v, field + 8 <= z->size ? 8 : z->size - field);
        break;
    case 3:
        memcpy(z->bytes + (at & ~(size_t)3), &v, at + 4 <= z->size ? 4 : 1);
        break;
    case 4: /* a field from elsewhere */
        memmove(z->bytes + field, z->bytes + (below(z, limit) & ~(size_t)7), field + 8 <= limit ? 8 : 1);
        break;
    case 5:
        if (!below(z, 8))
            z->size = at + 1;
        break;
    }
}

static void change_program(struct fuzz *z)
{
    const struct program *p = &z->program[below(z, z->program_count)];
    memcpy(z->bytes, p->bytes, p->size);
    memset(z->bytes + p->size, 0, 64);
    z->size = p->size;
    for (uint64_t n = 1 + below(z, 5); n-- > 0;)
        change(z);
}

/* ---- one run ---- */

struct end {
    int status;     /* waitpid's */
    int signal, code; /* of the last signal before it: si_signo, si_code */
    bool hung;
    char text[4096]; /* stderr's first part */
};

static int file_with(const void *bytes, size_t size)
{
    int fd = memfd_create("program", 0);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
        die("no file in memory");
    return fd;
}

__attribute__((noreturn)) static void become_dragoman(const struct fuzz *z, int program, int errors)
{
    char name[32];
    const char *argv[] = { "dragoman", name, NULL, NULL, NULL };
    char *envp[] = { "ASAN_OPTIONS=detect_leaks=0", "UBSAN_OPTIONS=print_stacktrace=1", NULL };
    struct rlimit small = { 1 << 20, 1 << 20 }, none = { 0, 0 };
    sigset_t empty;
    snprintf(name, sizeof name, "/proc/self/fd/%d", program);
    if (z->sysroot) {
        argv[1] = "-L";
        argv[2] = z->sysroot;
        argv[3] = name;
    }
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);
    setrlimit(RLIMIT_FSIZE, &small);
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    dup2(open("/dev/null", O_RDWR), 0);
    dup2(0, 1);
    dup2(errors, 2);
    if (!geteuid() && (setgroups(0, NULL) || setgid(NOBODY) || setuid(NOBODY)))
        _exit(99);
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    fexecve(z->dragoman, (char **)argv, envp);
    _exit(99);
}

/* The next change of the child's state; false: nothing for that long. */
static bool await(pid_t pid, int *status, int seconds)
{
    sigset_t child;
    struct timespec until, now;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    for (;;) {
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec > until.tv_sec)
            return false;
        sigtimedwait(&child, NULL, &(struct timespec){ 1, 0 });
    }
}

/* Lets a stopped child go on, with the signal that it was stopped for. */
static void pass_signal(pid_t pid, struct end *e, bool *started)
{
    siginfo_t info = { 0 };
    int signal = WSTOPSIG(e->status);
    if (!*started) { /* execve's own stop */
        *started = true;
        signal = 0;
    } else if (!ptrace(PTRACE_GETSIGINFO, pid, NULL, &info)) {
        e->signal = info.si_signo;
        e->code = info.si_code;
    }
    ptrace(PTRACE_CONT, pid, NULL, signal);
}

static void watch(pid_t pid, struct end *e)
{
    bool started = false, asked = false;
    time_t begin = time(NULL);
    do {
        int left = RUN_SECONDS - (int)(time(NULL) - begin);
        if (asked || left <= 0 || !await(pid, &e->status, left)) {
            if (!asked)
                kill(pid, SIGTERM);
            if ((asked && time(NULL) - begin > RUN_SECONDS + TERM_SECONDS) || !await(pid, &e->status, TERM_SECONDS)) {
                e->hung = true;
                kill(pid, SIGKILL);
                while (waitpid(pid, &e->status, 0) == pid && WIFSTOPPED(e->status))
                    ptrace(PTRACE_CONT, pid, NULL, SIGKILL);
                return;
            }
            asked = true;
        }
        if (WIFSTOPPED(e->status))
            pass_signal(pid, e, &started);
    } while (WIFSTOPPED(e->status));
}

static void run(const struct fuzz *z, struct end *e)
{
    int program = file_with(z->bytes, z->size), errors = file_with("", 0);
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (!pid)
        become_dragoman(z, program, errors);
    watch(pid, e);
    ssize_t got = pread(errors, e->text, sizeof e->text - 1, 0);
    e->text[got > 0 ? got : 0] = 0;
    close(errors);
    close(program);
}

/* ---- judging ---- */

/* NULL: as it should be. */
static const char *wrong(const struct end *e)
{
    const char *lines = strstr(e->text, "dragoman: ");
    if (e->hung)
        return "did not end by SIGTERM";
    if (WIFEXITED(e->status) && WEXITSTATUS(e->status) == 99)
        return "dragoman cannot be started";
    if (strstr(e->text, "bug at") || strstr(e->text, "Sanitizer") || strstr(e->text, "runtime error:"))
        return "a report";
    if (WIFSIGNALED(e->status) && e->signal == WTERMSIG(e->status) && e->code > 0)
        return "a fault of dragoman's own";
    if (WIFSIGNALED(e->status) && WTERMSIG(e->status) == SIGABRT)
        return "abort";
    if (lines && strchr(lines, '\n') != lines + strlen(lines) - 1)
        return "more than one line, or none";
    return NULL;
}

static void keep(const struct fuzz *z)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/programs-crash-%016lx", z->keep, (unsigned long)z->rng);
    int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0755);
    if (fd < 0 || write(fd, z->bytes, z->size) != (ssize_t)z->size)
        die(name);
    close(fd);
    printf("kept: %s\n", name);
}

static void judge(struct fuzz *z)
{
    struct end e = { 0 };
    run(z, &e);
    const char *why = wrong(&e);
    z->passed += !why;
    z->failed += !!why;
    if (!why)
        return;
    printf("FAILED: %s (status %#x, signal %d, code %d)\n%s\n", why, e.status, e.signal, e.code, e.text);
    if (z->keep)
        keep(z);
}

/* ---- from the command line ---- */

static void read_program(struct fuzz *z, const char *name)
{
    struct program *p = &z->program[z->program_count++];
    int fd = open(name, O_RDONLY);
    p->bytes = malloc(MOST_FILE);
    ssize_t got = fd >= 0 && p->bytes ? read(fd, p->bytes, MOST_FILE - 64) : -1;
    if (got <= 0)
        die(name);
    p->size = (size_t)got;
    close(fd);
}

/* The rest happens in a process namespace of its own, when that can be. */
static void enter_namespace(void)
{
    int status;
    if (unshare(CLONE_NEWPID))
        return;
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (!pid) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        return;
    }
    waitpid(pid, &status, 0);
    exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
}

struct limits {
    unsigned long count, seconds;
};

/* Returns the index behind the options, 0 when there is a wrong one. */
static int read_options(struct fuzz *z, struct limits *l, int argc, char **argv)
{
    int i = 1;
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        if (!strcmp(argv[i], "--seconds"))
            l->seconds = strtoul(argv[i + 1], NULL, 0);
        else if (!strcmp(argv[i], "--count"))
            l->count = strtoul(argv[i + 1], NULL, 0);
        else if (!strcmp(argv[i], "--seed"))
            z->rng = strtoull(argv[i + 1], NULL, 0) * 0x9e3779b97f4a7c15ull | 1;
        else if (!strcmp(argv[i], "--keep"))
            z->keep = argv[i + 1];
        else if (!strcmp(argv[i], "-L"))
            z->sysroot = argv[i + 1];
        else
            return 0;
    }
    return argc - i >= 2 && argc - i - 1 <= MOST_PROGRAMS ? i : 0;
}

static void fuzz(struct fuzz *z, const struct limits *l)
{
    time_t begin = time(NULL);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    while (z->passed + z->failed < l->count && (unsigned long)(time(NULL) - begin) < l->seconds) {
        change_program(z);
        judge(z);
    }
}

int main(int argc, char **argv)
{
    struct fuzz z = { .rng = (uint64_t)time(NULL), .bytes = malloc(MOST_FILE) };
    struct limits limits = { ~0ul, ~0ul };
    int i = read_options(&z, &limits, argc, argv);
    if (!i || !z.bytes) {
        fprintf(stderr, "usage: fuzz-programs [--seconds N] [--count N] [--seed N] [--keep FOLDER] [-L FOLDER] "
                        "DRAGOMAN PROGRAM...\n");
        return 2;
    }
    z.dragoman = open(argv[i], O_RDONLY);
    if (z.dragoman < 0)
        die(argv[i]);
    while (++i < argc)
        read_program(&z, argv[i]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    enter_namespace();
    fuzz(&z, &limits);
    printf("%lu passed, %lu failed\n", z.passed, z.failed);
    return z.failed != 0;
}
