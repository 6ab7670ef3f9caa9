/* A guest with loops that get hot in functions of their own, for about TURNS million turns altogether; prints what comes of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long mix(unsigned long s, unsigned long n)
{
    for (unsigned long i = 0; i < n; i++) {
        s = s * 31 + (i ^ s >> 7);
        if (s % 5 == 0)
            s += i;
    }
    return s;
}

static double sum(unsigned n)
{
    double x = 0;
    for (unsigned i = 1; i <= n; i++)
        x += 1.0 / i / i;
    return x;
}

static unsigned letters(const char *text, unsigned n)
{
    unsigned count[256] = { 0 };
    for (unsigned i = 0; i < n; i++)
        for (const char *c = text; *c; c++)
            count[(unsigned char)*c]++;
    return count['e'] * 7 + count['a'];
}

__attribute__((noinline)) static unsigned fibonacci(unsigned n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

int main(int argc, char **argv)
{
    unsigned long turns = argc > 1 ? strtoul(argv[1], NULL, 10) : 20;
    unsigned long s = mix(turns, turns * 1000000);
    printf("%lx %.12f %u %u\n", s, sum((unsigned)turns * 100000), letters("a dragoman guides and interprets", (unsigned)turns * 10000),
           fibonacci(18));
    return 0;
}
