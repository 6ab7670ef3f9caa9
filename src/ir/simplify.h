/* Private to ir/simplify*.c: rules that make an instruction simpler while it is built.

   A rule is a function for one op. It gets the instruction that is about to be made and returns

     a reference     a value, there already or just made, that is what the instruction would be
     SIMPLER         *i has become another instruction, nearer to the end: it is looked at again
     0               nothing is known

   Rules make no loops: each replaces an instruction by one that has fewer operations below it, a
   narrower type, or a form that the rules count as canonical (constants on the right, additions
   instead of subtractions of constants, cmp instead of cond, trunc instead of low). What they leave
   unused is dropped by ir_func_finish. */
#ifndef IR_SIMPLIFY_H
#define IR_SIMPLIFY_H

#include "ir/internal.h"

#define SIMPLER UINT32_MAX

typedef ir_ref ir_rule(struct ir_func *f, struct ir_ins *i);

/* clang-format off */
#define RULES(RULE) \
    /* simplify_int.c */ \
    RULE(add) RULE(sub) RULE(mul) RULE(div_s) RULE(div_u) RULE(rem_s) RULE(rem_u) RULE(neg) \
    RULE(smin) RULE(smax) RULE(umin) RULE(umax) RULE(and) RULE(or) RULE(xor) RULE(andn) RULE(not) \
    RULE(shl) RULE(shr) RULE(sar) RULE(rotr) RULE(shl_i) RULE(shr_i) RULE(sar_i) RULE(bswap) \
    RULE(bitrev) RULE(fneg) RULE(fabs) \
    /* simplify_convert.c */ \
    RULE(zext) RULE(sext) RULE(trunc) RULE(concat) RULE(high) RULE(low) RULE(bitcast) RULE(vzext) \
    RULE(extract) RULE(insert) RULE(bitsel) RULE(shuffle) \
    /* simplify_cmp.c */ \
    RULE(cmp) RULE(select) RULE(flags_adc) RULE(flags_sbb) RULE(flags_pack) RULE(flags_unpack) \
    RULE(flags_select) RULE(cond)
/* clang-format on */

#define RULE(name) ir_rule ir_simplify_##name;
RULES(RULE)
#undef RULE

/* ---- looking at operands ---- */

/* The instruction that makes v when it is of this op, else NULL. */
static inline const struct ir_ins *ir_is(const struct ir_func *f, ir_ref v, enum ir_op op)
{
    const struct ir_ins *i = &f->ins[v];
    return i->op == op ? i : NULL;
}

static inline bool ir_is_constant(const struct ir_func *f, ir_ref v)
{
    return f->ins[v].op == IR_const || f->ins[v].op == IR_const_wide;
}

/* A scalar constant of up to 64 bits. */
static inline bool ir_is_imm(const struct ir_func *f, ir_ref v, uint64_t *imm)
{
    const struct ir_ins *i = &f->ins[v];
    if (i->op != IR_const)
        return false;
    *imm = ir_imm(i);
    return true;
}

/* All ones of a scalar of up to 64 bits. */
static inline uint64_t ir_mask(ir_type t)
{
    unsigned bits = ir_bits(t);
    return bits >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << bits) - 1;
}

/* simplify_int.c */
bool ir_is_zero(const struct ir_func *f, ir_ref v); /* a constant, of any type, without a bit set */
bool ir_is_ones(const struct ir_func *f, ir_ref v); /* a constant with all bits set */
ir_ref ir_zero(struct ir_func *f, ir_type t);
ir_ref ir_rotation(struct ir_func *f, struct ir_ins *i, ir_ref a, ir_ref b);
/* Of a scalar of up to 64 bits: those not known to be 0. */
uint64_t ir_possible_bits(const struct ir_func *f, ir_ref v);
/* Whether v is its own low bits, sign-extended. */
bool ir_is_sign_extended(const struct ir_func *f, ir_ref v, unsigned bits);

#endif
