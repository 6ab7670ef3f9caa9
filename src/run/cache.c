/* The translation cache: blocks by guest pc, by place for invalidation, and the links between them.

   By pc there are two arrays with the same slots: struct run_targets with the code, which any thread looks into at any
   time, and the blocks, which are looked at under the lock. A slot belongs to its pc for good, so a reader never sees
   one pc with another's code; a block that goes leaves its slot without code. When half of the slots are taken, larger
   arrays replace them, and the old targets go the way of dropped translations.

   Invalidation takes a block out of the tables, unlinks every exit that leads to it and has all threads clear their
   caches of computed targets, so that nothing finds it any more. Its memory is freed later (run_cache_bury), when no
   thread can be in it. */
#include "run/internal.h"

#include <stdlib.h>

/* A bucket for each 256 bytes of code: then the lists are short. */
enum { PAGE_BITS = 12, PLACE_BITS = 8, PLACES = 1 << 14, MIN_SLOTS = 1024, MANY_SLOTS = 16384 };

struct run_cache {
    struct run_block **block; /* by slot of run->targets */
    size_t taken;             /* slots */
    struct run_block **by_place; /* PLACES lists, by pc >> PLACE_BITS */
    size_t count;                /* blocks */
    struct run_unit *dead;
    uint64_t buried_epoch; /* the epoch as of the last look for what can be freed */
    struct run_targets *dead_targets;
};

static struct run_block **bucket(const struct run_cache *c, uint64_t place)
{
    return &c->by_place[place % PLACES];
}

/* ---- by pc ---- */

static size_t slots_of(const struct run_targets *t)
{
    return t->mask / sizeof t->slot[0] + 1;
}

/* The slot of pc: its own or, when it has none, the free one that it would get. */
static size_t slot_of(const struct run_targets *t, uint64_t pc)
{
    size_t slots = slots_of(t), i = run_target_distance(t, pc) / sizeof t->slot[0];
    if (!pc)
        return slots;
    for (;; i = (i + 1) & (slots - 1)) {
        uint64_t found = __atomic_load_n(&t->slot[i].pc, __ATOMIC_ACQUIRE);
        if (found == pc || !found)
            return i;
    }
}

static void *code_at(const struct run_targets *t, uint64_t pc)
{
    return __atomic_load_n(&t->slot[slot_of(t, pc)].code, __ATOMIC_ACQUIRE);
}

void *run_cache_code(const struct run *r, uint64_t pc)
{
    return code_at(__atomic_load_n(&r->targets, __ATOMIC_ACQUIRE), pc);
}

void *run_next(const struct run_thread *t)
{
    if (__atomic_load_n(&t->state->interrupt, __ATOMIC_RELAXED))
        return NULL;
    return code_at(__atomic_load_n((struct run_targets **)t->state->targets, __ATOMIC_ACQUIRE), t->state->pc);
}

struct run_block *run_cache_find(const struct run *r, uint64_t pc)
{
    return r->cache->block[slot_of(r->targets, pc)];
}

/* Enters or, with code NULL, takes out. What a computed jump must not find unnoticed is known under the lock only. */
static void set_target(struct run *r, struct run_block *b, void *code)
{
    size_t i = slot_of(r->targets, b->pc);
    struct run_jump *slot = &r->targets->slot[i];
    __atomic_store_n(&slot->code, b->looks ? NULL : code, __ATOMIC_RELEASE);
    if (slot->pc != b->pc) {
        __atomic_store_n(&slot->pc, b->pc, __ATOMIC_RELEASE);
        r->cache->taken++;
    }
    r->cache->block[i] = code ? b : NULL;
}

/* A table and, behind it, the blocks. */
static size_t table_size(size_t slots)
{
    return sizeof(struct run_targets) + (slots + 1) * (sizeof(struct run_jump) + sizeof(struct run_block *));
}

static size_t small_part(size_t slots) /* see base_map: all of it, or nothing */
{
    return slots < MANY_SLOTS ? (table_size(slots) + 4095) & ~(size_t)4095 : 0;
}

static struct run_targets *new_targets(size_t slots, struct run_block ***block)
{
    struct run_targets *t = base_map(table_size(slots), small_part(slots));
    if (!t)
        return NULL;
    base_touch(t, small_part(slots));
    t->mask = (slots - 1) * sizeof t->slot[0];
    *block = (struct run_block **)&t->slot[slots + 1];
    return t;
}

static void free_targets(struct run_targets *t)
{
    base_unmap(t, table_size(slots_of(t)), small_part(slots_of(t)));
}

/* What a reader looked up just before in the old ones still holds. */
static void retire(struct run *r, struct run_targets *old)
{
    old->dead_epoch = r->epoch;
    old->dead_next = r->cache->dead_targets;
    r->cache->dead_targets = old;
    __atomic_store_n(&r->epoch, r->epoch + 1, __ATOMIC_SEQ_CST);
}

