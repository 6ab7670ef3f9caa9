/* Conversions: between FP formats, to and from integers. An integer that is out of range is the host's "indefinite" one, the
   least signed or the greatest unsigned number: then ir_eval says what it is for the guest. Where the host has no single instruction,
   ir_eval does all of it. */
#include "llvm/internal.h"

#include "mach/x86_64/target.h"

/* Lanes of a vector operand are as wide as the result's, whatever they are called. */
static ir_type float_like(const struct unit *u, ir_ref v, ir_type t)
{
    ir_type from = u->f->ins[v].type;
    return ir_is_vector(t) ? (ir_type)((t & 0xf0) | ir_float_type(ir_bits(ir_lane(t)))) : from;
}

/* ---- between formats ---- */

static val format(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    ir_type from = u->f->ins[x->a].type;
    bool wider = ir_bits(x->type) > ir_bits(from); /* of vectors, too: half of one becomes a whole one */
    if (ir_is_vector(x->type))
        from = (ir_type)((from & 0xf0) | ir_float_type(ir_bits(from) / ir_lanes(x->type)));
    if (!fp_is_wide(x->type) || !fp_is_wide(from) || IR_FP_ROUND(x->aux) != IR_ROUND_DYNAMIC)
        return NULL;
    val a = in_as(u, x->a, from);
    val r = constrained(u, wider ? "fpext" : "fptrunc", type_of(u, x->type), &a, 1, !wider);
    return ir_is_vector(x->type) ? r : fp_result(u, i, r);
}

/* ---- to integers ---- */

/* a, of which no fraction is wanted, to integers of type t. */
static val convert(struct unit *u, bool is_signed, type t, val a)
{
    return constrained(u, is_signed ? "fptosi" : "fptoui", t, &a, 1, false);
}

static val to_integer(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool is_signed = x->op == IR_fcvt_to_s;
    ir_type from = float_like(u, x->a, x->type);
    enum ir_round round = IR_FP_ROUND(x->aux);
    bool narrow = !ir_is_vector(x->type) ? is_signed : is_signed && ir_lane(x->type) == IR_I32;
    if (x->b || !fp_is_wide(from) || ir_bits(ir_lane(x->type)) < 32 || (!narrow && !has(u, X86_HAS_AVX512)))
        return NULL;
    val a = fp_lengthen(u, in_as(u, x->a, from), from), whole = round == IR_ROUND_ZERO ? a : fp_round(u, round, a);
    if (!whole)
        return NULL;
    /* f64 to i32 may be in range when truncated, but not when rounded: looked at in i64 */
    bool longer = round != IR_ROUND_ZERO && from == IR_F64 && x->type == IR_I32;
    type t = type_of(u, fp_full(x->type)), by = longer ? u->t->scalar[IR_I64] : t;
    val r = convert(u, is_signed, by, whole), is_out;
    if (longer) {
        val low = LLVMBuildTrunc(u->b, r, t, "");
        val again = is_signed ? LLVMBuildSExt(u->b, low, by, "") : LLVMBuildZExt(u->b, low, by, "");
        is_out = LLVMBuildICmp(u->b, LLVMIntNE, r, again, "");
        r = low;
    } else {
        unsigned width = ir_bits(ir_lane(x->type));
        val indefinite = is_signed ? number(t, (uint64_t)1 << (width - 1)) : LLVMConstAllOnes(t);
        is_out = any_lane(u, LLVMBuildICmp(u->b, LLVMIntEQ, r, indefinite, ""));
    }
    if (whole != a) /* once more, unrounded, for the sake of the inexact flag; ir_eval raises its own */
        convert(u, is_signed, by, LLVMBuildSelect(u->b, is_out, LLVMConstNull(LLVMTypeOf(a)), a, ""));
    return eval_when(u, i, is_out, fp_shorten(u, r, x->type));
}

/* ---- from integers ---- */

static val of_integer(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool is_signed = x->op == IR_fcvt_from_s;
    ir_type from = u->f->ins[x->a].type, t = fp_full(x->type);
    unsigned width = ir_bits(ir_lane(x->type));
    if (ir_is_vector(x->type))
        from = (ir_type)((x->type & 0xf0) | ir_int_type(width));
    bool exact = x->type == IR_F64 && from == IR_I32;
    bool narrow = is_signed && (!ir_is_vector(x->type) || width == 32);
    if (!fp_is_wide(x->type) || ir_bits(ir_lane(from)) < 32 ||
        !(exact || IR_FP_ROUND(x->aux) == IR_ROUND_DYNAMIC))
        return NULL;
    if (!narrow && !exact && !has(u, X86_HAS_AVX512))
        return NULL;
    val a = fp_lengthen(u, in_as(u, x->a, from), from);
    val r = constrained(u, is_signed ? "sitofp" : "uitofp", type_of(u, t), &a, 1, true);
    if (x->b) { /* the binary point is moved, which is exact */
        uint64_t power = width == 64 ? (uint64_t)(1023 - x->b) << 52 : (uint64_t)(127 - x->b) << 23;
        val args[] = { r, as(u, number(int_lanes(u, t), power), LLVMTypeOf(r)) };
        r = constrained(u, "fmul", LLVMTypeOf(r), args, 2, true);
    }
    return fp_shorten(u, r, x->type);
}

val lower_convert(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = NULL;
    switch ((int)x->op) {
    case IR_fcvt:
        r = format(u, i);
        break;
    case IR_fcvt_to_s:
    case IR_fcvt_to_u:
        r = to_integer(u, i);
        break;
    case IR_fcvt_from_s:
    case IR_fcvt_from_u:
        r = of_integer(u, i);
        break;
    }
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
