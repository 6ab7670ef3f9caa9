/* Products that round up to the smallest normal number: Arm's processors find them too small, which sets the underflow flag, others do
   not. Hot first without anybody looking at flags, beside a loop without floating point; then with. Prints what is computed and which
   flags there are. */
#include <stdint.h>
#include <stdio.h>

enum { UNDERFLOW = 1, INEXACT = 2 };
#ifdef __aarch64__
static void clear(void)
{
    __asm__ volatile("msr fpsr, xzr" ::: "memory");
}
static unsigned flags(void)
{
    uint64_t all;
    __asm__ volatile("mrs %0, fpsr" : "=r"(all)::"memory");
    return (unsigned)(all >> 3 & 3);
}
#else
static void clear(void)
{
    __asm__ volatile("csrw fflags, zero" ::: "memory");
}
static unsigned flags(void)
{
    unsigned all;
    __asm__ volatile("csrr %0, fflags" : "=r"(all)::"memory");
    return (all >> 1 & UNDERFLOW) | (all << 1 & INEXACT);
}
#endif

__attribute__((noinline)) static double products(double a, double b, long count)
{
    double sum = 0;
    for (long i = 0; i < count; i++) {
        double x = a * b;
        __asm__ volatile("" : "+m"(x));
        sum += x * 0x1p900;
    }
    return sum;
}

__attribute__((noinline)) static uint64_t mix(uint64_t x, long count)
{
    for (long i = 0; i < count; i++)
        x = (x ^ x >> 29) * 0x9e3779b97f4a7c15 + (uint64_t)i;
    return x;
}

int main(void)
{
    volatile double a = 0x1.fffffff8p-512, b = 0x1.00000004p-511; /* (1 - 2^-30) (1 + 2^-30) 2^-1022 */
    uint64_t x = 1;
    double sum = 0;
    for (int i = 0; i < 300; i++) {
        sum += products(a, b, 1000);
        x = mix(x, 1000);
    }
    printf("%a %016lx\n", sum, (unsigned long)x);
    for (int turn = 0; turn < 3; turn++) {
        clear();
        for (int i = 0; i < 50; i++) {
            sum += products(a, b, 1000);
            x = mix(x, 1000);
        }
        unsigned set = flags();
        printf("%a %016lx%s%s\n", sum, (unsigned long)x, set & UNDERFLOW ? " underflow" : "", set & INEXACT ? " inexact" : "");
    }
    return 0;
}
