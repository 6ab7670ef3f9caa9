/* Calls through function pointers. */
#include "kernels.h"

typedef uint64_t step(uint64_t);
static uint64_t one(uint64_t x)
{
    return x * 5 + 1;
}
static uint64_t two(uint64_t x)
{
    return x ^ x >> 9;
}
static uint64_t three(uint64_t x)
{
    return x + (x << 3);
}
static uint64_t four(uint64_t x)
{
    return x - (x >> 17);
}

int main(int argc, char **argv)
{
    step *const volatile table[4] = { one, two, three, four };
    uint64_t x = 1;
    for (long n = rounds(argc, argv, 200000000); n > 0; n--)
        x = table[n & 3](x);
    printf("%lu\n", (unsigned long)x);
}
