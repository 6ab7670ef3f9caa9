/* Selection actions for guest memory and guest state: loads, stores, atomic accesses, barriers. */
#include "mach/x86_64/select_x86.h"

#define ACTION(name) struct mach_operand x86_##name(struct select *s, ir_ref i, const struct mach_operand *leaf)
#define UNUSED(x) (void)(x)

ACTION(state)
{
    UNUSED(leaf);
    return select_state(s, select_ins(s, i)->aux);
}

bool x86_gpr_put(const struct select *s, ir_ref i)
{
    ir_type t = ir_typeof(s->ir, select_ins(s, i)->a);
    return t >= IR_I8 && t <= IR_I64;
}

ACTION(put_constant)
{
    const struct ir_ins *x = select_ins(s, i);
    static const uint16_t row[] = { X86_MOV_8_STI, X86_MOV_16_STI, X86_MOV_32_STI, X86_MOV_64_STI };
    x86_effect(s, row[ir_typeof(s->ir, x->a) - IR_I8], select_state(s, x->aux), leaf[0]);
    return NONE;
}

/* ---- plain accesses ---- */

struct mach_operand x86_displaced(struct select *s, struct mach_operand a, ir_ref disp)
{
    int64_t sum = (int64_t)a.disp + (int32_t)disp;
    if (sum != (int32_t)sum) {
        a = (struct mach_operand){ .kind = MACH_MEM, .reg = x86_gpr(s, X86_LEA_64, a, NONE).reg };
        sum = (int32_t)disp;
    }
    a.disp = (int32_t)sum;
    return a;
}

/* An access that an instruction's memory operand can be. */
bool x86_plain_access(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    bool whole = 8u << (x->aux & IR_MEM_SIZE) == ir_bits(x->type);
    return whole && !(x->aux & (IR_MEM_BE | IR_MEM_ALIGNED | IR_MEM_ATOMIC16));
}

bool x86_plain_store(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    enum ir_order order = IR_MEM_GET_ORDER(x->aux);
    return !(x->aux & (IR_MEM_BE | IR_MEM_ALIGNED | IR_MEM_ATOMIC16)) && order != IR_RELEASE && order != IR_SEQ_CST &&
           (x->aux & IR_MEM_SIZE) <= 3;
}

/* Into or out of a vector register: byte order and extension of integers are for general-purpose ones. */
bool x86_vector_access(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    bool whole = 8u << (x->aux & IR_MEM_SIZE) == ir_bits(x->type);
    return (whole || x->op == IR_store) && !(x->aux & IR_MEM_BE);
}

ACTION(memory)
{
    return x86_displaced(s, leaf[0], select_ins(s, i)->c);
}

/* A misaligned address leaves by a trap. */
static void check_alignment(struct select *s, ir_ref i, struct mach_operand a)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    bool whole = (x->op == IR_cas && size == 16) || (x->aux & IR_MEM_ATOMIC16);
    if (size == 1 || !(whole || (x->aux & IR_MEM_ALIGNED)))
        return;
    struct mach_operand address = a;
    if (a.kind == MACH_MEM)
        address = a.index || a.disp ? x86_gpr(s, X86_LEA_64, a, NONE) : select_reg(a.reg);
    x86_effect(s, X86_TEST_8_I, address, select_imm(size - 1));
    select_store_state(s, offsetof(struct ir_state, trap_address), 8, address.reg, MACH_GPR);
    select_trap_unless(s, X86_CC_E, IR_TRAP_ALIGN, s->value[i].pc);
}

static struct mach_operand fault_gpr(struct select *s, ir_ref i, unsigned row, struct mach_operand from)
{
    struct mach_operand to = select_reg(select_new(s, MACH_GPR));
    return select_emit_fault(s, i, row, (const struct mach_operand[]){ to, from, NONE });
}

static struct mach_operand fault_vec(struct select *s, ir_ref i, unsigned row, struct mach_operand from)
{
    struct mach_operand to = select_reg(select_new(s, MACH_VEC));
    return select_emit_fault(s, i, row, (const struct mach_operand[]){ to, from, NONE });
}

static struct mach_operand swap(struct select *s, struct mach_operand v, unsigned size)
{
    if (size == 3)
        return x86_gpr(s, X86_BSWAP_64, v, NONE);
    v = x86_gpr(s, X86_BSWAP_32, v, NONE);
    return size == 1 ? x86_gpr(s, X86_SHR_32_I, v, select_imm(16)) : v;
}

static struct mach_operand extend(struct select *s, struct mach_operand v, unsigned size, bool wide)
{
    static const uint16_t row[3][2] = { { X86_MOVSX_32_8, X86_MOVSX_64_8 },
                                        { X86_MOVSX_32_16, X86_MOVSX_64_16 },
                                        { X86_MOV_32, X86_MOVSXD_64 } };
    return x86_gpr(s, row[size][wide], v, NONE);
}

