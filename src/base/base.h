/* What every layer uses: arena, pool, locks, bug_on, logging by dump kinds. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- arena: memory of one compilation, freed at once (base/arena.c) ---- */
struct arena {
    struct arena_chunk *chunk; /* newest */
    char *next, *end;          /* what is free of it */
};
struct arena_mark {
    struct arena_chunk *chunk;
    char *next;
};
void arena_init(struct arena *a);
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 16; never NULL: ends the program when memory is gone */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size);
/* The same, but what is new is not zeroed. */
void *arena_grow_raw(struct arena *a, void *old, size_t old_size, size_t new_size);
struct arena_mark arena_mark(struct arena *a);
void arena_release(struct arena *a, struct arena_mark m); /* frees all that came after the mark */
void arena_reset(struct arena *a);                        /* keeps one chunk for the next use */
void arena_free(struct arena *a);
void *arena_reserve(struct arena *a, size_t size); /* from a new chunk when there must be one */
static inline void *arena_raw(struct arena *a, size_t size) /* of a few instructions, for the many small things */
{
    char *p = a->next;
    if (size > (size_t)(a->end - p))
        return arena_reserve(a, size);
    a->next = p + ((size + 15) & ~(size_t)15);
    return p;
}

/* ---- pool: many small long-lived things, densely (base/pool.c). All zero: empty. For one thread at a time. ---- */
enum { POOL_CLASSES = 128, POOL_LARGEST = 4096 };
struct pool_free;
struct pool {
    char *chunk, *next, *end;             /* the newest, what is free of it */
    char *own;                            /* in the newest: what lies behind is not shared with a parent */
    struct pool_free *free[POOL_CLASSES]; /* given back, by size */
};
void *pool_take(struct pool *p, size_t size); /* not zeroed, aligned to 16, size > 0; NULL: no memory */
void pool_give(struct pool *p, void *taken, size_t size);
/* Whether a thing of that size, once given back, stays readable until pool_free, all but its first 8 bytes as it was until it is handed out
   again: as a thing that begins at the same place. */
bool pool_keeps(size_t size);
/* Whether writing there may mean copying a page, because a parent has it too. */
static inline bool pool_shares(const struct pool *p, const void *taken)
{
    return (uintptr_t)taken - (uintptr_t)p->own >= (uintptr_t)(p->end - p->own);
}
/* In a child, which is going to take about `size` bytes: what was given back is left alone, since writing to it means copying a page. */
void pool_forked(struct pool *p, size_t size);
void pool_free(struct pool *p); /* what has been taken is to have been given back, or is lost */
/* Address space of zeroed memory, of which only what is used is taken. In huge pages, where there are any, but for the first `small` bytes
   (of whole pages): with BASE_SMALL a short program comes out without. Of those, BASE_SMALL are there at once. NULL: there is none. */
enum { BASE_SMALL = 64 << 10 };
void *base_map(size_t size, size_t small);
/* Zeroed pages, which are taken as they are touched, not at once. NULL: there is no memory. */
void *base_pages(size_t size);
void base_pages_free(void *p, size_t size);
void base_unmap(void *p, size_t size, size_t small); /* NULL: nothing */
/* Has pages that are about to be written there at once, which costs a third of a fault for each, or less. In a child of fork those of
   its parent are copied. */
void base_touch(void *p, size_t size);

/* ---- locks (base/lock.c). All zero: free. `who` is the holder's number, 1 to 2^31 - 1. ---- */
struct lock {
    uint32_t word;
};
void lock_take(struct lock *l, uint32_t who);
bool lock_try(struct lock *l, uint32_t who); /* false: somebody has it */
void lock_give(struct lock *l);
bool lock_held_by(const struct lock *l, uint32_t who);
void base_wait(uint32_t *word, uint32_t value); /* until base_wake; returns at once when *word is not value, or for no reason */
void base_wake(uint32_t *word);                 /* everybody */

/* ---- our own mistakes: prints, then aborts. Never for anything that a guest controls. ---- */
#define bug_on(cond, ...) \
    do { \
        if (__builtin_expect(!!(cond), 0)) \
            base_bug(__FILE__, __LINE__, #cond, __VA_ARGS__); \
    } while (0)
__attribute__((noreturn, format(printf, 4, 5))) void base_bug(const char *file, int line, const char *cond,
                                                              const char *format, ...);

/* ---- dumps: -d KIND,... into -D FILE (base/log.c); kinds are the rows of base/log.def ---- */
enum log_kind {
#define LOG(name, text) LOG_##name,
#include "base/log.def"
#undef LOG
    LOG_KINDS
};
enum { LOG_RANGES = 16 };
struct log_range {
    uint64_t low, high; /* guest pcs, inclusive */
};
struct log {
    uint64_t kinds;       /* bit per enum log_kind */
    int fd;               /* where dumps go; 2 by default */
    unsigned range_count; /* of -dfilter; 0: everything passes */
    struct log_range range[LOG_RANGES];
};
static inline bool log_on(const struct log *l, enum log_kind k)
{
    return l->kinds >> k & 1;
}
/* Whether the filter lets this guest pc through. */
bool log_in_range(const struct log *l, uint64_t pc);
bool log_parse_kinds(struct log *l, const char *list);   /* false: unknown kind (or "help"); "all" is all of them */
bool log_parse_filter(struct log *l, const char *ranges); /* qemu's -dfilter: A..B, A+N, A-N */
__attribute__((format(printf, 2, 3))) void log_write(const struct log *l, const char *format, ...);

#endif
