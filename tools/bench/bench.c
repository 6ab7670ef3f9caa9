/* The benchmark driver: runs each program natively, under QEMU and under Dragoman in turn, checks that the outputs agree, and prints
   ratios of user + system time: medians over the rounds, and their geometric means.

       bench [--before SETUP] [--wall] ROUNDS NAME... -- COLUMN=COMMAND...

   In a COMMAND %s stands for NAME. The first column is what the others are divided by. Every run is pinned to one processor; runs
   of one program alternate between the columns, so that drift of the machine's speed touches all alike. A NAME that is two, A|B, is one
   program with less and with more work: both are run, and what counts is by how much B takes longer, which leaves out starting and
   warming up. The command SETUP is run before each run, and not measured. With --wall it is wall time that counts, and runs have
   all processors: for programs of several threads. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <math.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_COLUMNS = 8, MAX_ROUNDS = 99, NAME_WIDTH = 26 };

struct column {
    const char *title, *command;
    double log_sum; /* of ratios */
    int count;
};

struct setting {
    const char *before; /* SETUP, or NULL */
    bool wall;
    int rounds;
};

struct result {
    double seconds;       /* negative: it failed */
    unsigned long output; /* hash */
};

static unsigned long hash_output(int fd)
{
    unsigned long h = 1469598103934665603u;
    char buffer[4096];
    for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;)
        for (ssize_t i = 0; i < n; i++)
            h = (h ^ (unsigned char)buffer[i]) * 1099511628211u;
    return h;
}

static void child(const char *command, int out, bool wall)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    if (!wall)
        sched_setaffinity(0, sizeof one, &one);
    dup2(out, 1);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor(const struct rusage *u)
{
    return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) +
           (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e6;
}

static struct result run(const char *pattern, const char *name, bool wall)
{
    char command[4096], exec_command[4200];
    int pipe_fds[2], status;
    struct rusage usage;
    snprintf(command, sizeof command, pattern, name, name);
    snprintf(exec_command, sizeof exec_command, "exec %s", command);
    if (pipe2(pipe_fds, O_CLOEXEC))
        return (struct result){ -1, 0 };
    double start = now();
    pid_t pid = fork();
    if (pid == 0)
        child(exec_command, pipe_fds[1], wall);
    close(pipe_fds[1]);
    struct result r = { -1, hash_output(pipe_fds[0]) };
    close(pipe_fds[0]);
    if (pid > 0 && wait4(pid, &status, 0, &usage) == pid && status == 0)
        r.seconds = wall ? now() - start : processor(&usage);
    return r;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, ascending);
    return values[count / 2];
}

/* One program: its parts, A and B or one alone, and what they must print. */
struct program {
    char text[256];
    const char *part[2];
    int parts;
    unsigned long expected[2];
    bool right;
};

static void split_name(struct program *p, const char *name)
{
    *p = (struct program){ .parts = 1, .right = true };
    snprintf(p->text, sizeof p->text, "%s", name);
    char *bar = strchr(p->text, '|');
    p->part[0] = p->text;
    if (bar) {
        *bar = 0;
        p->part[p->parts++] = bar + 1;
    }
}

/* What a column takes; of two parts, the difference; negative when it failed. */
static double run_parts(struct program *p, const char *command, const struct setting *setting,
                        bool first)
{
    double seconds = 0;
    bool done = true;
    for (int i = 0; i < p->parts; i++) {
        done &= !setting->before || system(setting->before) == 0;
        struct result r = run(command, p->part[i], setting->wall);
        if (first)
            p->expected[i] = r.output;
        done &= r.seconds >= 0;
        p->right &= r.output == p->expected[i];
        seconds = r.seconds - seconds;
    }
    p->right &= done;
    return done ? seconds : -1;
}

/* One program: a line of the table. False: something failed or differed. */
static bool measure(const char *name, struct column *columns, int count,
                    const struct setting *setting)
{
    double seconds[MAX_COLUMNS][MAX_ROUNDS], first = 0;
    struct program p;
    split_name(&p, name);
    for (int n = 0; n < setting->rounds; n++)
        for (int c = 0; c < count; c++)
            seconds[c][n] = run_parts(&p, columns[c].command, setting, !n && !c);
    char *size = strrchr(p.text, ' ');
    if (p.parts == 2 && size)
        *size = 0;
    printf("%-*s", NAME_WIDTH, p.text);
    for (int c = 0; c < count; c++) {
        double m = median(seconds[c], setting->rounds);
        if (!c)
            first = m;
        if (!c || m < 0) {
            if (m < 0)
                printf(" %12s", "failed");
            else
                printf(" %10.3f s", m);
            continue;
        }
        printf(" %11.2fx", m / first);
        columns[c].log_sum += log(m / first);
        columns[c].count++;
    }
    printf(p.right ? "\n" : "   outputs differ\n");
    fflush(stdout);
    return p.right;
}

int main(int argc, char **argv)
{
    struct column columns[MAX_COLUMNS];
    struct setting setting = { 0 };
    if (argc > 2 && !strcmp(argv[1], "--before")) {
        setting.before = argv[2];
        argc -= 2;
        argv += 2;
    }
    if (argc > 1 && !strcmp(argv[1], "--wall")) {
        setting.wall = true;
        argc--;
        argv++;
    }
    setting.rounds = argc > 1 ? atoi(argv[1]) : 0;
    int count = 0, split = 2;
    bool right = true;
    while (split < argc && strcmp(argv[split], "--"))
        split++;
    for (int i = split + 1; i < argc && count < MAX_COLUMNS; i++) {
        char *equals = strchr(argv[i], '=');
        if (!equals)
            break;
        *equals = 0;
        columns[count++] = (struct column){ .title = argv[i], .command = equals + 1 };
    }
    if (setting.rounds < 1 || setting.rounds > MAX_ROUNDS || !count) {
        fprintf(stderr,
                "usage: bench [--before SETUP] [--wall] ROUNDS NAME... -- COLUMN=COMMAND...\n");
        return 2;
    }
    printf("%-*s", NAME_WIDTH, "");
    for (int c = 0; c < count; c++)
        printf(" %12s", columns[c].title);
    printf("\n");
    for (int i = 2; i < split; i++)
        right &= measure(argv[i], columns, count, &setting);
    printf("%-*s %12s", NAME_WIDTH, "geometric mean", "");
    for (int c = 1; c < count; c++)
        printf(" %11.2fx", columns[c].count ? exp(columns[c].log_sum / columns[c].count) : 0);
    printf("\n");
    return !right;
}
