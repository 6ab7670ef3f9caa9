/* Private to run/: the translation cache (run/cache.c). */
#ifndef RUN_INTERNAL_H
#define RUN_INTERNAL_H

#include "run/run.h"

/* The translation of the guest code [pc, pc + size), which lies in one page (its last instruction may reach into the
   next one). Owned by the cache. */
struct run_block {
    uint64_t pc;
    uint32_t size;
    void *code;
    struct run_link *incoming;     /* exits linked to it */
    struct run_block *hash_next;   /* in the table, by pc */
    struct run_block *page_next;   /* in the page table, by page of pc; or in the list of the dead */
};

struct run_cache *run_cache_new(void); /* NULL: no memory */
void run_cache_free(struct run *r);
struct run_block *run_cache_find(const struct run *r, uint64_t pc);
struct run_block *run_cache_add(struct run *r, uint64_t pc, uint32_t size, void *code); /* NULL: no memory */
void run_cache_link(struct run *r, struct run_link *link, struct run_block *to);
/* Empties a thread's cache of computed targets. */
void run_clear_jumps(struct run_thread *t);
/* Frees what was invalidated; only where no thread is in translated code. */
void run_cache_bury(struct run *r);

#endif
