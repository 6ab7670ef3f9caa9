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
    struct run_unit *dead;
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

static void insert(struct run_cache *c, struct run_block *b)
{
    struct run_block **at = pc_bucket(c, b->pc), **on = page_bucket(c, b->pc >> PAGE_BITS);
    if (b->code) {
        b->hash_next = *at;
        *at = b;
    }
    b->page_next = *on;
    *on = b;
}

/* Doubles both tables; leaves them as they are when there is no memory. */
static void grow(struct run_cache *c)
{
    size_t buckets = (c->by_page.mask + 1) * 2;
    struct table old = c->by_page;
    struct run_block **by_pc = calloc(buckets, sizeof *by_pc);
    struct run_block **by_page = calloc(buckets, sizeof *by_page);
    if (!by_pc || !by_page) {
        free(by_pc);
        free(by_page);
        return;
    }
    free(c->by_pc.bucket);
    c->by_pc = (struct table){ by_pc, buckets - 1 };
    c->by_page = (struct table){ by_page, buckets - 1 };
    for (size_t i = 0; i <= old.mask; i++)
        for (struct run_block *b = old.bucket[i], *next; b; b = next) {
            next = b->page_next;
            insert(c, b);
        }
    free(old.bucket);
}

static void *entry_of(uint64_t pc, const struct run_unit_entry *entries, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (entries[i].pc == pc)
            return entries[i].code;
    return NULL;
}

/* Nothing finds the entry at b any more. */
static void take_out(struct run *r, struct run_block *b)
{
    struct run_block **at = pc_bucket(r->cache, b->pc);
    if (b->code) {
        while (*at != b)
            at = &(*at)->hash_next;
        *at = b->hash_next;
    }
    b->code = NULL;
    while (b->incoming)
        run_unlink(r, b->incoming);
}

static void remove_block(struct run *r, struct run_block *b)
{
    struct run_cache *c = r->cache;
    struct run_block **at;
    take_out(r, b);
    at = page_bucket(c, b->pc >> PAGE_BITS);
    while (*at != b)
        at = &(*at)->page_next;
    *at = b->page_next;
    c->count--;
}

static void remove_unit(struct run *r, struct run_unit *u)
{
    for (unsigned i = 0; i < u->count; i++)
        remove_block(r, &u->blocks[i]);
    run_count(r, STAT_dropped, 1);
    u->dead_next = r->cache->dead;
    r->cache->dead = u;
}

/* The entry at old goes in favour of a unit of this tier; false: it stays. */
static bool give_way(struct run *r, struct run_block *old, enum run_tier tier)
{
    if (old->unit->tier <= RUN_TIER_BLOCK) {
        remove_unit(r, old->unit);
        return true;
    }
    if (old->unit->tier >= tier)
        return false;
    take_out(r, old);
    return true;
}

bool run_cache_add(struct run *r, void *code, enum run_tier tier, const struct guest_span *spans, unsigned count,
                   const struct run_unit_entry *entries, unsigned entry_count)
{
    struct run_cache *c = r->cache;
    struct run_unit *u = calloc(1, sizeof *u + count * sizeof u->blocks[0]);
    if (!u)
        return false;
    u->code = code;
    u->count = count;
    u->tier = tier;
    for (unsigned i = 0; i < count; i++) {
        u->blocks[i] = (struct run_block){ .pc = spans[i].pc, .size = spans[i].size, .unit = u };
        u->blocks[i].code = entry_of(spans[i].pc, entries, entry_count);
        struct run_block *old = u->blocks[i].code ? run_cache_find(r, spans[i].pc) : NULL;
        if (old && !give_way(r, old, tier))
            u->blocks[i].code = NULL;
        if (c->count++ > c->by_pc.mask)
            grow(c);
        insert(c, &u->blocks[i]);
    }
    return true;
}

void run_cache_link(struct run *r, struct run_link *link, struct run_block *to)
{
    run_count(r, STAT_links, 1);
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
    run_count(r, STAT_unlinks, 1);
    *link->previous = link->next;
    if (link->next)
        link->next->previous = link->previous;
    if (r->engine->unlinked)
        r->engine->unlinked(link);
    *link = (struct run_link){ .pc = link->pc };
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

/* Drops the units that translate code in [start, end), among what begins in one bucket. Removing a unit may remove any other
   block of the bucket, too, so the search starts again. */
static bool invalidate_bucket(struct run *r, struct run_block **bucket, uint64_t start, uint64_t end)
{
    bool any = false;
    struct run_block *b = *bucket;
    while (b) {
        if (b->pc < end && b->pc + b->size > start) {
            remove_unit(r, b->unit);
            any = true;
            b = *bucket;
        } else {
            b = b->page_next;
        }
    }
    return any;
}

static bool invalidate_large(struct run *r, uint64_t start, uint64_t end)
{
    bool any = false;
    for (size_t i = 0; i <= r->cache->by_page.mask; i++)
        any |= invalidate_bucket(r, &r->cache->by_page.bucket[i], start, end);
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
            any |= invalidate_bucket(r, page_bucket(r->cache, first - 1), start, end);
        for (uint64_t page = first; page <= last; page++)
            any |= invalidate_bucket(r, page_bucket(r->cache, page), start, end);
    }
    run_count(r, STAT_invalidations, any);
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
    for (struct run_unit *u = r->cache->dead, *next; u; u = next) {
        next = u->dead_next;
        r->engine->release(r, u->code);
        free(u);
    }
    r->cache->dead = NULL;
}
