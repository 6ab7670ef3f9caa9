/* Advanced SIMD: addition and subtraction with lanes of two sizes: widening both operands or one,
   narrowing to the high halves of results, adding neighbours. Multiplication is in simd_multiply.c.
   */
#include "guest/aarch64/simd.h"

/* ---- n and m narrow (long forms) or m alone (wide forms) ---- */

struct operands {
    ir_type t; /* of the wide lanes */
    ir_ref n, m;
};

static struct operands both_narrow(struct lift *l, const struct aarch64_v3 *a, bool is_signed)
{
    ir_ref n = simd_get_narrow(l, a->form, a->size, a->rn);
    ir_ref m = simd_get_narrow(l, a->form, a->size, a->rm);
    n = simd_widen(l, is_signed, a->size, n);
    m = simd_widen(l, is_signed, a->size, m);
    return (struct operands){ simd_wide(a->size), n, m };
}

static struct operands one_narrow(struct lift *l, const struct aarch64_v3 *a, bool is_signed)
{
    ir_ref n = simd_get_wide(l, a->form, a->size, a->rn);
    ir_ref m = simd_get_narrow(l, a->form, a->size, a->rm);
    m = simd_widen(l, is_signed, a->size, m);
    return (struct operands){ simd_wide(a->size), n, m };
}

#define LONG(name, get, is_signed, op)                                                             \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        if (a->size == 3)                                                                          \
            return false;                                                                          \
        struct operands o = get(l, a, is_signed);                                                  \
        ir_ref r = ir_emit(l->f, op, o.t, 0, o.n, o.m, 0);                                         \
        simd_set_wide(l, a->form, a->size, a->rd, r);                                              \
        return true;                                                                               \
    }

/* clang-format off */
LONG(saddl, both_narrow, true,  IR_add)
LONG(uaddl, both_narrow, false, IR_add)
LONG(ssubl, both_narrow, true,  IR_sub)
LONG(usubl, both_narrow, false, IR_sub)
LONG(saddw, one_narrow,  true,  IR_add)
LONG(uaddw, one_narrow,  false, IR_add)
LONG(ssubw, one_narrow,  true,  IR_sub)
LONG(usubw, one_narrow,  false, IR_sub)
/* clang-format on */

/* ---- absolute differences ---- */

static bool difference(struct lift *l, const struct aarch64_v3 *a, bool is_signed, bool accumulate)
{
    if (a->size == 3)
        return false;
    struct operands o = both_narrow(l, a, is_signed);
    ir_ref r = ir_vsub(l->f, o.t, o.n, o.m);
    r = ir_vabs(l->f, o.t, r);
    if (accumulate) {
        ir_ref d = simd_get_wide(l, a->form, a->size, a->rd);
        r = ir_vadd(l->f, o.t, d, r);
    }
    simd_set_wide(l, a->form, a->size, a->rd, r);
    return true;
}

bool aarch64_lift_sabdl(struct lift *l, const struct aarch64_v3 *a)
{
    return difference(l, a, true, false);
}

bool aarch64_lift_uabdl(struct lift *l, const struct aarch64_v3 *a)
{
    return difference(l, a, false, false);
}

bool aarch64_lift_sabal(struct lift *l, const struct aarch64_v3 *a)
{
    return difference(l, a, true, true);
}

bool aarch64_lift_uabal(struct lift *l, const struct aarch64_v3 *a)
{
    return difference(l, a, false, true);
}

/* ---- high halves of sums and differences ---- */

static bool high_half(struct lift *l, const struct aarch64_v3 *a, enum ir_op op, bool round)
{
    if (a->size == 3)
        return false;
    ir_type t = simd_wide(a->size);
    unsigned bits = 8u << a->size;
    ir_ref n = simd_get_wide(l, a->form, a->size, a->rn);
    ir_ref m = simd_get_wide(l, a->form, a->size, a->rm);
    ir_ref r = ir_emit(l->f, op, t, 0, n, m, 0);
    if (round) {
        ir_ref half = simd_splat(l, t, UINT64_C(1) << (bits - 1));
        r = ir_vadd(l->f, t, r, half);
    }
    r = ir_emit(l->f, IR_shr_i, t, bits, r, 0, 0);
    simd_narrow(l, IR_narrow, a->form, a->size, a->rd, r);
    return true;
}

bool aarch64_lift_addhn(struct lift *l, const struct aarch64_v3 *a)
{
    return high_half(l, a, IR_add, false);
}

bool aarch64_lift_raddhn(struct lift *l, const struct aarch64_v3 *a)
{
    return high_half(l, a, IR_add, true);
}

bool aarch64_lift_subhn(struct lift *l, const struct aarch64_v3 *a)
{
    return high_half(l, a, IR_sub, false);
}

bool aarch64_lift_rsubhn(struct lift *l, const struct aarch64_v3 *a)
{
    return high_half(l, a, IR_sub, true);
}

/* ---- sums of neighbours ---- */

ir_ref simd_add_pairs(struct lift *l, ir_type t, bool is_signed, ir_ref v)
{
    unsigned half = ir_bits(ir_lane(t)) / 2;
    enum ir_op right = is_signed ? IR_sar_i : IR_shr_i;
    ir_ref odd = ir_emit(l->f, right, t, half, v, 0, 0);
    ir_ref even = ir_emit(l->f, IR_shl_i, t, half, v, 0, 0);
    even = ir_emit(l->f, right, t, half, even, 0, 0);
    return ir_vadd(l->f, t, even, odd);
}

static bool add_pairs(struct lift *l, const struct aarch64_v2 *a, bool is_signed, bool accumulate)
{
    if (a->size == 3)
        return false;
    ir_type t = simd_ints(a->form, a->size + 1);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref r = simd_add_pairs(l, t, is_signed, n);
    if (accumulate) {
        ir_ref d = aarch64_get_v(l, t, a->rd);
        r = ir_vadd(l->f, t, d, r);
    }
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_saddlp(struct lift *l, const struct aarch64_v2 *a)
{
    return add_pairs(l, a, true, false);
}

bool aarch64_lift_uaddlp(struct lift *l, const struct aarch64_v2 *a)
{
    return add_pairs(l, a, false, false);
}

bool aarch64_lift_sadalp(struct lift *l, const struct aarch64_v2 *a)
{
    return add_pairs(l, a, true, true);
}

bool aarch64_lift_uadalp(struct lift *l, const struct aarch64_v2 *a)
{
    return add_pairs(l, a, false, true);
}
