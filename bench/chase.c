/* Pointer chasing: dependent loads, within the second-level cache. */
#include "kernels.h"

enum { COUNT = 32768 };

int main(int argc, char **argv)
{
    static uint32_t next[COUNT];
    uint64_t seed = 3;
    for (uint32_t i = 0; i < COUNT; i++)
        next[i] = i;
    for (uint32_t i = COUNT - 1; i > 0; i--) { /* one cycle: Sattolo's shuffle */
        uint32_t k = (uint32_t)(next_random(&seed) % i), t = next[i];
        next[i] = next[k];
        next[k] = t;
    }
    uint32_t at = 0;
    for (long n = rounds(argc, argv, 250000000); n > 0; n--)
        at = next[at];
    printf("%u\n", at);
}
