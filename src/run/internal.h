/* Private to run/: the translation cache (run/cache.c) and what threads do to one another (run/threads.c). */
#ifndef RUN_INTERNAL_H
#define RUN_INTERNAL_H

#include "run/optimize.h"

/* Guest code [pc, pc + size) that a unit translates; it lies in one page (its last instruction may reach into the next
   one). Owned by its unit. */
struct run_block {
    uint64_t pc;
    uint32_t size;
    void *code;                    /* where the unit is entered at pc; NULL: it cannot be */
    struct run_link *incoming;     /* exits linked to it */
    struct run_block *place_next;  /* in the table by place */
    struct run_unit *unit;
    uint32_t samples;              /* polls here that found the budget spent */
    bool computed;                 /* a computed jump led here when it was translated */
    bool looks;                    /* at what calls and returns do not hand over (guest.h), unnoticed so far: not in run->targets */
    uint8_t asked;                 /* how often the optimiser has been */
};

/* What has been compiled at once: a block, or a region. Owned by the cache. */
struct run_unit {
    void *code;
    struct run_unit *dead_next;
    uint64_t dead_epoch;
    enum run_tier tier;
    bool provisional;     /* see run_drop_provisional */
    unsigned count, room; /* blocks that it has, and that it was made for */
    struct run_block blocks[];
};

/* ---- cache.c; under the lock unless said otherwise ---- */
bool run_cache_init(struct run *r); /* false: no memory */
void run_cache_free(struct run *r);
void run_cache_forked(struct run *r); /* see run_forked */
/* Code to enter at pc, or NULL; without the lock. */
void *run_cache_code(const struct run *r, uint64_t pc);
struct run_block *run_cache_find(const struct run *r, uint64_t pc);
/* Adds what `code` translates. Of two units that are entered at one pc the one of the higher tier is, else the older one; a single
   block that is not entered any more goes. False: no memory. */
bool run_cache_add(struct run *r, void *code, enum run_tier tier, const struct guest_span *spans, unsigned count,
                   const struct run_unit_entry *entries, unsigned entry_count);
void run_cache_link(struct run *r, struct run_link *link, struct run_block *to);
void run_cache_drop_all(struct run *r);
/* Frees what was dropped and no thread can be in or look at any more. */
void run_cache_bury(struct run *r);
/* Whether more has been dropped since run_cache_bury; without the lock. */
bool run_cache_has_dead(const struct run *r);

/* ---- loop.c ---- */
void run_ignore_tags(struct run *r); /* translations do from now on; not under the lock */

/* ---- threads.c ---- */
bool run_try_lock(struct run *r);
enum { RUN_ASKED_OS = 1, RUN_ASKED_CLEAR = 2, RUN_ASKED_OUT = 4, RUN_ASKED_TAGS = 8 }; /* bits of state->interrupt: why */
#define RUN_OUTSIDE UINT64_MAX                  /* a thread's epoch */

/* From here on the thread may look at translations, and run them. False: something else must be done first. */
bool run_go_inside(struct run_thread *t);
void run_go_outside(struct run_thread *t);
/* What state->interrupt asks for, and waiting for the end of a flush. Outside. */
void run_attend(struct run_thread *t);
/* Translations have been dropped: makes all threads forget them. Under the lock. */
void run_forget(struct run *r);
/* A translation to enter at pc has been dropped: the calling thread forgets it at once. */
void run_forget_own(struct run *r, uint64_t pc);
/* Everything translated goes, after all threads have left it. Outside, under the lock, which is given up meanwhile.
   False: another thread was at it already. */
bool run_flush(struct run *r);
/* The smallest epoch of a thread: what was dropped in an earlier one can be freed. Under the lock. */
uint64_t run_oldest_epoch(const struct run *r);

/* loop.c */
uint32_t run_samples(uint32_t executions); /* that many are estimated from */
struct guest_region run_region(struct run *r, uint64_t pc, enum guest_scope scope); /* as it is asked for */

/* ---- optimize.c, for loop.c: outside, under the lock ---- */
bool run_optimize_init(struct run *r); /* false: no memory */
void run_optimize_free(struct run *r);
void run_optimize_forked(struct run *r); /* see run_forked */
/* A sample has been taken at b. True: there is optimised code at its pc now. */
bool run_optimize_sample(struct run_thread *t, struct run_block *b);
/* There is no code at the thread's pc. True: there is now (-opt sync -opt-threshold 1: everything comes from the optimiser). */
bool run_optimize_first(struct run_thread *t);
/* Looks for answers, when it is time. Outside, without the lock. */
void run_optimize_poll(struct run_thread *t);

/* ---- record.c ---- */
/* Does what the optimiser will do about `ask`, and fills the question with what it needs for that: code, and which code is wanted. All
   in the arena. `all`: code that has not run is wanted, too. False: there is nothing for it to do. */
bool run_record(struct run *r, struct arena *a, const struct guest_region *ask, bool all, struct run_question *q);

#endif
