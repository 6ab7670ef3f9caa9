/* Advanced SIMD: shifts, by a register whose lanes are signed counts and by an immediate; with
   rounding, saturation, accumulation, insertion, narrowing and widening. */
#include "guest/aarch64/simd.h"

enum { BHS = SIMD_B | SIMD_H | SIMD_S, BHSD = BHS | SIMD_D };

static ir_ref shift(struct lift *l, enum ir_op op, ir_type t, unsigned count, ir_ref n)
{
    return ir_emit(l->f, op, t, count, n, 0, 0);
}

/* ---- by a register ---- */

static ir_ref sshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_vshift_s, t, 0, n, m, 0);
}

static ir_ref ushl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_vshift_u, t, 0, n, m, 0);
}

static ir_ref srshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_vshift_s, t, IR_VSHIFT_ROUND, n, m, 0);
}

static ir_ref urshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_vshift_u, t, IR_VSHIFT_ROUND, n, m, 0);
}

/* Saturated and wrapped results differ, but for the smallest number, which -3 << 7 in eight bits
   gives either way. Of the complement, which overflows when the number does, they differ then; but
   not the other way round: -1 << 8 overflows, 0 does not. So both are looked at. */
static ir_ref shift_saturating_s(struct lift *l, ir_type t, unsigned round, ir_ref n, ir_ref m)
{
    ir_ref sign = shift(l, IR_sar_i, t, ir_bits(ir_lane(t)) - 1, n);
    ir_ref natural = ir_vxor(l->f, t, n, sign);
    ir_ref saturated = ir_emit(l->f, IR_vshift_s, t, round | IR_VSHIFT_SAT, natural, m, 0);
    ir_ref exact = ir_emit(l->f, IR_vshift_s, t, round, natural, m, 0);
    simd_saturated(l, t, saturated, exact);
    saturated = ir_emit(l->f, IR_vshift_s, t, round | IR_VSHIFT_SAT, n, m, 0);
    exact = ir_emit(l->f, IR_vshift_s, t, round, n, m, 0);
    return simd_saturated(l, t, saturated, exact);
}

static ir_ref shift_saturating_u(struct lift *l, ir_type t, unsigned round, ir_ref n, ir_ref m)
{
    ir_ref saturated = ir_emit(l->f, IR_vshift_u, t, round | IR_VSHIFT_SAT, n, m, 0);
    ir_ref exact = ir_emit(l->f, IR_vshift_u, t, round, n, m, 0);
    return simd_saturated(l, t, saturated, exact);
}

static ir_ref sqshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return shift_saturating_s(l, t, 0, n, m);
}

static ir_ref uqshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return shift_saturating_u(l, t, 0, n, m);
}

static ir_ref sqrshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return shift_saturating_s(l, t, IR_VSHIFT_ROUND, n, m);
}

static ir_ref uqrshl(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return shift_saturating_u(l, t, IR_VSHIFT_ROUND, n, m);
}

#define BY_REGISTER(name)                                                                          \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return simd_lift_binary(l, a, BHSD, name);                                                 \
    }
BY_REGISTER(sshl)
BY_REGISTER(ushl)
BY_REGISTER(srshl)
BY_REGISTER(urshl)
BY_REGISTER(sqshl)
BY_REGISTER(uqshl)
BY_REGISTER(sqrshl)
BY_REGISTER(uqrshl)

/* ---- right by an immediate of 1 to the width ---- */

/* To the right, with the last bit shifted out added. */
static ir_ref shift_right(struct lift *l, ir_type t, bool is_signed, bool round, unsigned count,
                          ir_ref n)
{
    enum ir_op op = is_signed ? IR_sar_i : IR_shr_i;
    ir_ref r = shift(l, op, t, count, n);
    if (!round)
        return r;
    ir_ref last = shift(l, IR_shr_i, t, count - 1, n);
    ir_ref one = simd_splat(l, t, 1);
    last = ir_vand(l->f, t, last, one);
    return ir_vadd(l->f, t, r, last);
}

static bool right(struct lift *l, const struct aarch64_vshift *a, bool is_signed, bool round,
                  bool accumulate)
{
    int size = simd_shift_size(a);
    if (!simd_has(BHSD, a->form, size))
        return false;
    ir_type t = simd_ints(a->form, size);
    ir_ref n = simd_get(l, a->form, size, a->rn);
    ir_ref r = shift_right(l, t, is_signed, round, simd_shift_right(a), n);
    if (accumulate) {
        ir_ref d = simd_get(l, a->form, size, a->rd);
        r = ir_vadd(l->f, t, d, r);
    }
    simd_set(l, a->form, size, a->rd, r);
    return true;
}

#define RIGHT(name, is_signed, round, accumulate)                                                  \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vshift *a)                       \
    {                                                                                              \
        return right(l, a, is_signed, round, accumulate);                                          \
    }
/* clang-format off */
RIGHT(sshr,  true,  false, false)
RIGHT(ushr,  false, false, false)
RIGHT(ssra,  true,  false, true)
RIGHT(usra,  false, false, true)
RIGHT(srshr, true,  true,  false)
RIGHT(urshr, false, true,  false)
RIGHT(srsra, true,  true,  true)
RIGHT(ursra, false, true,  true)
/* clang-format on */

/* ---- left by an immediate of 0 to the width less one ---- */

static ir_ref shl(struct lift *l, ir_type t, unsigned count, ir_ref n)
{
    return shift(l, IR_shl_i, t, count, n);
}

