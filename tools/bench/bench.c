/* The benchmark driver: runs each program natively, under QEMU and under Dragoman in turn, checks that the outputs agree, and prints
   ratios of user + system time: medians over the rounds, and their geometric means.

       bench ROUNDS NAME... -- COLUMN=COMMAND...

   In a COMMAND %s stands for NAME. The first column is what the others are divided by. Every run is pinned to one processor; runs
   of one program alternate between the columns, so that drift of the machine's speed touches all alike. */
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
#include <unistd.h>

enum { MAX_COLUMNS = 8, MAX_ROUNDS = 99 };

struct column {
    const char *title, *command;
    double log_sum; /* of ratios */
    int count;
};

struct result {
    double seconds; /* of the processor; negative: it failed */
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

static void child(const char *command, int out)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
    dup2(out, 1);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static struct result run(const char *pattern, const char *name)
{
    char command[4096], exec_command[4200];
    int pipe_fds[2], status;
    struct rusage usage;
    snprintf(command, sizeof command, pattern, name, name);
    snprintf(exec_command, sizeof exec_command, "exec %s", command);
    if (pipe2(pipe_fds, O_CLOEXEC))
        return (struct result){ -1, 0 };
    pid_t pid = fork();
    if (pid == 0)
        child(exec_command, pipe_fds[1]);
    close(pipe_fds[1]);
    struct result r = { -1, hash_output(pipe_fds[0]) };
    close(pipe_fds[0]);
    if (pid > 0 && wait4(pid, &status, 0, &usage) == pid && status == 0)
        r.seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
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

/* One program: a line of the table. False: something failed or differed. */
static bool measure(const char *name, struct column *columns, int count, int rounds)
{
    double seconds[MAX_COLUMNS][MAX_ROUNDS], first = 0;
    unsigned long expected = 0;
    bool right = true;
    for (int n = 0; n < rounds; n++)
        for (int c = 0; c < count; c++) {
            struct result r = run(columns[c].command, name);
            seconds[c][n] = r.seconds;
            if (!n && !c)
                expected = r.output;
            right &= r.seconds >= 0 && r.output == expected;
        }
    const char *slash = strrchr(name, '/');
    printf("%-16s", slash ? slash + 1 : name);
    for (int c = 0; c < count; c++) {
        double m = median(seconds[c], rounds);
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
    printf(right ? "\n" : "   outputs differ\n");
    fflush(stdout);
    return right;
}

int main(int argc, char **argv)
{
    struct column columns[MAX_COLUMNS];
    int count = 0, split = 2, rounds = argc > 1 ? atoi(argv[1]) : 0;
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
    if (rounds < 1 || rounds > MAX_ROUNDS || !count) {
        fprintf(stderr, "usage: bench ROUNDS NAME... -- COLUMN=COMMAND...\n");
        return 2;
    }
    printf("%-16s", "");
    for (int c = 0; c < count; c++)
        printf(" %12s", columns[c].title);
    printf("\n");
    for (int i = 2; i < split; i++)
        right &= measure(argv[i], columns, count, rounds);
    printf("%-16s %12s", "geometric mean", "");
    for (int c = 1; c < count; c++)
        printf(" %11.2fx", columns[c].count ? exp(columns[c].log_sum / columns[c].count) : 0);
    printf("\n");
    return !right;
}
