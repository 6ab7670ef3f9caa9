/* Twin programs for floating point: the same rows run over the same inputs, once as the guest's
   real instructions (fp-aarch64.c, fp-riscv64.c), once by ir_eval_fp (fp-host.c). fp-twin.c has the
   inputs and prints a checksum a row and mode, which must agree; scripts/test-fp compares. */
#ifndef IR_T_FP_TWIN_H
#define IR_T_FP_TWIN_H

#include "ir/ir.h"

/* A line of fp-<guest>.def: the instruction (operands in registers 0, 1, 2, result in 3; integers
   in integer registers) and the IR op that means the same. */
struct row {
    const char *text;
    enum ir_op op;
    ir_type result, operand;
    enum ir_round round;
    unsigned extra;
    int immediate; /* RISC-V comparisons: the mask of NZCV that means true */
};
struct outcome {
    uint64_t value;
    uint32_t flags; /* the guest's own bits */
};

extern const struct row rows[];
extern const unsigned row_count;
extern const uint32_t modes[]; /* values of the guest's control register */
extern const unsigned mode_count;

struct outcome run(unsigned row, uint32_t mode, const uint64_t v[3]);

#endif
