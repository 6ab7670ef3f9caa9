/* The counters of run/stats.def: counting, times, and the table that -stats prints. */
#define _GNU_SOURCE
#include "run/profile.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum kind { ONE, TIERS };
enum unit { COUNT, BYTES, TIME };

static const struct row {
    const char *text;
    enum kind kind;
    enum unit unit;
} rows[STATS] = {
#define STAT(name, kind, unit, text) { text, kind, unit },
#include "run/stats.def"
#undef STAT
};

static void add(struct run *r, enum run_stat s, enum run_tier tier, uint64_t n)
{
    if (r->stats.on) /* threads would compete for the counters' memory */
        __atomic_fetch_add(&r->stats.count[s][tier], n, __ATOMIC_RELAXED);
}

void run_count(struct run *r, enum run_stat s, uint64_t n)
{
    add(r, s, 0, n);
}

void run_count_tier(struct run *r, enum run_stat s, uint64_t n)
{
    add(r, s, r->stats.tier, n);
}

void run_count_evaluated(struct run *r, enum ir_op op)
{
    if (r->stats.on)
        __atomic_fetch_add(&r->stats.evaluated[op], 1, __ATOMIC_RELAXED);
}

void run_count_helped(struct run *r, unsigned helper)
{
    if (r->stats.on && helper < RUN_HELPERS)
        __atomic_fetch_add(&r->stats.helped[helper], 1, __ATOMIC_RELAXED);
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void run_lap_start(struct run *r, enum run_tier tier)
{
    r->stats.tier = tier;
    if (r->stats.on)
        r->stats.lap = now();
}

void run_lap(struct run *r, enum run_stat s)
{
    if (!r->stats.on)
        return;
    uint64_t time = now();
    run_count_tier(r, s, time - r->stats.lap);
    r->stats.lap = time;
}

void run_stats_start(struct run *r)
{
    r->stats = (struct run_stats){ .on = r->options.stats, .process = getpid() };
}

/* ---- the table ---- */

static const enum run_tier column[RUN_TIERS] = { RUN_TIER_BLOCK, RUN_TIER_REGION, RUN_TIER_FIRST, RUN_TIER_OPTIMIZED };

/* A column: the value, and in tables by tier what it is for each guest instruction. */
static void print_value(const struct run *r, const struct row *row, uint64_t n, enum run_tier tier, FILE *out)
{
    uint64_t insns = r->stats.count[STAT_guest_insns][tier];
    char each[32] = "";
    if (row->kind == TIERS && row->unit != COUNT && insns)
        snprintf(each, sizeof each, row->unit == TIME ? "%.0f ns" : "%.1f b", (double)n / (double)insns);
    if (row->unit == TIME)
        fprintf(out, " %12.3f ms", (double)n / 1e6);
    else
        fprintf(out, " %12" PRIu64 "%s", n, row->kind == TIERS ? "   " : "");
    if (row->kind == TIERS)
        fprintf(out, "%10s", each);
}

static void print_row(const struct run *r, enum run_stat s, FILE *out)
{
    const struct row *row = &rows[s];
    fprintf(out, "  %-42s", row->text);
    for (unsigned k = 0; k < (row->kind == TIERS ? RUN_TIERS : 1); k++) {
        enum run_tier tier = row->kind == TIERS ? column[k] : 0;
        print_value(r, row, r->stats.count[s][tier], tier, out);
    }
    fprintf(out, "\n");
}

static void print_sum(const struct run *r, FILE *out)
{
    fprintf(out, "  %-42s", "together");
    for (unsigned k = 0; k < RUN_TIERS; k++) {
        enum run_tier tier = column[k];
        uint64_t sum = 0;
        for (unsigned s = 0; s < STATS; s++)
            if (rows[s].kind == TIERS && rows[s].unit == TIME)
                sum += r->stats.count[s][tier];
        print_value(r, &(struct row){ "", TIERS, TIME }, sum, tier, out);
    }
    fprintf(out, "\n");
}

/* What translated code leaves to C is slow: the five that are left most often. */
static void print_most(FILE *out, const char *text, uint64_t *counts, unsigned n, const char *(*name)(const struct run *, unsigned),
                       const struct run *r)
{
    fprintf(out, "  %-42s", text);
    for (unsigned rank = 0; rank < 5; rank++) {
        unsigned most = 0;
        for (unsigned k = 1; k < n; k++)
            if (counts[k] > counts[most])
                most = k;
        if (counts[most])
            fprintf(out, " %12" PRIu64 " %s", counts[most], name(r, most));
        else if (!rank)
            fprintf(out, " %12d", 0);
        counts[most] = 0;
    }
    fprintf(out, "\n");
}

static const char *op_name(const struct run *r, unsigned op)
{
    (void)r;
    return ir_ops[op].name;
}

static const char *helper_name(const struct run *r, unsigned helper)
{
    return r->guest->helpers[helper].name;
}

/* The shares of processor time, by the samples of -profile. */
static void print_shares(const struct run *r, FILE *out)
{
    struct run_profile_sum sum = { .samples = 0 };
    fprintf(out, "  %-42s", "processor time by tier");
    if (r->profile)
        run_profile_sum(r->profile, &sum);
    for (unsigned i = 0; i < RUN_PLACES && sum.weight; i++)
        fprintf(out, "%s%.1f%% %s", i ? ", " : " ", 100.0 * (double)sum.place[i] / (double)sum.weight, run_place_names[i]);
    fprintf(out, "%s\n", sum.weight ? "" : r->profile ? " no samples" : " (-profile finds it)");
}

static void print_table(struct run *r, const char *program, FILE *out)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    fprintf(out, "process %d: %s, %s, %s\n", (int)getpid(), program, r->guest->name, r->engine->name);
    fprintf(out, "  %-42s %12s %12s %12s %12s %12s %12s %12s\n", "", "blocks", "/insn", "regions", "/insn", "first tier", "/insn", "optimised");
    for (unsigned s = 0; s < STATS; s++) {
        print_row(r, s, out);
        if (rows[s].unit == TIME && (s + 1 == STATS || rows[s + 1].unit != TIME))
            print_sum(r, out);
    }
    print_most(out, "ops done by C code", r->stats.evaluated, IR_OPS, op_name, r);
    print_most(out, "guest helpers called", r->stats.helped, RUN_HELPERS, helper_name, r);
    fprintf(out, "  %-42s %12.3f ms user, %.3f ms system\n", "processor time",
            (double)u.ru_utime.tv_sec * 1e3 + (double)u.ru_utime.tv_usec / 1e3,
            (double)u.ru_stime.tv_sec * 1e3 + (double)u.ru_stime.tv_usec / 1e3);
    print_shares(r, out);
    fprintf(out, "  %-42s %12ld KiB\n", "memory at most", u.ru_maxrss);
}

void run_stats_print(struct run *r, const char *program)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = r->stats.on && r->stats.process == getpid() ? open_memstream(&text, &size) : NULL;
    if (!out)
        return;
    r->stats.on = false; /* once: threads may end the process together */
    print_table(r, program, out);
    fclose(out);
    log_write(r->log, "%s", text);
    free(text);
}
