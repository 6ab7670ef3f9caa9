/* FP comparison, minimum and maximum, classification. Where operands are neither NaNs nor equal nor
   to be flushed, the host's comparison decides. Next: fp_convert.c. */
#include "ir/fp_soft.h"

enum order { LESS, EQUAL, GREATER };

/* Of two that are no NaNs. */
static enum order order_of(const struct fp *a, const struct fp *b)
{
    if (a->class == FP_CLASS_ZERO && b->class == FP_CLASS_ZERO)
        return EQUAL;
    if (a->sign != b->sign)
        return a->sign ? LESS : GREATER;
    enum order larger = a->sign ? LESS : GREATER, smaller = a->sign ? GREATER : LESS;
    if (a->class != b->class) /* classes ascend with the magnitude */
        return a->class > b->class ? larger : smaller;
    if (a->class == FP_CLASS_INFINITY)
        return EQUAL;
    if (a->exp != b->exp)
        return a->exp > b->exp ? larger : smaller;
    if (a->mant != b->mant)
        return a->mant > b->mant ? larger : smaller;
    return EQUAL;
}

/* The order of a and b by the host's comparison; false where that does not say all. */
static bool host_order(const struct ir_fpenv *env, ir_type t, uint64_t a, uint64_t b,
                       enum order *order)
{
    if ((env->mode & IR_FPM_FLUSH) || t == IR_F16)
        return false;
    double x = t == IR_F64 ? fp_double(a) : (double)fp_float(a);
    double y = t == IR_F64 ? fp_double(b) : (double)fp_float(b);
    *order = x < y ? LESS : GREATER;
    return x < y || x > y;
}

/* ---- minimum and maximum ---- */

static uint64_t pack_again(const struct fp_op *o, const struct fp *v)
{
    if (v->class == FP_CLASS_ZERO)
        return fp_pack_zero(o->t, v->sign);
    if (v->class == FP_CLASS_INFINITY)
        return fp_pack_infinity(o->t, v->sign);
    return fp_round_pack(o, v->sign, v->exp, v->mant);
}

/* One of two that are no NaNs; zeroes are ordered by their signs. */
static uint64_t pick(const struct fp_op *o, const struct fp *a, const struct fp *b, bool max)
{
    enum order order = order_of(a, b);
    if (order == EQUAL && a->sign != b->sign)
        order = a->sign ? LESS : GREATER;
    return pack_again(o, (order == GREATER) == max ? a : b);
}

/* NaNs win. */
static uint64_t min_max(struct fp_op o, uint64_t a, uint64_t b, bool max)
{
    struct fp x = fp_unpack(&o, o.t, a);
    struct fp y = fp_unpack(&o, o.t, b);
    if (fp_is_nan(&x) || fp_is_nan(&y))
        return fp_propagate(&o, (struct fp[]){ x, y }, 2);
    return pick(&o, &x, &y, max);
}

/* Numbers win. IEEE 754-2008 (Arm): but not over signalling NaNs; 754-2019 (RISC-V): over those
   too, which are still invalid. */
static uint64_t min_max_number(struct fp_op o, uint64_t a, uint64_t b, bool max)
{
    struct fp x = fp_unpack(&o, o.t, a);
    struct fp y = fp_unpack(&o, o.t, b);
    bool signalling = x.class == FP_CLASS_SNAN || y.class == FP_CLASS_SNAN;
    bool both = fp_is_nan(&x) && fp_is_nan(&y);
    if (both || (signalling && o.nan == IR_NAN_ARM))
        return fp_propagate(&o, (struct fp[]){ x, y }, 2);
    if (signalling)
        fp_raise(&o, IR_FPX_INVALID);
    if (fp_is_nan(&x))
        return pack_again(&o, &y);
    if (fp_is_nan(&y))
        return pack_again(&o, &x);
    return pick(&o, &x, &y, max);
}

uint64_t ir_fp_min(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    enum order order;
    if (host_order(env, t, a, b, &order))
        return order == LESS ? a : b;
    return min_max(fp_begin(env, t, aux), a, b, false);
}

uint64_t ir_fp_max(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    enum order order;
    if (host_order(env, t, a, b, &order))
        return order == GREATER ? a : b;
    return min_max(fp_begin(env, t, aux), a, b, true);
}

uint64_t ir_fp_minnm(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    enum order order;
    if (host_order(env, t, a, b, &order))
        return order == LESS ? a : b;
    return min_max_number(fp_begin(env, t, aux), a, b, false);
}

uint64_t ir_fp_maxnm(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    enum order order;
    if (host_order(env, t, a, b, &order))
        return order == GREATER ? a : b;
    return min_max_number(fp_begin(env, t, aux), a, b, true);
}

/* ---- comparison ---- */

enum { N = 8u << 28, Z = 4u << 28, C = 2u << 28, V = 1u << 28 };

static uint32_t flags_of(enum order order)
{
    return order == LESS ? N : order == EQUAL ? Z | C : C;
}

static uint32_t compare(struct ir_fpenv *env, ir_type t, uint64_t a, uint64_t b, bool signals)
{
    enum order order;
    if (host_order(env, t, a, b, &order))
        return flags_of(order);
    struct fp_op o = fp_begin(env, t, 0);
    struct fp x = fp_unpack(&o, o.t, a);
    struct fp y = fp_unpack(&o, o.t, b);
    if (fp_is_nan(&x) || fp_is_nan(&y)) {
        if (signals || x.class == FP_CLASS_SNAN || y.class == FP_CLASS_SNAN)
            fp_raise(&o, IR_FPX_INVALID);
        return C | V;
    }
    return flags_of(order_of(&x, &y));
}

uint32_t ir_fp_compare(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    return compare(env, t, a, b, IR_FP_EXTRA(aux) & IR_FP_SIGNAL);
}

bool ir_fp_test(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b)
{
    unsigned how = IR_FP_EXTRA(aux);
    uint32_t flags = compare(env, t, a, b, how != IR_FCMP_EQ);
    if (how == IR_FCMP_EQ)
        return flags & Z;
    return flags == C || (how == IR_FCMP_GE && flags == (Z | C));
}

uint32_t ir_fp_class(ir_type t, uint64_t a)
{
    struct ir_fpenv env = { 0 };
    struct fp_op o = fp_begin(&env, t, 0);
    struct fp v = fp_unpack(&o, t, a);
    bool denormal = v.exp < 1 - fp_format(t)->bias;
    switch (v.class) {
    case FP_CLASS_ZERO:
        return v.sign ? 1 << 3 : 1 << 4;
    case FP_CLASS_NUMBER:
        return v.sign ? 1 << (denormal ? 2 : 1) : 1 << (denormal ? 5 : 6);
    case FP_CLASS_INFINITY:
        return v.sign ? 1 << 0 : 1 << 7;
    case FP_CLASS_SNAN:
        return 1 << 8;
    case FP_CLASS_QNAN:
        break;
    }
    return 1 << 9;
}
