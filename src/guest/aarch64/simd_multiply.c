/* Advanced SIMD: integer and polynomial multiplication; by lanes and by one element, of the same
   size and widening. Floating-point products are in float.c and simd_float.c. */
#include "guest/aarch64/simd.h"

enum { HS = SIMD_H | SIMD_S, BHS = SIMD_B | HS };

/* ---- lanes of one size ---- */

static ir_ref mul(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_vmul(l->f, t, n, m);
}

static ir_ref mla(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = ir_vmul(l->f, t, n, m);
    return ir_vadd(l->f, t, d, product);
}

static ir_ref mls(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = ir_vmul(l->f, t, n, m);
    return ir_vsub(l->f, t, d, product);
}

static ir_ref pmul(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    return ir_vpmul(l->f, t, n, m);
}

/* All ones in the lanes where both are the smallest number: only there does a doubled product
   overflow. */
static ir_ref overflows(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref least = simd_splat(l, t, simd_min(t));
    ir_ref n_least = ir_vcmp(l->f, t, IR_EQ, n, least);
    ir_ref m_least = ir_vcmp(l->f, t, IR_EQ, m, least);
    return ir_vand(l->f, t, n_least, m_least);
}

static ir_ref sqdmulh(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref overflow = overflows(l, t, n, m);
    simd_set_qc(l, overflow);
    return ir_emit(l->f, IR_qdmulh, t, 0, n, m, 0);
}

static ir_ref sqrdmulh(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref overflow = overflows(l, t, n, m);
    simd_set_qc(l, overflow);
    return ir_emit(l->f, IR_qdmulh, t, 1, n, m, 0);
}

static ir_ref add_saturating(struct lift *l, ir_type t, ir_ref a, ir_ref b)
{
    ir_ref saturated = ir_vadd_sat_s(l->f, t, a, b);
    ir_ref exact = ir_vadd(l->f, t, a, b);
    return simd_saturated(l, t, saturated, exact);
}

static ir_ref sub_saturating(struct lift *l, ir_type t, ir_ref a, ir_ref b)
{
    ir_ref saturated = ir_vsub_sat_s(l->f, t, a, b);
    ir_ref exact = ir_vsub(l->f, t, a, b);
    return simd_saturated(l, t, saturated, exact);
}

/* The accumulator joins before the one saturation. With w bits in a lane the product rounded, (2nm
   + 2^(w-1)) >> w, is what qdmulh gives but where that saturates, which is one too little: then
   `overflow`, -1, makes up for it. */
static ir_ref sqrdmlah(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = ir_emit(l->f, IR_qdmulh, t, 1, n, m, 0);
    ir_ref overflow = overflows(l, t, n, m);
    ir_ref sum = add_saturating(l, t, d, product);
    return sub_saturating(l, t, sum, overflow);
}

/* Here (-2nm + 2^(w-1)) >> w is added: minus the rounded product, but when the product lies in the
   middle of two numbers the rounding goes the other way. Then the low half of 2nm is 2^(w-1). */
static ir_ref sqrdmlsh(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = ir_emit(l->f, IR_qdmulh, t, 1, n, m, 0);
    ir_ref low = ir_vmul(l->f, t, n, m);
    ir_ref low_doubled = ir_emit(l->f, IR_shl_i, t, 1, low, 0, 0);
    ir_ref middle = simd_splat(l, t, simd_min(t));
    ir_ref tie = ir_vcmp(l->f, t, IR_EQ, low_doubled, middle);
    ir_ref overflow = overflows(l, t, n, m);
    product = ir_vadd(l->f, t, product, tie);
    ir_ref difference = sub_saturating(l, t, d, product);
    return add_saturating(l, t, difference, overflow);
}

static ir_ref sdot(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_dot_s, t, 0, n, m, d);
}

static ir_ref udot(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_dot_u, t, 0, n, m, d);
}

/* By element: the lane of m is repeated first. */
static bool binary_element(struct lift *l, const struct aarch64_vx *a, simd_binary *op)
{
    if (!simd_has(HS, a->form, a->size))
        return false;
    ir_type t = simd_ints(a->form, a->size);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref m = simd_element(l, t, a);
    ir_ref r = op(l, t, n, m);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

static bool ternary_element(struct lift *l, const struct aarch64_vx *a, simd_ternary *op)
{
    if (!simd_has(HS, a->form, a->size))
        return false;
    ir_type t = simd_ints(a->form, a->size);
    ir_ref d = simd_get(l, a->form, a->size, a->rd);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref m = simd_element(l, t, a);
    ir_ref r = op(l, t, d, n, m);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

#define BINARY(name, sizes, op)                                                                    \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return simd_lift_binary(l, a, sizes, op);                                                  \
    }
#define TERNARY(name, sizes, op)                                                                   \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return simd_lift_ternary(l, a, sizes, op);                                                 \
    }
#define BINARY_ELEMENT(name, op)                                                                   \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vx *a)                           \
    {                                                                                              \
        return binary_element(l, a, op);                                                           \
    }
#define TERNARY_ELEMENT(name, op)                                                                  \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_vx *a)                           \
    {                                                                                              \
        return ternary_element(l, a, op);                                                          \
    }

