/* risu's command line, and the run: chunks of blocks, what they reached, what differed. */
#define _GNU_SOURCE
#include "risu.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 2000, REPORTS = 3 /* of one pattern; then it is not drawn any more */ };

struct options {
    const struct arch *arch;
    const char *only, *engine;
    uint64_t seed, count, block;
    bool one_block, tests, list;
};

struct totals {
    uint64_t insns, blocks, differences;
    uint64_t *executed, *failed; /* by pattern */
    bool *drawn, *wanted;
};

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "risu: ");
    vfprintf(stderr, format, args);
    fprintf(stderr, "\n");
    exit(2);
}

static uint64_t block_seed(const struct options *o, uint64_t n)
{
    return (o->seed << 32) + n;
}

/* ---- what a chunk tells ---- */

/* Instructions that ran to their end. */
static void count_executed(struct totals *t, const struct block *b, const struct risu_result *r)
{
    unsigned offset = 0;
    for (unsigned i = 0; i < b->count; offset += b->insn[i++].length)
        if (!(r->faulted >> (offset / 2 & 63) & 1) && b->insn[i].pattern >= 0)
            t->executed[b->insn[i].pattern]++;
    t->insns += b->count;
    t->blocks++;
}

static void examine(const struct options *o, struct run_setup *s, struct totals *t, struct block *b)
{
    t->differences++;
    if (!run_differs(s, b)) {
        printf("block %lu differs, but not when run alone\n",
               (unsigned long)(b->seed & UINT32_MAX));
        return;
    }
    int pattern = b->insn[reduce(s, b)].pattern;
    const char *name = pattern < 0 ? "?" : o->arch->guest->patterns[pattern].name;
    printf("%s: difference in %s (--seed %lu --block %lu)\n", o->arch->guest->name, name,
           (unsigned long)o->seed, (unsigned long)(b->seed & UINT32_MAX));
    report(s, b);
    fflush(stdout);
    if (pattern >= 0 && ++t->failed[pattern] == REPORTS) {
        printf("%s: no more of %s\n", o->arch->guest->name, name);
        t->drawn[pattern] = false;
    }
}

static bool has_undrawn(const struct totals *t, const struct block *b)
{
    for (unsigned i = 0; i < b->count; i++)
        if (b->insn[i].pattern >= 0 && t->wanted[b->insn[i].pattern] &&
            !t->drawn[b->insn[i].pattern])
            return true;
    return false;
}

/* Runs the blocks; when an emulator ends before it should, again in such a way that the results tell
   at which block. */
static void run_to_the_end(struct run_setup *s, const struct block *blocks, size_t count,
                           struct risu_result (*results)[RUNS])
{
    int ended[RUNS];
    run_blocks(s, blocks, count, results, ended);
    if (!ended[RUN_QEMU] && !ended[RUN_DRAGOMAN])
        return;
    s->each = true;
    run_blocks(s, blocks, count, results, ended);
    s->each = false;
    for (int which = 0; which < RUNS; which++)
        if (ended[which])
            printf("%s ended with status 0x%x\n", which == RUN_QEMU ? s->arch->qemu : s->dragoman,
                   (unsigned)ended[which]);
}

/* Runs blocks[0..count), all of it even when an emulator stops on the way. */
static void run_chunk(const struct options *o, struct run_setup *s, struct totals *t,
                      struct block *blocks, size_t count)
{
    static struct risu_result results[CHUNK][RUNS];
    run_to_the_end(s, blocks, count, results);
    for (size_t i = 0; i < count; i++) {
        struct risu_result *r = results[i];
        bool stopped = !r[RUN_QEMU].hash || !r[RUN_DRAGOMAN].hash;
        count_executed(t, &blocks[i], &r[RUN_QEMU]);
        if ((stopped || r[RUN_QEMU].hash != r[RUN_DRAGOMAN].hash) && !has_undrawn(t, &blocks[i]))
            examine(o, s, t, &blocks[i]);
        if (stopped) {
            run_chunk(o, s, t, blocks + i + 1, count - i - 1);
            return;
        }
    }
}

static void run_all(const struct options *o, struct run_setup *s, struct totals *t)
{
    static struct block blocks[CHUNK];
    for (uint64_t n = 0; t->insns < o->count;) {
        size_t count = 0;
        for (uint64_t insns = t->insns; count < CHUNK && insns < o->count; n++) {
            make_block(o->arch, t->drawn, block_seed(o, n), &blocks[count]);
            insns += blocks[count++].count;
        }
        run_chunk(o, s, t, blocks, count);
    }
}

/* ---- results ---- */

static void print_summary(const struct options *o, const struct totals *t)
{
    const struct guest *g = o->arch->guest;
    unsigned wanted = 0, reached = 0;
    for (unsigned n = 0; n < g->pattern_count; n++) {
        wanted += t->wanted[n];
        reached += t->wanted[n] && t->executed[n];
        if (t->wanted[n] && !t->executed[n])
            printf("%s: never executed: %s\n", g->name, g->patterns[n].name);
    }
    printf("%s: %lu instructions in %lu blocks, seed %lu: %u of %u patterns executed (of %u in "
           "all), %lu differences\n",
           g->name, (unsigned long)t->insns, (unsigned long)t->blocks, (unsigned long)o->seed,
           reached, wanted, g->pattern_count, (unsigned long)t->differences);
}

