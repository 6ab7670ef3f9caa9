/* Memory of one compilation: handed out from large chunks in order, given back all at once or down
   to a mark. Nothing is freed singly, so allocation is an addition and a comparison. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 64 << 10, LARGEST_CHUNK = 4 << 20, ALIGN = 16 };

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* of bytes */
    _Alignas(ALIGN) char bytes[];
};

static size_t round_up(size_t size)
{
    return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* The arena's contract is never to return NULL: no caller could go on. */
__attribute__((noreturn)) static void out_of_memory(size_t size)
{
    fprintf(stderr, "dragoman: out of memory (%zu bytes)\n", size);
    exit(1);
}

static void add_chunk(struct arena *a, size_t size)
{
    size_t next = a->chunk ? a->chunk->size * 2 : FIRST_CHUNK;
    if (next > LARGEST_CHUNK)
        next = LARGEST_CHUNK;
    if (next < size)
        next = size;
    struct arena_chunk *c = malloc(sizeof *c + next);
    if (!c)
        out_of_memory(next);
    c->older = a->chunk;
    c->size = next;
    a->chunk = c;
    a->used = 0;
}

static void drop_chunk(struct arena *a)
{
    struct arena_chunk *c = a->chunk;
    a->chunk = c->older;
    free(c);
}

void arena_init(struct arena *a)
{
    a->chunk = NULL;
    a->used = 0;
}

static char *reserve(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 4)
        out_of_memory(size);
    size = round_up(size);
    if (!a->chunk || a->chunk->size - a->used < size)
        add_chunk(a, size);
    char *p = a->chunk->bytes + a->used;
    a->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(reserve(a, size), 0, size);
}

/* The last block is made longer in place when its chunk has room. */
static bool extend(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (!a->chunk || old_size == 0 || new_size > SIZE_MAX / 4)
        return false;
    size_t start = a->used - round_up(old_size);
    if (a->used < round_up(old_size) || (char *)old != a->chunk->bytes + start ||
        a->chunk->size - start < round_up(new_size))
        return false;
    a->used = start + round_up(new_size);
    return true;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    char *p = old;
    if (new_size <= old_size)
        return old;
    if (!extend(a, old, old_size, new_size)) {
        p = reserve(a, new_size);
        if (old_size)
            memcpy(p, old, old_size);
    }
    memset(p + old_size, 0, new_size - old_size);
    return p;
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){ a->chunk, a->used };
}

void arena_release(struct arena *a, struct arena_mark m)
{
    while (a->chunk != m.chunk)
        drop_chunk(a);
    a->used = m.used;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *kept = a->chunk;
    if (!kept)
        return;
    for (a->chunk = kept->older; a->chunk;)
        drop_chunk(a);
    kept->older = NULL;
    a->chunk = kept;
    a->used = 0;
}

void arena_free(struct arena *a)
{
    while (a->chunk)
        drop_chunk(a);
    a->used = 0;
}
