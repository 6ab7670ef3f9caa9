/* Advanced SIMD: saturating addition, subtraction, negation and narrowing. QC becomes set where the
   saturated result differs from the wrapped one; each op here differs whenever it saturates. */
#include "guest/aarch64/simd.h"

enum { BHS = SIMD_B | SIMD_H | SIMD_S, BHSD = BHS | SIMD_D };

#define UNARY(name, op)                                                                            \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return simd_lift_unary(l, a, BHSD, op);                                                    \
    }

/* ---- addition and subtraction ---- */

#define SATURATING(name, op, exact_op)                                                             \
    static ir_ref name(struct lift *l, ir_type t, ir_ref n, ir_ref m)                              \
    {                                                                                              \
        ir_ref saturated = ir_v##op(l->f, t, n, m);                                                \
        ir_ref exact = ir_v##exact_op(l->f, t, n, m);                                              \
        return simd_saturated(l, t, saturated, exact);                                             \
    }                                                                                              \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return simd_lift_binary(l, a, BHSD, name);                                                 \
    }

SATURATING(sqadd, add_sat_s, add)
SATURATING(uqadd, add_sat_u, add)
SATURATING(sqsub, sub_sat_s, sub)
SATURATING(uqsub, sub_sat_u, sub)

/* ---- addition of signed and unsigned numbers ---- */

/* With its top bit flipped the accumulator's range becomes that of the addend's kind. */
static bool accumulate(struct lift *l, const struct aarch64_v2 *a, simd_binary *add)
{
    if (!simd_has(BHSD, a->form, a->size))
        return false;
    ir_type t = simd_ints(a->form, a->size);
    ir_ref top = simd_splat(l, t, simd_min(t));
    ir_ref d = simd_get(l, a->form, a->size, a->rd);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref flipped = ir_vxor(l->f, t, d, top);
    ir_ref sum = add(l, t, flipped, n);
    ir_ref r = ir_vxor(l->f, t, sum, top);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

/* Signed accumulator, unsigned addend. */
bool aarch64_lift_suqadd(struct lift *l, const struct aarch64_v2 *a)
{
    return accumulate(l, a, uqadd);
}

/* Unsigned accumulator, signed addend. */
bool aarch64_lift_usqadd(struct lift *l, const struct aarch64_v2 *a)
{
    return accumulate(l, a, sqadd);
}

/* ---- negation: of the smallest number ---- */

static ir_ref sqabs(struct lift *l, ir_type t, ir_ref n)
{
    ir_ref exact = ir_vabs(l->f, t, n);
    ir_ref most = simd_splat(l, t, simd_min(t) - 1);
    ir_ref saturated = ir_vumin(l->f, t, exact, most);
    return simd_saturated(l, t, saturated, exact);
}
UNARY(sqabs, sqabs)

static ir_ref sqneg(struct lift *l, ir_type t, ir_ref n)
{
    ir_ref zero = simd_zero(l, t);
    return sqsub(l, t, zero, n);
}
UNARY(sqneg, sqneg)

/* ---- narrowing ---- */

static bool narrow(struct lift *l, const struct aarch64_v2 *a, enum ir_op op)
{
    if (!simd_has(BHS, a->form, a->size))
        return false;
    ir_ref wide = simd_get_wide(l, a->form, a->size, a->rn);
    simd_narrow(l, op, a->form, a->size, a->rd, wide);
    return true;
}

#define NARROW(name, op)                                                                           \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return narrow(l, a, op);                                                                   \
    }
/* clang-format off */
NARROW(xtn,    IR_narrow)
NARROW(sqxtn,  IR_narrow_ss)
NARROW(sqxtun, IR_narrow_su)
NARROW(uqxtn,  IR_narrow_uu)
/* clang-format on */
