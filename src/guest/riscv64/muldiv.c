/* M: multiplication and division. Next: bitmanip.c. */
#include "guest/riscv64/guest.h"

/* Signed a, unsigned b: as if both were unsigned, less b when a is negative (a counts 2^64 too
   much). */
static ir_ref mulh_su(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref high = ir_mulh_u(f, a, b);
    ir_ref sign = ir_asr_i(f, a, 63);
    ir_ref excess = ir_and(f, sign, b);
    return ir_sub(f, high, excess);
}

/* A quotient by zero has all bits set; everything else, overflow included, is as the IR's. */
static ir_ref quotient(struct ir_func *f, ir_ref value, ir_ref divisor)
{
    ir_ref zero = ir_cmp_i(f, IR_EQ, divisor, 0);
    ir_type t = ir_typeof(f, value);
    ir_ref ones = ir_const(f, t, t == IR_I32 ? UINT32_MAX : UINT64_MAX);
    return ir_select(f, zero, ones, value);
}

static ir_ref divide_s(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref value = ir_div_s(f, a, b);
    return quotient(f, value, b);
}

static ir_ref divide_u(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref value = ir_div_u(f, a, b);
    return quotient(f, value, b);
}

RISCV64_LIFT(mul, r, riscv64_binary, ir_mul)
RISCV64_LIFT(mulh, r, riscv64_binary, ir_mulh_s)
RISCV64_LIFT(mulhsu, r, riscv64_binary, mulh_su)
RISCV64_LIFT(mulhu, r, riscv64_binary, ir_mulh_u)
RISCV64_LIFT(div, r, riscv64_binary, divide_s)
RISCV64_LIFT(divu, r, riscv64_binary, divide_u)
RISCV64_LIFT(rem, r, riscv64_binary, ir_rem_s)
RISCV64_LIFT(remu, r, riscv64_binary, ir_rem_u)
RISCV64_LIFT(mulw, r, riscv64_binary_w, ir_mul)
RISCV64_LIFT(divw, r, riscv64_binary_w, divide_s)
RISCV64_LIFT(divuw, r, riscv64_binary_w, divide_u)
RISCV64_LIFT(remw, r, riscv64_binary_w, ir_rem_s)
RISCV64_LIFT(remuw, r, riscv64_binary_w, ir_rem_u)
