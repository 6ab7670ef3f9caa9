/* FP conversions: between formats, to and from integers, to integral values.
   Next: fp_estimate.c. */
#include "ir/fp_soft.h"

/* ---- between formats ---- */

/* Arm's alternative half format has neither NaNs nor infinities: both are invalid. */
static uint64_t convert_special(const struct fp_op *o, const struct fp *v)
{
    bool alt = o->t == IR_F16 && o->alt_half;
    if (v->class == FP_CLASS_ZERO)
        return fp_pack_zero(o->t, v->sign);
    if (v->class == FP_CLASS_INFINITY)
        return alt ? fp_overflow(o, v->sign) : fp_pack_infinity(o->t, v->sign);
    if (!alt)
        return fp_propagate(o, v, 1);
    fp_raise(o, IR_FPX_INVALID);
    return fp_pack_zero(o->t, v->sign);
}

uint64_t ir_fp_convert(struct ir_fpenv *env, ir_type to, ir_type from, unsigned aux, uint64_t a)
{
    if (from == IR_F32 && to == IR_F64 && fp_ordinary(from, a))
        return fp_double_bits(fp_float(a));
    if (from == IR_F64 && to == IR_F32 && fp_host_serves(env, aux)) {
        uint64_t single = fp_float_bits((float)fp_double(a));
        if (fp_ordinary(to, single))
            return single;
    }
    struct fp_op o = fp_begin(env, to, aux);
    o.alt_half = (IR_FP_EXTRA(aux) & IR_FP_ALT) && (env->mode & IR_FPM_ALT_HALF);
    o.keep16 = true;
    struct fp v = fp_unpack(&o, from, a);
    if (v.class != FP_CLASS_NUMBER)
        return convert_special(&o, &v);
    return fp_round_pack(&o, v.sign, v.exp, v.mant);
}

/* ---- integers ---- */

/* The number v * 2^scale as an integer. *over: its magnitude needs more than 64 bits. */
static uint64_t round_to_integer(enum ir_round round, const struct fp *v, int scale, bool *inexact,
                                 bool *over)
{
    int exp = v->exp + scale;
    *over = exp > 63;
    *inexact = false;
    if (*over)
        return 0;
    uint64_t whole = exp < 0 ? 0 : v->mant >> (63 - exp);
    uint64_t rest = exp < 0    ? fp_shift_right(v->mant, -exp - 1)
                    : exp < 63 ? v->mant << (exp + 1)
                               : 0;
    *inexact = rest != 0;
    if (round == IR_ROUND_ODD)
        return whole | *inexact;
    return whole + fp_rounds_up(round, v->sign, whole & 1, rest, 1ull << 63);
}

static uint64_t low_bits(uint64_t v, unsigned bits)
{
    return bits == 64 ? v : v & ((1ull << bits) - 1);
}

/* The integer furthest out on one side. */
static uint64_t limit_of(bool is_signed, unsigned bits, bool negative)
{
    uint64_t top = 1ull << (bits - 1);
    if (is_signed)
        return negative ? top : top - 1;
    return negative ? 0 : low_bits(~0ull, bits);
}

static uint64_t saturate(const struct fp_op *o, bool is_signed, unsigned bits, bool negative)
{
    fp_raise(o, IR_FPX_INVALID);
    return limit_of(is_signed, bits, negative);
}

/* Truncation of an f64 or f32 that is well inside the range, by the host's instruction. */
static bool host_to_int(struct ir_fpenv *env, ir_type t, uint64_t a, bool is_signed, unsigned bits,
                        uint64_t *result)
{
    double x = t == IR_F64 ? fp_double(a) : (double)fp_float(a);
    double limit = bits == 64 ? 0x1p63 : 0x1p31;
    if ((env->mode & IR_FPM_FLUSH) || t == IR_F16 || bits < 32)
        return false;
    if (!(x < limit && x >= (is_signed ? -limit : 0)))
        return false;
    int64_t whole = (int64_t)x;
    if ((double)whole != x)
        env->flags |= IR_FPX_INEXACT;
    *result = low_bits((uint64_t)whole, bits);
    return true;
}

uint64_t ir_fp_to_int(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, bool is_signed,
                      unsigned bits, int fraction)
{
    uint64_t truncated;
    if (fraction == 0 && IR_FP_ROUND(aux) == IR_ROUND_ZERO &&
        host_to_int(env, t, a, is_signed, bits, &truncated))
        return truncated;
    struct fp_op o = fp_begin(env, t, aux);
    struct fp v = fp_unpack(&o, t, a);
    bool inexact, over;
    if (v.class == FP_CLASS_ZERO)
        return 0;
    if (fp_is_nan(&v) && o.nan == IR_NAN_ARM) {
        fp_raise(&o, IR_FPX_INVALID);
        return 0;
    }
    if (v.class != FP_CLASS_NUMBER)
        return saturate(&o, is_signed, bits, v.class == FP_CLASS_INFINITY && v.sign);
    uint64_t whole = round_to_integer(o.round, &v, fraction, &inexact, &over);
    if (over || whole > limit_of(is_signed, bits, v.sign))
        return saturate(&o, is_signed, bits, v.sign);
    if (inexact)
        fp_raise(&o, IR_FPX_INEXACT);
    return low_bits(v.sign ? -whole : whole, bits);
}

/* The host's conversion is exact from 32 bits to f64, and elsewhere as good as fp_host_serves says.
 */
static bool host_from_int(const struct ir_fpenv *env, ir_type t, unsigned aux, bool sign,
                          uint64_t magnitude, uint64_t *result)
{
    if (magnitude >> 63 || t == IR_F16)
        return false;
    if (!fp_host_serves(env, aux) && !(t == IR_F64 && magnitude >> 32 == 0))
        return false;
    int64_t value = sign ? -(int64_t)magnitude : (int64_t)magnitude;
    *result = t == IR_F64 ? fp_double_bits((double)value) : fp_float_bits((float)value);
    return true;
}

uint64_t ir_fp_from_int(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, bool is_signed,
                        unsigned bits, int fraction)
{
    bool sign = is_signed && (a >> (bits - 1) & 1);
    uint64_t magnitude = low_bits(sign ? -a : a, bits), converted;
    if (magnitude == 0)
        return fp_pack_zero(t, false);
    if (fraction == 0 && host_from_int(env, t, aux, sign, magnitude, &converted))
        return converted;
    struct fp_op o = fp_begin(env, t, aux);
    int zeroes = __builtin_clzll(magnitude);
    return fp_round_pack(&o, sign, 63 - zeroes - fraction, magnitude << zeroes);
}

uint64_t ir_fp_round(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a)
{
    struct fp_op o = fp_begin(env, t, aux);
    struct fp v = fp_unpack(&o, t, a);
    bool inexact, over;
    if (fp_is_nan(&v))
        return fp_propagate(&o, &v, 1);
    if (v.class == FP_CLASS_ZERO)
        return fp_pack_zero(t, v.sign);
    if (v.class == FP_CLASS_INFINITY || v.exp >= fp_format(t)->fraction)
        return a;
    uint64_t whole = round_to_integer(o.round, &v, 0, &inexact, &over);
    if (inexact && (IR_FP_EXTRA(aux) & IR_FP_EXACT))
        fp_raise(&o, IR_FPX_INEXACT);
    if (whole == 0)
        return fp_pack_zero(t, v.sign);
    int zeroes = __builtin_clzll(whole);
    return fp_round_pack(&o, v.sign, 63 - zeroes, whole << zeroes);
}
