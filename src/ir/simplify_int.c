/* Rules for arithmetic, bits and shifts. Most hold for lanes as for scalars; those that compute
   with a constant are for scalars of up to 64 bits, whose constants ir_is_imm sees. See
   simplify.h. */
#include "ir/simplify.h"

/* ---- what is known of operands ---- */

bool ir_is_zero(const struct ir_func *f, ir_ref v)
{
    union ir_value x;
    return ir_constant(f, v, &x) && x.u128 == 0;
}

bool ir_is_ones(const struct ir_func *f, ir_ref v)
{
    union ir_value x;
    if (!ir_constant(f, v, &x))
        return false;
    ir_type t = ir_typeof(f, v);
    return ir_bits(t) <= 64 ? x.u64[0] == ir_mask(t) : (x.u64[0] & x.u64[1]) == ~UINT64_C(0);
}

ir_ref ir_zero(struct ir_func *f, ir_type t)
{
    return ir_const_wide(f, t, 0, 0);
}

static uint64_t bits_of_load(const struct ir_ins *i)
{
    unsigned size = i->aux & IR_MEM_SIZE;
    return i->aux & IR_MEM_SIGN || size > 2 ? ir_mask(i->type) : (UINT64_C(1) << (8 << size)) - 1;
}

uint64_t ir_possible_bits(const struct ir_func *f, ir_ref v)
{
    uint64_t bits = ir_mask(ir_typeof(f, v)), n;
    for (;;) {
        const struct ir_ins *i = ir_at(f, v);
        if (i->op == IR_const)
            return bits & ir_imm(i);
        if (i->op == IR_load)
            return bits & bits_of_load(i);
        if (i->op == IR_and && ir_is_imm(f, i->b, &n))
            bits &= n;
        else if (i->op == IR_zext)
            bits &= ir_mask(ir_typeof(f, i->a));
        else if (i->op == IR_shr && ir_is_imm(f, i->b, &n))
            return bits & ir_mask(i->type) >> n;
        else
            return bits;
        v = i->a;
    }
}

bool ir_is_sign_extended(const struct ir_func *f, ir_ref v, unsigned bits)
{
    const struct ir_ins *i = ir_at(f, v);
    uint64_t n;
    if (ir_possible_bits(f, v) >> (bits - 1) == 0)
        return true;
    if (i->op == IR_sext)
        return ir_bits(ir_typeof(f, i->a)) <= bits;
    if (i->op == IR_load)
        return i->aux & IR_MEM_SIGN && 8u << (i->aux & IR_MEM_SIZE) <= bits;
    return i->op == IR_sar && ir_is_imm(f, i->b, &n) && n >= ir_bits(i->type) - bits;
}

/* The x of op(x, constant), and the constant; the op is that of *i. */
static bool nested(const struct ir_func *f, const struct ir_ins *i, ir_ref v, ir_ref *x,
                   uint64_t *n)
{
    const struct ir_ins *inner = ir_is(f, v, i->op);
    if (!inner || !ir_is_imm(f, inner->b, n))
        return false;
    *x = inner->a;
    return true;
}

static int log2_of(uint64_t n) /* -1: not a power of two */
{
    return n && !(n & (n - 1)) ? __builtin_ctzll(n) : -1;
}

static ir_ref change(struct ir_ins *i, enum ir_op op, ir_ref a, ir_ref b)
{
    i->op = (uint8_t)op;
    i->a = a;
    i->b = b;
    return SIMPLER;
}

/* op(op(x, n), m) is op(x, k). */
static ir_ref regroup(struct ir_func *f, struct ir_ins *i, ir_ref x, uint64_t k)
{
    return change(i, i->op, x, ir_const(f, i->type, k));
}

/* ---- arithmetic ---- */

ir_ref ir_simplify_add(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    uint64_t k, m;
    ir_ref x;
    if (ir_is_zero(f, i->b)) /* x + 0 = x */
        return i->a;
    if (ir_is_imm(f, i->b, &k) && nested(f, i, i->a, &x, &m)) /* (x + m) + k = x + (m + k) */
        return regroup(f, i, x, m + k);
    if ((n = ir_is(f, i->b, IR_neg)) && n->type == i->type) /* x + -y = x - y */
        return change(i, IR_sub, i->a, n->a);
    if ((n = ir_is(f, i->a, IR_neg)) && n->type == i->type) /* -x + y = y - x */
        return change(i, IR_sub, i->b, n->a);
    if ((n = ir_is(f, i->a, IR_sub)) && n->b == i->b && n->type == i->type) /* (x - y) + y = x */
        return n->a;
    return 0;
}