/* The result has zeroes above its type: an i16 from a signed byte needs them made. */
ACTION(load)
{
    static const uint16_t zero[4] = { X86_MOVZX_32_8, X86_MOVZX_32_16, X86_MOV_32, X86_MOV_64 };
    static const uint16_t sign[3][2] = { { X86_MOVSX_32_8, X86_MOVSX_64_8 },
                                         { X86_MOVSX_32_16, X86_MOVSX_64_16 },
                                         { X86_MOV_32, X86_MOVSXD_64 } };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    bool wide = ir_bits(x->type) == 64, is_signed = x->aux & IR_MEM_SIGN && 8u << size < ir_bits(x->type);
    struct mach_operand at = x86_displaced(s, leaf[0], x->c);
    check_alignment(s, i, at);
    bool big = x->aux & IR_MEM_BE && size;
    if (is_signed && x->type == IR_I16)
        return x86_gpr(s, X86_MOVZX_32_16, fault_gpr(s, i, X86_MOVSX_32_8, at), NONE);
    struct mach_operand v = fault_gpr(s, i, is_signed && !big ? sign[size][wide] : zero[size], at);
    if (!big)
        return v;
    v = swap(s, v, size);
    return is_signed ? extend(s, v, size, wide) : v;
}

ACTION(load_vector)
{
    static const uint16_t row[5] = { 0, 0, X86_MOVD, X86_MOVQ, X86_MOVUPS };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    struct mach_operand at = x86_displaced(s, leaf[0], x->c);
    check_alignment(s, i, at);
    if (size < 2) {
        struct mach_operand v = fault_gpr(s, i, size ? X86_MOVZX_32_16 : X86_MOVZX_32_8, at);
        return x86_vec(s, X86_MOVD, v, NONE);
    }
    return fault_vec(s, i, row[size], at);
}

static void store_order(struct select *s, const struct ir_ins *x)
{
    enum ir_order order = IR_MEM_GET_ORDER(x->aux);
    if (order == IR_RELEASE || order == IR_SEQ_CST) /* a later load-acquire must not pass it */
        select_emit(s, X86_MFENCE, (const struct mach_operand[]){ NONE });
}

ACTION(store)
{
    static const uint16_t row[4] = { X86_MOV_8_ST, X86_MOV_16_ST, X86_MOV_32_ST, X86_MOV_64_ST };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    struct mach_operand at = x86_displaced(s, leaf[0], x->c), v = leaf[1];
    check_alignment(s, i, at);
    if (x->aux & IR_MEM_BE && size)
        v = swap(s, v, size);
    select_emit_fault(s, i, row[size], (const struct mach_operand[]){ at, v, NONE });
    store_order(s, x);
    return NONE;
}

ACTION(store_constant)
{
    static const uint16_t row[4] = { X86_MOV_8_STI, X86_MOV_16_STI, X86_MOV_32_STI, X86_MOV_64_STI };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    int64_t n = leaf[1].imm;
    if (size == 0)
        n = (int8_t)n;
    else if (size == 1)
        n = (int16_t)n;
    struct mach_operand at = x86_displaced(s, leaf[0], x->c);
    select_emit_fault(s, i, row[size], (const struct mach_operand[]){ at, select_imm(n), NONE });
    return NONE;
}

ACTION(store_vector)
{
    static const uint16_t row[5] = { 0, 0, X86_MOVD_ST, X86_MOVQ_ST, X86_MOVUPS_ST };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    struct mach_operand at = x86_displaced(s, leaf[0], x->c);
    check_alignment(s, i, at);
    if (size < 2) {
        struct mach_operand v = x86_gpr(s, X86_MOVD_R, leaf[1], NONE);
        select_emit_fault(s, i, size ? X86_MOV_16_ST : X86_MOV_8_ST, (const struct mach_operand[]){ at, v, NONE });
    } else {
        select_emit_fault(s, i, row[size], (const struct mach_operand[]){ at, leaf[1], NONE });
    }
    store_order(s, x);
    return NONE;
}

/* ---- atomic accesses ---- */

static struct mach_operand at_address(struct mach_operand address)
{
    return (struct mach_operand){ .kind = MACH_MEM, .reg = address.reg };
}

static unsigned size_of(const struct select *s, ir_ref i)
{
    return select_ins(s, i)->aux & IR_MEM_SIZE;
}

ACTION(atomic_xchg)
{
    static const uint16_t row[4] = { X86_XCHG_8_M, X86_XCHG_16_M, X86_XCHG_32_M, X86_XCHG_64_M };
    check_alignment(s, i, leaf[0]);
    struct mach_operand old = select_reg(select_new(s, MACH_GPR));
    return select_emit_fault(s, i, row[size_of(s, i)],
                             (const struct mach_operand[]){ old, leaf[1], at_address(leaf[0]), NONE });
}