/* Shifted left and back a number that does not fit is no longer itself. */
static ir_ref sqshl_i(struct lift *l, ir_type t, unsigned count, ir_ref n)
{
    ir_ref there = shl(l, t, count, n);
    ir_ref back = shift(l, IR_sar_i, t, count, there);
    ir_ref fits = ir_vcmp(l->f, t, IR_EQ, back, n);
    ir_ref sign = shift(l, IR_sar_i, t, ir_bits(ir_lane(t)) - 1, n);
    ir_ref most = simd_splat(l, t, simd_min(t) - 1);
    ir_ref limit = ir_vxor(l->f, t, sign, most);
    simd_saturated(l, t, back, n);
    return ir_bitsel(l->f, t, fits, there, limit);
}

static ir_ref uqshl_i(struct lift *l, ir_type t, unsigned count, ir_ref n)
{
    ir_ref there = shl(l, t, count, n);
    ir_ref back = shift(l, IR_shr_i, t, count, there);
    ir_ref overflow = ir_vcmp(l->f, t, IR_NE, back, n);
    simd_set_qc(l, overflow);
    return ir_vor(l->f, t, there, overflow);
}

static ir_ref sqshlu(struct lift *l, ir_type t, unsigned count, ir_ref n)
{
    ir_ref zero = simd_zero(l, t);
    ir_ref natural = ir_vsmax(l->f, t, n, zero);
    simd_saturated(l, t, natural, n);
    return uqshl_i(l, t, count, natural);
}

static bool left(struct lift *l, const struct aarch64_vshift *a,
                 ir_ref (*op)(struct lift *l, ir_type t, unsigned count, ir_ref n))
{
    int size = simd_shift_size(a);
    if (!simd_has(BHSD, a->form, size))
        return false;
    ir_ref n = simd_get(l, a->form, size, a->rn);
    ir_ref r = op(l, simd_ints(a->form, size), simd_shift_left(a), n);
    simd_set(l, a->form, size, a->rd, r);
    return true;
}

#define LEFT(name)                                                                                 \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vshift *a)                       \
    {                                                                                              \
        return left(l, a, name);                                                                   \
    }
LEFT(shl)
LEFT(sqshl_i)
LEFT(uqshl_i)
LEFT(sqshlu)

/* ---- insertion: the bits shifted in are those of the destination ---- */

/* The lanes' shifted bits go where `mask` has ones. */
static bool insert(struct lift *l, const struct aarch64_vshift *a, enum ir_op op, unsigned count)
{
    int size = simd_shift_size(a);
    if (!simd_has(BHSD, a->form, size))
        return false;
    ir_type t = simd_ints(a->form, size);
    ir_ref ones = simd_splat(l, t, UINT64_MAX);
    ir_ref mask = shift(l, op, t, count, ones);
    ir_ref d = simd_get(l, a->form, size, a->rd);
    ir_ref n = simd_get(l, a->form, size, a->rn);
    ir_ref shifted = shift(l, op, t, count, n);
    ir_ref r = ir_bitsel(l->f, t, mask, shifted, d);
    simd_set(l, a->form, size, a->rd, r);
    return true;
}

bool aarch64_lift_sri(struct lift *l, const struct aarch64_vshift *a)
{
    return insert(l, a, IR_shr_i, simd_shift_right(a));
}

bool aarch64_lift_sli(struct lift *l, const struct aarch64_vshift *a)
{
    return insert(l, a, IR_shl_i, simd_shift_left(a));
}

/* ---- right with narrowing ---- */

static bool narrow(struct lift *l, const struct aarch64_vshift *a, bool is_signed, bool round,
                   enum ir_op op)
{
    int size = simd_shift_size(a);
    if (!simd_has(BHS, a->form, size))
        return false;
    ir_ref wide = simd_get_wide(l, a->form, size, a->rn);
    wide = shift_right(l, simd_wide(size), is_signed, round, simd_shift_right(a), wide);
    simd_narrow(l, op, a->form, size, a->rd, wide);
    return true;
}

#define NARROW(name, is_signed, round, op)                                                         \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vshift *a)                       \
    {                                                                                              \
        return narrow(l, a, is_signed, round, op);                                                 \
    }
/* clang-format off */
NARROW(shrn,     false, false, IR_narrow)
NARROW(rshrn,    false, true,  IR_narrow)
NARROW(sqshrn,   true,  false, IR_narrow_ss)
NARROW(sqrshrn,  true,  true,  IR_narrow_ss)
NARROW(sqshrun,  true,  false, IR_narrow_su)
NARROW(sqrshrun, true,  true,  IR_narrow_su)
NARROW(uqshrn,   false, false, IR_narrow_uu)
NARROW(uqrshrn,  false, true,  IR_narrow_uu)
/* clang-format on */

/* ---- left with widening ---- */

static bool widen(struct lift *l, int form, int size, int rd, int rn, bool is_signed,
                  unsigned count)
{
    if (!simd_has(BHS, form, size))
        return false;
    ir_ref n = simd_get_narrow(l, form, size, rn);
    ir_ref wide = simd_widen(l, is_signed, size, n);
    ir_ref r = shl(l, simd_wide(size), count, wide);
    simd_set_wide(l, form, size, rd, r);
    return true;
}

bool aarch64_lift_sshll(struct lift *l, const struct aarch64_vshift *a)
{
    return widen(l, a->form, simd_shift_size(a), a->rd, a->rn, true, simd_shift_left(a));
}

bool aarch64_lift_ushll(struct lift *l, const struct aarch64_vshift *a)
{
    return widen(l, a->form, simd_shift_size(a), a->rd, a->rn, false, simd_shift_left(a));
}

bool aarch64_lift_shll(struct lift *l, const struct aarch64_v2 *a)
{
    return widen(l, a->form, a->size, a->rd, a->rn, false, 8u << a->size);
}