ir_ref ir_simplify_sub(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x - 0 = x */
        return i->a;
    if (i->a == i->b) /* x - x = 0 */
        return ir_zero(f, i->type);
    if (ir_is_zero(f, i->a)) /* 0 - x = -x */
        return change(i, IR_neg, i->b, 0);
    if (ir_is_imm(f, i->b, &k)) /* x - k = x + -k */
        return change(i, IR_add, i->a, ir_const(f, i->type, -k));
    if ((n = ir_is(f, i->b, IR_neg)) && n->type == i->type) /* x - -y = x + y */
        return change(i, IR_add, i->a, n->a);
    if ((n = ir_is(f, i->a, IR_add)) && n->type == i->type) { /* (x + y) - y = x, (x + y) - x = y */
        if (n->b == i->b)
            return n->a;
        if (n->a == i->b)
            return n->b;
    }
    return 0;
}

ir_ref ir_simplify_mul(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x * 0 = 0 */
        return i->b;
    if (!ir_is_imm(f, i->b, &k))
        return 0;
    if (k == ir_mask(i->type)) /* x * -1 = -x */
        return change(i, IR_neg, i->a, 0);
    if (log2_of(k) >= 0) /* x * 2^n = x << n */
        return change(i, IR_shl, i->a, ir_const(f, i->type, (uint64_t)log2_of(k)));
    return 0;
}

ir_ref ir_simplify_div_u(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x / 0 = 0 */
        return i->b;
    if (ir_is_imm(f, i->b, &k) && log2_of(k) >= 0) /* x / 2^n = x >> n */
        return change(i, IR_shr, i->a, ir_const(f, i->type, (uint64_t)log2_of(k)));
    return 0;
}

ir_ref ir_simplify_div_s(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x / 0 = 0 */
        return i->b;
    return ir_is_imm(f, i->b, &k) && k == 1 ? i->a : 0; /* x / 1 = x */
}

ir_ref ir_simplify_rem_u(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x % 0 = x */
        return i->a;
    if (ir_is_imm(f, i->b, &k) && log2_of(k) >= 0) /* x % 2^n = x & (2^n - 1) */
        return change(i, IR_and, i->a, ir_const(f, i->type, k - 1));
    return 0;
}

ir_ref ir_simplify_rem_s(struct ir_func *f, struct ir_ins *i)
{
    return ir_is_zero(f, i->b) ? i->a : 0; /* x % 0 = x */
}

ir_ref ir_simplify_neg(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    if ((n = ir_is(f, i->a, IR_neg)) && n->type == i->type) /* -(-x) = x */
        return n->a;
    if ((n = ir_is(f, i->a, IR_sub)) && n->type == i->type) /* -(x - y) = y - x */
        return change(i, IR_sub, n->b, n->a);
    return 0;
}

/* min(x, x) = max(x, x) = x */
#define SAME(name) \
    ir_ref ir_simplify_##name(struct ir_func *f, struct ir_ins *i) \
    { \
        (void)f; \
        return i->a == i->b ? i->a : 0; \
    }
/* clang-format off */
SAME(smin) SAME(smax) SAME(umin) SAME(umax)
/* clang-format on */

/* An op that undoes itself. */
#define TWICE(name) \
    ir_ref ir_simplify_##name(struct ir_func *f, struct ir_ins *i) \
    { \
        const struct ir_ins *n = ir_is(f, i->a, IR_##name); \
        return n && n->type == i->type ? n->a : 0; \
    }
    /* clang-format off */
TWICE(bswap) TWICE(bitrev) TWICE(fneg)
    /* clang-format on */

    ir_ref ir_simplify_fabs(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->type != i->type)
        return 0;
    if (n->op == IR_fabs) /* ||x|| = |x| */
        return i->a;
    return n->op == IR_fneg ? change(i, IR_fabs, n->a, 0) : 0; /* |-x| = |x| */
}

/* ---- bits ---- */

