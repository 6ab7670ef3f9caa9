/* Advanced SIMD: floating point that scalars do not have: comparisons into masks, pairs and whole
   vectors combined, multiply-add of lanes and by element. The arithmetic that they share with
   scalars is in float.c. */
#include "guest/aarch64/float.h"

enum { SD = SIMD_S | SIMD_D };

/* ---- comparisons: lanes become all ones or zero ---- */

/* Masks are made by vector ops alone: a scalar is compared among zeroes, which raise nothing. */
static ir_type mask_type(int form, int size)
{
    return (form == SIMD_FULL ? IR_V128 : IR_V64) | ir_float_type(8u << size);
}

static ir_ref test(struct lift *l, ir_type t, unsigned comparison, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_vfcmp, t, IR_FP(IR_NAN_ARM, IR_ROUND_DYNAMIC, comparison), n, m, 0);
}

static bool compare(struct lift *l, const struct aarch64_v3 *a, unsigned comparison, bool absolute)
{
    if (!simd_has(SD, a->form, a->size))
        return false;
    ir_type t = mask_type(a->form, a->size);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref m = simd_get(l, a->form, a->size, a->rm);
    if (absolute) {
        n = ir_vfabs(l->f, t, n);
        m = ir_vfabs(l->f, t, m);
    }
    ir_ref r = test(l, t, comparison, n, m);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

#define COMPARE(name, comparison, absolute)                                                        \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return compare(l, a, comparison, absolute);                                                \
    }
COMPARE(fcmeq, IR_FCMP_EQ, false)
COMPARE(fcmge, IR_FCMP_GE, false)
COMPARE(fcmgt, IR_FCMP_GT, false)
COMPARE(facge, IR_FCMP_GE, true)
COMPARE(facgt, IR_FCMP_GT, true)

/* With zero; `swap`: zero is the first operand. */
static bool compare_zero(struct lift *l, const struct aarch64_v2 *a, unsigned comparison, bool swap)
{
    if (!simd_has(SD, a->form, a->size))
        return false;
    ir_type t = mask_type(a->form, a->size);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref zero = simd_zero(l, t);
    ir_ref r = swap ? test(l, t, comparison, zero, n) : test(l, t, comparison, n, zero);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

#define COMPARE_ZERO(name, comparison, swap)                                                       \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return compare_zero(l, a, comparison, swap);                                               \
    }
COMPARE_ZERO(fcmeq_zero, IR_FCMP_EQ, false)
COMPARE_ZERO(fcmge_zero, IR_FCMP_GE, false)
COMPARE_ZERO(fcmgt_zero, IR_FCMP_GT, false)
COMPARE_ZERO(fcmle_zero, IR_FCMP_GE, true)
COMPARE_ZERO(fcmlt_zero, IR_FCMP_GT, true)

/* ---- multiply-add ---- */

static bool multiply_add(struct lift *l, const struct aarch64_v3 *a, bool negate)
{
    if (!simd_has(SD, a->form, a->size))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref d = aarch64_get_v(l, t, a->rd);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    if (negate)
        n = ir_vfneg(l->f, t, n);
    ir_ref r = float_fma(l, t, d, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_fmla(struct lift *l, const struct aarch64_v3 *a)
{
    return multiply_add(l, a, false);
}

bool aarch64_lift_fmls(struct lift *l, const struct aarch64_v3 *a)
{
    return multiply_add(l, a, true);
}

/* ---- by element ---- */

/* Two doubles have no bit l in the number of a lane. */
static bool has_element(const struct aarch64_vx *a)
{
    return simd_has(SD, a->form, a->size) && !(a->size == 3 && (a->lm & 2));
}

static bool multiply_add_element(struct lift *l, const struct aarch64_vx *a, bool negate)
{
    if (!has_element(a))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref d = aarch64_get_v(l, t, a->rd);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = simd_element(l, t, a);
    if (negate)
        n = ir_vfneg(l->f, t, n);
    ir_ref r = float_fma(l, t, d, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_fmla_e(struct lift *l, const struct aarch64_vx *a)
{
    return multiply_add_element(l, a, false);
}

bool aarch64_lift_fmls_e(struct lift *l, const struct aarch64_vx *a)
{
    return multiply_add_element(l, a, true);
}

static bool multiply_element(struct lift *l, const struct aarch64_vx *a, enum ir_op op)
{
    if (!has_element(a))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = simd_element(l, t, a);
    ir_ref r = float_op(l, op, t, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_fmul_e(struct lift *l, const struct aarch64_vx *a)
{
    return multiply_element(l, a, IR_fmul);
}

bool aarch64_lift_fmulx_e(struct lift *l, const struct aarch64_vx *a)
{
    return multiply_element(l, a, IR_fmulx);
}

/* ---- pairwise ---- */

static bool pairwise(struct lift *l, const struct aarch64_v3 *a, enum ir_op op)
{
    if (!simd_has(SD, a->form, a->size))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref even = simd_unzip(l, t, a->size, false, n, m);
    ir_ref odd = simd_unzip(l, t, a->size, true, n, m);
    ir_ref r = float_op(l, op, t, even, odd);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* The two lanes of one register. */
static bool pair(struct lift *l, const struct aarch64_v2 *a, enum ir_op op)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref v = aarch64_get_v(l, simd_floats(SIMD_FULL, a->size), a->rn);
    ir_ref low = ir_extract(l->f, t, v, 0);
    ir_ref high = ir_extract(l->f, t, v, 1);
    ir_ref r = float_op(l, op, t, low, high);
    aarch64_set_v(l, a->rd, r);
    return true;
}

#define PAIRWISE(name, op)                                                                         \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return pairwise(l, a, op);                                                                 \
    }                                                                                              \
    bool aarch64_lift_##name##_s(struct lift *l, const struct aarch64_v2 *a)                       \
    {                                                                                              \
        return pair(l, a, op);                                                                     \
    }
/* clang-format off */
PAIRWISE(faddp,   IR_fadd)
PAIRWISE(fmaxp,   IR_fmax)
PAIRWISE(fminp,   IR_fmin)
PAIRWISE(fmaxnmp, IR_fmaxnm)
PAIRWISE(fminnmp, IR_fminnm)
/* clang-format on */

/* ---- across four lanes, as the manual's Reduce orders it: pairs first ---- */

static ir_ref pair_at(struct lift *l, enum ir_op op, ir_ref v, unsigned first)
{
    ir_ref low = ir_extract(l->f, IR_F32, v, first);
    ir_ref high = ir_extract(l->f, IR_F32, v, first + 1);
    return float_op(l, op, IR_F32, low, high);
}

static bool across(struct lift *l, const struct aarch64_v2 *a, enum ir_op op)
{
    ir_ref v = aarch64_get_v(l, IR_V128 | IR_F32, a->rn);
    ir_ref low = pair_at(l, op, v, 0);
    ir_ref high = pair_at(l, op, v, 2);
    ir_ref r = float_op(l, op, IR_F32, low, high);
    aarch64_set_v(l, a->rd, r);
    return true;
}

#define ACROSS(name, op)                                                                           \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return across(l, a, op);                                                                   \
    }
/* clang-format off */
ACROSS(fmaxv,   IR_fmax)
ACROSS(fminv,   IR_fmin)
ACROSS(fmaxnmv, IR_fmaxnm)
ACROSS(fminnmv, IR_fminnm)
/* clang-format on */
