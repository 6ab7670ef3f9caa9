/* FP arithmetic: add, subtract, multiply, divide, square root, fused multiply-add, and Arm's
   variants of them.

   The definition of each is in integers: special operands first, then an exact or sufficiently
   long result, then fp_round_pack. The functions that guests call often begin with a shortcut. When
   rounding is to nearest and the inexact flag is already up, the host's own instruction gives the
   guest's result unless that is special: a NaN (payload rules differ, invalid), an infinity
   (overflow, division by zero), or so small that underflow is in question. All of those can be
   seen from the result, and only then is the long way taken. */
#include "ir/fp_soft.h"

#include <math.h>

typedef unsigned __int128 u128;

/* Rounds the number v * 2^(exp - 127), v not zero and exact (or its bit 0 standing for the rest).
 */
static uint64_t round_wide(const struct fp_op *o, bool sign, int exp, u128 v)
{
    uint64_t high = (uint64_t)(v >> 64);
    int zeroes = high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)v);
    v <<= zeroes;
    return fp_round_pack(o, sign, exp - zeroes, (uint64_t)(v >> 64) | ((uint64_t)v != 0));
}

static u128 shift_right_wide(u128 v, int n)
{
    if (n == 0)
        return v;
    return n > 127 ? v != 0 : v >> n | ((v << (128 - n)) != 0);
}

/* A number of up to 127 bits: m * 2^(exp - 126). */
struct wide {
    bool sign;
    int exp;
    u128 m;
};

static struct wide widen(const struct fp *v)
{
    return (struct wide){ v->sign, v->exp, (u128)v->mant << 63 };
}

/* The operands have zeroes in their lowest bits (a product of f64s has 106 bits of 127), so that
   where much cancels, and shifts are by one at most, nothing is lost. */
static uint64_t add_wide(const struct fp_op *o, struct wide a, struct wide b)
{
    struct wide big = a, small = b;
    if (b.exp > a.exp || (b.exp == a.exp && b.m > a.m)) {
        big = b;
        small = a;
    }
    u128 m = shift_right_wide(small.m, big.exp - small.exp);
    m = big.sign == small.sign ? big.m + m : big.m - m;
    return m ? round_wide(o, big.sign, big.exp + 1, m) : fp_exact_zero(o);
}

/* The exact product of two numbers. */
static struct wide multiply(const struct fp *a, const struct fp *b)
{
    u128 m = (u128)a->mant * b->mant; /* * 2^(a.exp + b.exp - 126) */
    int carry = (int)(m >> 127);
    return (struct wide){ a->sign != b->sign, a->exp + b->exp + carry, m >> carry };
}

/* ---- addition ---- */

static uint64_t add(const struct fp_op *o, const struct fp v[2])
{
    const struct fp *a = &v[0], *b = &v[1];
    if (fp_is_nan(a) || fp_is_nan(b))
        return fp_propagate(o, v, 2);
    if (a->class == FP_CLASS_INFINITY && b->class == FP_CLASS_INFINITY && a->sign != b->sign)
        return fp_invalid(o);
    if (a->class == FP_CLASS_INFINITY || b->class == FP_CLASS_INFINITY)
        return fp_pack_infinity(o->t, a->class == FP_CLASS_INFINITY ? a->sign : b->sign);
    if (a->class == FP_CLASS_ZERO && b->class == FP_CLASS_ZERO)
        return a->sign == b->sign ? fp_pack_zero(o->t, a->sign) : fp_exact_zero(o);
    if (a->class == FP_CLASS_ZERO)
        return fp_round_pack(o, b->sign, b->exp, b->mant);
    if (b->class == FP_CLASS_ZERO)
        return fp_round_pack(o, a->sign, a->exp, a->mant);
    return add_wide(o, widen(a), widen(b));
}

/* A host's sum that is finite serves even when small: then it is exact. */
static bool host_add(ir_type t, uint64_t a, uint64_t b, uint64_t *sum)
{
    if (t == IR_F64)
        *sum = fp_double_bits(fp_double(a) + fp_double(b));
    else if (t == IR_F32)
        *sum = fp_float_bits(fp_float(a) + fp_float(b));
    else
        return false;
    return fp_exponent(t, *sum) != (t == IR_F64 ? 0x7ff : 0xff);
}

uint64_t ir_fp_add(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    uint64_t sum;
    if (fp_host_serves(env, aux) && host_add(t, a, b, &sum))
        return sum;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    return add(&o, (struct fp[]){ x, y });
}

uint64_t ir_fp_sub(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    uint64_t sum, sign = 1ull << (ir_bits(t) - 1);
    if (fp_host_serves(env, aux) && host_add(t, a, b ^ sign, &sum))
        return sum;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    y.sign ^= !fp_is_nan(&y); /* a NaN keeps its sign */
    return add(&o, (struct fp[]){ x, y });
}

/* ---- multiplication ---- */

