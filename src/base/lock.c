/* A lock that is one word, on the kernel's futex. Unlike the C library's it knows who holds it, so that what a holder
   that is no more has left locked can be given back in its name; and it may be in memory that several processes
   share or have copied, since it holds no address.

   The word is 0, or the holder's number times two, plus one when somebody may be waiting. */
#define _GNU_SOURCE
#include "base/base.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

static void futex(uint32_t *word, int operation, uint32_t value)
{
    syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

void base_wait(uint32_t *word, uint32_t value)
{
    futex(word, FUTEX_WAIT_PRIVATE, value);
}

void base_wake(uint32_t *word)
{
    futex(word, FUTEX_WAKE_PRIVATE, INT32_MAX);
}

bool lock_try(struct lock *l, uint32_t who)
{
    uint32_t free = 0;
    return __atomic_compare_exchange_n(&l->word, &free, who * 2, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void lock_take(struct lock *l, uint32_t who)
{
    if (lock_try(l, who))
        return;
    for (;;) {
        uint32_t seen = __atomic_load_n(&l->word, __ATOMIC_RELAXED), wanted = seen ? seen | 1 : who * 2 + 1;
        if (seen != wanted &&
            !__atomic_compare_exchange_n(&l->word, &seen, wanted, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            continue;
        if (!seen) /* ours; there may be others that wait */
            return;
        base_wait(&l->word, wanted);
    }
}

void lock_give(struct lock *l)
{
    if (__atomic_exchange_n(&l->word, 0, __ATOMIC_RELEASE) & 1)
        futex(&l->word, FUTEX_WAKE_PRIVATE, 1);
}

bool lock_held_by(const struct lock *l, uint32_t who)
{
    return __atomic_load_n(&l->word, __ATOMIC_RELAXED) / 2 == who;
}
