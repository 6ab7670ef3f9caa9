/* Gives each file of FOLDER/TARGET to its target, every one in a process of its own, and counts those that survive. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_SECONDS = 10 };

static const struct target {
    const char *name;
    void (*run)(const uint8_t *data, size_t size);
} targets[] = {
    { "elf", fuzz_elf },
    { "code", fuzz_code },
    { "ir", fuzz_ir },
    { "service", fuzz_service },
    { "llvm", fuzz_llvm },
};

struct counts {
    unsigned passed, failed;
};

static void run_file(const struct target *t, FILE *in)
{
    static const size_t most = 1 << 20;
    uint8_t *data = malloc(most);
    size_t size = data ? fread(data, 1, most, in) : 0;
    uint8_t *exact = realloc(data, size + !size); /* reading behind it should show */
    alarm(MOST_SECONDS);
    t->run(exact, size);
    free(exact);
}

static void replay(const struct target *t, const char *path, struct counts *c)
{
    int status = 0;
    FILE *in = fopen(path, "rb");
    pid_t pid = in ? fork() : -1;
    if (!pid) {
        run_file(t, in);
        exit(0);
    }
    if (pid > 0)
        waitpid(pid, &status, 0);
    bool good = pid > 0 && !status;
    c->passed += good;
    c->failed += !good;
    if (!good)
        printf("FAILED: %s: %s\n", path, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "cannot be run");
    if (in)
        fclose(in);
}

static void replay_folder(const struct target *t, const char *corpus, struct counts *c)
{
    struct dirent **names;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", corpus, t->name);
    int n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s/%s", corpus, t->name, names[i]->d_name);
        if (names[i]->d_name[0] != '.')
            replay(t, path, c);
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

int main(int argc, char **argv)
{
    struct counts c = { 0 };
    if (argc != 2) {
        fprintf(stderr, "usage: fuzz-replay FOLDER\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        replay_folder(&targets[i], argv[1], &c);
    c.failed += !c.passed; /* an empty folder proves nothing */
    printf("%u passed, %u failed\n", c.passed, c.failed);
    return c.failed != 0;
}
