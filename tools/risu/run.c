/* Writes an image of blocks and runs it through both emulators at once. Next: harness/harness.c,
   the program that they run; reduce.c. */
#define _GNU_SOURCE
#include "risu.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 300 }; /* for one run, then it counts as hanging */

/* ---- the image ---- */

static struct risu_block header(const struct block *b, uint64_t offset)
{
    struct risu_block h = {
        .seed = b->seed, .offset = offset, .size = block_size(b), .memory = b->memory
    };
    for (unsigned i = 0; i < b->fixes; i++) {
        uint64_t start = b->fix[i].use == FIX_CODE ? RISU_IMAGE + offset : 0;
        h.fix[h.fixes++] =
            (struct risu_fix){ .value = start + b->fix[i].value, .reg = (uint64_t)b->fix[i].reg };
    }
    return h;
}

/* Blocks start at multiples of 8, a breakpoint is behind each. */
static uint64_t room(const struct block *b)
{
    return (block_size(b) + 4 + 7) & ~UINT64_C(7);
}

static void write_code(const struct block *b, uint32_t breakpoint, FILE *out)
{
    static const char zeroes[8];
    for (unsigned i = 0; i < b->count; i++)
        fwrite(&b->insn[i].bits, b->insn[i].length, 1, out);
    fwrite(&breakpoint, 4, 1, out);
    fwrite(zeroes, 1, room(b) - block_size(b) - 4, out);
}

static void write_image(struct run_setup *s, const struct block *blocks, size_t count)
{
    FILE *out = fopen(s->image, "wb");
    uint64_t offset = (count + 1) * sizeof(struct risu_block);
    if (!out)
        die("cannot write %s", s->image);
    for (size_t i = 0; i < count; i++) {
        struct risu_block h = header(&blocks[i], offset);
        fwrite(&h, sizeof h, 1, out);
        offset += room(&blocks[i]);
    }
    fwrite(&(struct risu_block){ .size = 0 }, sizeof(struct risu_block), 1, out);
    for (size_t i = 0; i < count; i++)
        write_code(&blocks[i], s->arch->breakpoint, out);
    if (fclose(out))
        die("cannot write %s", s->image);
}

/* ---- the emulators ---- */

struct emulation {
    pid_t pid;
    FILE *out;
};

static struct emulation launch(const struct run_setup *s, int which, size_t first, size_t end,
                               bool dump)
{
    struct emulation e = { .out = tmpfile() };
    bool qemu = which == RUN_QEMU;
    char from[32], to[32];
    const char *argv[12] = { qemu ? s->arch->qemu : s->dragoman, "-cpu",
                             qemu ? s->arch->cpu : "max" };
    int n = 3;
    if (!qemu && s->engine)
        argv[n++] = "-accel", argv[n++] = s->engine;
    argv[n++] = s->harness;
    argv[n++] = s->image;
    argv[n++] = from;
    argv[n++] = to;
    argv[n++] = dump ? "dump" : s->each ? "each" : NULL;
    snprintf(from, sizeof from, "%zu", first);
    snprintf(to, sizeof to, "%zu", end);
    if (!e.out || (e.pid = fork()) < 0)
        die("cannot start an emulator");
    if (!e.pid) {
        dup2(fileno(e.out), 1);
        alarm(SECONDS); /* both emulators leave it to its default for us */
        execvp(argv[0], (char *const *)argv);
        fprintf(stderr, "risu: cannot run %s\n", argv[0]);
        _exit(127);
    }
    return e;
}

static int finish(struct emulation *e)
{
    int status = 0;
    waitpid(e->pid, &status, 0);
    rewind(e->out);
    return status;
}

static size_t read_results(struct emulation *e, int which, size_t count,
                           struct risu_result (*results)[RUNS])
{
    size_t got = 0;
    while (got < count && fread(&results[got][which], sizeof **results, 1, e->out) == 1)
        got++;
    fclose(e->out);
    return got;
}

void run_blocks(struct run_setup *s, const struct block *blocks, size_t count,
                struct risu_result (*results)[RUNS], int ended[RUNS])
{
    struct emulation e[RUNS];
    write_image(s, blocks, count);
    memset(results, 0, count * sizeof *results);
    for (int which = 0; which < RUNS; which++)
        e[which] = launch(s, which, 0, count, false);
    for (int which = 0; which < RUNS; which++) {
        int status = finish(&e[which]);
        bool complete = read_results(&e[which], which, count, results) == count;
        ended[which] = complete ? 0 : status ? status : -1;
    }
}

bool run_dump(struct run_setup *s, const struct block *b, struct risu_dump dumps[RUNS])
{
    bool complete = true;
    struct emulation e[RUNS];
    write_image(s, b, 1);
    for (int which = 0; which < RUNS; which++)
        e[which] = launch(s, which, 0, 1, true);
    for (int which = 0; which < RUNS; which++) {
        finish(&e[which]);
        complete &= fread(&dumps[which], sizeof *dumps, 1, e[which].out) == 1;
        fclose(e[which].out);
    }
    return complete;
}

bool run_differs(struct run_setup *s, const struct block *b)
{
    struct risu_result result[1][RUNS];
    int ended[RUNS];
    run_blocks(s, b, 1, result, ended);
    return result[0][RUN_QEMU].hash != result[0][RUN_DRAGOMAN].hash;
}
