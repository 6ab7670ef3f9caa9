/* Arm's reciprocal and reciprocal square root estimates: eight bits of result, from the formulas
   by which the architecture defines its table. Next: eval_fp.c. */
#include "ir/fp_soft.h"

/* For 256 <= a < 512, which stands for a / 512: the reciprocal times 256. */
static unsigned reciprocal(unsigned a)
{
    unsigned middle = 2 * a + 1; /* of the interval, over 1024 */
    unsigned b = (1u << 19) / middle;
    return (b + 1) / 2;
}

/* For 128 <= a < 512, likewise: the reciprocal of the square root times 256. */
static unsigned reciprocal_sqrt(unsigned a)
{
    unsigned b = 512;
    a = a < 256 ? 2 * a + 1 : 2 * (a | 1);
    while (a * (b + 1) * (b + 1) < 1u << 28)
        b++;
    return (b + 1) / 2;
}

/* The estimate 1.eeeeeeee (0x100 .. 0x1ff) as a number with this exponent: exact, no flags, and
   denormal where it must be, even in a mode that flushes. */
static uint64_t pack_estimate(ir_type t, bool sign, int exp, unsigned estimate)
{
    struct ir_fpenv quiet = { 0 };
    struct fp_op o = fp_begin(&quiet, t, IR_FP(IR_NAN_ARM, IR_ROUND_ZERO, 0));
    return fp_round_pack(&o, sign, exp, (uint64_t)estimate << 55);
}

uint64_t ir_fp_recpe(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a)
{
    struct fp_op o = fp_begin(env, t, aux);
    struct fp v = fp_unpack(&o, t, a);
    int bias = fp_format(t)->bias;
    if (fp_is_nan(&v))
        return fp_propagate(&o, &v, 1);
    if (v.class == FP_CLASS_INFINITY)
        return fp_pack_zero(t, v.sign);
    if (v.class == FP_CLASS_ZERO) {
        fp_raise(&o, IR_FPX_DIVZERO);
        return fp_pack_infinity(t, v.sign);
    }
    if (v.exp < -bias - 1)
        return fp_overflow(&o, v.sign);
    if (v.exp >= bias - 1 && fp_flushes(&o, t)) {
        fp_raise(&o, IR_FPX_UNDERFLOW);
        return fp_pack_zero(t, v.sign);
    }
    return pack_estimate(t, v.sign, -1 - v.exp, reciprocal((unsigned)(v.mant >> 55)));
}

uint64_t ir_fp_rsqrte(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a)
{
    struct fp_op o = fp_begin(env, t, aux);
    struct fp v = fp_unpack(&o, t, a);
    if (fp_is_nan(&v))
        return fp_propagate(&o, &v, 1);
    if (v.class == FP_CLASS_ZERO) {
        fp_raise(&o, IR_FPX_DIVZERO);
        return fp_pack_infinity(t, v.sign);
    }
    if (v.sign)
        return fp_invalid(&o);
    if (v.class == FP_CLASS_INFINITY)
        return fp_pack_zero(t, false);
    /* v = f * 4^k with f from 1/4 up to 1: f < 1/2 when v's exponent is even */
    int odd = v.exp & 1;
    unsigned f = (unsigned)(v.mant >> (odd ? 55 : 56));
    return pack_estimate(t, false, -((v.exp - odd) / 2) - 1, reciprocal_sqrt(f));
}

uint64_t ir_fp_recpx(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a)
{
    struct fp_op o = fp_begin(env, t, aux);
    struct fp v = fp_unpack(&o, t, a);
    const struct fp_format *f = fp_format(t);
    uint64_t field = a >> f->fraction & (uint64_t)f->top;
    if (fp_is_nan(&v))
        return fp_propagate(&o, &v, 1);
    field = field ? field ^ (uint64_t)f->top : (uint64_t)f->top - 1;
    return fp_pack_zero(t, v.sign) | field << f->fraction;
}

uint32_t ir_fp_recpe_u(uint32_t a)
{
    return a >> 31 ? reciprocal(a >> 23) << 23 : ~0u;
}

uint32_t ir_fp_rsqrte_u(uint32_t a)
{
    return a >> 30 ? reciprocal_sqrt(a >> 23) << 23 : ~0u;
}
