/* Integer, memory and hard-to-predict branches: heap sort. */
#include "kernels.h"

enum { COUNT = 100000 };

static void sift(uint32_t *a, size_t root, size_t end)
{
    for (size_t child; (child = 2 * root + 1) < end; root = child) {
        if (child + 1 < end && a[child] < a[child + 1])
            child++;
        if (a[root] >= a[child])
            return;
        uint32_t t = a[root];
        a[root] = a[child];
        a[child] = t;
    }
}

int main(int argc, char **argv)
{
    static uint32_t a[COUNT];
    uint64_t seed = 7, sum = 0;
    for (long n = rounds(argc, argv, 80); n > 0; n--) {
        for (size_t i = 0; i < COUNT; i++)
            a[i] = (uint32_t)next_random(&seed);
        for (size_t i = COUNT / 2; i-- > 0;)
            sift(a, i, COUNT);
        for (size_t end = COUNT; --end > 0;) {
            uint32_t t = a[0];
            a[0] = a[end];
            a[end] = t;
            sift(a, 0, end);
        }
        sum = sum * 31 + a[COUNT / 3];
    }
    printf("%lu\n", (unsigned long)sum);
}
