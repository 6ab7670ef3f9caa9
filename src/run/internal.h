/* Private to run/: the translation cache (run/cache.c). */
#ifndef RUN_INTERNAL_H
#define RUN_INTERNAL_H

#include "run/run.h"

/* Guest code [pc, pc + size) that a unit translates; it lies in one page (its last instruction may reach into the next
   one). Owned by its unit. */
struct run_block {
    uint64_t pc;
    uint32_t size;
    void *code;                    /* where the unit is entered at pc; NULL: it cannot be */
    struct run_link *incoming;     /* exits linked to it */
    struct run_block *hash_next;   /* in the table, by pc: those with code */
    struct run_block *page_next;   /* in the page table, by page of pc */
    struct run_unit *unit;
    uint32_t samples;              /* polls here that found the budget spent */
    bool computed;                 /* a computed jump led here when it was translated */
    bool looks;                    /* at what calls and returns do not hand over (guest.h) */
};

/* What has been compiled at once: a block, or a region. Owned by the cache. */
struct run_unit {
    void *code;
    struct run_unit *dead_next;
    enum run_tier tier;
    unsigned count;
    struct run_block blocks[];
};

struct run_cache *run_cache_new(void); /* NULL: no memory */
void run_cache_free(struct run *r);
struct run_block *run_cache_find(const struct run *r, uint64_t pc);
/* Adds what `code` translates. Of two units that are entered at one pc the one of the higher tier is, else the older one; a single
   block that is not entered any more goes. False: no memory. */
bool run_cache_add(struct run *r, void *code, enum run_tier tier, const struct guest_span *spans, unsigned count,
                   const struct run_unit_entry *entries, unsigned entry_count);
void run_cache_link(struct run *r, struct run_link *link, struct run_block *to);
/* Empties a thread's cache of computed targets. */
void run_clear_jumps(struct run_thread *t);
/* Frees what was invalidated; only where no thread is in translated code. */
void run_cache_bury(struct run *r);

#endif
