/* Floating-point numbers taken apart and put together: formats, rounding, NaN rules. All FP
   operations of all guests end in fp_round_pack or in one of the special results here.
   Next: fp_arith.c. */
#include "ir/fp_soft.h"

const struct fp_format *fp_format(ir_type t)
{
    static const struct fp_format half = { 10, 15, 31 };
    static const struct fp_format single = { 23, 127, 255 };
    static const struct fp_format wide = { 52, 1023, 2047 };
    return t == IR_F16 ? &half : t == IR_F32 ? &single : &wide;
}

struct fp_op fp_begin(struct ir_fpenv *env, ir_type t, unsigned aux)
{
    struct fp_op o = { .env = env, .t = t, .nan = IR_FP_NAN(aux), .round = IR_FP_ROUND(aux) };
    if (o.round == IR_ROUND_DYNAMIC)
        o.round = env->mode & IR_FPM_ROUND;
    return o;
}

bool fp_flushes(const struct fp_op *o, ir_type t)
{
    if (t == IR_F16)
        return (o->env->mode & IR_FPM_FLUSH16) && !o->keep16;
    return o->env->mode & IR_FPM_FLUSH;
}

static uint64_t sign_bit(ir_type t, bool sign)
{
    return (uint64_t)sign << (ir_bits(t) - 1);
}

static uint64_t infinity_bits(ir_type t)
{
    const struct fp_format *f = fp_format(t);
    return (uint64_t)f->top << f->fraction;
}

/* A denormal: fraction * 2^(1 - bias - f->fraction), the fraction not zero. */
static struct fp unpack_denormal(const struct fp_op *o, ir_type t, bool sign, uint64_t fraction)
{
    const struct fp_format *f = fp_format(t);
    struct fp v = { .sign = sign, .class = FP_CLASS_ZERO };
    if (fp_flushes(o, t)) {
        fp_raise(o, t == IR_F16 ? 0 : IR_FPX_DENORMAL_INPUT);
        return v;
    }
    int zeroes = __builtin_clzll(fraction);
    v.class = FP_CLASS_NUMBER;
    v.mant = fraction << zeroes;
    v.exp = 1 - f->bias - f->fraction + 63 - zeroes;
    return v;
}

struct fp fp_unpack(const struct fp_op *o, ir_type t, uint64_t bits)
{
    const struct fp_format *f = fp_format(t);
    uint64_t fraction = bits & ((1ull << f->fraction) - 1);
    int exp = (int)(bits >> f->fraction & (uint64_t)f->top);
    struct fp v = { .sign = bits >> (ir_bits(t) - 1) & 1 };
    v.mant = fraction << (63 - f->fraction);
    v.exp = exp - f->bias;
    if (exp == 0 && fraction) {
        v = unpack_denormal(o, t, v.sign, fraction);
    } else if (exp == 0) {
        v.class = FP_CLASS_ZERO;
    } else if (exp != f->top || (t == IR_F16 && o->alt_half)) {
        v.class = FP_CLASS_NUMBER;
        v.mant |= 1ull << 63;
    } else if (fraction == 0) {
        v.class = FP_CLASS_INFINITY;
    } else {
        v.class = v.mant >> 62 ? FP_CLASS_QNAN : FP_CLASS_SNAN;
    }
    return v;
}

uint64_t fp_pack_zero(ir_type t, bool sign)
{
    return sign_bit(t, sign);
}

uint64_t fp_pack_infinity(ir_type t, bool sign)
{
    return sign_bit(t, sign) | infinity_bits(t);
}

uint64_t fp_default_nan(const struct fp_op *o)
{
    uint64_t quiet = 1ull << (fp_format(o->t)->fraction - 1);
    return sign_bit(o->t, o->nan == IR_NAN_X86) | infinity_bits(o->t) | quiet;
}

uint64_t fp_invalid(const struct fp_op *o)
{
    fp_raise(o, IR_FPX_INVALID);
    return fp_default_nan(o);
}

uint64_t fp_exact_zero(const struct fp_op *o)
{
    return fp_pack_zero(o->t, o->round == IR_ROUND_DOWN);
}

/* ---- NaNs ---- */

uint64_t fp_pack_nan(const struct fp_op *o, const struct fp *v)
{
    if (o->nan == IR_NAN_RISCV || (o->env->mode & IR_FPM_DEFAULT_NAN))
        return fp_default_nan(o);
    uint64_t fraction = (v->mant | 1ull << 62) >> (63 - fp_format(o->t)->fraction);
    return fp_pack_infinity(o->t, v->sign) | fraction;
}

