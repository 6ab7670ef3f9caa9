/* The arena as the sanitizer likes it: every allocation is one of malloc's, so that writing past
   one or using it after its release shows. It takes the place of base/arena.c when linked first. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *older;
    void *bytes;
};

void arena_init(struct arena *a)
{
    *a = (struct arena){ 0 };
}

void *arena_alloc(struct arena *a, size_t size)
{
    struct arena_chunk *c = malloc(sizeof *c);
    void *bytes = calloc(1, size + !size);
    if (!c || !bytes)
        abort();
    *c = (struct arena_chunk){ a->chunk, bytes };
    a->chunk = c;
    return bytes;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size)
        return old;
    void *bytes = arena_alloc(a, new_size);
    if (old_size)
        memcpy(bytes, old, old_size);
    return bytes;
}

void *arena_grow_raw(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    return arena_grow(a, old, old_size, new_size);
}

void *arena_reserve(struct arena *a, size_t size)
{
    return arena_alloc(a, size);
}

struct arena_mark arena_mark(struct arena *a)
{
    return (struct arena_mark){ a->chunk, 0 };
}

void arena_release(struct arena *a, struct arena_mark m)
{
    while (a->chunk != m.chunk) {
        struct arena_chunk *c = a->chunk;
        a->chunk = c->older;
        free(c->bytes);
        free(c);
    }
}

void arena_reset(struct arena *a)
{
    arena_release(a, (struct arena_mark){ 0 });
}

void arena_free(struct arena *a)
{
    arena_reset(a);
}
