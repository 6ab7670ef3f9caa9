/* Guest memory: addresses are host addresses. Accesses are volatile, so that each is made once, whole and in
   its order; with the host's total store order only a store that a later load must not pass needs more. Atomic
   read-modify-write ops are the host's locked instructions. */
#include "llvm/internal.h"

#include <stddef.h>

static val address(struct unit *u, const struct ir_ins *x, bool displaced)
{
    type i64 = u->t->scalar[IR_I64];
    val a = in(u, x->a);
    if (displaced && x->c)
        a = LLVMBuildAdd(u->b, a, number(i64, (uint64_t)(int64_t)(int32_t)x->c), "");
    return a;
}

static val pointer(struct unit *u, val a)
{
    return LLVMBuildIntToPtr(u->b, a, u->t->pointer, "");
}

/* A misaligned address leaves by a trap. */
static void check_alignment(struct unit *u, const struct ir_ins *x, val a)
{
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    bool whole = (x->op == IR_cas && size == 16) || (x->aux & IR_MEM_ATOMIC16);
    if (size == 1 || !(whole || (x->aux & IR_MEM_ALIGNED)))
        return;
    val low = LLVMBuildAnd(u->b, a, number(LLVMTypeOf(a), size - 1), "");
    LLVMBasicBlockRef on =
        branch_cold(u, LLVMBuildICmp(u->b, LLVMIntNE, low, number(LLVMTypeOf(a), 0), ""));
    store_state(u, a, offsetof(struct ir_state, trap_address));
    exit_trap(u, IR_TRAP_ALIGN, u->pc);
    go_to(u, on);
}

/* What is in memory: an integer of so many bytes; what goes to a vector register, as a type that lives there. */
static type stored(const struct unit *u, ir_type t, unsigned size)
{
    bool whole = ir_bits(t) == 8 * size;
    if (size == 16)
        return lanes_of(u, IR_I64, 2);
    if (whole && size == 8 && ir_is_vector(t))
        return u->t->scalar[IR_F64];
    return whole && !ir_is_vector(t) ? u->t->scalar[t] : u->t->scalar[ir_int_type(8 * size)];
}

static val swapped(struct unit *u, const struct ir_ins *x, val v)
{
    return x->aux & IR_MEM_BE && x->aux & IR_MEM_SIZE ? intrinsic1(u, "llvm.bswap", v) : v;
}

static val read_memory(struct unit *u, type t, val at)
{
    if (u->t->o.exact_faults)
        return guarded_load(u, t, at);
    val v = LLVMBuildLoad2(u->b, t, at, "");
    LLVMSetVolatile(v, true);
    LLVMSetAlignment(v, 1);
    return v;
}

static void write_memory(struct unit *u, val v, val at)
{
    if (u->t->o.exact_faults) {
        guarded_store(u, v, at);
        return;
    }
    val s = LLVMBuildStore(u->b, v, at);
    LLVMSetVolatile(s, true);
    LLVMSetAlignment(s, 1);
}

static val load(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    val a = address(u, x, true);
    check_alignment(u, x, a);
    val v = read_memory(u, stored(u, x->type, size), pointer(u, a));
    if (ir_bits(x->type) == 8 * size)
        return swapped(u, x, v);
    v = swapped(u, x, v);
    return x->aux & IR_MEM_SIGN ? LLVMBuildSExt(u->b, v, type_of(u, x->type), "")
                                : LLVMBuildZExt(u->b, v, type_of(u, x->type), "");
}

static val value_to_store(struct unit *u, const struct ir_ins *x, unsigned size)
{
    ir_type t = x->type;
    val v = in(u, x->b);
    if (ir_bits(t) == 8 * size)
        return as(u, v, stored(u, t, size));
    if (ir_bits(t) == 128) {
        type lane = u->t->scalar[ir_int_type(8 * size)];
        v = as(u, v, LLVMVectorType(lane, 16 / size));
        return LLVMBuildExtractElement(u->b, v, number(u->t->scalar[IR_I32], 0), "");
    }
    v = as(u, v, u->t->scalar[ir_int_type(ir_bits(t))]);
    return LLVMBuildTrunc(u->b, v, u->t->scalar[ir_int_type(8 * size)], "");
}

static void store(struct unit *u, const struct ir_ins *x)
{
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    enum ir_order order = IR_MEM_GET_ORDER(x->aux);
    val a = address(u, x, true);
    check_alignment(u, x, a);
    val v = swapped(u, x, value_to_store(u, x, size));
    write_memory(u, v, pointer(u, a));
    if (order == IR_RELEASE || order == IR_SEQ_CST) /* a later load-acquire must not pass it */
        LLVMBuildFence(u->b, LLVMAtomicOrderingSequentiallyConsistent, false, "");
}

static int modify(enum ir_op op)
{
    switch ((int)op) {
    case IR_atomic_xchg:
        return LLVMAtomicRMWBinOpXchg;
    case IR_atomic_add:
        return LLVMAtomicRMWBinOpAdd;
    case IR_atomic_and:
        return LLVMAtomicRMWBinOpAnd;
    case IR_atomic_or:
        return LLVMAtomicRMWBinOpOr;
    case IR_atomic_xor:
        return LLVMAtomicRMWBinOpXor;
    case IR_atomic_smin:
        return LLVMAtomicRMWBinOpMin;
    case IR_atomic_smax:
        return LLVMAtomicRMWBinOpMax;
    case IR_atomic_umin:
        return LLVMAtomicRMWBinOpUMin;
    case IR_atomic_umax:
        return LLVMAtomicRMWBinOpUMax;
    }
    return -1;
}

/* The host's locked instructions need no alignment, whatever LLVM thinks that it promises. */
static val read_modify_write(struct unit *u, const struct ir_ins *x, int how)
{
    val a = address(u, x, false);
    check_alignment(u, x, a);
    before_access(u);
    val v = LLVMBuildAtomicRMW(u->b, (LLVMAtomicRMWBinOp)how, pointer(u, a), in(u, x->b),
                               LLVMAtomicOrderingSequentiallyConsistent, false);
    LLVMSetVolatile(v, true);
    return v;
}

static val compare_and_swap(struct unit *u, const struct ir_ins *x)
{
    LLVMAtomicOrdering order = LLVMAtomicOrderingSequentiallyConsistent;
    val a = address(u, x, false);
    check_alignment(u, x, a);
    before_access(u);
    val pair =
        LLVMBuildAtomicCmpXchg(u->b, pointer(u, a), in(u, x->b), in(u, x->c), order, order, false);
    LLVMSetVolatile(pair, true);
    return LLVMBuildExtractValue(u->b, pair, 0, "");
}

val lower_memory(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    int how = modify(x->op);
    if (how >= 0)
        return read_modify_write(u, x, how);
    switch ((int)x->op) {
    case IR_load: {
        val v = load(u, i);
        return as(u, v, type_of(u, x->type));
    }
    case IR_store:
        store(u, x);
        return NULL;
    case IR_cas:
        return compare_and_swap(u, x);
    case IR_fence:
        if (x->aux & IR_FENCE_WR) /* the only order that the host does not keep by itself */
            LLVMBuildFence(u->b, LLVMAtomicOrderingSequentiallyConsistent, false, "");
        return NULL;
    }
    return NULL;
}
