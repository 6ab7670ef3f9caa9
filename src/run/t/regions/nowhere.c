/* Accesses and calls that lead nowhere, from hot loops: a handler sees the signal and the address. A call of NULL is a computed jump to 0,
   and what an empty entry of a cache looks like must not be found for it. An address that cannot exist is SIGSEGV, in whichever
   register it is. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t function(uint64_t x);

static sigjmp_buf back;
static volatile sig_atomic_t number;
static volatile uint64_t where;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)context;
    number = signal;
    where = (uint64_t)info->si_addr;
    siglongjmp(back, 1);
}

static uint64_t twice(uint64_t x)
{
    return x * 2 + 1;
}

static uint64_t mixed(uint64_t x)
{
    return x ^ x >> 3;
}

__attribute__((noinline)) static uint64_t calls(function *const *table, unsigned n, uint64_t x)
{
    for (unsigned i = 0; i < n; i++)
        x = table[i % 3](x) + i;
    return x;
}

/* As many pointers as there are registers. */
__attribute__((noinline)) static uint64_t sums(uint64_t *const *p, unsigned n)
{
    uint64_t *a = p[0], *b = p[1], *c = p[2], *d = p[3], *e = p[4], *f = p[5], *g = p[6], *h = p[7];
    uint64_t s = 0;
    for (unsigned i = 0; i < n; i++) {
        *a += s, *b ^= s, *c += i, *d ^= i, *e += *a, *f ^= *b, *g += *c;
        s += *h + *a * 3 + (*b ^ *c) + *d + (*e ^ *f) + *g;
    }
    return s;
}

static uint64_t *pointer(uint64_t value)
{
    return (uint64_t *)value;
}

int main(void)
{
    static uint64_t memory[8];
    function *table[3] = { twice, mixed, twice };
    uint64_t *p[8];
    struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER };
    sigaction(SIGSEGV, &a, NULL);
    sigaction(SIGBUS, &a, NULL);
    printf("%llx\n", (unsigned long long)calls(table, 30000, 1));
    table[2] = NULL;
    if (!sigsetjmp(back, 1))
        printf("%llx\n", (unsigned long long)calls(table, 300, 1));
    printf("signal %d at %llx\n", (int)number, (unsigned long long)where);
    for (unsigned i = 0; i < 8; i++)
        p[i] = &memory[i];
    printf("%llx\n", (unsigned long long)sums(p, 30000));
    for (volatile unsigned i = 0; i < 8; i++) {
        p[i] = pointer(0x0012345678000000); /* bit 55 and what is above are alike: that is no tag */
        if (!sigsetjmp(back, 1))
            printf("%llx\n", (unsigned long long)sums(p, 300));
        printf("%u: signal %d\n", i, (int)number);
        p[i] = &memory[i];
    }
    return 0;
}
