/* Floating point on the host's FPU: constrained intrinsics, with the rounding mode that the control word has and with
   exceptions kept, so that LLVM moves nothing across what looks at them.

   The runtime leaves the invalid-operation exception unmasked: what would be a new NaN traps, and a handler puts the
   guest's result in its place. Of two quiet NaNs the host's instructions give the first one, as Arm's do; LLVM keeps
   the order of operands as long as it does not fold loads into them (pin_loads.c). What stays to be done here:
   - lanes that the guest does not compute are copies of those that it does;
   - a fused multiply-add with a NaN as result, where Arm's order of operands is another, goes to ir_eval;
   - minimum and maximum differ from the host's for NaNs, which go to ir_eval, and zeroes;
   - RISC-V's canonical NaN is made where somebody could see another one. */
#include "llvm/internal.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "mach/x86_64/target.h"

/* ---- shared with convert.c ---- */

static val call_strict(struct unit *u, const char *name, const type *over, unsigned overs,
                       const val *args, unsigned count)
{
    val call = call_intrinsic(u, name, over, overs, args, count);
    unsigned kind = LLVMGetEnumAttributeKindForName("strictfp", 8);
    LLVMAddCallSiteAttribute(call, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                             LLVMCreateEnumAttribute(u->t->context, kind, 0));
    return call;
}

val constrained(struct unit *u, const char *name, type result, const val *args, unsigned count,
                bool rounds)
{
    char whole[80];
    val all[5];
    snprintf(whole, sizeof whole, "llvm.experimental.constrained.%s", name);
    memcpy(all, args, count * sizeof *args);
    if (rounds)
        all[count++] = u->t->round;
    all[count++] = u->t->strict;
    type over[] = { result, LLVMTypeOf(args[0]) };
    return call_strict(u, whole, over, LLVMTypeOf(args[0]) == result ? 1 : 2, all, count);
}

val constrained_compare(struct unit *u, const char *predicate, val a, val b, bool signals)
{
    LLVMMetadataRef name = LLVMMDStringInContext2(u->t->context, predicate, strlen(predicate));
    const val args[] = { a, b, LLVMMetadataAsValue(u->t->context, name), u->t->strict };
    type over[] = { LLVMTypeOf(a) };
    const char *intrinsic =
        signals ? "llvm.experimental.constrained.fcmps" : "llvm.experimental.constrained.fcmp";
    return call_strict(u, intrinsic, over, 1, args, 4);
}

val any_lane(struct unit *u, val mask)
{
    type t = LLVMTypeOf(mask);
    if (LLVMGetTypeKind(t) != LLVMVectorTypeKind)
        return mask;
    type word = LLVMIntTypeInContext(u->t->context, LLVMGetVectorSize(t));
    return LLVMBuildICmp(u->b, LLVMIntNE, as(u, mask, word), number(word, 0), "");
}

/* `other`, made in front of the branch, unless `rare` holds. */
val eval_when(struct unit *u, ir_ref i, val rare, val other)
{
    LLVMBasicBlockRef from[2] = { LLVMGetInsertBlock(u->b), NULL };
    LLVMBasicBlockRef on = branch_cold(u, rare);
    val evaluated = as(u, call_eval(u, i), LLVMTypeOf(other));
    from[1] = LLVMGetInsertBlock(u->b);
    LLVMBuildBr(u->b, on);
    go_to(u, on);
    val r = LLVMBuildPhi(u->b, LLVMTypeOf(other), "");
    LLVMAddIncoming(r, (val[]){ other, evaluated }, from, 2);
    return r;
}

/* ---- operands ---- */

bool fp_is_wide(ir_type t)
{
    return ir_lane(t) == IR_F32 || ir_lane(t) == IR_F64;
}

static bool is_dynamic(const struct ir_ins *x)
{
    return IR_FP_ROUND(x->aux) == IR_ROUND_DYNAMIC;
}

ir_type fp_full(ir_type t)
{
    return ir_is_vector(t) ? IR_V128 | ir_lane(t) : t;
}

static val take_lanes(struct unit *u, val v, unsigned count, unsigned modulo)
{
    val order[4];
    for (unsigned k = 0; k < count; k++)
        order[k] = number(u->t->scalar[IR_I32], k % modulo);
    return LLVMBuildShuffleVector(u->b, v, LLVMGetPoison(LLVMTypeOf(v)),
                                  LLVMConstVector(order, count), "");
}

val fp_lengthen(struct unit *u, val v, ir_type t)
{
    return ir_is_vector(t) && ir_bits(t) == 64 ? take_lanes(u, v, 2 * ir_lanes(t), ir_lanes(t)) : v;
}

val fp_shorten(struct unit *u, val v, ir_type t)
{
    return ir_is_vector(t) && ir_bits(t) == 64 ? take_lanes(u, v, ir_lanes(t), ir_lanes(t)) : v;
}

static val operand(struct unit *u, ir_ref v, ir_type t)
{
    return fp_lengthen(u, in_as(u, v, t), t);
}

static val is_nan(struct unit *u, val a, val b)
{
    return LLVMBuildFCmp(u->b, LLVMRealUNO, a, b, "");
}