/* Vectors are bags of bits: lane types do not matter here. */
ir_ref ir_simplify_and(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    uint64_t k, m;
    ir_ref x;
    if (ir_is_zero(f, i->b)) /* x & 0 = 0 */
        return ir_zero(f, i->type);
    if (ir_is_ones(f, i->b) || i->a == i->b) /* x & ~0 = x & x = x */
        return i->a;
    if (ir_is_imm(f, i->b, &k)) {
        if (nested(f, i, i->a, &x, &m)) /* (x & m) & k = x & (m & k) */
            return regroup(f, i, x, m & k);
        return ir_possible_bits(f, i->a) & ~k ? 0 : i->a; /* k clears only what is clear */
    }
    if ((n = ir_is(f, i->b, IR_not))) /* x & ~y */
        return change(i, IR_andn, i->a, n->a);
    if ((n = ir_is(f, i->a, IR_not))) /* ~x & y */
        return change(i, IR_andn, i->b, n->a);
    return 0;
}

/* Lanes of a and b, which have no bits in common, put together: a rotation when both are shifts of one value. */
ir_ref ir_rotation(struct ir_func *f, struct ir_ins *i, ir_ref a, ir_ref b)
{
    const struct ir_ins *left = ir_is(f, a, IR_shl_i), *right = ir_is(f, b, IR_shr_i);
    if (!left && !right) {
        left = ir_is(f, b, IR_shl_i);
        right = ir_is(f, a, IR_shr_i);
    }
    unsigned width = ir_bits(ir_lane(i->type));
    if (!left || !right || left->a != right->a || left->aux + right->aux != width ||
        ir_lane(left->type) != ir_lane(i->type) || ir_lane(right->type) != ir_lane(i->type))
        return 0;
    uint64_t count = right->aux * (UINT64_MAX / (UINT64_MAX >> (64 - width)));
    ir_ref x = left->a;
    return change(i, IR_rotr, x,
                  ir_const_wide(f, i->type, count, ir_bits(i->type) > 64 ? count : 0));
}

ir_ref ir_simplify_or(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m;
    ir_ref x;
    if (ir_is_zero(f, i->b) || i->a == i->b) /* x | 0 = x | x = x */
        return i->a;
    if (ir_is_ones(f, i->b)) /* x | ~0 = ~0 */
        return i->b;
    if (ir_is_imm(f, i->b, &k) && nested(f, i, i->a, &x, &m)) /* (x | m) | k = x | (m | k) */
        return regroup(f, i, x, m | k);
    return ir_is_vector(i->type) ? ir_rotation(f, i, i->a, i->b) : 0;
}

ir_ref ir_simplify_xor(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m;
    ir_ref x;
    if (ir_is_zero(f, i->b)) /* x ^ 0 = x */
        return i->a;
    if (i->a == i->b) /* x ^ x = 0 */
        return ir_zero(f, i->type);
    if (ir_is_ones(f, i->b)) /* x ^ ~0 = ~x */
        return change(i, IR_not, i->a, 0);
    if (ir_is_imm(f, i->b, &k) && nested(f, i, i->a, &x, &m)) /* (x ^ m) ^ k = x ^ (m ^ k) */
        return regroup(f, i, x, m ^ k);
    return 0;
}

ir_ref ir_simplify_andn(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    uint64_t k;
    if (ir_is_zero(f, i->b)) /* x & ~0 = x */
        return i->a;
    if (i->a == i->b || ir_is_zero(f, i->a) ||
        ir_is_ones(f, i->b)) /* x & ~x = 0 & ~x = x & 0 = 0 */
        return ir_zero(f, i->type);
    if (ir_is_imm(f, i->b, &k)) /* x & ~k */
        return change(i, IR_and, i->a, ir_const(f, i->type, ~k));
    if ((n = ir_is(f, i->b, IR_not))) /* x & ~~y = x & y */
        return change(i, IR_and, i->a, n->a);
    return ir_is_ones(f, i->a) ? change(i, IR_not, i->b, 0) : 0; /* ~0 & ~x = ~x */
}

ir_ref ir_simplify_not(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->op == IR_not) /* ~~x = x */
        return n->a;
    if (n->op == IR_cmp) /* !(x < y) = x >= y */ {
        static const uint8_t opposite[] = {
            [IR_EQ] = IR_NE,     [IR_NE] = IR_EQ,     [IR_LT_S] = IR_GE_S, [IR_LE_S] = IR_GT_S,
            [IR_GT_S] = IR_LE_S, [IR_GE_S] = IR_LT_S, [IR_LT_U] = IR_GE_U, [IR_LE_U] = IR_GT_U,
            [IR_GT_U] = IR_LE_U, [IR_GE_U] = IR_LT_U,
        };
        return ir_cmp(f, opposite[n->aux], n->a, n->b);
    }
    if (n->op == IR_cond && n->aux != IR_C_AL) /* conditions come in pairs */
        return ir_cond(f, n->aux ^ 1u, n->a);
    return 0;
}

