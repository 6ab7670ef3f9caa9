/* Integer ops, on scalars and on lanes; comparisons, selections, conversions between scalars. Lanes that LLVM
   has no instruction for it takes apart itself; products, quotients and the like of 128 bits would become calls
   of a library that is not there, so they are left to ir_eval. */
#include "llvm/internal.h"

#include "mach/x86_64/target.h"

typedef val binary(LLVMBuilderRef, val, val, const char *);

/* ---- one LLVM instruction or intrinsic ---- */

static binary *binary_of(enum ir_op op)
{
    switch ((int)op) {
    case IR_add:
        return LLVMBuildAdd;
    case IR_sub:
        return LLVMBuildSub;
    case IR_mul:
        return LLVMBuildMul;
    case IR_and:
        return LLVMBuildAnd;
    case IR_or:
        return LLVMBuildOr;
    case IR_xor:
        return LLVMBuildXor;
    }
    return NULL;
}

static const char *intrinsic_of(enum ir_op op)
{
    switch ((int)op) {
    case IR_smin:
        return "llvm.smin";
    case IR_smax:
        return "llvm.smax";
    case IR_umin:
        return "llvm.umin";
    case IR_umax:
        return "llvm.umax";
    case IR_add_sat_s:
        return "llvm.sadd.sat";
    case IR_add_sat_u:
        return "llvm.uadd.sat";
    case IR_sub_sat_s:
        return "llvm.ssub.sat";
    case IR_sub_sat_u:
        return "llvm.usub.sat";
    case IR_popcnt:
        return "llvm.ctpop";
    case IR_bswap:
        return "llvm.bswap";
    case IR_bitrev:
        return "llvm.bitreverse";
    }
    return NULL;
}

/* ---- products and quotients ---- */

static type wider(const struct unit *u, ir_type t)
{
    type lane = LLVMIntTypeInContext(u->t->context, 2 * ir_bits(ir_lane(t)));
    return ir_is_vector(t) ? LLVMVectorType(lane, ir_lanes(t)) : lane;
}

static val high_product(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    bool is_signed = x->op == IR_mulh_s;
    unsigned bits = ir_bits(ir_lane(x->type));
    type t = wider(u, x->type);
    val a = in_int(u, x->a, x->type), b = in_int(u, x->b, x->type);
    if (bits == 128)
        return NULL;
    a = is_signed ? LLVMBuildSExt(u->b, a, t, "") : LLVMBuildZExt(u->b, a, t, "");
    b = is_signed ? LLVMBuildSExt(u->b, b, t, "") : LLVMBuildZExt(u->b, b, t, "");
    val high = LLVMBuildLShr(u->b, LLVMBuildMul(u->b, a, b, ""), number(t, bits), "");
    return LLVMBuildTrunc(u->b, high, int_lanes(u, x->type), "");
}

static val choose(struct unit *u, val c, val a, val b)
{
    return LLVMBuildSelect(u->b, c, a, b, "");
}

static val equals(struct unit *u, val a, uint64_t n)
{
    return LLVMBuildICmp(u->b, LLVMIntEQ, a, number(LLVMTypeOf(a), n), "");
}

/* The host's divisions trap where the IR's have a result: those divide by 1. */
static val quotient(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    if (ir_is_vector(x->type) || x->type == IR_I128)
        return NULL;
    val a = in(u, x->a), b = in(u, x->b), none = number(LLVMTypeOf(a), 0),
        one = number(LLVMTypeOf(a), 1);
    val by_zero = equals(u, b, 0);
    if (x->op == IR_div_u)
        return choose(u, by_zero, none, LLVMBuildUDiv(u->b, a, choose(u, by_zero, one, b), ""));
    if (x->op == IR_rem_u)
        return choose(u, by_zero, a, LLVMBuildURem(u->b, a, choose(u, by_zero, one, b), ""));
    val by_minus = LLVMBuildICmp(u->b, LLVMIntEQ, b, LLVMConstAllOnes(LLVMTypeOf(b)), "");
    val safe = choose(u, LLVMBuildOr(u->b, by_zero, by_minus, ""), one, b);
    if (x->op == IR_div_s) {
        val q = choose(u, by_minus, LLVMBuildNeg(u->b, a, ""), LLVMBuildSDiv(u->b, a, safe, ""));
        return choose(u, by_zero, none, q);
    }
    val r = choose(u, by_minus, none, LLVMBuildSRem(u->b, a, safe, ""));
    return choose(u, by_zero, a, r);
}

