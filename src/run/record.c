/* What a question to the optimiser must hold: found by doing the same translation here, for nothing but to note which code it reads and
   which blocks it asks for. The optimiser then gets the same answers and comes to the same region. */
#include "run/internal.h"

#include <string.h>

struct record {
    struct run *run;
    struct arena *arena;
    struct run_chunk *chunks;
    struct run_wanted *wanted;
    bool all; /* code is wanted that has not run, too */
    uint32_t chunk_count, chunk_room, wanted_count, wanted_room;
};

static struct run_chunk *chunk_at(struct record *r, uint64_t pc)
{
    for (uint32_t i = 0; i < r->chunk_count; i++)
        if (pc >= r->chunks[i].pc && pc - r->chunks[i].pc <= r->chunks[i].size)
            return &r->chunks[i];
    return NULL;
}

static struct run_chunk *chunk_new(struct record *r, uint64_t pc)
{
    if (r->chunk_count == r->chunk_room) {
        uint32_t room = r->chunk_room * 2 + 16;
        r->chunks = arena_grow(r->arena, r->chunks, r->chunk_room * sizeof *r->chunks, room * sizeof *r->chunks);
        r->chunk_room = room;
    }
    r->chunks[r->chunk_count] = (struct run_chunk){ .pc = pc };
    return &r->chunks[r->chunk_count++];
}

/* Makes the chunk reach as far as `end`, if the guest's memory does. */
static void extend(struct record *r, struct run_chunk *c, uint64_t end)
{
    uint64_t have = c->pc + c->size;
    size_t more = end - have;
    uint8_t *bytes = arena_alloc(r->arena, c->size + more);
    if (c->size)
        memcpy(bytes, c->bytes, c->size);
    size_t got = r->run->os->fetch(r->run, have, bytes + c->size, more);
    c->bytes = bytes;
    c->size += (uint32_t)got;
    c->stops = got < more;
}

static size_t fetch(void *context, uint64_t pc, void *bytes, size_t size)
{
    struct record *r = context;
    struct run_chunk *c = chunk_at(r, pc);
    if (!c)
        c = chunk_new(r, pc);
    if (!c->stops && pc + size > c->pc + c->size)
        extend(r, c, pc + size);
    size_t there = c->pc + c->size - pc;
    if (there > size)
        there = size;
    if (there)
        memcpy(bytes, c->bytes + (pc - c->pc), there);
    return there;
}

static void note_wanted(struct record *r, const struct run_block *b)
{
    for (uint32_t i = 0; i < r->wanted_count; i++)
        if (r->wanted[i].pc == b->pc)
            return;
    if (r->wanted_count == r->wanted_room) {
        uint32_t room = r->wanted_room * 2 + 32;
        r->wanted = arena_grow(r->arena, r->wanted, r->wanted_room * sizeof *r->wanted, room * sizeof *r->wanted);
        r->wanted_room = room;
    }
    r->wanted[r->wanted_count++] = (struct run_wanted){ b->pc, b->size, b->samples, b->incoming != NULL };
}

static bool wanted(void *context, uint64_t pc)
{
    struct record *r = context;
    const struct run_block *b = run_cache_find(r->run, pc);
    if (b)
        note_wanted(r, b);
    else if (r->all)
        note_wanted(r, &(struct run_block){ .pc = pc });
    return b || r->all;
}

bool run_record(struct run *r, struct arena *a, const struct guest_region *given, bool all, struct run_question *q)
{
    struct record record = { .run = r, .arena = a, .all = all };
    struct guest_region ask = *given;
    struct guest_span *spans;
    unsigned count;
    ask.unit.fetch = fetch;
    ask.unit.context = &record;
    ask.wanted = wanted;
    bool any = guest_translate_region(a, &ask, &spans, &count);
    q->chunks = record.chunks;
    q->chunk_count = record.chunk_count;
    q->wanted = record.wanted;
    q->wanted_count = record.wanted_count;
    return any;
}
