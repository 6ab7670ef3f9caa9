/* insntest: runs the one-line instruction tests of docs/insn-tests.md. Order: parse.c (lines to
   tests), assemble.c (code to bytes), engine.c (runs them here), outside.c (runs them under another
   emulator), main.c (compares, reports). aarch64.c and riscv64.c say what is peculiar to a
   guest. */
#ifndef INSNTEST_H
#define INSNTEST_H

#include <stdbool.h>
#include <stddef.h>

#include "guest/guest.h"
#include "oracle/oracle.h"

/* Part of a register that a test names. */
struct place {
    int reg;
    unsigned shift, bits;
    unsigned lane; /* bits of one lane; equal to bits when there are none */
    bool boxed;    /* a float written here is NaN-boxed */
};

struct rules {
    const struct guest *guest;
    const char *const *assembler; /* command, ends with NULL */
    const char *prologue;         /* first line of what is assembled */
    uint32_t filler;              /* four bytes of breakpoints */
    const char *oracle_cpu;       /* QEMU's -cpu */
    bool (*find)(const char *name, struct place *p);
    void (*describe)(int reg, char *name, size_t size); /* for messages; empty: no such register */
    void (*put)(struct ir_state *s, const struct image *i);
    void (*get)(const struct ir_state *s, struct image *i);
};
extern const struct rules aarch64_rules, riscv64_rules;

struct test {
    const char *file;
    int line;
    char *source; /* assembly */
    const uint8_t *code; /* in `object` of its file's first test, which owns it */
    uint8_t *object;
    uint32_t code_size;
    uint64_t features;
    struct image before, after; /* after.signal decides whether after.address counts */
    bool pc_given, address_given;
    bool no_qemu;
};

struct tests {
    const struct rules *rules;
    struct test *test;
    size_t count;
};

/* Ends the program with a message. */
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);
__attribute__((noreturn, format(printf, 2, 3))) void die_at(const struct test *t,
                                                            const char *format, ...);

void parse_file(struct tests *all, const char *file);

void free_tests(struct tests *all);

/* All tests from number `first` on are of one file. */
void assemble(struct tests *all, size_t first);

struct engine_runner;
struct engine_runner *engine_start(const struct rules *rules, const char *engine);
void engine_run(struct engine_runner *e, const struct test *t, struct image *result);
void engine_stop(struct engine_runner *e);

/* Runs the tests that are not `noqemu` under the emulator; program: the oracle, built for the
   guest. results has room for all. */
void outside_run(const struct tests *all, const char *emulator, const char *program,
                 struct image *results);

const char *signal_name(int signal);
int signal_number(const char *name); /* 0: none of ours */

#endif
