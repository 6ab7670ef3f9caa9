/* Advanced SIMD: integer arithmetic, comparison and logic on lanes of one size. A function has the
   name of its row in simd.tab and says which sizes of lanes exist and what is done to them.
   Multiplication is in simd_multiply.c, saturating arithmetic in simd_saturate.c, shifts in
   simd_shift.c. */
#include "guest/aarch64/simd.h"

enum { BHS = SIMD_B | SIMD_H | SIMD_S, BHSD = BHS | SIMD_D };

#define UNARY(name, sizes, op)                                                                     \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return simd_lift_unary(l, a, sizes, op);                                                   \
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

/* ---- what is one op ---- */

#define BINARY_OP(name, sizes, op, aux)                                                            \
    static ir_ref name(struct lift *l, ir_type t, ir_ref n, ir_ref m)                              \
    {                                                                                              \
        return ir_emit(l->f, op, t, aux, n, m, 0);                                                 \
    }                                                                                              \
    BINARY(name, sizes, name)

/* clang-format off */
BINARY_OP(add_v,  BHSD, IR_add,    0)
BINARY_OP(sub_v,  BHSD, IR_sub,    0)
BINARY_OP(smax,   BHS,  IR_smax,   0)
BINARY_OP(umax,   BHS,  IR_umax,   0)
BINARY_OP(smin,   BHS,  IR_smin,   0)
BINARY_OP(umin,   BHS,  IR_umin,   0)
BINARY_OP(shadd,  BHS,  IR_avg_s,  0)
BINARY_OP(uhadd,  BHS,  IR_avg_u,  0)
BINARY_OP(srhadd, BHS,  IR_avg_s,  1)
BINARY_OP(urhadd, BHS,  IR_avg_u,  1)
BINARY_OP(shsub,  BHS,  IR_hsub_s, 0)
BINARY_OP(uhsub,  BHS,  IR_hsub_u, 0)
BINARY_OP(cmgt,   BHSD, IR_vcmp,   IR_GT_S)
BINARY_OP(cmge,   BHSD, IR_vcmp,   IR_GE_S)
BINARY_OP(cmhi,   BHSD, IR_vcmp,   IR_GT_U)
BINARY_OP(cmhs,   BHSD, IR_vcmp,   IR_GE_U)
BINARY_OP(cmeq,   BHSD, IR_vcmp,   IR_EQ)
/* clang-format on */

