/* Threads that all do the same amount of work, so that where they scale the time does not depend on their number:

       threads KIND THREADS [ROUNDS]

   KIND says what they share: `private` nothing; `atomic` two words, one added to by an atomic addition and one changed by compare and
   exchange; `lock` a table below a mutex. What is done to shared data commutes, so that the checksum is that of any order. */
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "kernels.h"

enum { MAX_THREADS = 64, TABLE = 1024, STEPS = 32 };

struct worker {
    _Alignas(128) uint64_t seed;
    long rounds;
    uint32_t own[TABLE];
    pthread_t thread;
};

static struct worker workers[MAX_THREADS];
static _Alignas(128) uint64_t added;
static _Alignas(128) uint64_t exchanged;
static _Alignas(128) uint32_t shared[TABLE];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* What all kinds do most of the time. */
static uint64_t steps(struct worker *w)
{
    uint64_t x = 0;
    for (int i = 0; i < STEPS; i++) {
        x = next_random(&w->seed);
        w->own[x % TABLE] += (uint32_t)(x >> 32);
    }
    return x;
}

static void *private(void *worker)
{
    struct worker *w = worker;
    for (long n = w->rounds; n > 0; n--)
        steps(w);
    return NULL;
}

static void *atomic(void *worker)
{
    struct worker *w = worker;
    for (long n = w->rounds; n > 0; n--) {
        uint64_t x = steps(w), old = __atomic_load_n(&exchanged, __ATOMIC_RELAXED);
        __atomic_fetch_add(&added, x, __ATOMIC_RELAXED);
        while (!__atomic_compare_exchange_n(&exchanged, &old, old ^ x, true, __ATOMIC_ACQ_REL,
                                            __ATOMIC_RELAXED))
            ;
    }
    return NULL;
}

static void *lock(void *worker)
{
    struct worker *w = worker;
    for (long n = w->rounds; n > 0; n--) {
        uint64_t x = steps(w);
        pthread_mutex_lock(&mutex);
        shared[x % TABLE] += (uint32_t)(x >> 32);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static const struct kind {
    const char *name;
    void *(*work)(void *);
} kinds[] = { { "private", private }, { "atomic", atomic }, { "lock", lock } };

static uint64_t checksum(int threads)
{
    uint64_t sum = added + exchanged;
    for (int i = 0; i < TABLE; i++) {
        sum = sum * 31 + shared[i];
        for (int k = 0; k < threads; k++)
            sum = sum * 31 + workers[k].own[i];
    }
    return sum;
}

int main(int argc, char **argv)
{
    const struct kind *kind = kinds, *end = kinds + sizeof kinds / sizeof *kinds;
    int threads = argc > 2 ? atoi(argv[2]) : 0;
    while (kind < end && argc > 1 && strcmp(argv[1], kind->name))
        kind++;
    if (kind == end || threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: threads private|atomic|lock THREADS [ROUNDS]\n");
        return 2;
    }
    for (int k = 0; k < threads; k++) {
        workers[k].seed = (uint64_t)k + 1;
        workers[k].rounds = rounds(argc - 2, argv + 2, 10000000);
        if (pthread_create(&workers[k].thread, NULL, kind->work, &workers[k]))
            return 1;
    }
    for (int k = 0; k < threads; k++)
        pthread_join(workers[k].thread, NULL);
    printf("%lu\n", (unsigned long)checksum(threads));
}
