/* The command line of `regions`: see regions.h. */
#define _GNU_SOURCE
#include "regions.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int usage(void)
{
    fputs("usage: regions check [--states N] FILE...\n"
          "       regions reduce [--states N] [--test COMMAND] FILE\n"
          "       regions print FILE\n\n"
          "FILE is a request of the optimiser service (dragoman-opt --record) or a region's text. check: whether LLVM's code does what the\n"
          "interpreter does, from N states (default 200); what differs is told. reduce: prints the smallest region of which LLVM\n"
          "makes something wrong in the same way, or for which COMMAND, given a file with its text, still ends with 0.\n",
          stderr);
    return 2;
}

static int check_all(char **files, unsigned states)
{
    unsigned passed = 0, failed = 0;
    for (; *files; files++) {
        struct region r;
        struct arena arena;
        arena_init(&arena);
        enum verdict v = region_read(&r, *files, &arena) ? region_check(&r, states, 1) : SLOW;
        bool good = v == RIGHT || v == REFUSED;
        passed += good;
        failed += !good;
        if (v != RIGHT)
            printf("%s: %s\n", *files, verdict_names[v]);
        arena_free(&arena);
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}

static int reduce(const char *file, struct test *t)
{
    struct region r;
    struct arena arena;
    arena_init(&arena);
    if (!region_read(&r, file, &arena))
        return 2;
    if (!t->command)
        t->wanted = region_check(&r, t->states, -1);
    bool wrong = t->command ? reduce_holds(t, &r) : t->wanted == DIFFERS || t->wanted == CRASHES || t->wanted == SLOW;
    if (!wrong) {
        fprintf(stderr, "%s: nothing is wrong with it\n", file);
        return 1;
    }
    unsigned before = r.insns;
    region_reduce(&r, t, &arena);
    printf("# %s: %u instructions of %u\n", t->command ? "reduced" : verdict_names[t->wanted], r.insns, before);
    region_print(&r, stdout);
    fprintf(stderr, "%u instructions of %u after %u tries\n", r.insns, before, t->tries);
    arena_free(&arena);
    return 0;
}

static int print(const char *file)
{
    struct region r;
    struct arena arena;
    arena_init(&arena);
    bool read = region_read(&r, file, &arena);
    if (read)
        region_print(&r, stdout);
    arena_free(&arena);
    return read ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct test t = { .states = 200 };
    char *what = argc > 2 ? argv[1] : NULL;
    char **rest = argv + 2;
    for (; what && rest[0] && !strncmp(rest[0], "--", 2) && rest[1]; rest += 2)
        if (!strcmp(rest[0], "--states"))
            t.states = (unsigned)strtoul(rest[1], NULL, 10);
        else if (!strcmp(rest[0], "--test"))
            t.command = rest[1];
        else
            return usage();
    if (!what || !rest[0])
        return usage();
    if (!strcmp(what, "check"))
        return check_all(rest, t.states);
    if (!strcmp(what, "print") && !rest[1])
        return print(rest[0]);
    return strcmp(what, "reduce") || rest[1] ? usage() : reduce(rest[0], &t);
}
