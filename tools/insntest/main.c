/* insntest: one-line instruction tests.
       insntest [--engine NAME] ISA file.t...      runs them here
       insntest --oracle EMULATOR --program FILE ISA file.t...
                                                   runs them under another emulator: outside.c
       insntest --uncovered ISA file.t...          patterns of the decode tables that no test has
   The last line is `N passed, N failed`; the exit status 1 when any failed. Next: insntest.h. */
#define _GNU_SOURCE
#include "insntest.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct rules *const guests[] = { &aarch64_rules, &riscv64_rules };

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "insntest: ");
    vfprintf(stderr, format, args);
    fprintf(stderr, "\n");
    exit(2);
}

void die_at(const struct test *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", t->file, t->line);
    vfprintf(stderr, format, args);
    fprintf(stderr, "\n");
    exit(2);
}

/* ---- signals ---- */
static const struct {
    const char *name;
    int number;
} signals[] = { { "SEGV", SIGSEGV },
                { "BUS", SIGBUS },
                { "ILL", SIGILL },
                { "TRAP", SIGTRAP },
                { "SYS", SIGSYS } };
enum { SIGNALS = sizeof signals / sizeof *signals };

const char *signal_name(int signal)
{
    for (int i = 0; i < SIGNALS; i++)
        if (signals[i].number == signal)
            return signals[i].name;
    return signal == SIGALRM ? "none in 5 seconds" : "none";
}

int signal_number(const char *name)
{
    for (int i = 0; i < SIGNALS; i++)
        if (!strcmp(signals[i].name, name))
            return signals[i].number;
    return 0;
}

/* ---- comparing ---- */

/* A breakpoint outside of the code, or code that is not there, is an ordinary end. */
static void normalize(const struct test *t, struct image *got)
{
    uint64_t pc = got->reg[IMAGE_PC][0];
    bool outside = pc < CODE || pc >= CODE + t->code_size;
    bool fetched = got->signal == SIGSEGV && got->address == pc;
    if (outside && (got->signal == SIGTRAP || fetched))
        got->signal = 0;
}

struct report {
    const struct test *test;
    bool failed;
};

__attribute__((format(printf, 2, 3))) static void complain(struct report *r, const char *format,
                                                           ...)
{
    va_list args;
    if (!r->failed)
        printf("%s:%d: %s\n", r->test->file, r->test->line, r->test->source);
    r->failed = true;
    va_start(args, format);
    printf("    ");
    vprintf(format, args);
    printf("\n");
    va_end(args);
}

static void compare_registers(struct report *r, const struct rules *rules, const struct image *got)
{
    const struct image *expected = &r->test->after;
    for (int i = 0; i < IMAGE_REGISTERS; i++) {
        char name[16];
        rules->describe(i, name, sizeof name);
        if (!*name || !memcmp(got->reg[i], expected->reg[i], sizeof got->reg[i]))
            continue;
        if (got->reg[i][1] || expected->reg[i][1])
            complain(
                r, "%s is 0x%016" PRIx64 "_%016" PRIx64 ", should be 0x%016" PRIx64 "_%016" PRIx64,
                name, got->reg[i][1], got->reg[i][0], expected->reg[i][1], expected->reg[i][0]);
        else
            complain(r, "%s is 0x%" PRIx64 ", should be 0x%" PRIx64, name, got->reg[i][0],
                     expected->reg[i][0]);
    }
}

static void compare_memory(struct report *r, const struct image *got)
{
    const struct image *expected = &r->test->after;
    for (int at = 0; at < PAGE; at += 8) {
        uint64_t a, b;
        memcpy(&a, got->memory + at, 8);
        memcpy(&b, expected->memory + at, 8);
        if (a != b)
            complain(r, "u64[M+%d] is 0x%016" PRIx64 ", should be 0x%016" PRIx64, at, a, b);
    }
}

/* Whether the result is as the test says. */
static bool compare(const struct test *t, const struct rules *rules, struct image *got)
{
    struct report r = { .test = t };
    normalize(t, got);
    if (got->signal != t->after.signal)
        complain(&r, "fault is %s, should be %s", signal_name(got->signal),
                 signal_name(t->after.signal));
    if (t->address_given && got->address != t->after.address)
        complain(&r, "at is 0x%" PRIx64 ", should be 0x%" PRIx64, got->address, t->after.address);
    compare_registers(&r, rules, got);
    compare_memory(&r, got);
    return !r.failed;
}

