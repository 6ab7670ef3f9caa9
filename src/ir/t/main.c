/* The IR's test program: scripts/test-ir runs it.

   ir-test [--bless] [--random N] [--seed N] FOLDER */
#include "ir/t/test.h"

#include <stdlib.h>
#include <string.h>

void test_check(struct test *t, bool good, const char *title, const char *more)
{
    if (good) {
        t->passed++;
        return;
    }
    t->failed++;
    printf("FAILED: %s\n%s%s", title, more ? more : "", more && *more ? "\n" : "");
}

uint64_t test_random(struct test *t) /* xorshift */
{
    t->seed ^= t->seed << 13;
    t->seed ^= t->seed >> 7;
    t->seed ^= t->seed << 17;
    return t->seed;
}

unsigned test_below(struct test *t, unsigned limit)
{
    return (unsigned)(test_random(t) >> 16) % limit;
}

char *test_read(const char *folder, const char *name, char *path, size_t path_size)
{
    snprintf(path, path_size, "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;
    if (!in || getdelim(&text, &size, 0, in) < 0) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    fclose(in);
    return text;
}

char *test_print(const struct ir_func *f)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    ir_print(f, out);
    fclose(out);
    return text;
}

int main(int argc, char **argv)
{
    struct test t = { .seed = 0x9e3779b97f4a7c15, .random = 2000 };
    for (int k = 1; k < argc; k++) {
        if (strcmp(argv[k], "--bless") == 0)
            t.bless = true;
        else if (strcmp(argv[k], "--random") == 0 && k + 1 < argc)
            t.random = (unsigned)atoi(argv[++k]);
        else if (strcmp(argv[k], "--seed") == 0 && k + 1 < argc)
            t.seed = strtoull(argv[++k], NULL, 0) | 1;
        else
            t.folder = argv[k];
    }
    if (!t.folder) {
        fprintf(stderr, "usage: ir-test [--bless] [--random N] [--seed N] FOLDER\n");
        return 2;
    }
    test_eval(&t);
    test_cases(&t);
    test_functions(&t);
    printf("%u passed, %u failed\n", t.passed, t.failed);
    return t.failed != 0;
}