/* ---- comparisons ---- */

static val compare(struct unit *u, enum ir_cmp c, val a, val b)
{
    static const LLVMIntPredicate predicates[] = {
        [IR_EQ] = LLVMIntEQ,    [IR_NE] = LLVMIntNE,    [IR_LT_S] = LLVMIntSLT,
        [IR_LE_S] = LLVMIntSLE, [IR_GT_S] = LLVMIntSGT, [IR_GE_S] = LLVMIntSGE,
        [IR_LT_U] = LLVMIntULT, [IR_LE_U] = LLVMIntULE, [IR_GT_U] = LLVMIntUGT,
        [IR_GE_U] = LLVMIntUGE,
    };
    return LLVMBuildICmp(u->b, predicates[c], a, b, "");
}

/* ---- halves ---- */

static val concatenate(struct unit *u, const struct ir_ins *x)
{
    unsigned half = ir_bits(x->type) / 2;
    type word = u->t->scalar[ir_int_type(half)], whole = u->t->scalar[ir_int_type(2 * half)];
    val a = as(u, in(u, x->a), word), b = as(u, in(u, x->b), word);
    if (ir_is_vector(x->type)) {
        val v = LLVMBuildInsertElement(u->b, LLVMGetPoison(LLVMVectorType(word, 2)), a,
                                       number(u->t->scalar[IR_I32], 0), "");
        v = LLVMBuildInsertElement(u->b, v, b, number(u->t->scalar[IR_I32], 1), "");
        return as(u, v, type_of(u, x->type));
    }
    val high = LLVMBuildShl(u->b, LLVMBuildZExt(u->b, b, whole, ""), number(whole, half), "");
    return LLVMBuildOr(u->b, LLVMBuildZExt(u->b, a, whole, ""), high, "");
}

static val half(struct unit *u, const struct ir_ins *x)
{
    unsigned bits = ir_bits(x->type);
    type word = u->t->scalar[ir_int_type(bits)];
    val a = in(u, x->a);
    if (ir_is_vector(x->type)) {
        a = as(u, a, LLVMVectorType(word, 2));
        a = LLVMBuildExtractElement(u->b, a, number(u->t->scalar[IR_I32], x->op == IR_high), "");
        return as(u, a, type_of(u, x->type));
    }
    if (x->op == IR_high)
        a = LLVMBuildLShr(u->b, a, number(LLVMTypeOf(a), bits), "");
    return LLVMBuildTrunc(u->b, a, word, "");
}

/* ---- CRC ---- */

static val carryless(struct unit *u, val a, val b, unsigned halves)
{
    val args[] = { a, b, number(u->t->scalar[IR_I8], halves) };
    return call_intrinsic(u, "llvm.x86.pclmulqdq", NULL, 0, args, 3);
}

/* By two products: mach/x86_64/select_scalar.c says how. */
static val crc_ieee(struct unit *u, const struct ir_ins *x)
{
    type word = u->t->scalar[IR_I32], wide = u->t->scalar[IR_I64], pair = lanes_of(u, IR_I64, 2);
    unsigned bits = ir_bits(u->f->ins[x->b].type);
    val crc = in(u, x->a), data = LLVMBuildZExt(u->b, in(u, x->b), wide, "");
    val a = LLVMBuildXor(u->b, LLVMBuildZExt(u->b, crc, wide, ""), data, "");
    a = LLVMBuildShl(u->b, a, number(wide, 64 - bits), "");
    val factors = LLVMConstVector(
        (val[]){ number(wide, UINT64_C(0xb4e5b025f7011641)), number(wide, UINT64_C(0x1db710641)) },
        2);
    a = LLVMBuildInsertElement(u->b, LLVMConstNull(pair), a, number(word, 0), "");
    a = carryless(u, carryless(u, a, factors, 0x00), factors, 0x10);
    val r = LLVMBuildExtractElement(u->b, a, number(word, 1), "");
    r = LLVMBuildTrunc(u->b, r, word, "");
    return bits < 32 ? LLVMBuildXor(u->b, r, LLVMBuildLShr(u->b, crc, number(word, bits), ""), "")
                     : r;
}

