/* Conversions between FP formats, and between FP numbers and integers or fixed-point numbers: in
   general registers (fp.tab) and in lanes (simd.tab). */
#include "guest/aarch64/float.h"

/* ---- between formats ---- */

static unsigned format_aux(int from, int to, enum ir_round round)
{
    return IR_FP(IR_NAN_ARM, round, from == 1 || to == 1 ? IR_FP_ALT : 0);
}

bool aarch64_lift_fcvt(struct lift *l, const struct aarch64_fcvt *a)
{
    ir_ref v = aarch64_get_v(l, simd_floats(SIMD_SCALAR, a->from), a->rn);
    ir_type t = simd_floats(SIMD_SCALAR, a->to);
    ir_ref r = ir_emit(l->f, IR_fcvt, t, format_aux(a->from, a->to, IR_ROUND_DYNAMIC), v, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* In these three, size is that of the wide lanes, which fill a register. */
bool aarch64_lift_fcvtl(struct lift *l, const struct aarch64_v2 *a)
{
    ir_ref v = aarch64_get_v(l, simd_floats(a->form, a->size - 1), a->rn);
    if (a->form == SIMD_FULL)
        v = ir_high(l->f, simd_floats(SIMD_HALF, a->size - 1), v);
    unsigned aux = format_aux(a->size - 1, a->size, IR_ROUND_DYNAMIC);
    ir_ref r = ir_emit(l->f, IR_fcvt, simd_floats(SIMD_FULL, a->size), aux, v, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_fcvtn(struct lift *l, const struct aarch64_v2 *a)
{
    ir_ref v = aarch64_get_v(l, simd_floats(SIMD_FULL, a->size), a->rn);
    unsigned aux = format_aux(a->size, a->size - 1, IR_ROUND_DYNAMIC);
    ir_ref r = ir_emit(l->f, IR_fcvt, simd_floats(SIMD_HALF, a->size - 1), aux, v, 0, 0);
    simd_set_narrow(l, a->form, a->size - 1, a->rd, r);
    return true;
}

bool aarch64_lift_fcvtxn(struct lift *l, const struct aarch64_v2 *a)
{
    if (a->form == SIMD_SCALAR) {
        ir_ref v = aarch64_get_v(l, IR_F64, a->rn);
        ir_ref r = ir_emit(l->f, IR_fcvt, IR_F32, FLOAT_ROUND(IR_ROUND_ODD), v, 0, 0);
        aarch64_set_v(l, a->rd, r);
        return true;
    }
    ir_ref v = aarch64_get_v(l, IR_V128 | IR_F64, a->rn);
    ir_ref r = ir_emit(l->f, IR_fcvt, IR_V64 | IR_F32, FLOAT_ROUND(IR_ROUND_ODD), v, 0, 0);
    simd_set_narrow(l, a->form, 2, a->rd, r);
    return true;
}

/* ---- to and from general registers ---- */

/* A 32-bit register has at most 32 bits behind the binary point. */
static bool scale_ok(const struct aarch64_fint *a)
{
    return a->sf || a->scale >= 32;
}

static bool to_general(struct lift *l, const struct aarch64_fint *a, enum ir_op op,
                       enum ir_round round)
{
    if (!scale_ok(a))
        return false;
    ir_ref v = aarch64_get_v(l, simd_floats(SIMD_SCALAR, a->size), a->rn);
    ir_ref r = ir_emit(l->f, op, a->sf ? IR_I64 : IR_I32, FLOAT_ROUND(round), v, 64 - a->scale, 0);
    aarch64_set_r(l, a->rd, r);
    return true;
}

static bool from_general(struct lift *l, const struct aarch64_fint *a, enum ir_op op)
{
    if (!scale_ok(a))
        return false;
    ir_ref v = aarch64_get_r(l, a->sf, a->rn);
    ir_ref r = ir_emit(l->f, op, simd_floats(SIMD_SCALAR, a->size), FLOAT_ARM, v, 64 - a->scale, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_scvtf(struct lift *l, const struct aarch64_fint *a)
{
    return from_general(l, a, IR_fcvt_from_s);
}

bool aarch64_lift_ucvtf(struct lift *l, const struct aarch64_fint *a)
{
    return from_general(l, a, IR_fcvt_from_u);
}

/* ---- in lanes ---- */

/* `bits` of the fixed-point number are behind the point. */
static bool to_lanes(struct lift *l, int form, int size, int rd, int rn, unsigned bits,
                     enum ir_op op, enum ir_round round)
{
    if (!simd_has(SIMD_S | SIMD_D, form, size))
        return false;
    ir_ref v = aarch64_get_v(l, simd_floats(form, size), rn);
    ir_ref r = ir_emit(l->f, op, simd_fixed(form, size), FLOAT_ROUND(round), v, bits, 0);
    aarch64_set_v(l, rd, r);
    return true;
}

static bool from_lanes(struct lift *l, int form, int size, int rd, int rn, unsigned bits,
                       enum ir_op op)
{
    if (!simd_has(SIMD_S | SIMD_D, form, size))
        return false;
    ir_ref v = aarch64_get_v(l, simd_fixed(form, size), rn);
    ir_ref r = ir_emit(l->f, op, simd_floats(form, size), FLOAT_ARM, v, bits, 0);
    aarch64_set_v(l, rd, r);
    return true;
}

bool aarch64_lift_scvtf_v(struct lift *l, const struct aarch64_v2 *a)
{
    return from_lanes(l, a->form, a->size, a->rd, a->rn, 0, IR_fcvt_from_s);
}

bool aarch64_lift_ucvtf_v(struct lift *l, const struct aarch64_v2 *a)
{
    return from_lanes(l, a->form, a->size, a->rd, a->rn, 0, IR_fcvt_from_u);
}

#define TO_INTEGER(name, op, round)                                                                \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_fint *a)                         \
    {                                                                                              \
        return to_general(l, a, op, round);                                                        \
    }                                                                                              \
    bool aarch64_lift_##name##_v(struct lift *l, const struct aarch64_v2 *a)                       \
    {                                                                                              \
        return to_lanes(l, a->form, a->size, a->rd, a->rn, 0, op, round);                          \
    }

TO_INTEGER(fcvtns, IR_fcvt_to_s, IR_ROUND_NEAREST)
TO_INTEGER(fcvtnu, IR_fcvt_to_u, IR_ROUND_NEAREST)
TO_INTEGER(fcvtps, IR_fcvt_to_s, IR_ROUND_UP)
TO_INTEGER(fcvtpu, IR_fcvt_to_u, IR_ROUND_UP)
TO_INTEGER(fcvtms, IR_fcvt_to_s, IR_ROUND_DOWN)
TO_INTEGER(fcvtmu, IR_fcvt_to_u, IR_ROUND_DOWN)
TO_INTEGER(fcvtzs, IR_fcvt_to_s, IR_ROUND_ZERO)
TO_INTEGER(fcvtzu, IR_fcvt_to_u, IR_ROUND_ZERO)
TO_INTEGER(fcvtas, IR_fcvt_to_s, IR_ROUND_AWAY)
TO_INTEGER(fcvtau, IR_fcvt_to_u, IR_ROUND_AWAY)

#define FROM_FIXED(name, op)                                                                       \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vshift *a)                       \
    {                                                                                              \
        int size = simd_shift_size(a);                                                             \
        return from_lanes(l, a->form, size, a->rd, a->rn, simd_shift_right(a), op);                \
    }
#define TO_FIXED(name, op)                                                                         \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vshift *a)                       \
    {                                                                                              \
        int size = simd_shift_size(a);                                                             \
        unsigned bits = simd_shift_right(a);                                                       \
        return to_lanes(l, a->form, size, a->rd, a->rn, bits, op, IR_ROUND_ZERO);                  \
    }

FROM_FIXED(scvtf_i, IR_fcvt_from_s)
FROM_FIXED(ucvtf_i, IR_fcvt_from_u)
TO_FIXED(fcvtzs_i, IR_fcvt_to_s)
TO_FIXED(fcvtzu_i, IR_fcvt_to_u)