static bool zero_times_infinity(const struct fp *a, const struct fp *b)
{
    return (a->class == FP_CLASS_ZERO && b->class == FP_CLASS_INFINITY) ||
           (a->class == FP_CLASS_INFINITY && b->class == FP_CLASS_ZERO);
}

static uint64_t multiply_and_round(const struct fp_op *o, const struct fp v[2])
{
    const struct fp *a = &v[0], *b = &v[1];
    bool sign = a->sign != b->sign;
    if (fp_is_nan(a) || fp_is_nan(b))
        return fp_propagate(o, v, 2);
    if (zero_times_infinity(a, b))
        return fp_invalid(o);
    if (a->class == FP_CLASS_INFINITY || b->class == FP_CLASS_INFINITY)
        return fp_pack_infinity(o->t, sign);
    if (a->class == FP_CLASS_ZERO || b->class == FP_CLASS_ZERO)
        return fp_pack_zero(o->t, sign);
    struct wide p = multiply(a, b);
    return round_wide(o, sign, p.exp + 1, p.m);
}

static bool host_mul(ir_type t, uint64_t a, uint64_t b, uint64_t *product)
{
    if (t == IR_F64)
        *product = fp_double_bits(fp_double(a) * fp_double(b));
    else if (t == IR_F32)
        *product = fp_float_bits(fp_float(a) * fp_float(b));
    else
        return false;
    return fp_ordinary(t, *product);
}

uint64_t ir_fp_mul(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    uint64_t product;
    if (fp_host_serves(env, aux) && host_mul(t, a, b, &product))
        return product;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    return multiply_and_round(&o, (struct fp[]){ x, y });
}

uint64_t ir_fp_mulx(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    if (zero_times_infinity(&x, &y))
        return fp_round_pack(&o, x.sign != y.sign, 1, 1ull << 63); /* 2 */
    return multiply_and_round(&o, (struct fp[]){ x, y });
}

/* ---- division ---- */

static uint64_t divide(const struct fp_op *o, const struct fp v[2])
{
    const struct fp *a = &v[0], *b = &v[1];
    bool sign = a->sign != b->sign;
    if (fp_is_nan(a) || fp_is_nan(b))
        return fp_propagate(o, v, 2);
    if (a->class == b->class && a->class != FP_CLASS_NUMBER)
        return fp_invalid(o);
    if (a->class == FP_CLASS_INFINITY)
        return fp_pack_infinity(o->t, sign);
    if (b->class == FP_CLASS_ZERO) {
        fp_raise(o, IR_FPX_DIVZERO);
        return fp_pack_infinity(o->t, sign);
    }
    if (a->class == FP_CLASS_ZERO || b->class == FP_CLASS_INFINITY)
        return fp_pack_zero(o->t, sign);
    u128 dividend = (u128)a->mant << 63;
    uint64_t q = (uint64_t)(dividend / b->mant); /* 2^62 < q < 2^64 */
    bool rest = dividend % b->mant;
    int zeroes = __builtin_clzll(q);
    return fp_round_pack(o, sign, a->exp - b->exp - zeroes, q << zeroes | rest);
}

static bool host_div(ir_type t, uint64_t a, uint64_t b, uint64_t *quotient)
{
    if (t == IR_F64)
        *quotient = fp_double_bits(fp_double(a) / fp_double(b));
    else if (t == IR_F32)
        *quotient = fp_float_bits(fp_float(a) / fp_float(b));
    else
        return false;
    return fp_ordinary(t, *quotient);
}

uint64_t ir_fp_div(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    uint64_t quotient;
    if (fp_host_serves(env, aux) && host_div(t, a, b, &quotient))
        return quotient;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    return divide(&o, (struct fp[]){ x, y });
}

/* ---- square root ---- */

/* The largest r with r * r <= v, bit by bit; v < 2^128. */
static uint64_t integer_sqrt(u128 v)
{
    uint64_t root = 0;
    for (uint64_t bit = 1ull << 63; bit; bit >>= 1)
        if ((u128)(root | bit) * (root | bit) <= v)
            root |= bit;
    return root;
}

static uint64_t square_root(const struct fp_op *o, const struct fp *a)
{
    if (fp_is_nan(a))
        return fp_propagate(o, a, 1);
    if (a->class == FP_CLASS_ZERO)
        return fp_pack_zero(o->t, a->sign);
    if (a->sign)
        return fp_invalid(o);
    if (a->class == FP_CLASS_INFINITY)
        return fp_pack_infinity(o->t, false);
    int odd = a->exp & 1;
    u128 v = (u128)a->mant << (63 + odd); /* 2^126 <= v < 2^128 */
    uint64_t root = integer_sqrt(v);
    bool rest = (u128)root * root != v;
    return fp_round_pack(o, false, (a->exp - odd) / 2, root | rest);
}

