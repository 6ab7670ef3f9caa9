/* A function that hands its result over in the flags, which the procedure call standard does not do and optimised code does not expect
   until it has seen it: called and looked at in a hot loop, and by a computed call. On guests without flags, the same in C. */
#include <stdint.h>
#include <stdio.h>

#ifdef __aarch64__
__asm__(".text\n"
        ".globl compare\n"
        "compare: cmp x0, x1\n"
        "  b.vs 1f\n" /* never; another block */
        "1: ret\n");
#define CALL(instruction)                                                                                   \
    __asm__ volatile("mov x0, %1\n  mov x1, %2\n  adrp x2, compare\n  add x2, x2, :lo12:compare\n" instruction \
                     "\n  cset %w0, lt"                                                                     \
                     : "=&r"(less)                                                                          \
                     : "r"(a), "r"(b)                                                                       \
                     : "x0", "x1", "x2", "x30", "cc", "memory")
#else
#define CALL(instruction) less = a < b
#endif

int main(void)
{
    long direct = 0, computed = 0;
    for (long i = 0; i < 300000; i++) {
        int64_t a = i * 7919 % 1000, b = i & 511;
        int less;
        CALL("bl compare");
        direct += less;
        if (i > 100000) {
            CALL("blr x2");
            computed += less;
        }
    }
    printf("%ld %ld\n", direct, computed);
    return 0;
}