/* ---- shifts ---- */

/* Whether all bits of a scalar shift's count that matter come from x, and are x's: b = x & mask. */
static bool masked_count(const struct ir_func *f, const struct ir_ins *i, ir_ref *x)
{
    const struct ir_ins *n = ir_is(f, i->b, IR_and);
    uint64_t k, width = ir_bits(i->type);
    if (!n || ir_is_vector(i->type) || !ir_is_imm(f, n->b, &k) || (k & (width - 1)) != width - 1)
        return false;
    *x = n->a;
    return true;
}

/* What all four have in common. */
static ir_ref shift(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, width = ir_bits(i->type);
    ir_ref x;
    if (ir_is_zero(f, i->b) || ir_is_zero(f, i->a)) /* x << 0 = x, 0 << x = 0 */
        return i->a;
    if (ir_is_vector(i->type))
        return 0;
    if (ir_is_imm(f, i->b, &k) && k >= width) /* counts are modulo the width */
        return change(i, i->op, i->a, ir_const(f, i->type, k & (width - 1)));
    return masked_count(f, i, &x) ? change(i, i->op, i->a, x) : 0;
}

/* The type of so many bits, IR_VOID: there is none. */
static ir_type type_of_width(uint64_t bits)
{
    return bits == 8 || bits == 16 || bits == 32 ? ir_int_type((unsigned)bits) : IR_VOID;
}

/* (x << k) >> k with k leaving 8, 16 or 32 bits is the extension of those. */
static ir_ref extension(struct ir_func *f, struct ir_ins *i, uint64_t k, enum ir_op extend)
{
    const struct ir_ins *n = ir_is(f, i->a, IR_shl);
    ir_type narrow = type_of_width(ir_bits(i->type) - k);
    uint64_t m;
    if (!n || !narrow || !ir_is_imm(f, n->b, &m) || m != k)
        return 0;
    ir_ref low = ir_trunc(f, narrow, n->a);
    return change(i, extend, low, 0);
}

ir_ref ir_simplify_shl(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m;
    ir_ref x, v = shift(f, i);
    if (v || !ir_is_imm(f, i->b, &k) || !nested(f, i, i->a, &x, &m))
        return v;
    return m + k < ir_bits(i->type) ? regroup(f, i, x, m + k)
                                    : ir_zero(f, i->type); /* (x << m) << k */
}

ir_ref ir_simplify_shr(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m;
    ir_ref x, v = shift(f, i);
    if (v || !ir_is_imm(f, i->b, &k))
        return v;
    if (nested(f, i, i->a, &x, &m)) /* (x >> m) >> k */
        return m + k < ir_bits(i->type) ? regroup(f, i, x, m + k) : ir_zero(f, i->type);
    return extension(f, i, k, IR_zext);
}

ir_ref ir_simplify_sar(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m, most = ir_bits(i->type) - 1;
    ir_ref x, v = shift(f, i);
    if (v || !ir_is_imm(f, i->b, &k))
        return v;
    if (nested(f, i, i->a, &x, &m)) /* (x >> m) >> k */
        return regroup(f, i, x, m + k < most ? m + k : most);
    return extension(f, i, k, IR_sext);
}

ir_ref ir_simplify_rotr(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k, m;
    ir_ref x, v = shift(f, i);
    if (v || !ir_is_imm(f, i->b, &k) || !nested(f, i, i->a, &x, &m))
        return v;
    return regroup(f, i, x, (m + k) & (ir_bits(i->type) - 1)); /* modulo the width */
}

/* Lanes by a constant. */
static ir_ref shift_lanes(struct ir_func *f, struct ir_ins *i)
{
    if (i->aux == 0)
        return i->a;
    return i->aux >= ir_bits(ir_lane(i->type)) ? ir_zero(f, i->type) : 0;
}

ir_ref ir_simplify_shl_i(struct ir_func *f, struct ir_ins *i)
{
    return shift_lanes(f, i);
}

ir_ref ir_simplify_shr_i(struct ir_func *f, struct ir_ins *i)
{
    return shift_lanes(f, i);
}

ir_ref ir_simplify_sar_i(struct ir_func *f, struct ir_ins *i)
{
    (void)f;
    return i->aux == 0 ? i->a : 0;
}
