/* RISC-V 64: the guest state, and what the lift functions of all chapters share. The instruction
   set is decode.tab and compressed.tab; lift functions: integer.c, muldiv.c, atomic.c, float.c,
   bitmanip.c, system.c; assembly operands: print.c; the descriptor and what Linux tells programs
   about the CPU: guest.c. */
#ifndef GUEST_RISCV64_GUEST_H
#define GUEST_RISCV64_GUEST_H

#include "guest/guest.h"
#include "guest/riscv64/decode.h"

struct riscv64_state {
    struct ir_state ir;       /* ir.fp.flags holds fflags, in the IR's bits */
    uint64_t x[32];           /* x[0] stays zero */
    uint64_t f[32];           /* singles are NaN-boxed */
    uint32_t frm;             /* as the guest wrote it; ir.fp.mode follows it */
    uint64_t reserve_address; /* of the last LR, plus 1 when it was of 8 bytes; ~0: none */
    uint64_t reserve_value;   /* what it loaded */
};
#define RISCV64_OFFSET(member) ((unsigned)offsetof(struct riscv64_state, member))

/* Features of -cpu: bit numbers in lift.features and in the table guest_riscv64.features. */
enum riscv64_feature {
#define FEATURE(name, hwprobe, text) RISCV64_##name,
#include "guest/riscv64/features.def"
#undef FEATURE
    RISCV64_FEATURES
};

/* lift.known */
enum {
    RISCV64_KNOWN_FRM = 1, /* frm holds no reserved rounding mode */
};

enum { RISCV64_CACHE_BLOCK = 64 }; /* bytes that cbo.zero clears */

/* ---- what Linux tells programs (guest.c) ---- */
uint64_t riscv64_hwcap(uint64_t features);       /* AT_HWCAP */
uint64_t riscv64_hwprobe_ima(uint64_t features); /* RISCV_HWPROBE_KEY_IMA_EXT_0 */
/* For signal frames, tests and debuggers. */
uint32_t riscv64_get_fcsr(const struct riscv64_state *s);
void riscv64_set_fcsr(struct riscv64_state *s, uint32_t fcsr);

/* ---- shared by lift functions (integer.c) ---- */
ir_ref riscv64_get_x(struct lift *l, int n); /* i64; x0 is the constant 0 */
ir_ref riscv64_get_w(struct lift *l, int n); /* the low i32 */
/* Narrower values are sign-extended, i1 is 0 or 1. */
void riscv64_set_x(struct lift *l, int n, ir_ref v);
ir_ref riscv64_address(struct lift *l, int rs1, int imm); /* x[rs1] + imm */

/* The common shapes: rd = op(rs1, rs2 or the immediate), on 64 bits or (_w) on the low 32. They
   return true. */
typedef ir_ref (*riscv64_op1)(struct ir_func *f, ir_ref a);
typedef ir_ref (*riscv64_op2)(struct ir_func *f, ir_ref a, ir_ref b);
bool riscv64_unary(struct lift *l, const struct riscv64_r1 *a, riscv64_op1 op);
bool riscv64_unary_w(struct lift *l, const struct riscv64_r1 *a, riscv64_op1 op);
bool riscv64_binary(struct lift *l, const struct riscv64_r *a, riscv64_op2 op);
bool riscv64_binary_w(struct lift *l, const struct riscv64_r *a, riscv64_op2 op);
bool riscv64_immediate(struct lift *l, const struct riscv64_i *a, riscv64_op2 op);
bool riscv64_immediate_w(struct lift *l, const struct riscv64_i *a, riscv64_op2 op);

/* A lift function that is one of those shapes. */
#define RISCV64_LIFT(name, set, shape, op) \
    bool riscv64_lift_##name(struct lift *l, const struct riscv64_##set *a) \
    { \
        return shape(l, a, op); \
    }

/* Numbers in riscv64_helpers. */
enum { RISCV64_HELPER_TIME, RISCV64_HELPER_CYCLE, RISCV64_HELPERS };
extern const struct ir_helper riscv64_helpers[RISCV64_HELPERS]; /* system.c */

#endif
