/* Measures short programs: runs each command in turn, several times, and prints for each the median of its processor time (user and
   system), and its memory.

       short ROUNDS TITLE=COMMAND...

   A COMMAND is words divided by single spaces; the program is started directly, since a shell would cost as much as what is measured.
   Its output is thrown away; it must end with status 0. Ratios are to the first command. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_COMMANDS = 8, MAX_ROUNDS = 999, MAX_WORDS = 64 };

struct command {
    const char *title;
    char *word[MAX_WORDS];
    double ms[MAX_ROUNDS];
    long kib, faults;
    int failed; /* status of a run that failed */
};

static void child(char *const *word)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    execvp(word[0], word);
    _exit(127);
}

static double ms(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void run(struct command *c, int round)
{
    struct rusage u = { 0 };
    int status = -1;
    pid_t pid = fork();
    if (pid == 0)
        child(c->word);
    if (pid < 0 || wait4(pid, &status, 0, &u) != pid || status)
        c->failed = status;
    c->ms[round] = ms(u.ru_utime) + ms(u.ru_stime);
    c->kib = u.ru_maxrss;
    c->faults = u.ru_minflt;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void split(struct command *c, char *text)
{
    char *equals = strchr(text, '=');
    int n = 0;
    if (equals)
        *equals++ = 0;
    c->title = text;
    for (char *word = strtok(equals, " "); word && n < MAX_WORDS - 1; word = strtok(NULL, " "))
        c->word[n++] = word;
}

int main(int argc, char **argv)
{
    static struct command commands[MAX_COMMANDS];
    int rounds = argc > 1 ? atoi(argv[1]) : 0, count = argc - 2, failed = 0;
    if (rounds < 1 || rounds > MAX_ROUNDS || count < 1 || count > MAX_COMMANDS) {
        fprintf(stderr, "usage: short ROUNDS TITLE=COMMAND...\n");
        return 2;
    }
    for (int k = 0; k < count; k++)
        split(&commands[k], argv[2 + k]);
    for (int n = 0; n < rounds; n++)
        for (int k = 0; k < count; k++)
            run(&commands[k], n);
    for (int k = 0; k < count; k++) {
        struct command *c = &commands[k];
        qsort(c->ms, (size_t)rounds, sizeof *c->ms, ascending);
        printf("    %-10s %9.2f ms %7.2fx %9ld KiB %7ld faults", c->title, c->ms[rounds / 2],
               c->ms[rounds / 2] / commands[0].ms[rounds / 2], c->kib, c->faults);
        if (c->failed)
            printf("   failed: status %#x", (unsigned)c->failed);
        printf("\n");
        failed |= c->failed;
    }
    return failed != 0;
}
