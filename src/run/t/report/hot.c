/* A loop in the parent, another one in a forked child, a library function in both. argv[1]: dies of a fault. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

__attribute__((noinline)) unsigned parent_loop(unsigned n)
{
    unsigned x = 1;
    for (unsigned i = 0; i < n; i++)
        x = x * 1664525 + i;
    return x;
}

__attribute__((noinline)) unsigned child_loop(unsigned n)
{
    unsigned x = 1;
    for (unsigned i = 0; i < n; i++)
        x ^= x << 3 | i;
    return x;
}

int main(int argc, char **argv)
{
    printf("%u\n", parent_loop(100000));
    fflush(stdout);
    if (!fork()) {
        printf("%u\n", child_loop(100000));
        free(strdup(argv[0]));
        return 0;
    }
    wait(NULL);
    if (argc > 1)
        *(volatile int *)8 = 1;
    return 0;
}
