/* Runs tests under another emulator: the oracle program reads the cases from a file and writes what
   became of them to another. Next: oracle/oracle.c, which is the other side. */
#define _GNU_SOURCE
#include "insntest.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_cases(const struct tests *all, FILE *out)
{
    int left = 0;
    for (size_t i = 0; i < all->count; i++)
        left += !all->test[i].no_qemu;
    for (size_t i = 0; i < all->count; i++) {
        const struct test *t = &all->test[i];
        struct oracle_case c = { .before = t->before,
                                 .code_size = t->code_size,
                                 .filler = all->rules->filler };
        if (t->no_qemu)
            continue;
        c.before.count = --left;
        memcpy(c.code, t->code, t->code_size);
        fwrite(&c, sizeof c, 1, out);
    }
}

static void run_oracle(const struct rules *r, const char *emulator, const char *program, FILE *in,
                       FILE *out)
{
    pid_t pid = fork();
    if (!pid) {
        dup2(fileno(in), 0);
        dup2(fileno(out), 1);
        execlp(emulator, emulator, "-cpu", r->oracle_cpu, program, (char *)NULL);
        fprintf(stderr, "insntest: cannot run %s\n", emulator);
        _exit(127);
    }
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        die("cannot run %s", emulator);
    if (status)
        fprintf(stderr, "insntest: %s ends with status %#x\n", emulator, (unsigned)status);
}

void outside_run(const struct tests *all, const char *emulator, const char *program,
                 struct image *results)
{
    FILE *in = tmpfile(), *out = tmpfile();
    bool any = false;
    if (!in || !out)
        die("cannot make temporary files");
    for (size_t i = 0; i < all->count; i++)
        any |= !all->test[i].no_qemu;
    if (!any)
        return;
    write_cases(all, in);
    rewind(in);
    run_oracle(all->rules, emulator, program, in, out);
    rewind(out);
    for (size_t i = 0; i < all->count; i++)
        if (!all->test[i].no_qemu && fread(&results[i], sizeof *results, 1, out) != 1)
            die_at(&all->test[i], "no answer from %s", emulator);
    fclose(in);
    fclose(out);
}