static val crc(struct unit *u, const struct ir_ins *x)
{
    static const char *const names[] = { [IR_I8] = "llvm.x86.sse42.crc32.32.8",
                                         [IR_I16] = "llvm.x86.sse42.crc32.32.16",
                                         [IR_I32] = "llvm.x86.sse42.crc32.32.32",
                                         [IR_I64] = "llvm.x86.sse42.crc32.64.64" };
    ir_type t = u->f->ins[x->b].type;
    if (!x->aux)
        return has(u, X86_HAS_PCLMUL) ? crc_ieee(u, x) : NULL;
    if (!has(u, X86_HAS_SSE42))
        return NULL;
    val a = in(u, x->a);
    if (t == IR_I64)
        a = LLVMBuildZExt(u->b, a, u->t->scalar[IR_I64], "");
    val r = call_intrinsic(u, names[t], NULL, 0, (val[]){ a, in(u, x->b) }, 2);
    return LLVMBuildTrunc(u->b, r, u->t->scalar[IR_I32], "");
}

/* ---- all ---- */

static val count_zeroes(struct unit *u, const struct ir_ins *x)
{
    val a = in_int(u, x->a, x->type);
    return call_intrinsic(u, x->op == IR_clz ? "llvm.ctlz" : "llvm.cttz", (type[]){ LLVMTypeOf(a) },
                          1, (val[]){ a, number(u->t->scalar[IR_I1], 0) }, 2);
}

static val special(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    switch ((int)x->op) {
    case IR_mulh_s:
    case IR_mulh_u:
        return high_product(u, i);
    case IR_div_s:
    case IR_div_u:
    case IR_rem_s:
    case IR_rem_u:
        return quotient(u, i);
    case IR_neg:
        return LLVMBuildNeg(u->b, in_int(u, x->a, x->type), "");
    case IR_not:
        return LLVMBuildNot(u->b, in_int(u, x->a, x->type), "");
    case IR_andn:
        return LLVMBuildAnd(u->b, in_int(u, x->a, x->type),
                            LLVMBuildNot(u->b, in_int(u, x->b, x->type), ""), "");
    case IR_abs: {
        val a = in_int(u, x->a, x->type);
        return call_intrinsic(u, "llvm.abs", (type[]){ LLVMTypeOf(a) }, 1,
                              (val[]){ a, number(u->t->scalar[IR_I1], 0) }, 2);
    }
    case IR_clz:
    case IR_ctz:
        return count_zeroes(u, x);
    case IR_cmp:
        return compare(u, x->aux, in(u, x->a), in(u, x->b));
    case IR_vcmp:
        return LLVMBuildSExt(u->b,
                             compare(u, x->aux, in_int(u, x->a, x->type), in_int(u, x->b, x->type)),
                             int_lanes(u, x->type), "");
    case IR_select:
        return choose(u, in(u, x->a), in_as(u, x->b, x->type), in_as(u, x->c, x->type));
    case IR_zext:
        return LLVMBuildZExt(u->b, in(u, x->a), type_of(u, x->type), "");
    case IR_sext:
        return LLVMBuildSExt(u->b, in(u, x->a), type_of(u, x->type), "");
    case IR_trunc:
        return LLVMBuildTrunc(u->b, in(u, x->a), type_of(u, x->type), "");
    case IR_concat:
        return concatenate(u, x);
    case IR_low:
    case IR_high:
        return half(u, x);
    case IR_bitcast:
        return as(u, in(u, x->a), type_of(u, x->type));
    case IR_crc32:
        return crc(u, x);
    case IR_flags_unpack:
        return flags_word(u, flags_in(u, x->a));
    case IR_cond:
        return flags_condition(u, flags_in(u, x->a), x->aux);
    }
    return NULL;
}

val lower_integer(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    binary *instruction = binary_of(x->op);
    const char *intrinsic = intrinsic_of(x->op);
    val r;
    if (instruction && x->type == IR_I128 && x->op == IR_mul)
        return NULL;
    if (instruction)
        r = instruction(u->b, in_int(u, x->a, x->type), in_int(u, x->b, x->type), "");
    else if (intrinsic && ir_is_value(x, 1))
        r = intrinsic2(u, intrinsic, in_int(u, x->a, x->type), in_int(u, x->b, x->type));
    else if (intrinsic && !(x->op == IR_bswap && ir_bits(ir_lane(x->type)) == 8))
        r = intrinsic1(u, intrinsic, in_int(u, x->a, x->type));
    else if (intrinsic)
        r = in_int(u, x->a, x->type);
    else
        r = special(u, i);
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
