/* Tests of the arena, of the pool, of locks, and of -d, -dfilter. Prints failures and, last, the counts. */
#include "base/base.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct counts {
    unsigned passed, failed;
};

static void check(struct counts *c, bool good, const char *what)
{
    if (good)
        c->passed++;
    else
        printf("FAILED: %s\n", what);
    c->failed += !good;
}

/* ---- arena ---- */

static bool is_filled(const char *p, size_t size, char with)
{
    for (size_t k = 0; k < size; k++)
        if (p[k] != with)
            return false;
    return true;
}

/* Many sizes, some beyond any chunk: each zeroed, aligned, apart from the others. */
static void test_sizes(struct counts *c)
{
    struct arena a;
    char *block[200];
    bool zeroed = true, aligned = true, apart = true;
    arena_init(&a);
    for (unsigned k = 0; k < 200; k++) {
        size_t size = k * k * 50;
        block[k] = arena_alloc(&a, size);
        zeroed &= is_filled(block[k], size, 0);
        aligned &= (uintptr_t)block[k] % 16 == 0;
        memset(block[k], (int)k, size);
    }
    for (unsigned k = 0; k < 200; k++)
        apart &= is_filled(block[k], k * k * 50, (char)k);
    check(c, zeroed, "arena: memory is zeroed");
    check(c, aligned, "arena: memory is aligned");
    check(c, apart, "arena: blocks do not overlap");
    arena_free(&a);
}

static void test_grow(struct counts *c)
{
    struct arena a;
    arena_init(&a);
    char *p = arena_grow(&a, NULL, 0, 10);
    memset(p, 7, 10);
    char *q = arena_grow(&a, p, 10, 1000);
    check(c, q == p, "arena: the last block grows in place");
    check(c, is_filled(q, 10, 7) && is_filled(q + 10, 990, 0), "arena: what is added is zero");
    char *other = arena_alloc(&a, 16);
    memset(q, 8, 1000);
    char *r = arena_grow(&a, q, 1000, 100000);
    check(c, r != q && is_filled(r, 1000, 8) && is_filled(r + 1000, 99000, 0),
          "arena: an older block moves");
    check(c, is_filled(other, 16, 0), "arena: the block behind it is as it was");
    arena_free(&a);
}

static void test_marks(struct counts *c)
{
    struct arena a;
    arena_init(&a);
    char *before = arena_alloc(&a, 100);
    memset(before, 5, 100);
    struct arena_mark m = arena_mark(&a);
    char *first = arena_alloc(&a, 40);
    memset(first, 1, 40);
    for (unsigned k = 0; k < 100; k++)
        arena_alloc(&a, 10000);
    arena_release(&a, m);
    char *again = arena_alloc(&a, 40);
    check(c, again == first, "arena: release gives memory back");
    check(c, is_filled(again, 40, 0), "arena: memory used again is zeroed");
    check(c, is_filled(before, 100, 5), "arena: what is older than the mark stays");
    arena_reset(&a);
    struct arena_chunk *kept = a.chunk;
    arena_alloc(&a, 40);
    check(c, kept && a.chunk == kept, "arena: reset keeps a chunk");
    arena_free(&a);
    check(c, !a.chunk, "arena: free keeps nothing");
}

/* ---- pool ---- */

/* All sizes up to beyond what is pooled, twice, the second time in what the first gave back: aligned, apart from one another. */
static void test_pool(struct counts *c)
{
    enum { COUNT = 300, STEP = 17 };
    struct pool p = { 0 };
    char *taken[COUNT];
    for (unsigned round = 0; round < 2; round++) {
        bool aligned = true, apart = true;
        for (unsigned k = 0; k < COUNT; k++) {
            taken[k] = pool_take(&p, 1 + k * STEP);
            aligned &= taken[k] && (uintptr_t)taken[k] % 16 == 0;
            memset(taken[k], (int)k, 1 + k * STEP);
        }
        for (unsigned k = 0; k < COUNT; k++)
            apart &= is_filled(taken[k], 1 + k * STEP, (char)k);
        check(c, aligned, "pool: memory is aligned");
        check(c, apart, "pool: things do not overlap");
        for (unsigned k = 0; k < COUNT; k++)
            pool_give(&p, taken[k], 1 + k * STEP);
    }
    pool_free(&p);
}

#ifndef DRAGOMAN_CHECKS /* then nothing is pooled */
static void test_pool_reuse(struct counts *c)
{
    struct pool p = { 0 };
    char *first = pool_take(&p, 100), *second = pool_take(&p, 100);
    pool_give(&p, first, 100);
    check(c, pool_take(&p, 99) == first, "pool: what was given back is used again");
    pool_give(&p, first, 100);
    pool_forked(&p, 100);
    char *fresh = pool_take(&p, 100);
    check(c, fresh != first && fresh > second, "pool: but not in a child");
    check(c, pool_shares(&p, first) && !pool_shares(&p, fresh), "pool: a child knows what its parent has, too");
    pool_free(&p);
}
#endif

static void test_map(struct counts *c)
{
    enum { SIZE = 5 << 20 };
    for (unsigned k = 0; k < 3; k++) {
        char *p = base_map(SIZE, k << 16);
        check(c, p && ((uintptr_t)p + (k << 16)) % (2 << 20) == 0, "map: huge pages begin behind the small ones");
        check(c, p && is_filled(p, SIZE, 0), "map: memory is zeroed");
        base_unmap(p, SIZE, k << 16);
        check(c, p && mincore(p, 4096, (unsigned char[1]){ 0 }) < 0, "map: it is given back");
    }
}