#define UNARY_OP(name, sizes, op)                                                                  \
    static ir_ref name##_op(struct lift *l, ir_type t, ir_ref n)                                   \
    {                                                                                              \
        return ir_emit(l->f, op, t, 0, n, 0, 0);                                                   \
    }                                                                                              \
    UNARY(name, sizes, name##_op)

/* clang-format off */
UNARY_OP(abs,     BHSD,   IR_abs)
UNARY_OP(neg,     BHSD,   IR_neg)
UNARY_OP(not,     SIMD_B, IR_not)
UNARY_OP(cnt,     SIMD_B, IR_popcnt)
UNARY_OP(clz_v,   BHS,    IR_clz)
UNARY_OP(urecpe,  SIMD_S, IR_recpe_u)
UNARY_OP(ursqrte, SIMD_S, IR_rsqrte_u)
/* clang-format on */

/* ---- comparison with zero ---- */

#define COMPARE_ZERO(name, cc)                                                                     \
    static ir_ref name(struct lift *l, ir_type t, ir_ref n)                                        \
    {                                                                                              \
        ir_ref zero = simd_zero(l, t);                                                             \
        return ir_vcmp(l->f, t, cc, n, zero);                                                      \
    }                                                                                              \
    UNARY(name, BHSD, name)

COMPARE_ZERO(cmgt_zero, IR_GT_S)
COMPARE_ZERO(cmge_zero, IR_GE_S)
COMPARE_ZERO(cmeq_zero, IR_EQ)
COMPARE_ZERO(cmle_zero, IR_LE_S)
COMPARE_ZERO(cmlt_zero, IR_LT_S)

static ir_ref cmtst(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref common = ir_vand(l->f, t, n, m);
    ir_ref zero = simd_zero(l, t);
    return ir_vcmp(l->f, t, IR_NE, common, zero);
}
BINARY(cmtst, BHSD, cmtst)

/* ---- absolute difference ---- */

static ir_ref sabd(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref more = ir_vsmax(l->f, t, n, m);
    ir_ref less = ir_vsmin(l->f, t, n, m);
    return ir_vsub(l->f, t, more, less);
}
BINARY(sabd, BHS, sabd)

static ir_ref uabd(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref more = ir_vumax(l->f, t, n, m);
    ir_ref less = ir_vumin(l->f, t, n, m);
    return ir_vsub(l->f, t, more, less);
}
BINARY(uabd, BHS, uabd)

static ir_ref saba(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref difference = sabd(l, t, n, m);
    return ir_vadd(l->f, t, d, difference);
}
TERNARY(saba, BHS, saba)

static ir_ref uaba(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    ir_ref difference = uabd(l, t, n, m);
    return ir_vadd(l->f, t, d, difference);
}
TERNARY(uaba, BHS, uaba)

/* ---- bits ---- */

/* Bits below the sign bit that equal it: zeroes at the head of the exclusive or of neighbours, but
   the first. */
static ir_ref cls(struct lift *l, ir_type t, ir_ref n)
{
    ir_ref next = ir_emit(l->f, IR_sar_i, t, 1, n, 0, 0);
    ir_ref changes = ir_vxor(l->f, t, n, next);
    ir_ref zeroes = ir_vclz(l->f, t, changes);
    ir_ref one = simd_splat(l, t, 1);
    return ir_vsub(l->f, t, zeroes, one);
}
UNARY(cls_v, BHS, cls)

bool aarch64_lift_rbit_v(struct lift *l, const struct aarch64_v2 *a)
{
    ir_type t = simd_ints(a->form, 0);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref r = ir_vbitrev(l->f, t, n);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* Elements of 1 << size bytes in the opposite order within groups of 1 << group bytes. */
static bool reverse(struct lift *l, const struct aarch64_v2 *a, int group)
{
    if (a->size >= group)
        return false;
    uint8_t mask[16] = { 0 };
    for (unsigned i = 0; i < (a->form == SIMD_FULL ? 16 : 8); i++)
        mask[i] = i ^ ((1u << group) - (1u << a->size));
    ir_type t = simd_ints(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref r = ir_shuffle(l->f, t, n, n, mask);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_rev64(struct lift *l, const struct aarch64_v2 *a)
{
    return reverse(l, a, 3);
}

bool aarch64_lift_rev32_v(struct lift *l, const struct aarch64_v2 *a)
{
    return reverse(l, a, 2);
}

bool aarch64_lift_rev16_v(struct lift *l, const struct aarch64_v2 *a)
{
    return reverse(l, a, 1);
}

/* ---- logic ---- */

static bool logic(struct lift *l, const struct aarch64_logic_v *a, simd_binary *op)
{
    ir_type t = simd_ints(a->form, 0);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref r = op(l, t, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

static ir_ref or_not(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref inverse = ir_vnot(l->f, t, m);
    return ir_vor(l->f, t, n, inverse);
}

#define LOGIC_OP(op)                                                                               \
    static ir_ref op(struct lift *l, ir_type t, ir_ref n, ir_ref m)                                \
    {                                                                                              \
        return ir_v##op(l->f, t, n, m);                                                            \
    }
LOGIC_OP(and)
LOGIC_OP(andn)
LOGIC_OP(or)
LOGIC_OP(xor)

#define LOGIC(name, op)                                                                            \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_logic_v *a)                      \
    {                                                                                              \
        return logic(l, a, op);                                                                    \
    }
LOGIC(and_v, and)
LOGIC(bic_v, andn)
LOGIC(orr_v, or)
LOGIC(orn_v, or_not)
LOGIC(eor_v, xor)

/* Bits of one register where a mask has ones, of another where it has zeroes. */
static bool bit_select(struct lift *l, const struct aarch64_logic_v *a, int mask, int ones,
                       int zeroes)
{
    ir_type t = simd_ints(a->form, 0);
    ir_ref m = aarch64_get_v(l, t, mask);
    ir_ref x = aarch64_get_v(l, t, ones);
    ir_ref y = aarch64_get_v(l, t, zeroes);
    ir_ref r = ir_bitsel(l->f, t, m, x, y);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_bsl(struct lift *l, const struct aarch64_logic_v *a)
{
    return bit_select(l, a, a->rd, a->rn, a->rm);
}

bool aarch64_lift_bit(struct lift *l, const struct aarch64_logic_v *a)
{
    return bit_select(l, a, a->rm, a->rn, a->rd);
}

bool aarch64_lift_bif(struct lift *l, const struct aarch64_logic_v *a)
{
    return bit_select(l, a, a->rm, a->rd, a->rn);
}

/* ---- pairwise ---- */

/* The results are those of the pairs of lanes of n, then of m. */
static bool pairwise(struct lift *l, const struct aarch64_v3 *a, unsigned sizes, simd_binary *op)
{
    if (!simd_has(sizes, a->form, a->size))
        return false;
    ir_type t = simd_ints(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref even = simd_unzip(l, t, a->size, false, n, m);
    ir_ref odd = simd_unzip(l, t, a->size, true, n, m);
    ir_ref r = op(l, t, even, odd);
    aarch64_set_v(l, a->rd, r);
    return true;
}

#define PAIRWISE(name, sizes, op)                                                                  \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return pairwise(l, a, sizes, op);                                                          \
    }
/* clang-format off */
PAIRWISE(addp,  BHSD, add_v)
PAIRWISE(smaxp, BHS,  smax)
PAIRWISE(umaxp, BHS,  umax)
PAIRWISE(sminp, BHS,  smin)
PAIRWISE(uminp, BHS,  umin)
/* clang-format on */

bool aarch64_lift_addp_s(struct lift *l, const struct aarch64_v2 *a)
{
    ir_ref v = aarch64_get_v(l, IR_V128 | IR_I64, a->rn);
    ir_ref low = ir_extract(l->f, IR_I64, v, 0);
    ir_ref high = ir_extract(l->f, IR_I64, v, 1);
    ir_ref sum = ir_add(l->f, low, high);
    aarch64_set_v(l, a->rd, sum);
    return true;
}

/* ---- across lanes ---- */

/* Two lanes across are reserved. */
static bool has_lanes_across(const struct aarch64_v2 *a)
{
    return a->size <= 1 || (a->size == 2 && a->form == SIMD_FULL);
}

static bool across(struct lift *l, const struct aarch64_v2 *a, enum ir_reduce how)
{
    if (!has_lanes_across(a))
        return false;
    ir_ref v = aarch64_get_v(l, simd_ints(a->form, a->size), a->rn);
    ir_ref r = ir_reduce(l->f, ir_int_type(8u << a->size), how, v);
    aarch64_set_v(l, a->rd, r);
    return true;
}

#define ACROSS(name, how)                                                                          \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return across(l, a, how);                                                                  \
    }
/* clang-format off */
ACROSS(addv,  IR_SUM)
ACROSS(smaxv, IR_MAX_S)
ACROSS(umaxv, IR_MAX_U)
ACROSS(sminv, IR_MIN_S)
ACROSS(uminv, IR_MIN_U)
/* clang-format on */

/* The pairs are added first, into lanes wide enough for the sum. */
static bool add_long_across(struct lift *l, const struct aarch64_v2 *a, bool is_signed)
{
    if (!has_lanes_across(a))
        return false;
    ir_ref v = aarch64_get_v(l, simd_ints(a->form, a->size), a->rn);
    ir_ref pairs = simd_add_pairs(l, simd_ints(a->form, a->size + 1), is_signed, v);
    ir_ref r = ir_reduce(l->f, ir_int_type(16u << a->size), IR_SUM, pairs);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_saddlv(struct lift *l, const struct aarch64_v2 *a)
{
    return add_long_across(l, a, true);
}

bool aarch64_lift_uaddlv(struct lift *l, const struct aarch64_v2 *a)
{
    return add_long_across(l, a, false);
}