/* ---- RISC-V's NaN ---- */

val fp_result(struct unit *u, ir_ref i, val r)
{
    const struct ir_ins *x = &u->f->ins[i];
    if (IR_FP_NAN(x->aux) != IR_NAN_RISCV || !u->bits_seen[i])
        return r;
    unsigned width = ir_bits(ir_lane(x->type));
    type bits = int_lanes(u, fp_full(x->type));
    val canonical =
        as(u, number(bits, width == 64 ? 0x7ff8000000000000 : 0x7fc00000), LLVMTypeOf(r));
    return LLVMBuildSelect(u->b, is_nan(u, r, r), canonical, r, "");
}

/* ---- arithmetic ---- */

static val arithmetic(struct unit *u, ir_ref i)
{
    static const char *const names[IR_OPS] = {
        [IR_fadd] = "fadd", [IR_fsub] = "fsub", [IR_fmul] = "fmul",
        [IR_fdiv] = "fdiv", [IR_fma] = "fma",   [IR_fsqrt] = "sqrt"
    };
    const struct ir_ins *x = &u->f->ins[i];
    const ir_ref operands[] = { x->a, x->b, x->c };
    val args[3];
    unsigned count = 0;
    if (!names[x->op] || !fp_is_wide(x->type) || !is_dynamic(x) ||
        (x->op == IR_fma && !has(u, X86_HAS_FMA)))
        return NULL;
    while (count < 3 && ir_is_value(x, count)) {
        args[count] = operand(u, operands[count], x->type);
        count++;
    }
    val r = constrained(u, names[x->op], type_of(u, fp_full(x->type)), args, count, true);
    if (x->op != IR_fma)
        return fp_shorten(u, fp_result(u, i, r), x->type);
    r = fp_shorten(u, r, x->type);
    return eval_when(u, i, any_lane(u, is_nan(u, r, r)), r);
}

/* Neither is a NaN: the lesser; of zeroes, whose signs are joined, the negative one. */
static val extreme(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool max = x->op == IR_fmax || x->op == IR_fmaxnm;
    if (!fp_is_wide(x->type))
        return NULL;
    type bits = int_lanes(u, fp_full(x->type));
    val a = operand(u, x->a, x->type), b = operand(u, x->b, x->type);
    val a_bits = as(u, a, bits), b_bits = as(u, b, bits);
    val joined =
        max ? LLVMBuildAnd(u->b, a_bits, b_bits, "") : LLVMBuildOr(u->b, a_bits, b_bits, "");
    val less = constrained_compare(u, "olt", a, b, false); /* LLVM's fcmp of lanes is not quiet */
    val greater = constrained_compare(u, "ogt", a, b, false);
    val r = LLVMBuildSelect(u->b, greater, max ? a : b, as(u, joined, LLVMTypeOf(a)), "");
    r = fp_shorten(u, LLVMBuildSelect(u->b, less, max ? b : a, r, ""), x->type);
    return eval_when(u, i, any_lane(u, is_nan(u, a, b)), r);
}

/* ---- comparisons of lanes ---- */

static val compare_lanes(struct unit *u, ir_ref i)
{
    static const char *const names[] = {
        [IR_FCMP_EQ] = "oeq", [IR_FCMP_GE] = "oge", [IR_FCMP_GT] = "ogt"
    };
    const struct ir_ins *x = &u->f->ins[i];
    unsigned which = IR_FP_EXTRA(x->aux);
    if (!fp_is_wide(x->type))
        return NULL;
    val holds = constrained_compare(u, names[which], operand(u, x->a, x->type),
                                    operand(u, x->b, x->type), which != IR_FCMP_EQ);
    return fp_shorten(u, LLVMBuildSExt(u->b, holds, int_lanes(u, fp_full(x->type)), ""), x->type);
}

/* ---- rounding to integral values ---- */

/* Half way away from zero: truncated, and 1 added where a half or more was cut off. Numbers that are too large for a fraction,
   infinities and NaNs count as zero when the cut is measured, so that nothing is raised. */
static val round_away(struct unit *u, val x)
{
    type t = LLVMTypeOf(x);
    bool vector = LLVMGetTypeKind(t) == LLVMVectorTypeKind;
    bool wide = (vector ? LLVMGetElementType(t) : t) == u->t->scalar[IR_F64];
    type lane = u->t->scalar[wide ? IR_I64 : IR_I32];
    type bits = vector ? LLVMVectorType(lane, LLVMGetVectorSize(t)) : lane;
    val half = number(bits, wide ? 0x3fe0000000000000 : 0x3f000000);
    val one = number(bits, wide ? 0x3ff0000000000000 : 0x3f800000);
    val whole = number(bits, wide ? 0x432fffffffffffff : 0x4affffff);
    val sign = number(bits, wide ? (uint64_t)1 << 63 : (uint64_t)1 << 31);
    val size = LLVMBuildNot(u->b, sign, ""), zero = LLVMConstNull(t);
    val truncated = constrained(u, "trunc", t, &x, 1, false);
    val large = LLVMBuildICmp(u->b, LLVMIntSGT, LLVMBuildAnd(u->b, as(u, x, bits), size, ""), whole, "");
    val parts[] = { LLVMBuildSelect(u->b, large, zero, x, ""), LLVMBuildSelect(u->b, large, zero, truncated, "") };
    val cut = LLVMBuildAnd(u->b, as(u, constrained(u, "fsub", t, parts, 2, true), bits), size, "");
    val more = LLVMBuildICmp(u->b, LLVMIntSGE, cut, half, "");
    more = LLVMBuildSelect(u->b, more, one, LLVMConstNull(bits), "");
    more = LLVMBuildOr(u->b, more, LLVMBuildAnd(u->b, as(u, x, bits), sign, ""), "");
    val sum[] = { truncated, as(u, more, t) };
    return constrained(u, "fadd", t, sum, 2, true);
}

