/* What the host's program (risu.h) and the guest's harness (harness/harness.c) tell each other: the
   image of blocks that goes in, the records that come out. Both sides are 64-bit and little-endian;
   registers are numbered and laid out as in insntest's struct image. */
#ifndef RISU_STREAM_H
#define RISU_STREAM_H

#include <stdint.h>

/* struct image; the window is at SCRATCH, between unmapped pages. */
#include "../insntest/oracle/oracle.h"

#define RISU_IMAGE 0x2100000000ull /* where the harness maps the image */

enum { RISU_FIXES = 10, RISU_FAULTS = 8 };

/* A register that does not start at random: the address or index of a memory instruction, the
   target of a jump. */
struct risu_fix {
    uint64_t value;
    uint64_t reg;
};

/* The image: blocks of this kind, one with size 0 behind the last; code between them as their
   offsets say. */
struct risu_block {
    uint64_t seed;   /* of the registers and the window */
    uint64_t offset; /* of the code, from the image's start; a breakpoint follows it */
    uint32_t size;   /* of the code in bytes */
    uint16_t fixes;
    uint16_t memory; /* the window is filled before, and part of the result */
    struct risu_fix fix[RISU_FIXES];
};

/* What one block led to. A faulting instruction is skipped; `faulted` has a bit for each pair of
   bytes of code. */
struct risu_result {
    uint64_t hash;
    uint64_t faulted;
};

struct risu_fault {
    uint32_t signal, offset; /* of the instruction in the block */
    uint64_t address;        /* of SIGSEGV */
};

/* Written instead when a block is to be shown. */
struct risu_dump {
    struct image before, after;
    uint64_t faults;
    struct risu_fault fault[RISU_FAULTS]; /* the first ones */
};

#endif
