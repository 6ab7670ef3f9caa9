/* What the instruction tester and the program that runs its cases inside another emulator (the
   oracle) have in common: the state of a guest as an array, and the stream of cases. Both sides are
   64-bit and little-endian. Read ../insntest.h first on the tester's side, oracle.c on the
   oracle's. */
#ifndef ORACLE_H
#define ORACLE_H

#include <stdint.h>

/* Where a case finds its memory and its code, at addresses that no emulator, kernel or sanitizer
   chooses. The pages around SCRATCH are not accessible. */
#define SCRATCH   0x200000000000ull
#define CODE_PAGE 0x200000100000ull
#define CODE      (CODE_PAGE + 0x400)
enum { PAGE = 4096, CODE_MAX = PAGE - 0x400 - 16 };

/* Numbers of registers; SIMD&FP registers are the last. */
enum {
    IMAGE_PC = 32,
    AARCH64_SP = 31,
    AARCH64_NZCV = 33,
    AARCH64_FPCR,
    AARCH64_FPSR,
    AARCH64_V0, /* x0 is 0 */
    RISCV64_FCSR = 33,
    RISCV64_F0, /* x1 is 1 */
    IMAGE_REGISTERS = 72,
};

struct image {
    uint64_t reg[IMAGE_REGISTERS][2];
    uint8_t memory[PAGE]; /* at SCRATCH */
    int32_t signal;   /* that the code got; 0: it ran to its end, SIGSYS: it made a system call */
    int32_t count;    /* to the oracle: cases that follow this one, 0: the last */
    uint64_t address; /* of the signal */
};

/* One case on the oracle's standard input. It answers each with an image on its output. */
struct oracle_case {
    struct image before;
    uint32_t code_size, filler; /* of breakpoints around the code */
    uint8_t code[CODE_MAX];
};

#endif
