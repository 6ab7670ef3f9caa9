/* Ops that move lanes about, make lanes of another width, or join lanes. */
#include "llvm/internal.h"

#include <string.h>

#include "mach/x86_64/target.h"

static val index_of(const struct unit *u, unsigned n)
{
    return number(u->t->scalar[IR_I32], n);
}

static val shuffle(struct unit *u, val a, val b, const uint8_t *from, unsigned count)
{
    val lanes[16];
    for (unsigned k = 0; k < count; k++)
        lanes[k] = index_of(u, from[k]);
    return LLVMBuildShuffleVector(u->b, a, b, LLVMConstVector(lanes, count), "");
}

static ir_type with_lane(ir_type t, unsigned bits)
{
    return (ir_type)((t & 0xf0) | ir_int_type(bits));
}

/* ---- moving ---- */

static val splat(struct unit *u, const struct ir_ins *x)
{
    type t = int_lanes(u, x->type);
    uint8_t all[16] = { 0 };
    val a = as(u, in(u, x->a), LLVMGetElementType(t));
    val v = LLVMBuildInsertElement(u->b, LLVMGetPoison(t), a, index_of(u, 0), "");
    return shuffle(u, v, LLVMGetPoison(t), all, ir_lanes(x->type));
}

/* a, of whatever type, in the low bits. */
static val extend(struct unit *u, const struct ir_ins *x)
{
    ir_type from = u->f->ins[x->a].type;
    unsigned bits = ir_bits(from);
    val a = in(u, x->a);
    if (from == IR_I1 || from == IR_FLAGS)
        return NULL;
    if (ir_is_vector(from) || ir_is_float(from))
        bits = ir_bits(from);
    type lane = ir_is_float(from) && !ir_is_vector(from) ? u->t->scalar[from]
                                                         : u->t->scalar[ir_int_type(bits)];
    type t = LLVMVectorType(lane, ir_bits(x->type) / bits);
    return LLVMBuildInsertElement(u->b, LLVMConstNull(t), as(u, a, lane), index_of(u, 0), "");
}

static val extract(struct unit *u, const struct ir_ins *x)
{
    unsigned bits = ir_bits(x->type);
    type lane = ir_is_float(x->type) ? u->t->scalar[x->type] : u->t->scalar[ir_int_type(bits)];
    val a = as(u, in(u, x->a), LLVMVectorType(lane, ir_bits(u->f->ins[x->a].type) / bits));
    return LLVMBuildExtractElement(u->b, a, index_of(u, x->aux), "");
}

static val insert(struct unit *u, const struct ir_ins *x)
{
    type t = type_of(u, x->type);
    return LLVMBuildInsertElement(u->b, in_as(u, x->a, x->type),
                                  as(u, in(u, x->b), LLVMGetElementType(t)), index_of(u, x->aux),
                                  "");
}

static val select_bits(struct unit *u, const struct ir_ins *x)
{
    val mask = in_int(u, x->a, x->type), b = in_int(u, x->b, x->type), c = in_int(u, x->c, x->type);
    b = LLVMBuildAnd(u->b, b, mask, "");
    c = LLVMBuildAnd(u->b, c, LLVMBuildNot(u->b, mask, ""), "");
    return LLVMBuildOr(u->b, b, c, "");
}

static val shuffle_bytes(struct unit *u, const struct ir_ins *x)
{
    uint8_t mask[16];
    memcpy(mask, &u->f->pool[x->c], sizeof mask);
    ir_type bytes = with_lane(x->type, 8);
    return shuffle(u, in_int(u, x->a, bytes), in_int(u, x->b, bytes), mask, ir_bits(x->type) / 8);
}

/* v64 a with zeroes above. */
static val widened(struct unit *u, val a)
{
    type t = lanes_of(u, IR_I64, 2);
    return LLVMBuildInsertElement(u->b, LLVMConstNull(t), as(u, a, u->t->scalar[IR_I64]),
                                  index_of(u, 0), "");
}

static val low_half(struct unit *u, val a)
{
    a = as(u, a, lanes_of(u, IR_I64, 2));
    return LLVMBuildExtractElement(u->b, a, index_of(u, 0), "");
}

/* pshufb gives 0 where bit 7 is set: an index that is out of range is made to have it. In a short vector it becomes one of the upper
   half at the same time, so that is a copy. */