/* ---- what to do ---- */
struct options {
    const char *engine, *oracle, *program;
    bool uncovered;
};

static int report_counts(size_t passed, size_t failed)
{
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0;
}

static int run_here(const struct tests *all, const char *engine)
{
    struct engine_runner *e = engine_start(all->rules, engine);
    struct image *result = malloc(sizeof *result);
    size_t passed = 0;
    for (size_t i = 0; result && i < all->count; i++) {
        engine_run(e, &all->test[i], result);
        passed += compare(&all->test[i], all->rules, result);
    }
    free(result);
    engine_stop(e);
    return report_counts(passed, all->count - passed);
}

static int run_outside(const struct tests *all, const struct options *o)
{
    struct image *results = calloc(all->count + 1, sizeof *results);
    size_t passed = 0, failed = 0;
    if (!results)
        die("out of memory");
    outside_run(all, o->oracle, o->program, results);
    for (size_t i = 0; i < all->count; i++) {
        if (all->test[i].no_qemu)
            continue;
        if (compare(&all->test[i], all->rules, &results[i]))
            passed++;
        else
            failed++;
    }
    free(results);
    return report_counts(passed, failed);
}

static void cover(const struct guest *g, const struct test *t, bool *seen)
{
    for (uint32_t at = 0; at + 2 <= t->code_size;) {
        char line[256];
        struct text text;
        uint16_t first;
        uint32_t insn = 0;
        memcpy(&first, t->code + at, 2);
        unsigned length = g->length(first);
        memcpy(&insn, t->code + at, at + length <= t->code_size ? length : 2);
        text_init(&text, line, sizeof line);
        int pattern = g->disas(&text, CODE + at, insn, length * 8);
        if (pattern >= 0)
            seen[pattern] = true;
        at += length;
    }
}

static int list_uncovered(const struct tests *all)
{
    const struct guest *g = all->rules->guest;
    bool *seen = calloc(g->pattern_count + 1, sizeof *seen);
    size_t missing = 0;
    if (!seen)
        die("out of memory");
    for (size_t i = 0; i < all->count; i++)
        cover(g, &all->test[i], seen);
    for (unsigned i = 0; i < g->pattern_count; i++) {
        const struct decode_pattern *p = &g->patterns[i];
        if (!seen[i])
            printf("%s:%d: no test has pattern %s\n", p->file, p->line, p->name);
        missing += !seen[i];
    }
    free(seen);
    return report_counts(g->pattern_count - missing, missing);
}

static struct options read_options(int *argc, char ***argv)
{
    struct options o = { 0 };
    for (++*argv, --*argc; *argc && !strncmp(**argv, "--", 2); ++*argv, --*argc) {
        const char *name = **argv + 2;
        if (!strcmp(name, "uncovered")) {
            o.uncovered = true;
            continue;
        }
        if (*argc < 2)
            die("--%s lacks its argument", name);
        ++*argv, --*argc;
        if (!strcmp(name, "engine"))
            o.engine = **argv;
        else if (!strcmp(name, "oracle"))
            o.oracle = **argv;
        else if (!strcmp(name, "program"))
            o.program = **argv;
        else
            die("unknown option --%s", name);
    }
    return o;
}

int main(int argc, char **argv)
{
    struct options o = read_options(&argc, &argv);
    struct tests all = { 0 };
    for (size_t i = 0; argc && i < sizeof guests / sizeof *guests; i++)
        if (!strcmp(guests[i]->guest->name, *argv))
            all.rules = guests[i];
    if (!all.rules || (o.oracle && !o.program))
        die("usage: insntest [--engine NAME | --oracle EMULATOR --program FILE | --uncovered] ISA "
            "file.t...");
    for (int i = 1; i < argc; i++) {
        size_t first = all.count;
        parse_file(&all, argv[i]);
        assemble(&all, first);
    }
    int status = o.uncovered ? list_uncovered(&all)
                 : o.oracle  ? run_outside(&all, &o)
                             : run_here(&all, o.engine);
    free_tests(&all);
    return status;
}
