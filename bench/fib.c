/* Recursion: calls and returns. */
#include "kernels.h"

static __attribute__((noinline, noclone)) int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv)
{
    printf("%d\n", fib((int)rounds(argc, argv, 42)));
}
