/* Memory of many small things that live long and go singly. What is new lies one behind another, so that few pages are touched; what
   has been given back is handed out again to the next of about its size, the last one first. Large things are malloc's. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/base.h"

enum { CHUNK = 64 << 20, GRAIN = POOL_LARGEST / POOL_CLASSES };

enum { HUGE_PAGE = 2 << 20 };

static size_t mapped_size(size_t size, size_t small)
{
    return size <= small ? small : small + ((size - small + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1));
}

void base_touch(void *p, size_t size)
{
    uintptr_t start = (uintptr_t)p & ~(uintptr_t)4095;
    madvise((void *)start, (uintptr_t)p + size - start, MADV_POPULATE_WRITE); /* fails on systems before 5.14 */
}

/* A fault for every 4 KiB costs more than filling them does, so what grows gets huge pages. */
void *base_map(size_t size, size_t small)
{
    size = mapped_size(size, small);
    char *p = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    size_t before = -((uintptr_t)p + small) % HUGE_PAGE, after = HUGE_PAGE - before;
    if (before)
        munmap(p, before);
    munmap(p + before + size, after);
    base_touch(p + before, small < BASE_SMALL ? small : BASE_SMALL);
    if (size > small)
        madvise(p + before + small, size - small, MADV_HUGEPAGE); /* fails where there are none */
    return p + before;
}

void *base_pages(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void base_pages_free(void *p, size_t size)
{
    if (p)
        munmap(p, size);
}

void base_unmap(void *p, size_t size, size_t small)
{
    if (p)
        munmap(p, mapped_size(size, small));
}

struct pool_free {
    struct pool_free *next;
};

static bool add_chunk(struct pool *p)
{
    char *chunk = base_map(CHUNK, BASE_SMALL);
    if (!chunk)
        return false;
    *(char **)chunk = p->chunk;
    p->chunk = p->own = chunk;
    p->next = chunk + GRAIN;
    p->end = chunk + CHUNK;
    return true;
}

static bool is_pooled(size_t size)
{
#ifdef DRAGOMAN_CHECKS /* the sanitizers are to see it */
    (void)size;
    return false;
#else
    return size <= POOL_LARGEST;
#endif
}

bool pool_keeps(size_t size)
{
    return is_pooled(size);
}

void *pool_take(struct pool *p, size_t size)
{
    size_t class = (size - 1) / GRAIN;
    if (!is_pooled(size))
        return malloc(size);
    struct pool_free *f = p->free[class];
    if (f) {
        p->free[class] = f->next;
        return f;
    }
    size = (class + 1) * GRAIN;
    if ((size_t)(p->end - p->next) < size && !add_chunk(p))
        return NULL;
    void *taken = p->next;
    p->next += size;
    return taken;
}

void pool_give(struct pool *p, void *taken, size_t size)
{
    size_t class = (size - 1) / GRAIN;
    if (!is_pooled(size)) {
        free(taken);
        return;
    }
    struct pool_free *f = taken;
    f->next = p->free[class];
    p->free[class] = f;
}

void pool_forked(struct pool *p, size_t size)
{
    size_t room = (size_t)(p->end - p->next);
    memset(p->free, 0, sizeof p->free);
    p->own = p->next;
    base_touch(p->next, size < room ? size : room);
}

void pool_free(struct pool *p)
{
    for (char *chunk = p->chunk, *older; chunk; chunk = older) {
        older = *(char **)chunk;
        base_unmap(chunk, CHUNK, BASE_SMALL);
    }
    *p = (struct pool){ 0 };
}