/* clang-format off */
BINARY(mul_v,     BHS,    mul)
BINARY(pmul,      SIMD_B, pmul)
BINARY(sqdmulh,   HS,     sqdmulh)
BINARY(sqrdmulh,  HS,     sqrdmulh)
TERNARY(mla,      BHS,    mla)
TERNARY(mls,      BHS,    mls)
TERNARY(sqrdmlah, HS,     sqrdmlah)
TERNARY(sqrdmlsh, HS,     sqrdmlsh)
TERNARY(sdot,     SIMD_S, sdot)
TERNARY(udot,     SIMD_S, udot)

BINARY_ELEMENT(mul_e,       mul)
BINARY_ELEMENT(sqdmulh_e,   sqdmulh)
BINARY_ELEMENT(sqrdmulh_e,  sqrdmulh)
TERNARY_ELEMENT(mla_e,      mla)
TERNARY_ELEMENT(mls_e,      mls)
TERNARY_ELEMENT(sqrdmlah_e, sqrdmlah)
TERNARY_ELEMENT(sqrdmlsh_e, sqrdmlsh)
TERNARY_ELEMENT(sdot_e,     sdot)
TERNARY_ELEMENT(udot_e,     udot)
/* clang-format on */

/* ---- widening: n and m are widened already, t is the type of the wide lanes ---- */

static ir_ref sqdmull(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref product = ir_vmul(l->f, t, n, m);
    return add_saturating(l, t, product, product);
}

static ir_ref sqdmlal(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = sqdmull(l, t, n, m);
    return add_saturating(l, t, d, product);
}

static ir_ref sqdmlsl(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref product = sqdmull(l, t, n, m);
    return sub_saturating(l, t, d, product);
}

/* How the widening rows differ; one of `product` and `sum` is set. */
struct widening {
    unsigned sizes;
    bool is_signed;
    simd_binary *product;
    simd_ternary *sum;
};

static void multiply_long(struct lift *l, const struct widening *w, int form, int size, int rd,
                          ir_ref n, ir_ref m)
{
    ir_type t = simd_wide(size);
    ir_ref r;
    n = simd_widen(l, w->is_signed, size, n);
    m = simd_widen(l, w->is_signed, size, m);
    if (w->product) {
        r = w->product(l, t, n, m);
    } else {
        ir_ref d = simd_get_wide(l, form, size, rd);
        r = w->sum(l, t, d, n, m);
    }
    simd_set_wide(l, form, size, rd, r);
}

static bool by_lanes(struct lift *l, const struct aarch64_v3 *a, const struct widening *w)
{
    if (!(w->sizes >> a->size & 1))
        return false;
    ir_ref n = simd_get_narrow(l, a->form, a->size, a->rn);
    ir_ref m = simd_get_narrow(l, a->form, a->size, a->rm);
    multiply_long(l, w, a->form, a->size, a->rd, n, m);
    return true;
}

static bool by_element(struct lift *l, const struct aarch64_vx *a, const struct widening *w)
{
    if (!(HS >> a->size & 1))
        return false;
    ir_ref n = simd_get_narrow(l, a->form, a->size, a->rn);
    ir_ref m = simd_element(l, simd_ints(SIMD_HALF, a->size), a);
    multiply_long(l, w, a->form, a->size, a->rd, n, m);
    return true;
}

#define WIDENING(name, lanes_name, sizes, is_signed, product, sum)                                 \
    bool aarch64_lift_##lanes_name(struct lift *l, const struct aarch64_v3 *a)                     \
    {                                                                                              \
        return by_lanes(l, a, &(const struct widening){ sizes, is_signed, product, sum });         \
    }                                                                                              \
    bool aarch64_lift_##name##_e(struct lift *l, const struct aarch64_vx *a)                       \
    {                                                                                              \
        return by_element(l, a, &(const struct widening){ sizes, is_signed, product, sum });       \
    }

/* clang-format off */
WIDENING(smull,   smull_v, BHS, true,  mul,     NULL)
WIDENING(umull,   umull_v, BHS, false, mul,     NULL)
WIDENING(smlal,   smlal,   BHS, true,  NULL,    mla)
WIDENING(umlal,   umlal,   BHS, false, NULL,    mla)
WIDENING(smlsl,   smlsl,   BHS, true,  NULL,    mls)
WIDENING(umlsl,   umlsl,   BHS, false, NULL,    mls)
WIDENING(sqdmull, sqdmull, HS,  true,  sqdmull, NULL)
WIDENING(sqdmlal, sqdmlal, HS,  true,  NULL,    sqdmlal)
WIDENING(sqdmlsl, sqdmlsl, HS,  true,  NULL,    sqdmlsl)
/* clang-format on */

/* Polynomials over bits: of 8 bits in each lane, or one of 64. */
bool aarch64_lift_pmull(struct lift *l, const struct aarch64_v3 *a)
{
    ir_ref n = simd_get_narrow(l, a->form, a->size, a->rn);
    ir_ref m = simd_get_narrow(l, a->form, a->size, a->rm);
    ir_type t = IR_V128 | (a->size == 0 ? IR_I16 : IR_I128);
    ir_ref r = ir_emit(l->f, IR_pmul_wide, t, 0, n, m, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}