static val look_up(struct unit *u, const struct ir_ins *x)
{
    if (!has(u, X86_HAS_SSSE3))
        return NULL;
    unsigned size = ir_bits(x->type) / 8;
    type bytes = lanes_of(u, IR_I8, 16);
    val a = in(u, x->a), b = in(u, x->b);
    if (size == 8) {
        uint8_t both[2] = { 0, 0 };
        a = widened(u, a);
        a = shuffle(u, a, a, both, 2);
        b = widened(u, b);
    }
    b = intrinsic2(u, "llvm.uadd.sat", as(u, b, bytes), number(bytes, 128 - size));
    val r =
        call_intrinsic(u, "llvm.x86.ssse3.pshuf.b.128", NULL, 0, (val[]){ as(u, a, bytes), b }, 2);
    return size == 8 ? low_half(u, r) : r;
}

/* ---- other widths ---- */

static val widen(struct unit *u, const struct ir_ins *x)
{
    unsigned bits = ir_bits(ir_lane(x->type));
    val a = in_int(u, x->a, IR_V64 | ir_int_type(bits / 2));
    return x->op == IR_widen_s ? LLVMBuildSExt(u->b, a, int_lanes(u, x->type), "")
                               : LLVMBuildZExt(u->b, a, int_lanes(u, x->type), "");
}

static val clamp(struct unit *u, val v, const char *lower, uint64_t least, const char *upper,
                 uint64_t most)
{
    type t = LLVMTypeOf(v);
    if (lower)
        v = intrinsic2(u, lower, v, number(t, least));
    return intrinsic2(u, upper, v, number(t, most));
}

static val narrow(struct unit *u, const struct ir_ins *x)
{
    unsigned bits = ir_bits(ir_lane(x->type));
    val a = in_int(u, x->a, IR_V128 | ir_int_type(2 * bits));
    uint64_t all = ((uint64_t)1 << bits) - 1;
    if (x->op == IR_narrow_ss)
        a = clamp(u, a, "llvm.smax", ~(all >> 1), "llvm.smin", all >> 1);
    else if (x->op == IR_narrow_su)
        a = clamp(u, a, "llvm.smax", 0, "llvm.smin", all);
    else if (x->op == IR_narrow_uu)
        a = clamp(u, a, NULL, 0, "llvm.umin", all);
    return LLVMBuildTrunc(u->b, a, int_lanes(u, x->type), "");
}

/* ---- means, without wider lanes: a + b is 2 (a & b) + (a ^ b), and so on ---- */

static val half_of(struct unit *u, val v, bool is_signed)
{
    val one = number(LLVMTypeOf(v), 1);
    return is_signed ? LLVMBuildAShr(u->b, v, one, "") : LLVMBuildLShr(u->b, v, one, "");
}

static val mean(struct unit *u, const struct ir_ins *x)
{
    bool is_signed = x->op == IR_avg_s || x->op == IR_hsub_s;
    val a = in_int(u, x->a, x->type), b = in_int(u, x->b, x->type);
    val half = half_of(u, LLVMBuildXor(u->b, a, b, ""), is_signed);
    if (x->op == IR_hsub_s || x->op == IR_hsub_u)
        return LLVMBuildSub(u->b, half, LLVMBuildAnd(u->b, LLVMBuildNot(u->b, a, ""), b, ""), "");
    if (x->aux)
        return LLVMBuildSub(u->b, LLVMBuildOr(u->b, a, b, ""), half, "");
    return LLVMBuildAdd(u->b, LLVMBuildAnd(u->b, a, b, ""), half, "");
}

/* ---- products ---- */

static val double_product(struct unit *u, const struct ir_ins *x)
{
    unsigned bits = ir_bits(ir_lane(x->type));
    type wide = LLVMVectorType(u->t->scalar[ir_int_type(2 * bits)], ir_lanes(x->type));
    val a = LLVMBuildSExt(u->b, in_int(u, x->a, x->type), wide, "");
    val b = LLVMBuildSExt(u->b, in_int(u, x->b, x->type), wide, "");
    val p = LLVMBuildMul(u->b, a, b, "");
    if (x->aux)
        p = LLVMBuildAdd(u->b, p, number(wide, (uint64_t)1 << (bits - 2)), "");
    p = LLVMBuildAShr(u->b, p, number(wide, bits - 1), "");
    p = intrinsic2(u, "llvm.smin", p, number(wide, ((uint64_t)1 << (bits - 1)) - 1));
    return LLVMBuildTrunc(u->b, p, int_lanes(u, x->type), "");
}

