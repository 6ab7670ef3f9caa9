/* Shifts and rotations. Scalars shift by the count modulo the width; lanes by all of it, so that they are empty
   (or all sign) when it is too large; Arm's shifts by lanes go both ways, round and saturate. */
#include "llvm/internal.h"

static val test(struct unit *u, LLVMIntPredicate p, val a, uint64_t n)
{
    return LLVMBuildICmp(u->b, p, a, number(LLVMTypeOf(a), n), "");
}

static val choose(struct unit *u, val c, val a, val b)
{
    return LLVMBuildSelect(u->b, c, a, b, "");
}

static val lesser(struct unit *u, val a, uint64_t n)
{
    return intrinsic2(u, "llvm.umin", a, number(LLVMTypeOf(a), n));
}

static val zero(val like)
{
    return LLVMConstNull(LLVMTypeOf(like));
}

/* Shifts that are empty from the width on. */
static val left(struct unit *u, val a, val n, unsigned width)
{
    val shifted =
        LLVMBuildShl(u->b, a, LLVMBuildAnd(u->b, n, number(LLVMTypeOf(n), width - 1), ""), "");
    return choose(u, test(u, LLVMIntULT, n, width), shifted, zero(a));
}

static val right(struct unit *u, val a, val n, unsigned width, bool is_signed)
{
    if (is_signed)
        return LLVMBuildAShr(u->b, a, lesser(u, n, width - 1), "");
    val shifted =
        LLVMBuildLShr(u->b, a, LLVMBuildAnd(u->b, n, number(LLVMTypeOf(n), width - 1), ""), "");
    return choose(u, test(u, LLVMIntULT, n, width), shifted, zero(a));
}

static val scalar(struct unit *u, const struct ir_ins *x)
{
    val a = in(u, x->a), n = in(u, x->b);
    n = LLVMBuildAnd(u->b, n, number(LLVMTypeOf(n), ir_bits(x->type) - 1), "");
    return x->op == IR_shl   ? LLVMBuildShl(u->b, a, n, "")
           : x->op == IR_shr ? LLVMBuildLShr(u->b, a, n, "")
                             : LLVMBuildAShr(u->b, a, n, "");
}

static val by_constant(struct unit *u, const struct ir_ins *x)
{
    unsigned width = ir_bits(ir_lane(x->type)), n = x->aux;
    val a = in_int(u, x->a, x->type);
    if (x->op == IR_sar_i)
        return LLVMBuildAShr(u->b, a, number(LLVMTypeOf(a), n < width ? n : width - 1), "");
    if (n >= width)
        return zero(a);
    val count = number(LLVMTypeOf(a), n);
    return x->op == IR_shl_i ? LLVMBuildShl(u->b, a, count, "") : LLVMBuildLShr(u->b, a, count, "");
}

/* ---- by lanes, both ways ---- */

struct both_ways {
    unsigned width;
    bool is_signed, round, saturate, to_unsigned;
};

/* With the last bit that is lost added, when it rounds: n is at least 1. */
static val shift_right(struct unit *u, const struct both_ways *w, val a, val n)
{
    if (!w->round)
        return right(u, a, n, w->width, w->is_signed);
    val one = number(LLVMTypeOf(a), 1);
    val nearly = right(u, a, LLVMBuildSub(u->b, n, one, ""), w->width, w->is_signed);
    val rest =
        w->is_signed ? LLVMBuildAShr(u->b, nearly, one, "") : LLVMBuildLShr(u->b, nearly, one, "");
    return LLVMBuildAdd(u->b, rest, LLVMBuildAnd(u->b, nearly, one, ""), "");
}

/* What a becomes when it does not fit. */
static val limit(struct unit *u, const struct both_ways *w, val a)
{
    type t = LLVMTypeOf(a);
    if (!w->is_signed || w->to_unsigned)
        return LLVMConstAllOnes(t);
    uint64_t most = ((uint64_t)1 << (w->width - 1)) - 1;
    return choose(u, test(u, LLVMIntSLT, a, 0), number(t, most + 1), number(t, most));
}

static val shift_left(struct unit *u, const struct both_ways *w, val a, val n)
{
    val r = left(u, a, n, w->width);
    if (!w->saturate)
        return r;
    val back = right(u, r, n, w->width, w->is_signed && !w->to_unsigned);
    val fits = LLVMBuildICmp(u->b, LLVMIntEQ, back, a, "");
    return choose(u, fits, r, limit(u, w, a));
}

static val by_lanes(struct unit *u, const struct ir_ins *x)
{
    struct both_ways w = { ir_bits(ir_lane(x->type)), x->op == IR_vshift_s,
                           x->aux & IR_VSHIFT_ROUND, x->aux & (IR_VSHIFT_SAT | IR_VSHIFT_SAT_U),
                           x->aux & IR_VSHIFT_SAT_U };
    val a = in_int(u, x->a, x->type), n = in_int(u, x->b, x->type);
    type t = LLVMTypeOf(a);
    n = LLVMBuildShl(u->b, n, number(t, w.width - 8), ""); /* the low byte, signed */
    n = LLVMBuildAShr(u->b, n, number(t, w.width - 8), "");
    val down = test(u, LLVMIntSLT, n, 0);
    val r =
        choose(u, down, shift_right(u, &w, a, LLVMBuildNeg(u->b, n, "")), shift_left(u, &w, a, n));
    if (w.to_unsigned)
        r = choose(u, test(u, LLVMIntSLT, a, 0), zero(a), r);
    return r;
}

val lower_shift(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool lanes = ir_is_vector(x->type);
    unsigned width = ir_bits(ir_lane(x->type));
    val r = NULL;
    switch ((int)x->op) {
    case IR_shl:
        r = lanes ? left(u, in_int(u, x->a, x->type), in_int(u, x->b, x->type), width)
                  : scalar(u, x);
        break;
    case IR_shr:
    case IR_sar:
        r = lanes ? right(u, in_int(u, x->a, x->type), in_int(u, x->b, x->type), width,
                          x->op == IR_sar)
                  : scalar(u, x);
        break;
    case IR_rotr: {
        val a = in_int(u, x->a, x->type), b = in_int(u, x->b, x->type);
        r = call_intrinsic(u, "llvm.fshr", (type[]){ LLVMTypeOf(a) }, 1, (val[]){ a, a, b }, 3);
        break;
    }
    case IR_shl_i:
    case IR_shr_i:
    case IR_sar_i:
        r = by_constant(u, x);
        break;
    case IR_vshift_s:
    case IR_vshift_u:
        r = by_lanes(u, x);
        break;
    }
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