static bool host_sqrt(ir_type t, uint64_t a, uint64_t *root)
{
    if (t == IR_F64)
        *root = fp_double_bits(sqrt(fp_double(a)));
    else if (t == IR_F32)
        *root = fp_float_bits(sqrtf(fp_float(a)));
    else
        return false;
    return fp_ordinary(t, *root);
}

uint64_t ir_fp_sqrt(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a)
{
    uint64_t root;
    if (fp_host_serves(env, aux) && host_sqrt(t, a, &root))
        return root;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    return square_root(&o, &x);
}

/* ---- fused multiply-add ---- */

/* Arm: a quiet NaN that meets zero times infinity makes the default NaN. RISC-V: invalid as well.
   On x86 the NaN just goes through. */
static uint64_t fma_of_nans(const struct fp_op *o, const struct fp *a, const struct fp *b,
                            const struct fp *c)
{
    if (c->class == FP_CLASS_QNAN && zero_times_infinity(a, b) && o->nan != IR_NAN_X86)
        return fp_invalid(o);
    if (o->nan == IR_NAN_X86)
        return fp_propagate(o, (struct fp[]){ *a, *b, *c }, 3);
    return fp_propagate(o, (struct fp[]){ *c, *a, *b }, 3);
}

/* a * b + c with infinities, and without NaNs. */
static uint64_t fma_of_infinities(const struct fp_op *o, const struct fp *a, const struct fp *b,
                                  const struct fp *c)
{
    bool sign = a->sign != b->sign;
    bool product = a->class == FP_CLASS_INFINITY || b->class == FP_CLASS_INFINITY;
    bool differ = product && c->class == FP_CLASS_INFINITY && c->sign != sign;
    if (zero_times_infinity(a, b) || differ)
        return fp_invalid(o);
    return fp_pack_infinity(o->t, product ? sign : c->sign);
}

/* scale: what to add to the exponent before rounding. */
static uint64_t fused(const struct fp_op *o, const struct fp *a, const struct fp *b,
                      const struct fp *c, int scale)
{
    bool sign = a->sign != b->sign;
    if (fp_is_nan(a) || fp_is_nan(b) || fp_is_nan(c))
        return fma_of_nans(o, a, b, c);
    if (a->class == FP_CLASS_INFINITY || b->class == FP_CLASS_INFINITY ||
        c->class == FP_CLASS_INFINITY)
        return fma_of_infinities(o, a, b, c);
    struct wide sum = widen(c);
    sum.exp += scale;
    if (a->class == FP_CLASS_ZERO || b->class == FP_CLASS_ZERO) {
        if (c->class == FP_CLASS_NUMBER)
            return round_wide(o, sum.sign, sum.exp + 1, sum.m);
        return sign == c->sign ? fp_pack_zero(o->t, sign) : fp_exact_zero(o);
    }
    struct wide product = multiply(a, b);
    product.exp += scale;
    if (c->class == FP_CLASS_ZERO)
        return round_wide(o, sign, product.exp + 1, product.m);
    return add_wide(o, product, sum);
}

static bool host_fma(ir_type t, uint64_t a, uint64_t b, uint64_t c, uint64_t *result)
{
    if (t == IR_F64)
        *result = fp_double_bits(fma(fp_double(a), fp_double(b), fp_double(c)));
    else if (t == IR_F32)
        *result = fp_float_bits(fmaf(fp_float(a), fp_float(b), fp_float(c)));
    else
        return false;
    return fp_ordinary(t, *result);
}

uint64_t ir_fp_fma(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b,
                   uint64_t c)
{
    uint64_t result;
    if (fp_host_serves(env, aux) && host_fma(t, a, b, c, &result))
        return result;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp x = fp_unpack(&o, t, a);
    struct fp y = fp_unpack(&o, t, b);
    struct fp z = fp_unpack(&o, t, c);
    return fused(&o, &x, &y, &z, 0);
}

/* (c - a * b) * 2^scale, and c * 2^scale when that is of zero and infinity. The sign of a is
   changed before all else, even that of a NaN. */
static uint64_t newton_step(struct fp_op o, struct fp c, int scale, uint64_t a, uint64_t b)
{
    struct fp x = fp_unpack(&o, o.t, a);
    struct fp y = fp_unpack(&o, o.t, b);
    x.sign = !x.sign;
    if (zero_times_infinity(&x, &y))
        return fp_round_pack(&o, false, c.exp + scale, c.mant);
    return fused(&o, &x, &y, &c, scale);
}

uint64_t ir_fp_recps(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    struct fp two = { .class = FP_CLASS_NUMBER, .exp = 1, .mant = 1ull << 63 };
    return newton_step(fp_begin(env, t, aux), two, 0, a, b);
}

uint64_t ir_fp_rsqrts(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    struct fp three = { .class = FP_CLASS_NUMBER, .exp = 1, .mant = 3ull << 62 };
    return newton_step(fp_begin(env, t, aux), three, -1, a, b);
}
