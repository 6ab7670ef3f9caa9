/* AArch64 ignores the top byte of an address. Loops are hot with plain pointers before one comes with a tag: the access that the
   host refuses is tried again, with all registers as they were, and a pointer that is data too keeps its tag. */
#include <stdint.h>
#include <stdio.h>

static uint64_t memory[64];
static double numbers[64], quotients[64];
static struct node {
    struct node *next, *self;
    uint64_t number;
} nodes[32];

__attribute__((noinline)) static uint64_t sum(uint64_t *p, unsigned count)
{
    uint64_t a = 1, b = 2, c = 3;
    for (unsigned i = 0; i < count; i++) {
        a += p[i] * b, b ^= a, c += b >> 3;
        p[i] = c;
    }
    return a ^ b ^ c;
}

__attribute__((noinline)) static uint64_t link_up(struct node *n, unsigned count)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < count; i++) {
        n[i].self = &n[i];
        n[i].next = &n[(i + 1) % count];
        __atomic_fetch_add(&n[i].number, i, __ATOMIC_SEQ_CST);
    }
    for (unsigned i = 0; i < count; i++, n = n->next)
        sum += (n == n->self) + n->number;
    return sum;
}

/* 0 / 0 is among it, seldom, when there are tags: the operation that traps may have the tagged address. */
__attribute__((noinline)) static uint64_t divide(double *to, const double *from, unsigned count)
{
    uint64_t unordered = 0;
    for (unsigned i = 0; i < count; i++) {
        to[i] = from[i] / from[count - 1 - i];
        unordered += to[i] != to[i];
    }
    return unordered;
}

__attribute__((noinline)) static void add_bytes(uint8_t *to, const uint8_t *from, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        to[i] += from[i];
}

static void *with_tag(void *p, unsigned tag)
{
#ifdef __aarch64__
    return (void *)((uintptr_t)p | (uintptr_t)tag << 56);
#endif
    return p;
}

int main(void)
{
    uint64_t s = 0;
    for (unsigned i = 0; i < 64; i++)
        numbers[i] = i + 1;
    for (unsigned i = 0; i < 6000; i++) {
        unsigned tag = i < 5900 ? 0 : i;
        s += sum(with_tag(memory, tag), 64);
        s += link_up(with_tag(nodes, tag), 32);
        s += divide(with_tag(quotients, tag), with_tag(numbers, tag + 1), 64);
        add_bytes(with_tag(memory, tag), with_tag(memory + 32, tag + 1), 256);
        numbers[i % 64] = i < 5900 || i > 5904 ? i + 1 : 0;
        if (i % 100 == 99)
            printf("%lx\n", (unsigned long)s);
    }
    return 0;
}
