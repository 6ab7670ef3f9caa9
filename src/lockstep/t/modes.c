/* A guest for lockstep: changes the FP mode to one that the host's FPU does not serve, and back, and computes in each. */
#include <stdio.h>

static void set_mode(unsigned long mode)
{
#ifdef __aarch64__
    __asm__ volatile("msr fpcr, %0" : : "r"(mode << 24)); /* flush to zero */
#else
    __asm__ volatile("fsrm %0" : : "r"(mode * 4)); /* ties away from zero */
#endif
}

int main(void)
{
    volatile float small = 0x1p-126f, third = 3;
    for (unsigned long n = 0; n < 6; n++) {
        set_mode(n & 1);
        volatile float a = small / 2, b = 1 / third;
        set_mode(0);
        printf("%a %a\n", a, b);
    }
    return 0;
}
