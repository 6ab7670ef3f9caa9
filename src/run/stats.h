/* Counters of what the runtime does, told at a process's end with -stats. The table is run/stats.def. Nothing is counted
   in translated code, and nothing at all without -stats. */
#ifndef RUN_STATS_H
#define RUN_STATS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "ir/ir.h"

struct run;

enum run_tier { RUN_TIER_FIRST, RUN_TIER_BLOCK, RUN_TIER_REGION, RUN_TIER_OPTIMIZED, RUN_TIERS };
enum run_stat {
#define STAT(name, kind, unit, text) STAT_##name,
#include "run/stats.def"
#undef STAT
    STATS
};

enum { RUN_HELPERS = 128 };

struct run_stats {
    bool on;            /* -stats */
    pid_t process;      /* whose they are */
    enum run_tier tier; /* of the code being made */
    uint64_t lap;       /* clock when the last stage ended */
    uint64_t count[STATS][RUN_TIERS]; /* ONE: in the first */
    uint64_t evaluated[IR_OPS];       /* by the stub IR_STUB_EVAL */
    uint64_t helped[RUN_HELPERS];     /* by number */
};

/* Threads may count at once. */
void run_count(struct run *r, enum run_stat s, uint64_t n);
void run_count_tier(struct run *r, enum run_stat s, uint64_t n); /* a row of kind TIERS */

/* Translated code has left an op, or a guest helper, to C code. */
void run_count_evaluated(struct run *r, enum ir_op op);
void run_count_helped(struct run *r, unsigned helper);

/* Times of stages that follow one another: the first starts, the end of each counts the time since. */
void run_lap_start(struct run *r, enum run_tier tier);
void run_lap(struct run *r, enum run_stat s);

void run_stats_start(struct run *r); /* from zero: a new process, or a fork's child */
/* To the log. Nothing in a process that only borrows this one's memory, or without -stats. */
void run_stats_print(struct run *r, const char *program);

#endif
