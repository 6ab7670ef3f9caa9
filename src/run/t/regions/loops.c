/* Loops as regions have to deal with: nested, with several exits, with calls on some turns, with more values than registers,
   and ones that hand a value on to the next turn. Prints what they compute. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *next;
    uint64_t value;
};

/* Each turn remembers the element before it. */
__attribute__((noinline)) static struct node *reverse(struct node *list)
{
    struct node *before = NULL;
    while (list) {
        struct node *next = list->next;
        list->next = before;
        before = list;
        list = next;
    }
    return before;
}

__attribute__((noinline)) static uint64_t sum_pairs(const struct node *list)
{
    uint64_t sum = 0;
    for (const struct node *before = NULL; list; before = list, list = list->next)
        sum = sum * 31 + (before ? before->value ^ list->value : 1);
    return sum;
}

__attribute__((noinline)) static uint64_t rare(uint64_t x)
{
    return x * 0x9e3779b97f4a7c15u >> 7;
}

/* A call on every eighth turn, two ways out. */
__attribute__((noinline)) static uint64_t calls(uint64_t x, unsigned limit)
{
    for (unsigned i = 0; i < limit; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        if (i % 8 == 3)
            x += rare(x);
        if ((x & 0xfffff) == 77)
            return x + i;
    }
    return x;
}

__attribute__((noinline)) static uint64_t matrix(unsigned n)
{
    static uint32_t a[24][24], b[24][24], c[24][24];
    uint64_t sum = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++) {
            a[i][j] = i * 7 + j;
            b[i][j] = i ^ j * 3;
        }
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++) {
            uint32_t s = 0;
            for (unsigned k = 0; k < n; k++)
                s += a[i][k] * b[k][j];
            c[i][j] = s;
        }
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++)
            sum = sum * 17 + c[i][j];
    return sum;
}

__attribute__((noinline)) static uint64_t many(unsigned n)
{
    uint64_t v[14];
    for (unsigned k = 0; k < 14; k++)
        v[k] = k + 1;
    for (unsigned i = 0; i < n; i++) {
        uint64_t t = v[13];
        v[13] = v[12] + i, v[12] = v[11] ^ t, v[11] = v[10] * 3, v[10] = v[9] - t, v[9] = v[8] + 5, v[8] = v[7] >> 1;
        v[7] = v[6] + t, v[6] = v[5] * 7, v[5] = v[4] ^ i, v[4] = v[3] + 9, v[3] = v[2] - 1, v[2] = v[1] | i;
        v[1] = v[0] + t, v[0] = t;
    }
    uint64_t sum = 0;
    for (unsigned k = 0; k < 14; k++)
        sum = sum * 33 + v[k];
    return sum;
}

__attribute__((noinline)) static double floats(unsigned n)
{
    double x = 0.5, y = 1;
    for (unsigned i = 1; i <= n; i++) {
        x = 3.7 * x * (1 - x);
        y += x > 0.5 ? x / i : -x / i;
    }
    return y;
}

__attribute__((noinline)) static unsigned text(const char *s)
{
    unsigned words = 0, hash = 5381;
    for (int in = 0; *s; s++) {
        if (*s == ' ')
            in = 0;
        else if (!in++)
            words++;
        hash = hash * 33 + (unsigned char)*s;
    }
    return hash + words;
}

__attribute__((noinline)) static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static int compare(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

int main(void)
{
    static struct node nodes[100];
    static uint32_t numbers[500];
    for (unsigned i = 0; i < 100; i++)
        nodes[i] = (struct node){ i < 99 ? &nodes[i + 1] : NULL, i * i };
    uint64_t x = 1;
    for (unsigned i = 0; i < 500; i++)
        numbers[i] = (uint32_t)(x = x * 6364136223846793005u + 1442695040888963407u >> 1);
    qsort(numbers, 500, sizeof *numbers, compare);
    for (unsigned round = 0; round < 3; round++) {
        printf("pairs %llu\n", (unsigned long long)sum_pairs(reverse(nodes + 99 * (round % 2))));
        printf("calls %llu\n", (unsigned long long)calls(88172645463325252u + round, 3000));
        printf("matrix %llu\n", (unsigned long long)matrix(24));
        printf("many %llu\n", (unsigned long long)many(700 + round));
        printf("floats %.17g\n", floats(2000));
        printf("text %u\n", text("the quick brown fox jumps over the lazy dog and does so again and again"));
        printf("fib %d sorted %u\n", fib(17), numbers[100 * round]);
    }
    return 0;
}
