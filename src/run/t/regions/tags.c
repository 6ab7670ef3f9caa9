/* AArch64 ignores the top byte of an address. A loop is hot with plain pointers before one comes with a tag: the access that the
   host refuses is tried again, with all registers as they were. */
#include <stdint.h>
#include <stdio.h>

static uint64_t memory[64];

__attribute__((noinline)) static uint64_t sum(uint64_t *p, unsigned count)
{
    uint64_t a = 1, b = 2, c = 3;
    for (unsigned i = 0; i < count; i++) {
        a += p[i] * b, b ^= a, c += b >> 3;
        p[i] = c;
    }
    return a ^ b ^ c;
}

int main(void)
{
    uint64_t s = 0, tagged = (uint64_t)memory;
#ifdef __aarch64__
    tagged |= (uint64_t)0x5a << 56;
#endif
    for (unsigned i = 0; i < 3000; i++)
        s += sum(memory, 64);
    printf("%lx\n", (long)s);
    for (unsigned i = 0; i < 50; i++)
        s += sum((uint64_t *)tagged, 64);
    printf("%lx\n", (long)s);
    return 0;
}