/* Makes room for one more block by pc. False: no memory. */
static bool reserve_target(struct run *r)
{
    struct run_cache *c = r->cache;
    struct run_block **block, **old_block = c->block;
    struct run_targets *old = r->targets;
    size_t slots = slots_of(old);
    if (c->taken < slots / 2)
        return true;
    struct run_targets *targets = new_targets(c->count > slots / 4 ? slots * 2 : slots, &block);
    if (!targets)
        return c->taken < slots - 1;
    c->taken = 0;
    c->block = block;
    for (size_t i = 0; i <= slots; i++)
        if (old_block[i]) {
            size_t to = slot_of(targets, old->slot[i].pc);
            targets->slot[to] = old->slot[i];
            block[to] = old_block[i];
            c->taken++;
        }
    __atomic_store_n(&r->targets, targets, __ATOMIC_RELEASE);
    retire(r, old);
    return true;
}

/* ---- the cache as a whole ---- */

bool run_cache_init(struct run *r)
{
    struct run_cache *c = calloc(1, sizeof *c);
    if (!c)
        return false;
    c->by_place = base_pages(PLACES * sizeof *c->by_place);
    r->no_targets = calloc(1, sizeof *r->no_targets + 2 * sizeof r->no_targets->slot[0]);
    r->targets = new_targets(MIN_SLOTS, &c->block);
    if (c->by_place && r->no_targets && r->targets) {
        r->cache = c;
        return true;
    }
    if (r->targets)
        free_targets(r->targets);
    free(r->no_targets);
    base_pages_free(c->by_place, PLACES * sizeof *c->by_place);
    free(c);
    return false;
}

void run_cache_free(struct run *r)
{
    run_cache_drop_all(r);
    run_cache_bury(r);
    free_targets(r->targets);
    free(r->no_targets);
    base_pages_free(r->cache->by_place, PLACES * sizeof *r->cache->by_place);
    free(r->cache);
    r->cache = NULL;
}

/* A child that translates writes all over the tables, unless they are large. */
void run_cache_forked(struct run *r)
{
    if (slots_of(r->targets) <= MANY_SLOTS)
        base_touch(r->targets, table_size(slots_of(r->targets)));
    base_touch(r->cache->by_place, PLACES * sizeof *r->cache->by_place);
}

static void insert_by_place(struct run_cache *c, struct run_block *b)
{
    struct run_block **on = bucket(c, b->pc >> PLACE_BITS);
    b->place_next = *on;
    *on = b;
}

static void remove_by_place(struct run_cache *c, struct run_block *b)
{
    struct run_block **at = bucket(c, b->pc >> PLACE_BITS);
    while (*at != b)
        at = &(*at)->place_next;
    *at = b->place_next;
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
    if (b->code) {
        set_target(r, b, NULL);
        run_forget_own(r, b->pc);
    }
    b->code = NULL;
    while (b->incoming)
        run_unlink(r, b->incoming);
}

static void remove_block(struct run *r, struct run_block *b)
{
    take_out(r, b);
    remove_by_place(r->cache, b);
    r->cache->count--;
}

/* The caller calls run_forget when it has removed all that it wants to. */
static void remove_unit(struct run *r, struct run_unit *u)
{
    for (unsigned i = 0; i < u->count; i++)
        remove_block(r, &u->blocks[i]);
    run_count(r, STAT_dropped, 1);
    if (u->tier == RUN_TIER_FIRST)
        r->engine->drop(r, u->code);
    u->dead_epoch = r->epoch;
    u->dead_next = r->cache->dead;
    __atomic_store_n(&r->cache->dead, u, __ATOMIC_RELAXED);
}

