/* Vectors of integers and of floats, as the compiler makes them at -O3. */
#include "kernels.h"

enum { COUNT = 4096 };
static int32_t p[COUNT], q[COUNT];
static float f[COUNT], g[COUNT];
static uint8_t s[COUNT], t[COUNT];

int main(int argc, char **argv)
{
    uint64_t seed = 9, sum = 0;
    for (int i = 0; i < COUNT; i++) {
        p[i] = (int32_t)next_random(&seed);
        f[i] = (float)(i % 17) * 0.25f;
        s[i] = (uint8_t)next_random(&seed);
    }
    for (long n = rounds(argc, argv, 500000); n > 0; n--) {
        for (int i = 0; i < COUNT; i++)
            q[i] = (q[i] + p[i] * 3) ^ (p[i] >> 5);
        for (int i = 0; i < COUNT; i++)
            g[i] = g[i] * 0.5f + f[i] * 1.25f;
        for (int i = 0; i < COUNT; i++)
            t[i] = (uint8_t)(s[i] > t[i] ? s[i] : t[i] + 1);
    }
    for (int i = 0; i < COUNT; i++)
        sum += (uint32_t)q[i] + t[i];
    printf("%lu %.3f\n", (unsigned long)sum, (double)(g[7] + g[4000]));
}