/* A pattern is a test: it was executed, and no difference was its. */
static bool print_tests(const struct options *o, const struct totals *t)
{
    unsigned passed = 0, failed = 0;
    for (unsigned n = 0; n < o->arch->guest->pattern_count; n++) {
        if (!t->wanted[n])
            continue;
        if (t->executed[n] && !t->failed[n])
            passed++;
        else
            failed++;
    }
    failed += !failed && t->differences; /* nobody's in particular */
    printf("%u passed, %u failed\n", passed, failed);
    return !failed;
}

static void list_exceptions(const struct arch *arch)
{
    for (unsigned n = 0; n < arch->guest->pattern_count; n++)
        if (make_exception(arch, n))
            printf("%s: %s\n", arch->guest->patterns[n].name, make_exception(arch, n));
    for (const struct exception *e = arch->exceptions; e->why; e++)
        if (e->mask)
            printf("%s, (insn & 0x%08x) == 0x%08x: %s\n", e->pattern, e->mask, e->bits, e->why);
}

static void run_one(const struct options *o, struct run_setup *s, const struct totals *t)
{
    struct block b;
    make_block(o->arch, t->drawn, block_seed(o, o->block), &b);
    printf("block %lu: %s\n", (unsigned long)o->block, run_differs(s, &b) ? "differs" : "the same");
    report(s, &b);
}

/* ---- the command line ---- */

static const char *const usage =
    "usage: risu [OPTION...] aarch64|riscv64\n"
    "  --count N         instructions to run (1000000)\n"
    "  --seed N          of the random numbers (1)\n"
    "  --only NAME,...   patterns of the decode table that are drawn (all)\n"
    "  --block N         run block N alone and show it\n"
    "  --engine NAME     Dragoman's -accel\n"
    "  --list            only list what is not compared, and why\n"
    "  --tests           end with a line \"N passed, N failed\": patterns\n"
    "  --build DIR       where dragoman and the harness are (build)\n";

static void parse_options(int argc, char **argv, struct options *o, const char **build)
{
    static const struct option known[] = {
        { "count", 1, NULL, 'n' },  { "seed", 1, NULL, 's' },  { "only", 1, NULL, 'o' },
        { "block", 1, NULL, 'b' },  { "tests", 0, NULL, 't' }, { "build", 1, NULL, 'd' },
        { "engine", 1, NULL, 'e' }, { "list", 0, NULL, 'l' },  { "help", 0, NULL, 'h' },
        { NULL, 0, NULL, 0 },
    };
    for (int c; (c = getopt_long(argc, argv, "h", known, NULL)) >= 0;) {
        switch (c) {
        case 'n':
            o->count = strtoull(optarg, NULL, 0);
            break;
        case 's':
            o->seed = strtoull(optarg, NULL, 0);
            break;
        case 'o':
            o->only = optarg;
            break;
        case 'b':
            o->block = strtoull(optarg, NULL, 0), o->one_block = true;
            break;
        case 'e':
            o->engine = optarg;
            break;
        case 'l':
            o->list = true;
            break;
        case 't':
            o->tests = true;
            break;
        case 'd':
            *build = optarg;
            break;
        default:
            fputs(usage, c == 'h' ? stdout : stderr);
            exit(c == 'h' ? 0 : 2);
        }
    }
    const char *name = optind + 1 == argc ? argv[optind] : "";
    o->arch = !strcmp(name, "aarch64")   ? &arch_aarch64
              : !strcmp(name, "riscv64") ? &arch_riscv64
                                         : NULL;
    if (!o->arch) {
        fputs(usage, stderr);
        exit(2);
    }
}

static void set_up(const struct options *o, const char *build, struct run_setup *s)
{
    char *harness, *dragoman;
    if (asprintf(&harness, "%s/tools/risu-harness-%s", build, o->arch->guest->name) < 0 ||
        asprintf(&dragoman, "%s/dragoman", build) < 0)
        die("no memory");
    *s = (struct run_setup){ .arch = o->arch,
                             .harness = harness,
                             .dragoman = dragoman,
                             .engine = o->engine,
                             .image = "/tmp/risu-XXXXXX" };
    int fd = mkstemp(s->image);
    if (fd < 0)
        die("cannot make a temporary file");
    close(fd);
}

int main(int argc, char **argv)
{
    struct options o = { .seed = 1, .count = 1000000 };
    const char *build = "build";
    struct run_setup s;
    parse_options(argc, argv, &o, &build);
    set_up(&o, build, &s);
    unsigned n = o.arch->guest->pattern_count;
    struct totals t = { .executed = calloc(n, sizeof *t.executed),
                        .failed = calloc(n, sizeof *t.failed),
                        .drawn = calloc(n, sizeof *t.drawn),
                        .wanted = calloc(n, sizeof *t.wanted) };
    make_drawn(o.arch, o.only, t.drawn);
    memcpy(t.wanted, t.drawn, n * sizeof *t.drawn);
    bool ok = true;
    if (o.list) {
        list_exceptions(o.arch);
    } else if (o.one_block) {
        run_one(&o, &s, &t);
    } else {
        run_all(&o, &s, &t);
        print_summary(&o, &t);
        ok = o.tests ? print_tests(&o, &t) : !t.differences;
    }
    unlink(s.image);
    return !ok;
}
