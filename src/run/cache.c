/* The translation cache: blocks by guest pc, by page for invalidation, and the links between them.

   Invalidation takes a block out of the tables, unlinks every exit that leads to it and clears the jump caches, so that
   nothing finds it any more. Its memory is freed later (run_cache_bury), because the caller may be a helper or a
   signal on top of the block itself. */
#include "run/internal.h"

#include <stdlib.h>

enum { PAGE_BITS = 12, MIN_BUCKETS = 1024 };

struct table {
    struct run_block **bucket;
    size_t mask; /* number of buckets - 1 */
};

struct run_cache {
    struct table by_pc, by_page;
    size_t count;
    struct run_block *dead;
};

static size_t hash(uint64_t key)
{
    return (size_t)(key * 0x9e3779b97f4a7c15u >> 20);
}

static struct run_block **pc_bucket(const struct run_cache *c, uint64_t pc)
{
    return &c->by_pc.bucket[hash(pc) & c->by_pc.mask];
}

static struct run_block **page_bucket(const struct run_cache *c, uint64_t page)
{
    return &c->by_page.bucket[hash(page) & c->by_page.mask];
}

struct run_cache *run_cache_new(void)
{
    struct run_cache *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->by_pc = (struct table){ calloc(MIN_BUCKETS, sizeof(void *)), MIN_BUCKETS - 1 };
    c->by_page = (struct table){ calloc(MIN_BUCKETS, sizeof(void *)), MIN_BUCKETS - 1 };
    if (c->by_pc.bucket && c->by_page.bucket)
        return c;
    free(c->by_pc.bucket);
    free(c->by_page.bucket);
    free(c);
    return NULL;
}

void run_cache_free(struct run *r)
{
    run_invalidate_all(r);
    run_cache_bury(r);
    free(r->cache->by_pc.bucket);
    free(r->cache->by_page.bucket);
    free(r->cache);
    r->cache = NULL;
}

struct run_block *run_cache_find(const struct run *r, uint64_t pc)
{
    struct run_block *b = *pc_bucket(r->cache, pc);
    while (b && b->pc != pc)
        b = b->hash_next;
    return b;
}

/* Doubles both tables; leaves them as they are when there is no memory. */
static void grow(struct run_cache *c)
{
    size_t buckets = (c->by_pc.mask + 1) * 2;
    struct run_block **old = c->by_pc.bucket;
    size_t old_buckets = c->by_pc.mask + 1;
    struct run_block **by_pc = calloc(buckets, sizeof *by_pc);
    struct run_block **by_page = calloc(buckets, sizeof *by_page);
    if (!by_pc || !by_page) {
        free(by_pc);
        free(by_page);
        return;
    }
    free(c->by_page.bucket);
    c->by_pc = (struct table){ by_pc, buckets - 1 };
    c->by_page = (struct table){ by_page, buckets - 1 };
    for (size_t i = 0; i < old_buckets; i++) {
        for (struct run_block *b = old[i], *next; b; b = next) {
            next = b->hash_next;
            struct run_block **at = pc_bucket(c, b->pc), **on = page_bucket(c, b->pc >> PAGE_BITS);
            b->hash_next = *at;
            *at = b;
            b->page_next = *on;
            *on = b;
        }
    }
    free(old);
}

struct run_block *run_cache_add(struct run *r, uint64_t pc, uint32_t size, void *code)
{
    struct run_cache *c = r->cache;
    struct run_block *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    if (c->count++ > c->by_pc.mask)
        grow(c);
    struct run_block **at = pc_bucket(c, pc), **on = page_bucket(c, pc >> PAGE_BITS);
    *b = (struct run_block){ .pc = pc, .size = size, .code = code, .hash_next = *at, .page_next = *on };
    *at = b;
    *on = b;
    return b;
}

void run_cache_link(struct run *r, struct run_link *link, struct run_block *to)
{
    link->code = to->code;
    link->next = to->incoming;
    link->previous = &to->incoming;
    if (link->next)
        link->next->previous = &link->next;
    to->incoming = link;
    if (r->engine->linked)
        r->engine->linked(link);
}

void run_unlink(struct run *r, struct run_link *link)
{
    if (!link->previous)
        return;
    *link->previous = link->next;
    if (link->next)
        link->next->previous = link->previous;
    if (r->engine->unlinked)
        r->engine->unlinked(link);
    *link = (struct run_link){ .pc = link->pc };
}

static void remove_block(struct run *r, struct run_block *b)
{
    struct run_cache *c = r->cache;
    struct run_block **at = pc_bucket(c, b->pc);
    while (*at != b)
        at = &(*at)->hash_next;
    *at = b->hash_next;
    at = page_bucket(c, b->pc >> PAGE_BITS);
    while (*at != b)
        at = &(*at)->page_next;
    *at = b->page_next;
    while (b->incoming)
        run_unlink(r, b->incoming);
    b->page_next = c->dead;
    c->dead = b;
    c->count--;
}

void run_clear_jumps(struct run_thread *t)
{
    for (unsigned i = 0; i < RUN_JUMPS; i++)
        t->jumps[i] = (struct run_jump){ 0, t->no_code };
}

static void clear_jumps(struct run *r)
{
    for (struct run_thread *t = r->threads; t; t = t->next)
        run_clear_jumps(t);
}

/* Drops the blocks that overlap [start, end) among those that begin in the page. */
static bool invalidate_page(struct run *r, uint64_t page, uint64_t start, uint64_t end)
{
    bool any = false;
    for (struct run_block *b = *page_bucket(r->cache, page), *next; b; b = next) {
        next = b->page_next;
        if (b->pc >> PAGE_BITS == page && b->pc < end && b->pc + b->size > start) {
            remove_block(r, b);
            any = true;
        }
    }
    return any;
}

static bool invalidate_large(struct run *r, uint64_t start, uint64_t end)
{
    bool any = false;
    for (size_t i = 0; i <= r->cache->by_pc.mask; i++) {
        for (struct run_block *b = r->cache->by_pc.bucket[i], *next; b; b = next) {
            next = b->hash_next;
            if (b->pc < end && b->pc + b->size > start) {
                remove_block(r, b);
                any = true;
            }
        }
    }
    return any;
}

void run_invalidate(struct run *r, uint64_t start, uint64_t end)
{
    bool any = false;
    if (start >= end || !r->cache->count)
        return;
    uint64_t first = start >> PAGE_BITS, last = (end - 1) >> PAGE_BITS;
    if (last - first > r->cache->by_pc.mask) {
        any = invalidate_large(r, start, end);
    } else {
        if (first) /* the last instruction of a block may reach into the next page */
            any |= invalidate_page(r, first - 1, start, end);
        for (uint64_t page = first; page <= last; page++)
            any |= invalidate_page(r, page, start, end);
    }
    if (any)
        clear_jumps(r);
}

void run_invalidate_all(struct run *r)
{
    if (invalidate_large(r, 0, ~(uint64_t)0))
        clear_jumps(r);
}

void run_cache_bury(struct run *r)
{
    for (struct run_block *b = r->cache->dead, *next; b; b = next) {
        next = b->page_next;
        r->engine->release(r, b->code);
        free(b);
    }
    r->cache->dead = NULL;
}
