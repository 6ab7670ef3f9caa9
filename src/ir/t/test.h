/* What the parts of the IR's test program share. */
#ifndef IR_T_TEST_H
#define IR_T_TEST_H

#include "ir/fp.h"
#include "ir/ir.h"

struct test {
    const char *folder; /* of the case files */
    bool bless;         /* rewrite expectations instead of comparing */
    uint64_t seed;      /* of random numbers; changes with each */
    unsigned random;    /* how many random functions */
    unsigned passed, failed;
};

/* Counts a test; a failing one prints its title and, when given, more. */
void test_check(struct test *t, bool good, const char *title, const char *more);
uint64_t test_random(struct test *t);
unsigned test_below(struct test *t, unsigned limit); /* a random number */
char *test_read(const char *folder, const char *name, char *path, size_t path_size);
char *test_print(const struct ir_func *f); /* malloc'ed */

/* ---- rebuild.c: the function built again through the builder, so simplified and finished ---- */
struct ir_func *test_rebuild(struct arena *arena, const struct ir_func *f);

/* ---- run.c: executes a function over a made-up guest ---- */
enum { TEST_STATE = IR_STATE_HEAD + 512 };
struct test_guest {
    union {
        struct ir_state head;
        uint8_t state[TEST_STATE];
    };
    uint64_t trace; /* of all that could be observed: a hash */
};
void test_run(const struct ir_func *f, struct test_guest *g);
bool test_same(struct test *t, const struct ir_func *f,
               const struct ir_func *g); /* from a few random states */

/* ---- the suites ---- */
void test_cases(struct test *t);     /* cases.c: files of IR text with what becomes of it */
void test_eval(struct test *t);      /* eval.c: single ops */
void test_functions(struct test *t); /* random.c: random functions, mutated text */

#endif
