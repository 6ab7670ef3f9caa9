// A program of moderate size for a guest's compiler to compile (tests/programs/gcc.sh): integer,
// floating-point and string work whose output is the same everywhere.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *left, *right;
    uint32_t key;
};

static uint64_t state = 88172645463325252u;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static struct node *insert(struct node *tree, uint32_t key)
{
    if (!tree) {
        tree = calloc(1, sizeof *tree);
        tree->key = key;
    } else if (key < tree->key) {
        tree->left = insert(tree->left, key);
    } else {
        tree->right = insert(tree->right, key);
    }
    return tree;
}

static unsigned depth(const struct node *tree)
{
    if (!tree)
        return 0;
    unsigned left = depth(tree->left), right = depth(tree->right);
    return 1 + (left > right ? left : right);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void matrix(void)
{
    enum { N = 24 };
    static double a[N][N], b[N][N], c[N][N];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = (double)(next() % 1000) / 8;
            b[i][j] = (double)(next() % 1000) / 16;
        }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            for (int k = 0; k < N; k++)
                c[i][j] += a[i][k] * b[k][j];
    double trace = 0;
    for (int i = 0; i < N; i++)
        trace += c[i][i];
    printf("trace %.6f\n", trace);
}

static uint32_t checksum(const char *text, size_t length)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)text[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

int main(void)
{
    struct node *tree = NULL;
    for (int i = 0; i < 3000; i++)
        tree = insert(tree, (uint32_t)next());
    printf("depth %u\n", depth(tree));

    double values[500];
    for (int i = 0; i < 500; i++)
        values[i] = sqrt((double)(next() >> 11)) - cbrt((double)(next() >> 40));
    qsort(values, 500, sizeof values[0], compare);
    printf("median %.9g, range %.9g\n", values[250], values[499] - values[0]);
    matrix();

    char text[4096];
    size_t length = 0;
    for (int i = 0; i < 200; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%d:%x;", i * i, i * 37);
    printf("crc %08x of %zu bytes\n", checksum(text, length), length);
    printf("%lld %lld %d\n", (long long)(int64_t)next() / 97, (long long)(int64_t)next() % 89,
           __builtin_popcountll(next()));
    return 0;
}