static bool insert(struct run *r, struct run_block *b)
{
    if (!reserve_target(r))
        return false;
    r->cache->count++;
    insert_by_place(r->cache, b);
    if (b->code)
        set_target(r, b, b->code);
    return true;
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

static size_t size_of(unsigned count) /* of a unit */
{
    return sizeof(struct run_unit) + count * sizeof(struct run_block);
}

bool run_cache_add(struct run *r, void *code, enum run_tier tier, const struct guest_span *spans, unsigned count,
                   const struct run_unit_entry *entries, unsigned entry_count)
{
    struct run_unit *u = pool_take(&r->pool, size_of(count));
    if (!u)
        return false;
    *u = (struct run_unit){ .code = code, .tier = tier, .provisional = r->provisional, .room = count };
    bool changed = false, good = true;
    for (unsigned i = 0; i < count && good; i++) {
        struct run_block *b = &u->blocks[i];
        *b = (struct run_block){ .pc = spans[i].pc, .size = spans[i].size, .unit = u, .looks = r->looking };
        void *entry = entry_of(b->pc, entries, entry_count);
        struct run_block *old = entry ? run_cache_find(r, b->pc) : NULL;
        bool way = !old || give_way(r, old, tier);
        changed |= old && way;
        b->code = way ? entry : NULL;
        good = insert(r, b);
        u->count += good;
    }
    if (!good)
        remove_unit(r, u);
    if (changed || !good)
        run_forget(r);
    return good;
}

void run_cache_link(struct run *r, struct run_link *link, struct run_block *to)
{
    run_count(r, STAT_links, 1);
    __atomic_store_n(&link->code, to->code, __ATOMIC_RELEASE);
    link->next = to->incoming;
    link->previous = &to->incoming;
    if (link->next)
        link->next->previous = &link->next;
    to->incoming = link;
    if (r->engine->linked)
        r->engine->linked(r, link);
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
        r->engine->unlinked(r, link);
    __atomic_store_n(&link->code, NULL, __ATOMIC_RELEASE);
    link->next = NULL;
    link->previous = NULL;
}

/* ---- invalidation ---- */

/* Drops the units that translate code in [start, end), or the provisional of them, among what begins in one bucket. Removing a unit may
   remove any other block of the bucket, too, so the search starts again. */
static bool invalidate_bucket(struct run *r, struct run_block **bucket, uint64_t start, uint64_t end, bool provisional)
{
    bool any = false;
    struct run_block *b = *bucket;
    while (b) {
        if (b->pc < end && b->pc + b->size > start && (!provisional || b->unit->provisional)) {
            remove_unit(r, b->unit);
            any = true;
            b = *bucket;
        } else {
            b = b->place_next;
        }
    }
    return any;
}

static bool invalidate_large(struct run *r, uint64_t start, uint64_t end, bool provisional)
{
    bool any = false;
    for (size_t i = 0; i < PLACES; i++)
        any |= invalidate_bucket(r, &r->cache->by_place[i], start, end, provisional);
    return any;
}

/* A block lies in one page, but its last instruction may reach into the next. */
static bool invalidate(struct run *r, uint64_t start, uint64_t end)
{
    bool any = false;
    uint64_t page = start >> PAGE_BITS << PAGE_BITS;
    if (start >= end || !r->cache->count)
        return false;
    uint64_t first = (page ? page - 1 : 0) >> PAGE_BITS << (PAGE_BITS - PLACE_BITS), last = (end - 1) >> PLACE_BITS;
    if (last - first >= PLACES)
        return invalidate_large(r, start, end, false);
    for (uint64_t place = first; place <= last; place++)
        any |= invalidate_bucket(r, bucket(r->cache, place), start, end, false);
    return any;
}

void run_invalidate(struct run *r, uint64_t start, uint64_t end)
{
    run_lock(r);
    bool any = invalidate(r, start, end);
    if (any)
        run_forget(r);
    run_unlock(r);
    run_count(r, STAT_invalidations, any);
}

void run_cache_drop_all(struct run *r)
{
    if (invalidate_large(r, 0, ~(uint64_t)0, false))
        run_forget(r);
}

void run_drop_provisional(struct run *r)
{
    if (invalidate_large(r, 0, ~(uint64_t)0, true))
        run_forget(r);
}

void run_invalidate_all(struct run *r)
{
    run_lock(r);
    run_cache_drop_all(r);
    run_unlock(r);
}

/* ---- freeing ---- */

bool run_cache_has_dead(const struct run *r)
{
    return __atomic_load_n(&r->cache->dead, __ATOMIC_RELAXED) &&
           __atomic_load_n(&r->cache->buried_epoch, __ATOMIC_RELAXED) != __atomic_load_n(&r->epoch, __ATOMIC_RELAXED);
}

static void bury_targets(struct run *r, uint64_t oldest)
{
    for (struct run_targets **at = &r->cache->dead_targets, *t; (t = *at);) {
        if (t->dead_epoch < oldest) {
            *at = t->dead_next;
            free_targets(t);
        } else {
            at = &t->dead_next;
        }
    }
}

/* A thread that has come out of a unit, and not yet said that it wants this exit linked, no longer does. */
static void drop_links(struct run *r)
{
    for (struct run_thread *t = r->threads; t; t = t->next)
        __atomic_store_n(&t->link, NULL, __ATOMIC_RELAXED);
}

void run_cache_bury(struct run *r)
{
    uint64_t oldest = run_oldest_epoch(r);
    struct run_unit *kept = NULL;
    __atomic_store_n(&r->cache->buried_epoch, r->epoch, __ATOMIC_RELAXED);
    if (r->cache->dead)
        drop_links(r);
    for (struct run_unit *u = r->cache->dead, *next; u; u = next) {
        next = u->dead_next;
        if (u->dead_epoch < oldest) {
            r->engine->release(r, u->code);
            pool_give(&r->pool, u, size_of(u->room));
        } else {
            u->dead_next = kept;
            kept = u;
        }
    }
    __atomic_store_n(&r->cache->dead, kept, __ATOMIC_RELAXED);
    bury_targets(r, oldest);
}