/* ---- dumps ---- */

static void test_kinds(struct counts *c)
{
    struct log l = { .fd = 2 };
    check(c, log_parse_kinds(&l, "in_asm,strace"), "-d: two kinds");
    check(c, log_on(&l, LOG_in_asm) && log_on(&l, LOG_strace) && !log_on(&l, LOG_op),
          "-d: those two are on");
    check(c, !log_parse_kinds(&l, "op,nothing"), "-d: an unknown kind");
    check(c,
          !log_parse_kinds(&l, "in_as") && !log_parse_kinds(&l, "in_asm,") &&
              !log_parse_kinds(&l, ""),
          "-d: parts of names");
    l.kinds = 0;
    check(c, log_parse_kinds(&l, "all") && log_on(&l, LOG_op) && log_on(&l, LOG_KINDS - 1),
          "-d all");
}

static void test_filters(struct counts *c)
{
    static const struct {
        const char *text;
        bool right;
        uint64_t in[3], out[2];
    } filters[] = {
        { "0x1000..0x1fff", true, { 0x1000, 0x1800, 0x1fff }, { 0xfff, 0x2000 } },
        { "0x1000+0x200", true, { 0x1000, 0x1100, 0x11ff }, { 0xfff, 0x1200 } },
        { "0x1000-0x200", true, { 0xe01, 0xf00, 0x1000 }, { 0xe00, 0x1001 } },
        { "16..32,4096+1", true, { 16, 32, 4096 }, { 33, 4097 } },
        { "0..0xffffffffffffffff", true, { 0, 1, UINT64_MAX }, { 0, 0 } },
        { "0x2000..0x1000", false, { 0 }, { 0 } },
        { "0x2000", false, { 0 }, { 0 } },
        { "0x2000+0", false, { 0 }, { 0 } },
        { "0x10-0x20", false, { 0 }, { 0 } },
        { "0x1000.0x2000", false, { 0 }, { 0 } },
        { "0x1000..0x2000,", false, { 0 }, { 0 } },
        { "", false, { 0 }, { 0 } },
    };
    for (size_t k = 0; k < sizeof filters / sizeof filters[0]; k++) {
        struct log l = { .fd = 2 };
        bool good = log_parse_filter(&l, filters[k].text) == filters[k].right;
        for (unsigned n = 0; n < 3 && filters[k].right; n++)
            good &= log_in_range(&l, filters[k].in[n]);
        for (unsigned n = 0; n < 2 && filters[k].out[n]; n++)
            good &= !log_in_range(&l, filters[k].out[n]);
        check(c, good, filters[k].text);
    }
    struct log none = { .fd = 2 };
    check(c, log_in_range(&none, 0) && log_in_range(&none, UINT64_MAX),
          "-dfilter: without it, everything");
}

static void test_write(struct counts *c)
{
    int ends[2];
    char text[2000], got[4000];
    struct log l = { .fd = -1 };
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    bool good = pipe(ends) == 0;
    l.fd = ends[1];
    log_write(&l, "%d %s\n", 42, text);
    good &= read(ends[0], got, sizeof got) == 3 + 1999 + 1;
    check(c, good && memcmp(got, "42 xxx", 6) == 0 && got[2002] == '\n', "log_write: a long line");
    close(ends[0]);
    close(ends[1]);
}

/* ---- locks ---- */

enum { THREADS = 4, TURNS = 20000 };
struct shared {
    struct lock lock;
    long count;
    uint32_t go;
};
struct worker {
    struct shared *shared;
    uint32_t id;
};

static void *work(void *argument)
{
    const struct worker *w = argument;
    base_wait(&w->shared->go, 0);
    for (unsigned k = 0; k < TURNS; k++) {
        if (k % 4 || !lock_try(&w->shared->lock, w->id))
            lock_take(&w->shared->lock, w->id);
        w->shared->count += lock_held_by(&w->shared->lock, w->id);
        lock_give(&w->shared->lock);
    }
    return NULL;
}

static void test_locks(struct counts *c)
{
    struct shared s = { { 0 }, 0, 0 };
    struct worker w[THREADS];
    pthread_t id[THREADS];
    for (unsigned k = 0; k < THREADS; k++) {
        w[k] = (struct worker){ &s, k + 1 };
        pthread_create(&id[k], NULL, work, &w[k]);
    }
    __atomic_store_n(&s.go, 1, __ATOMIC_RELEASE);
    base_wake(&s.go);
    for (unsigned k = 0; k < THREADS; k++)
        pthread_join(id[k], NULL);
    check(c, s.count == (long)THREADS * TURNS, "lock: one holder at a time");
    check(c, lock_try(&s.lock, 7) && !lock_try(&s.lock, 8), "lock: taken once");
    check(c, lock_held_by(&s.lock, 7) && !lock_held_by(&s.lock, 8), "lock: knows its holder");
    lock_give(&s.lock);
    check(c, !lock_held_by(&s.lock, 7), "lock: given back");
}

int main(void)
{
    struct counts c = { 0, 0 };
    test_sizes(&c);
    test_grow(&c);
    test_marks(&c);
    test_pool(&c);
#ifndef DRAGOMAN_CHECKS
    test_pool_reuse(&c);
#endif
    test_map(&c);
    test_kinds(&c);
    test_filters(&c);
    test_write(&c);
    test_locks(&c);
    printf("%u passed, %u failed\n", c.passed, c.failed);
    return c.failed != 0;
}