/* Carry-less, by the bits of b in lanes of t: eight sums. */
static val carryless(struct unit *u, val a, val b, type t)
{
    val sum = NULL, all = LLVMConstAllOnes(t), none = LLVMConstNull(t);
    for (unsigned k = 0; k < 8; k++) {
        val bit = LLVMBuildAnd(u->b, b, number(t, 1u << k), "");
        val mask =
            LLVMBuildSelect(u->b, LLVMBuildICmp(u->b, LLVMIntNE, bit, none, ""), all, none, "");
        val part = LLVMBuildAnd(u->b, LLVMBuildShl(u->b, a, number(t, k), ""), mask, "");
        sum = sum ? LLVMBuildXor(u->b, sum, part, "") : part;
    }
    return sum;
}

static val wide_carryless(struct unit *u, const struct ir_ins *x)
{
    type t = int_lanes(u, x->type), pair = lanes_of(u, IR_I64, 2);
    if (ir_lane(x->type) == IR_I16) {
        val a = LLVMBuildZExt(u->b, in_int(u, x->a, IR_V64 | IR_I8), t, "");
        return carryless(u, a, LLVMBuildZExt(u->b, in_int(u, x->b, IR_V64 | IR_I8), t, ""), t);
    }
    if (!has(u, X86_HAS_PCLMUL))
        return NULL;
    val args[] = { as(u, widened(u, in(u, x->a)), pair), as(u, widened(u, in(u, x->b)), pair),
                   number(u->t->scalar[IR_I8], 0) };
    return call_intrinsic(u, "llvm.x86.pclmulqdq", NULL, 0, args, 3);
}

/* Byte k of each i32 lane, extended. */
static val byte_of(struct unit *u, val v, unsigned k, bool is_signed)
{
    type t = LLVMTypeOf(v);
    v = LLVMBuildShl(u->b, v, number(t, 24 - 8 * k), "");
    return is_signed ? LLVMBuildAShr(u->b, v, number(t, 24), "")
                     : LLVMBuildLShr(u->b, v, number(t, 24), "");
}

static val dot(struct unit *u, const struct ir_ins *x)
{
    bool is_signed = x->op == IR_dot_s;
    val a = in_int(u, x->a, x->type), b = in_int(u, x->b, x->type), sum = in_int(u, x->c, x->type);
    for (unsigned k = 0; k < 4; k++) {
        val p = LLVMBuildMul(u->b, byte_of(u, a, k, is_signed), byte_of(u, b, k, is_signed), "");
        sum = LLVMBuildAdd(u->b, sum, p, "");
    }
    return sum;
}

static val reduce(struct unit *u, const struct ir_ins *x)
{
    static const char *const names[] = { [IR_SUM] = "llvm.vector.reduce.add",
                                         [IR_MIN_S] = "llvm.vector.reduce.smin",
                                         [IR_MAX_S] = "llvm.vector.reduce.smax",
                                         [IR_MIN_U] = "llvm.vector.reduce.umin",
                                         [IR_MAX_U] = "llvm.vector.reduce.umax" };
    unsigned bits = ir_bits(x->type);
    type t = LLVMVectorType(u->t->scalar[ir_int_type(bits)], ir_bits(u->f->ins[x->a].type) / bits);
    return intrinsic1(u, names[x->aux], as(u, in(u, x->a), t));
}

/* ---- all ---- */

static val lower_any(struct unit *u, const struct ir_ins *x)
{
    switch ((int)x->op) {
    case IR_splat:
        return splat(u, x);
    case IR_vzext:
        return extend(u, x);
    case IR_extract:
        return extract(u, x);
    case IR_insert:
        return insert(u, x);
    case IR_bitsel:
        return select_bits(u, x);
    case IR_shuffle:
        return shuffle_bytes(u, x);
    case IR_tbl:
        return look_up(u, x);
    case IR_widen_s:
    case IR_widen_u:
        return widen(u, x);
    case IR_narrow:
    case IR_narrow_ss:
    case IR_narrow_su:
    case IR_narrow_uu:
        return narrow(u, x);
    case IR_avg_s:
    case IR_avg_u:
    case IR_hsub_s:
    case IR_hsub_u:
        return mean(u, x);
    case IR_qdmulh:
        return double_product(u, x);
    case IR_pmul:
        return carryless(u, in_int(u, x->a, x->type), in_int(u, x->b, x->type),
                         int_lanes(u, x->type));
    case IR_pmul_wide:
        return wide_carryless(u, x);
    case IR_dot_s:
    case IR_dot_u:
        return dot(u, x);
    case IR_reduce:
        return reduce(u, x);
    }
    return NULL;
}

val lower_vector(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = lower_any(u, x);
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