ACTION(atomic_add)
{
    static const uint16_t row[4] = { X86_XADD_8_LOCK, X86_XADD_16_LOCK, X86_XADD_32_LOCK, X86_XADD_64_LOCK };
    check_alignment(s, i, leaf[0]);
    struct mach_operand old = select_reg(select_new(s, MACH_GPR));
    return select_emit_fault(s, i, row[size_of(s, i)],
                             (const struct mach_operand[]){ old, leaf[1], at_address(leaf[0]), NONE });
}

static const uint16_t cmpxchg[4] = { X86_CMPXCHG_8_LOCK, X86_CMPXCHG_16_LOCK, X86_CMPXCHG_32_LOCK, X86_CMPXCHG_64_LOCK };

ACTION(cas)
{
    check_alignment(s, i, leaf[0]);
    struct mach_operand old = select_reg(select_new(s, MACH_GPR));
    return select_emit_fault(s, i, cmpxchg[size_of(s, i)],
                             (const struct mach_operand[]){ old, leaf[1], at_address(leaf[0]), leaf[2], NONE });
}

ACTION(cas_wide)
{
    check_alignment(s, i, leaf[0]);
    struct mach_operand word[4];
    for (unsigned k = 0; k < 4; k++) {
        struct mach_operand v = leaf[1 + k / 2];
        if (k & 1)
            v = x86_vec(s, X86_PSHUFD, v, select_imm(0xee));
        word[k] = x86_gpr(s, X86_MOVQ_R, v, NONE);
    }
    struct mach_operand low = select_reg(select_new(s, MACH_GPR)), high = select_reg(select_new(s, MACH_GPR));
    select_emit_fault(s, i, X86_CMPXCHG16B_LOCK,
                      (const struct mach_operand[]){ low, high, word[0], word[1], word[2], word[3], at_address(leaf[0]),
                                                     NONE });
    return x86_vec(s, X86_PUNPCKLQDQ, x86_vec(s, X86_MOVQ_X, low, NONE), x86_vec(s, X86_MOVQ_X, high, NONE));
}

/* What the other atomic operations make of the old value. */
static struct mach_operand combine(struct select *s, ir_ref i, struct mach_operand old, struct mach_operand operand)
{
    const struct ir_ins *x = select_ins(s, i);
    static const uint16_t extends[4][2] = { { X86_MOVZX_32_8, X86_MOVSX_64_8 },
                                            { X86_MOVZX_32_16, X86_MOVSX_64_16 },
                                            { X86_MOV_32, X86_MOVSXD_64 },
                                            { X86_MOV_64, X86_MOV_64 } };
    unsigned size = size_of(s, i);
    bool is_signed = x->op == IR_atomic_smin || x->op == IR_atomic_smax;
    bool lower = x->op == IR_atomic_smin || x->op == IR_atomic_umin;
    switch ((int)x->op) {
    case IR_atomic_and:
        return x86_gpr(s, X86_AND_64, old, operand);
    case IR_atomic_or:
        return x86_gpr(s, X86_OR_64, old, operand);
    case IR_atomic_xor:
        return x86_gpr(s, X86_XOR_64, old, operand);
    }
    struct mach_operand a = x86_gpr(s, extends[size][is_signed], old, NONE);
    struct mach_operand b = x86_gpr(s, extends[size][is_signed], operand, NONE);
    x86_effect(s, X86_CMP_64, a, b);
    struct mach_operand r = x86_gpr(s, X86_CMOV_64, b, a);
    s->f->insns[s->f->insn_count - 1].cc = is_signed ? lower ? X86_CC_L : X86_CC_G : lower ? X86_CC_B : X86_CC_A;
    return r;
}

/* Reads, combines, tries to replace; starts again when somebody was faster. */
ACTION(atomic_loop)
{
    static const uint16_t zero[4] = { X86_MOVZX_32_8, X86_MOVZX_32_16, X86_MOV_32, X86_MOV_64 };
    check_alignment(s, i, leaf[0]);
    unsigned size = size_of(s, i);
    struct mach_operand first = fault_gpr(s, i, zero[size], at_address(leaf[0]));
    struct mach_operand old = select_loop_start(s, first.reg);
    struct mach_operand wanted = combine(s, i, old, leaf[1]);
    struct mach_operand seen = select_reg(select_new(s, MACH_GPR));
    select_emit_fault(s, i, cmpxchg[size], (const struct mach_operand[]){ seen, old, at_address(leaf[0]), wanted, NONE });
    select_loop_end(s, X86_CC_NE, seen.reg);
    return seen;
}

ACTION(fence)
{
    UNUSED(leaf);
    if (select_ins(s, i)->aux & IR_FENCE_WR) /* the only order that the host does not keep by itself */
        select_emit(s, X86_MFENCE, (const struct mach_operand[]){ NONE });
    return NONE;
}
