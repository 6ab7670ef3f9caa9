/* What ops.c tests: a code generator. ops_mach.c is our own, src/llvm/t/ops_llvm.c LLVM. */
#ifndef MACH_X86_64_T_OPS_H
#define MACH_X86_64_T_OPS_H

#include "mach/mach.h"

struct ops_generator {
    unsigned trees;     /* random trees of ops for each set of features */
    unsigned instances; /* of each op, type and aux */
    unsigned step;      /* of the sets of features one out of so many */
    /* False: it cannot. *calls grows by the calls of ir_eval in the code. */
    bool (*compile)(const struct mach_convention *c, bool random_registers, uint32_t seed,
                    const struct ir_func *f, struct mach_code *code, unsigned *calls);
    void (*print)(FILE *out); /* what was compiled last */
};
extern const struct ops_generator ops_generator;

#endif