val fp_round(struct unit *u, enum ir_round round, val a)
{
    static const char *const names[] = { [IR_ROUND_NEAREST] = "roundeven",
                                         [IR_ROUND_UP] = "ceil",
                                         [IR_ROUND_DOWN] = "floor",
                                         [IR_ROUND_ZERO] = "trunc",
                                         [IR_ROUND_DYNAMIC] = "nearbyint" };
    if (!has(u, X86_HAS_SSE41) || round == IR_ROUND_ODD)
        return NULL;
    if (round == IR_ROUND_AWAY)
        return round_away(u, a);
    return constrained(u, names[round], LLVMTypeOf(a), &a, 1, round == IR_ROUND_DYNAMIC);
}

static val round_to_integral(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool exact = IR_FP_EXTRA(x->aux) & IR_FP_EXACT;
    if (!fp_is_wide(x->type) || (exact && !is_dynamic(x)))
        return NULL;
    val a = operand(u, x->a, x->type);
    val r = exact && has(u, X86_HAS_SSE41) ? constrained(u, "rint", LLVMTypeOf(a), &a, 1, true)
                                           : fp_round(u, IR_FP_ROUND(x->aux), a);
    return r ? fp_shorten(u, fp_result(u, i, r), x->type) : NULL;
}

/* ---- all ---- */

static val lower_any(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    unsigned width = ir_bits(ir_lane(x->type));
    switch ((int)x->op) {
    case IR_fneg:
        return LLVMBuildXor(u->b, in_int(u, x->a, x->type),
                            number(int_lanes(u, x->type), (uint64_t)1 << (width - 1)), "");
    case IR_fabs:
        return LLVMBuildAnd(u->b, in_int(u, x->a, x->type),
                            number(int_lanes(u, x->type), ((uint64_t)1 << (width - 1)) - 1), "");
    case IR_fmin:
    case IR_fmax:
    case IR_fminnm:
    case IR_fmaxnm:
        return extreme(u, i);
    case IR_vfcmp:
        return compare_lanes(u, i);
    case IR_fround:
        return round_to_integral(u, i);
    }
    return arithmetic(u, i);
}

/* ---- the environment: the sticky flags are the host's, but for the invalid flag, which is in state->fp, as are
   those that ir_eval raises ---- */

enum { MXCSR_STICKY = 0x3f };

static val read_control(struct unit *u)
{
    val at = at_state(u, offsetof(struct ir_state, host_fp));
    call_intrinsic(u, "llvm.x86.sse.stmxcsr", NULL, 0, &at, 1);
    return LLVMBuildLoad2(u->b, u->t->scalar[IR_I32], at, "");
}

static void write_control(struct unit *u, val v)
{
    val at = at_state(u, offsetof(struct ir_state, host_fp));
    LLVMBuildStore(u->b, v, at);
    call_intrinsic(u, "llvm.x86.sse.ldmxcsr", NULL, 0, &at, 1);
}

static val get_flags(struct unit *u)
{
    type i32 = u->t->scalar[IR_I32];
    val flags = LLVMBuildLShr(u->b, read_control(u), number(i32, 1), "");
    flags = LLVMBuildAnd(u->b, flags, number(i32, 0x1e), ""); /* as mach_fpu_flags */
    return LLVMBuildOr(u->b, flags, load_state(u, i32, offsetof(struct ir_state, fp.flags)), "");
}

/* Another mode: the runtime makes the control word for it. */
static void set_mode(struct unit *u, val mode)
{
    unsigned at = offsetof(struct ir_state, fp.mode);
    val old = load_state(u, LLVMTypeOf(mode), at);
    LLVMBasicBlockRef on = branch_cold(u, LLVMBuildICmp(u->b, LLVMIntNE, old, mode, ""));
    store_state(u, mode, at);
    exit_safepoint(u, u->pc + u->length);
    go_to(u, on);
}

void lower_fp_environment(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val v = in(u, x->a);
    if (x->op == IR_fp_set_mode) {
        set_mode(u, v);
        return;
    }
    store_state(u, v, offsetof(struct ir_state, fp.flags));
    write_control(
        u, LLVMBuildAnd(u->b, read_control(u), number(LLVMTypeOf(v), (uint32_t)~MXCSR_STICKY), ""));
}

val lower_float(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = x->op == IR_fp_get_flags ? get_flags(u) : lower_any(u, i);
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
