/* What the files of floating-point evaluation share: numbers taken apart, rounding, NaNs.
   The operations themselves are in ir/fp.h. */
#ifndef IR_FP_SOFT_H
#define IR_FP_SOFT_H

#include "ir/fp.h"

struct fp_format {
    int fraction; /* bits of the fraction field */
    int bias;     /* of the exponent; 1 - bias is the least exponent of a normal number */
    int top;      /* the exponent field of infinities and NaNs */
};
const struct fp_format *fp_format(ir_type t);

enum fp_class { FP_CLASS_ZERO, FP_CLASS_NUMBER, FP_CLASS_INFINITY, FP_CLASS_QNAN, FP_CLASS_SNAN };

/* A number is mant * 2^(exp - 63) with bit 63 of mant set. Of a NaN, mant is the fraction field,
   moved so that the quiet bit is bit 62. */
struct fp {
    enum fp_class class;
    bool sign;
    int exp;
    uint64_t mant;
};
static inline bool fp_is_nan(const struct fp *v)
{
    return v->class >= FP_CLASS_QNAN;
}

/* What one operation needs to know of its environment. */
struct fp_op {
    struct ir_fpenv *env;
    ir_type t; /* of the result */
    enum ir_nan nan;
    enum ir_round round; /* never dynamic */
    bool alt_half;       /* f16 is the alternative format: no infinities, no NaNs */
    bool keep16;         /* a conversion: f16 is never flushed */
};
struct fp_op fp_begin(struct ir_fpenv *env, ir_type t, unsigned aux);
static inline void fp_raise(const struct fp_op *o, unsigned flags)
{
    o->env->flags |= flags;
}
/* Whether the mode flushes denormal inputs and results of this type. */
bool fp_flushes(const struct fp_op *o, ir_type t);

/* Takes bits apart. Flushes denormals to zero when the mode says so. */
struct fp fp_unpack(const struct fp_op *o, ir_type t, uint64_t bits);

uint64_t fp_pack_zero(ir_type t, bool sign);
uint64_t fp_pack_infinity(ir_type t, bool sign);
uint64_t fp_default_nan(const struct fp_op *o);
uint64_t fp_invalid(const struct fp_op *o); /* raises invalid, gives the default NaN */
uint64_t fp_overflow(const struct fp_op *o, bool sign);
/* The sum of two numbers that cancel out: zero of the rounding mode's sign. */
uint64_t fp_exact_zero(const struct fp_op *o);

/* Rounds the number mant * 2^(exp - 63), bit 63 of mant set. Bit 0 of mant stands for all that
   comes below it: it is set when anything there is not zero. */
uint64_t fp_round_pack(const struct fp_op *o, bool sign, int exp, uint64_t mant);
/* Whether rounding takes the next larger magnitude; rest is what is cut off, in units in which
   half of the last place is `half`. */
bool fp_rounds_up(enum ir_round round, bool sign, bool odd, uint64_t rest, uint64_t half);

/* The result of an operation whose operands, in the order of the NaN rule, include a NaN. Raises
   invalid for a signalling one. */
uint64_t fp_propagate(const struct fp_op *o, const struct fp *v, int count);
uint64_t fp_pack_nan(const struct fp_op *o, const struct fp *v);

/* v >> n, where bit 0 of the result stands for all that was cut off. */
static inline uint64_t fp_shift_right(uint64_t v, int n)
{
    if (n == 0)
        return v;
    return n > 63 ? v != 0 : v >> n | ((v << (64 - n)) != 0);
}

/* Whether the host's arithmetic gives the guest's result, so long as that is an ordinary number:
   the mode is the default one, and the flag that ordinary results may raise is already there. */
static inline bool fp_host_serves(const struct ir_fpenv *env, unsigned aux)
{
    unsigned round = IR_FP_ROUND(aux);
    if (round == IR_ROUND_DYNAMIC)
        round = env->mode & IR_FPM_ROUND;
    return round == IR_ROUND_NEAREST && (env->flags & IR_FPX_INEXACT) &&
           !(env->mode & IR_FPM_FLUSH);
}

static inline double fp_double(uint64_t bits)
{
    return (union ir_value){ .u64 = { bits } }.f64[0];
}
static inline uint64_t fp_double_bits(double v)
{
    return (union ir_value){ .f64 = { v } }.u64[0];
}
static inline float fp_float(uint64_t bits)
{
    return (union ir_value){ .u64 = { bits } }.f32[0];
}
static inline uint64_t fp_float_bits(float v)
{
    return (union ir_value){ .f32 = { v } }.u32[0];
}
static inline unsigned fp_exponent(ir_type t, uint64_t bits)
{
    return t == IR_F64 ? bits >> 52 & 0x7ff : bits >> 23 & 0xff; /* f64, f32 */
}
/* Neither zero, infinite or NaN, nor so small that underflow is in question. */
static inline bool fp_ordinary(ir_type t, uint64_t bits)
{
    return fp_exponent(t, bits) - 2u < (t == IR_F64 ? 0x7fdu : 0xfdu);
}

#endif
