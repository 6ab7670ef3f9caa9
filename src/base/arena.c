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

static void use_chunk(struct arena *a, struct arena_chunk *c)
{
    a->chunk = c;
    a->next = c ? c->bytes : NULL;
    a->end = c ? c->bytes + c->size : NULL;
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
    use_chunk(a, c);
}

static void drop_chunk(struct arena *a)
{
    struct arena_chunk *c = a->chunk;
    use_chunk(a, c->older);
    free(c);
}

void arena_init(struct arena *a)
{
    use_chunk(a, NULL);
}

void *arena_reserve(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 4)
        out_of_memory(size);
    size = round_up(size);
    if (!a->chunk || (size_t)(a->end - a->next) < size)
        add_chunk(a, size);
    char *p = a->next;
    a->next += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_raw(a, size), 0, size);
}

/* The last block is made longer in place when its chunk has room. */
static bool extend(struct arena *a, char *old, size_t old_size, size_t new_size)
{
    if (!old_size || new_size > SIZE_MAX / 4 || old + round_up(old_size) != a->next ||
        (size_t)(a->end - old) < round_up(new_size))
        return false;
    a->next = old + round_up(new_size);
    return true;
}

void *arena_grow_raw(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size || extend(a, old, old_size, new_size))
        return old;
    char *p = arena_raw(a, new_size);
    if (old_size)
        memcpy(p, old, old_size);
    return p;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    char *p = arena_grow_raw(a, old, old_size, new_size);
    if (new_size > old_size)
        memset(p + old_size, 0, new_size - old_size);
    return p;
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){ a->chunk, a->next };
}

void arena_release(struct arena *a, struct arena_mark m)
{
    while (a->chunk != m.chunk)
        drop_chunk(a);
    a->next = m.next;
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *kept = a->chunk;
    if (!kept)
        return;
    for (a->chunk = kept->older; a->chunk;)
        drop_chunk(a);
    kept->older = NULL;
    use_chunk(a, kept);
}

void arena_free(struct arena *a)
{
    while (a->chunk)
        drop_chunk(a);
}
