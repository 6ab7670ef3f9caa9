/* risu: runs random instructions under another emulator and under Dragoman and compares what they
   do, as Peter Maydell's program of that name compares emulators with processors. Reading order:
   make.c (random blocks), riscv64.c and aarch64.c (which instructions need what), run.c (an image
   of blocks through both emulators), reduce.c (the shortest failing block), report.c (what a person
   sees), main.c. The guest's half is in harness/, what both halves share in stream.h. */
#ifndef RISU_RISU_H
#define RISU_RISU_H

#include <stdbool.h>
#include <stddef.h>

#include "guest/guest.h"
#include "stream.h"

enum { BLOCK_INSNS = 12 };

struct insn {
    uint32_t bits;
    unsigned length; /* bytes */
    int pattern;     /* as decoded; -1: none */
};

/* A block being made or examined. Everything follows from the seed; reducing changes instructions
   only. */
struct block {
    uint64_t seed;
    unsigned count;
    struct insn insn[BLOCK_INSNS];
    unsigned fixes;
    struct fix {
        int reg;
        enum fix_use { FIX_BASE = 1, FIX_INDEX, FIX_CODE } use;
        uint64_t value; /* of FIX_CODE: an offset from the block's start */
    } fix[RISU_FIXES];
    bool memory;
};

/* A block under construction. */
struct maker {
    const struct arch *arch;
    const bool *drawn; /* by pattern */
    struct block *block;
    uint64_t rng;
    uint64_t written; /* a bit for each integer register that an instruction may have changed */
    bool misaligned;  /* addresses are; then without atomics */
    unsigned offset;  /* of the next instruction */
    bool skips;       /* the instruction being made jumps over a filler */
};
uint64_t maker_random(struct maker *m);
uint64_t maker_below(struct maker *m, uint64_t limit);
/* Sees to it that the register holds an address in the middle of the window, a small index, or the
   address of the code at an offset less a displacement. False when it cannot. */
bool maker_base(struct maker *m, int reg, bool aligned);
bool maker_index(struct maker *m, int reg);
bool maker_target(struct maker *m, int reg, unsigned offset, int64_t displacement);
/* For branches: one to the offset returned goes over the filler that will be put behind it. */
unsigned maker_skip(struct maker *m, const struct insn *i);
void maker_append(struct maker *m, struct insn *i);

/* How one kind of instruction fits into a block: applies when (insn & mask) == bits. Makes random
   bits into something sensible, notes which integer registers it writes; false: draw another.
   Patterns that are not drawn at random otherwise (branches) are, when a rule is for all of their
   encodings. */
struct rule {
    unsigned width;
    uint32_t mask, bits;
    bool (*fit)(struct maker *m, struct insn *i);
};

/* Encodings that are not compared, and why. */
struct exception {
    const char *pattern; /* name; with a star: what it begins with */
    uint32_t mask, bits;
    const char *why;
};

/* What is peculiar to a guest. */
struct arch {
    const struct guest *guest;
    const char *qemu, *cpu;
    const struct rule *rules;           /* the first that applies; ends with width 0 */
    const struct exception *exceptions; /* ends with why NULL */
    void (*writes)(struct maker *m,
                   const struct insn *i); /* notes registers that other instructions write */
    uint32_t filler;                      /* an instruction of four bytes that branches skip */
    uint32_t nop[2];                      /* of two bytes (or 0) and of four */
    uint32_t breakpoint;                  /* of four bytes */
    void (*describe)(int reg, char *name, size_t size); /* of struct image; insntest's */
};
extern const struct arch arch_aarch64, arch_riscv64;

/* ---- make.c ---- */
void make_drawn(const struct arch *arch, const char *only, bool *drawn); /* only: names, or NULL */
const char *make_exception(const struct arch *arch,
                           unsigned pattern); /* why it is not drawn, or NULL */
void make_block(const struct arch *arch, const bool *drawn, uint64_t seed, struct block *b);
unsigned block_size(const struct block *b);
int insn_pattern(const struct arch *arch, const struct insn *i);

/* ---- run.c ---- */
struct run_setup {
    const struct arch *arch;
    const char *harness; /* for the guest */
    const char *dragoman, *engine;
    bool each;      /* results are written after each block, not many at a time */
    char image[64]; /* a temporary file */
};
enum { RUN_QEMU, RUN_DRAGOMAN, RUNS };
/* Runs the blocks through both; results[k][RUN_...]. A run that ends too soon or takes too long
   leaves hash 0 from there on, its wait status is in ended[], or -1; otherwise 0. */
void run_blocks(struct run_setup *s, const struct block *blocks, size_t count,
                struct risu_result (*results)[RUNS], int ended[RUNS]);
/* One block, all of its outcome; false when an emulator gave none. */
bool run_dump(struct run_setup *s, const struct block *b, struct risu_dump dumps[RUNS]);
bool run_differs(struct run_setup *s, const struct block *b);

/* ---- reduce.c, report.c ---- */
/* Turns instructions into nops as long as the results differ. Returns the index of the last one
   that is left. */
unsigned reduce(struct run_setup *s, struct block *b);
void report(struct run_setup *s, const struct block *b);

__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);

#endif
