/* What threads see of each other's memory accesses: litmus tests, and counters kept by every means there is. Built with
   and without the processor's atomic instructions. */
#include <sched.h>

#include "check.h"

enum { ROUNDS = 2000, COUNTS = 8000 };

/* Waits by looking, which keeps the two threads close together; a machine with one processor needs the yield. */
static void await(atomic_int *what, int least)
{
    for (int spins = 0; atomic_load_explicit(what, memory_order_acquire) < least; spins++)
        if (spins % 4096 == 4095)
            sched_yield();
}

/* ---- two stores, two loads ---- */

static struct {
    _Alignas(128) atomic_int x;
    _Alignas(128) atomic_int y;
    _Alignas(128) atomic_int begun;
    _Alignas(128) atomic_int done;
} m;
static int seen[2];
static void (*play)(int me);

/* Dekker: both have stored before they load, so they cannot both see nothing. */
static void dekker(int me)
{
    atomic_store(me ? &m.y : &m.x, 1);
    seen[me] = atomic_load(me ? &m.x : &m.y);
}

static void dekker_by_fences(int me)
{
    atomic_store_explicit(me ? &m.y : &m.x, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    seen[me] = atomic_load_explicit(me ? &m.x : &m.y, memory_order_relaxed);
}

static void dekker_by_exchange(int me)
{
    atomic_exchange(me ? &m.y : &m.x, 1);
    seen[me] = atomic_load(me ? &m.x : &m.y);
}

static void *player(void *argument)
{
    int me = argument != NULL;
    for (int i = 1; i <= ROUNDS; i++) {
        m.begun++;
        await(&m.begun, 2 * i);
        play(me);
        m.done++;
        await(&m.done, 2 * i);
        if (me)
            continue;
        if (!seen[0] && !seen[1])
            seen[0] = seen[1] = -1; /* kept: nobody plays on */
        if (seen[0] < 0)
            exit((puts("stores seen too late"), 1));
        m.x = m.y = 0;
    }
    return NULL;
}

static void test_two(const char *name, void (*how)(int me))
{
    pthread_t id;
    play = how;
    m.begun = m.done = m.x = m.y = 0;
    pthread_create(&id, NULL, player, "second");
    player(NULL);
    pthread_join(id, NULL);
    verdict(name, 0, 0);
}

/* ---- a message and its flag ---- */

static struct {
    _Alignas(128) long text[8];
    _Alignas(128) atomic_int flag;
    _Alignas(128) atomic_int taken;
} post;

static void *receive(void *unused)
{
    long wrong = 0;
    for (int i = 1; i <= ROUNDS; i++) {
        await(&post.flag, i);
        for (int k = 0; k < 8; k++)
            wrong += post.text[k] != i * 10l + k;
        atomic_store_explicit(&post.taken, i, memory_order_release);
    }
    (void)unused;
    return (void *)wrong;
}

static void test_messages(void)
{
    pthread_t id;
    void *wrong;
    pthread_create(&id, NULL, receive, NULL);
    for (int i = 1; i <= ROUNDS; i++) {
        for (int k = 0; k < 8; k++)
            post.text[k] = i * 10l + k;
        atomic_store_explicit(&post.flag, i, memory_order_release);
        await(&post.taken, i);
    }
    pthread_join(id, &wrong);
    verdict("messages", (long)wrong, 0);
}

/* ---- counters ---- */

static atomic_int word, swapped, greatest, reserved, locked;
static atomic_long wide, ored, xored;
static long plain;

/* The processor's own exclusive access. */
static void count_reserved(atomic_int *p)
{
    int old, failed;
#ifdef __aarch64__
    __asm__ volatile("1: ldxr %w0, [%2]\n add %w0, %w0, #1\n stxr %w1, %w0, [%2]\n cbnz %w1, 1b"
                     : "=&r"(old), "=&r"(failed)
                     : "r"(p)
                     : "memory");
#else
    __asm__ volatile("1: lr.w %0, (%2)\n addi %0, %0, 1\n sc.w %1, %0, (%2)\n bnez %1, 1b"
                     : "=&r"(old), "=&r"(failed)
                     : "r"(p)
                     : "memory");
#endif
}

/* What the other guest's processor or compiler has no instruction for. */
#ifdef __aarch64__
static _Atomic uint8_t byte;
static _Atomic uint16_t half;
static _Alignas(16) uint64_t pair[2];
static atomic_int torn;

/* Both halves must always agree. */
static int count_pair(void)
{
    uint64_t low, high, new_low, new_high;
    int failed;
    __asm__ volatile("1: ldaxp %0, %1, [%5]\n add %2, %0, #1\n add %3, %1, #3\n stlxp %w4, %2, %3, [%5]\n cbnz %w4, 1b"
                     : "=&r"(low), "=&r"(high), "=&r"(new_low), "=&r"(new_high), "=&r"(failed)
                     : "r"(pair)
                     : "memory");
    return high != 3 * low;
}

static void count_small_and_large(void)
{
    byte++;
    half += 3;
    torn += count_pair();
}

static void test_small_and_large(void)
{
    long all = (long)THREADS * COUNTS;
    verdict("bytes", byte, (uint8_t)all);
    verdict("halves", half, (uint16_t)(3 * all));
    verdict("pairs", (long)pair[0], all);
    verdict("pairs in two", torn, 0);
}
#else
static void count_small_and_large(void)
{
}

static void test_small_and_large(void)
{
}
#endif

static void take_turns(void)
{
    while (atomic_exchange_explicit(&locked, 1, memory_order_acquire))
        sched_yield();
    plain++;
    atomic_store_explicit(&locked, 0, memory_order_release);
}

static void *count(void *argument)
{
    int me = (int)(intptr_t)argument;
    for (int i = 0; i < COUNTS; i++) {
        count_small_and_large();
        word++;
        wide -= 5;
        atomic_fetch_or(&ored, 1l << (i % 60));
        atomic_fetch_xor(&xored, (long)i << me);
        count_reserved(&reserved);
        int old = atomic_load_explicit(&swapped, memory_order_relaxed);
        while (!atomic_compare_exchange_weak(&swapped, &old, old + 2))
            ;
        old = greatest;
        while (old < i * THREADS + me && !atomic_compare_exchange_strong(&greatest, &old, i * THREADS + me))
            ;
        if (i % 16 == 0)
            take_turns();
    }
    return NULL;
}

static void test_counters(void)
{
    long all = (long)THREADS * COUNTS, wanted = 0;
    for (int me = 0; me < THREADS; me++)
        for (long i = 0; i < COUNTS; i++)
            wanted ^= i << me;
    at_once(count);
    verdict("words", word, all);
    verdict("doublewords", wide, -5 * all);
    verdict("or", ored, (1l << 60) - 1);
    verdict("xor", xored, wanted);
    verdict("exclusive", reserved, all);
    verdict("compare and swap", swapped, 2 * all);
    verdict("maximum", greatest, all - 1);
    verdict("under a lock", plain, THREADS * ((COUNTS + 15) / 16));
    test_small_and_large();
}

int main(void)
{
    test_two("Dekker", dekker);
    test_two("Dekker by fences", dekker_by_fences);
    test_two("Dekker by exchange", dekker_by_exchange);
    test_messages();
    test_counters();
    return 0;
}
