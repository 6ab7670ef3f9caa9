/* A: load-reserved and store-conditional, atomic memory operations.

   A reservation is the address, the size and the value that LR loaded; SC compares all three and
   swaps. So an SC succeeds after another hart wrote the same value back (ABA), which no lock-free
   algorithm in practice can tell from the store not having happened; and it fails, as the manual
   allows, when its size is not LR's. Next: float.c. */
#include "guest/riscv64/guest.h"

static unsigned size_of(int d)
{
    return (d ? 3 : 2) | IR_MEM_ALIGNED;
}

static ir_type type_of(int d)
{
    return d ? IR_I64 : IR_I32;
}

/* Of an AMO or an SC. */
static unsigned order_of(int aq, int rl)
{
    static const enum ir_order orders[] = { IR_RELAXED, IR_RELEASE, IR_ACQUIRE, IR_SEQ_CST };
    return IR_MEM_ORDER(orders[aq << 1 | rl]);
}

/* The value of reserve_address after an LR from the address. */
static ir_ref reservation(struct lift *l, ir_ref address, int d)
{
    return d ? ir_add_i(l->f, address, 1) : address;
}

static void drop_reservation(struct lift *l)
{
    ir_put(l->f, RISCV64_OFFSET(reserve_address), ir_const(l->f, IR_I64, UINT64_MAX));
}

bool riscv64_lift_lr(struct lift *l, const struct riscv64_lr *a)
{
    ir_ref address = riscv64_get_x(l, a->rs1);
    enum ir_order order = a->rl ? IR_SEQ_CST : a->aq ? IR_ACQUIRE : IR_RELAXED;
    ir_ref loaded = ir_load(l->f, type_of(a->d), address, size_of(a->d) | IR_MEM_ORDER(order));
    ir_ref value = ir_sext(l->f, IR_I64, loaded);
    ir_put(l->f, RISCV64_OFFSET(reserve_address), reservation(l, address, a->d));
    ir_put(l->f, RISCV64_OFFSET(reserve_value), value);
    riscv64_set_x(l, a->rd, value);
    return true;
}

/* A misaligned SC faults, even though it would fail. One that has a reservation is aligned. */
static void fail(struct lift *l, const struct riscv64_atomic *a, ir_ref address, ir_label done)
{
    ir_label aligned = ir_block_new(l->f);
    ir_label misaligned = ir_block_new(l->f);
    ir_ref low = ir_and_i(l->f, address, a->d ? 7 : 3);
    ir_br(l->f, ir_cmp_i(l->f, IR_EQ, low, 0), aligned, misaligned);
    ir_block_start(l->f, misaligned);
    ir_put(l->f, (unsigned)offsetof(struct ir_state, trap_address), address);
    ir_exit_trap(l->f, IR_TRAP_ALIGN, lift_pc(l));
    ir_block_start(l->f, aligned);
    drop_reservation(l);
    riscv64_set_x(l, a->rd, ir_const(l->f, IR_I64, 1));
    ir_jump(l->f, done);
}

static void try(struct lift *l, const struct riscv64_atomic *a, ir_ref address, ir_ref value)
{
    ir_ref reserved = ir_get(l->f, IR_I64, RISCV64_OFFSET(reserve_value));
    ir_ref expected = ir_trunc(l->f, type_of(a->d), reserved);
    ir_ref found = ir_cas(l->f, address, expected, value, size_of(a->d) | order_of(a->aq, a->rl));
    ir_ref failed = ir_cmp(l->f, IR_NE, found, expected);
    drop_reservation(l);
    riscv64_set_x(l, a->rd, failed);
}

bool riscv64_lift_sc(struct lift *l, const struct riscv64_atomic *a)
{
    ir_label matches = ir_block_new(l->f);
    ir_label differs = ir_block_new(l->f);
    ir_label done = ir_block_new(l->f);
    ir_ref address = riscv64_get_x(l, a->rs1);
    ir_ref value = ir_trunc(l->f, type_of(a->d), riscv64_get_x(l, a->rs2));
    ir_ref wanted = reservation(l, address, a->d);
    ir_ref reserved = ir_get(l->f, IR_I64, RISCV64_OFFSET(reserve_address));
    ir_br(l->f, ir_cmp(l->f, IR_EQ, reserved, wanted), matches, differs);
    ir_block_start(l->f, differs);
    fail(l, a, address, done);
    ir_block_start(l->f, matches);
    try(l, a, address, value);
    ir_jump(l->f, done);
    ir_block_start(l->f, done);
    return true;
}

static bool amo(struct lift *l, const struct riscv64_atomic *a, enum ir_op op)
{
    ir_ref address = riscv64_get_x(l, a->rs1);
    ir_ref value = ir_trunc(l->f, type_of(a->d), riscv64_get_x(l, a->rs2));
    unsigned mem = size_of(a->d) | order_of(a->aq, a->rl);
    riscv64_set_x(l, a->rd, ir_atomic(l->f, op, address, value, mem));
    return true;
}

RISCV64_LIFT(amoswap, atomic, amo, IR_atomic_xchg)
RISCV64_LIFT(amoadd, atomic, amo, IR_atomic_add)
RISCV64_LIFT(amoxor, atomic, amo, IR_atomic_xor)
RISCV64_LIFT(amoand, atomic, amo, IR_atomic_and)
RISCV64_LIFT(amoor, atomic, amo, IR_atomic_or)
RISCV64_LIFT(amomin, atomic, amo, IR_atomic_smin)
RISCV64_LIFT(amomax, atomic, amo, IR_atomic_smax)
RISCV64_LIFT(amominu, atomic, amo, IR_atomic_umin)
RISCV64_LIFT(amomaxu, atomic, amo, IR_atomic_umax)