/* Arm takes the first signalling NaN, else the first quiet one; x86 the first of either kind. */
static const struct fp *choose_nan(const struct fp_op *o, const struct fp *v, int count)
{
    if (o->nan == IR_NAN_ARM)
        for (int i = 0; i < count; i++)
            if (v[i].class == FP_CLASS_SNAN)
                return &v[i];
    for (int i = 0; i < count - 1; i++)
        if (fp_is_nan(&v[i]))
            return &v[i];
    return &v[count - 1];
}

uint64_t fp_propagate(const struct fp_op *o, const struct fp *v, int count)
{
    for (int i = 0; i < count; i++)
        if (v[i].class == FP_CLASS_SNAN)
            fp_raise(o, IR_FPX_INVALID);
    return fp_pack_nan(o, choose_nan(o, v, count));
}

/* ---- rounding ---- */

bool fp_rounds_up(enum ir_round round, bool sign, bool odd, uint64_t rest, uint64_t half)
{
    switch (round) {
    case IR_ROUND_UP:
        return rest && !sign;
    case IR_ROUND_DOWN:
        return rest && sign;
    case IR_ROUND_ZERO:
    case IR_ROUND_ODD: /* the caller sets the last bit */
        return false;
    case IR_ROUND_AWAY:
        return rest >= half;
    case IR_ROUND_NEAREST:
    case IR_ROUND_DYNAMIC:
        break;
    }
    return rest > half || (rest == half && odd);
}

uint64_t fp_overflow(const struct fp_op *o, bool sign)
{
    bool to_infinity = true;
    if (o->t == IR_F16 && o->alt_half) {
        fp_raise(o, IR_FPX_INVALID);
        return sign_bit(o->t, sign) | 0x7fff;
    }
    fp_raise(o, IR_FPX_OVERFLOW | IR_FPX_INEXACT);
    if (o->round == IR_ROUND_UP)
        to_infinity = !sign;
    else if (o->round == IR_ROUND_DOWN)
        to_infinity = sign;
    else if (o->round == IR_ROUND_ZERO || o->round == IR_ROUND_ODD)
        to_infinity = false;
    return fp_pack_infinity(o->t, sign) - !to_infinity; /* below infinity is the largest number */
}

/* Cuts the lowest `drop` bits off mant, rounding; may carry into one more bit. */
static uint64_t round_off(const struct fp_op *o, bool sign, uint64_t mant, int drop)
{
    uint64_t rest = mant & ((1ull << drop) - 1);
    mant >>= drop;
    if (o->round == IR_ROUND_ODD)
        return mant | (rest != 0);
    return mant + fp_rounds_up(o->round, sign, mant & 1, rest, 1ull << (drop - 1));
}

/* Whether a number below the normal ones counts as tiny. Arm: always. Others: not when rounding
   it with all the bits of a normal number, as if exponents had no limit, makes it a normal one. */
static bool is_tiny(const struct fp_op *o, bool sign, int exp, uint64_t mant)
{
    const struct fp_format *f = fp_format(o->t);
    if (o->nan == IR_NAN_ARM || exp < -f->bias)
        return true;
    return !(round_off(o, sign, mant, 63 - f->fraction) >> (f->fraction + 1));
}

uint64_t fp_round_pack(const struct fp_op *o, bool sign, int exp, uint64_t mant)
{
    const struct fp_format *f = fp_format(o->t);
    bool alt = o->t == IR_F16 && o->alt_half;
    int drop = 63 - f->fraction;
    int below = 1 - f->bias - exp; /* how far below the normal numbers */
    if (exp > f->bias + alt)
        return fp_overflow(o, sign);
    if (below > 0 && fp_flushes(o, o->t)) {
        fp_raise(o, IR_FPX_UNDERFLOW);
        return fp_pack_zero(o->t, sign);
    }
    uint64_t kept = below > 0 ? fp_shift_right(mant, below) : mant;
    bool inexact = kept & ((1ull << drop) - 1);
    /* The leading bit of a normal number adds one to the exponent field, and so does a carry. */
    uint64_t bits = round_off(o, sign, kept, drop);
    if (below <= 0)
        bits += (uint64_t)(exp + f->bias - 1) << f->fraction;
    if (bits >= (uint64_t)(f->top + alt) << f->fraction)
        return fp_overflow(o, sign);
    if (inexact)
        fp_raise(o, IR_FPX_INEXACT);
    if (inexact && below > 0 && is_tiny(o, sign, exp, mant))
        fp_raise(o, IR_FPX_UNDERFLOW);
    return sign_bit(o->t, sign) | bits;
}
