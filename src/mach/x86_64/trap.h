/* Completing an FP instruction that has trapped, from its bytes and the registers alone. Three parts:

   trap_decode.c    what the instruction is and where its operands are
   trap_eval.c      what it gives, lane by lane, by the integer arithmetic of ir/fp.h
   trap_context.c   the vector registers of a signal's context, and the way through all of it

   The only trap that is not masked is the one for invalid operations, so that instructions that cannot
   raise it (conversions from integers, moves) are unknown here, as are those that LLVM writes for no
   code of ours (range, fixupimm, scalef) and the extensions half of which only were ever sold: code
   must be made without fma4, xop, avx512fp16, avx10.2 and egpr. */
#ifndef MACH_X86_64_TRAP_H
#define MACH_X86_64_TRAP_H

#include "ir/fp.h"

#include <sys/ucontext.h>

union trap_vector {
    uint8_t u8[64];
    uint16_t u16[32];
    uint32_t u32[16];
    uint64_t u64[8];
};

enum trap_op {
    TRAP_ADD,
    TRAP_SUB,
    TRAP_MUL,
    TRAP_DIV,
    TRAP_SQRT,
    TRAP_MIN,
    TRAP_MAX,
    TRAP_COMPARE, /* to a mask, by the immediate's predicate */
    TRAP_UCOMI,
    TRAP_COMI,
    TRAP_ADDSUB,
    TRAP_HADD,
    TRAP_HSUB,
    TRAP_FMADD,
    TRAP_FMSUB,
    TRAP_FNMADD,
    TRAP_FNMSUB,
    TRAP_FMADDSUB,
    TRAP_FMSUBADD,
    TRAP_CONVERT, /* between formats */
    TRAP_ROUND,   /* by the immediate */
    TRAP_TO_SIGNED,
    TRAP_TO_UNSIGNED,
    TRAP_TRUNCATE_SIGNED,
    TRAP_TRUNCATE_UNSIGNED,
};

/* Where the result goes. */
enum trap_result { TRAP_VECTOR, TRAP_GENERAL, TRAP_MASK, TRAP_FLAGS, TRAP_MEMORY };

enum trap_encoding { TRAP_LEGACY = 1, TRAP_VEX = 2, TRAP_EVEX = 4 };

struct trap_insn {
    enum trap_op op;
    ir_type from, to; /* lanes of the operands and of the result */
    enum trap_encoding encoding;
    enum trap_result result;
    bool scalar;     /* lanes behind the first are those of the first operand */
    unsigned length; /* of the instruction */
    unsigned lanes;
    unsigned destination, first,
        second; /* registers; `second` only when there is no memory operand */
    bool has_memory;
    uintptr_t address; /* of the memory operand */
    bool broadcast;    /* which is one lane */
    unsigned mask;     /* opmask register; 0: all lanes */
    bool zeroing;      /* lanes left out become zero */
    unsigned form;     /* 1, 2, 3: FMA's 132, 213, 231; else 0 */
    uint8_t immediate;
};

/* REG_* of the general-purpose registers, in encoding order. */
extern const int8_t trap_greg_of[16];

/* The instruction at `at`. False: none of these. */
bool trap_decode(struct trap_insn *out, const uint8_t *at, const greg_t *gregs);

/* An instruction's operands, and the lanes that take part. */
struct trap_operands {
    union trap_vector destination, first, second;
    uint64_t active;
};

/* The lanes of the result; lanes that take no part are left alone. Of a comparison to an opmask
   (TRAP_MASK) bit n of the first one is lane n's; with TRAP_FLAGS it is the host's flags. `round` is
   the host's mode. */
void trap_eval(const struct trap_insn *x, const struct trap_operands *o, enum ir_nan rule,
               enum ir_round round, struct ir_fpenv *env, union trap_vector *result);

static inline uint64_t trap_lane(const union trap_vector *v, unsigned bits, unsigned i)
{
    return bits == 64 ? v->u64[i] : bits == 32 ? v->u32[i] : v->u16[i];
}

static inline void trap_set_lane(union trap_vector *v, unsigned bits, unsigned i, uint64_t x)
{
    if (bits == 64)
        v->u64[i] = x;
    else if (bits == 32)
        v->u32[i] = (uint32_t)x;
    else
        v->u16[i] = (uint16_t)x;
}

#endif
