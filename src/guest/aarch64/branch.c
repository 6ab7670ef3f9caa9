/* Branches and exceptions: Arm ARM C4.1.94. Each ends the block. Next: memory.c. */
#include "guest/aarch64/guest.h"

static uint64_t target(struct lift *l, int offset)
{
    return lift_pc(l) + (uint64_t)(int64_t)offset;
}

/* To pc + offset when cond holds, else to the next instruction. */
static bool branch_if(struct lift *l, ir_ref cond, int offset)
{
    ir_label taken = ir_block_new(l->f);
    ir_label otherwise = ir_block_new(l->f);
    ir_br(l->f, cond, taken, otherwise);
    ir_block_start(l->f, taken);
    ir_exit_direct(l->f, target(l, offset), IR_HINT_JUMP, 0);
    ir_block_start(l->f, otherwise);
    ir_exit_direct(l->f, lift_next_pc(l), IR_HINT_JUMP, 0);
    l->ended = true;
    return true;
}

static bool branch_to(struct lift *l, uint64_t pc, enum ir_hint hint, uint64_t return_pc)
{
    ir_exit_direct(l->f, pc, hint, return_pc);
    l->ended = true;
    return true;
}

bool aarch64_lift_b_cond(struct lift *l, const struct aarch64_b_cond *a)
{
    if (a->cond >= IR_C_AL)
        return branch_to(l, target(l, a->imm), IR_HINT_JUMP, 0);
    ir_ref holds = aarch64_condition(l, a->cond);
    return branch_if(l, holds, a->imm);
}

static void link(struct lift *l)
{
    ir_ref next = ir_const(l->f, IR_I64, lift_next_pc(l));
    aarch64_set_r(l, 30, next);
}

bool aarch64_lift_b(struct lift *l, const struct aarch64_b *a)
{
    return branch_to(l, target(l, a->imm), IR_HINT_JUMP, 0);
}

bool aarch64_lift_bl(struct lift *l, const struct aarch64_bl *a)
{
    link(l);
    return branch_to(l, target(l, a->imm), IR_HINT_CALL, lift_next_pc(l));
}

bool aarch64_lift_cbz(struct lift *l, const struct aarch64_cbz *a)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rt);
    ir_ref zero = ir_cmp_i(l->f, IR_EQ, x, 0);
    return branch_if(l, zero, a->imm);
}

bool aarch64_lift_cbnz(struct lift *l, const struct aarch64_cbnz *a)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rt);
    ir_ref nonzero = ir_cmp_i(l->f, IR_NE, x, 0);
    return branch_if(l, nonzero, a->imm);
}

static bool test_bit(struct lift *l, int rt, int bit, enum ir_cmp cmp, int offset)
{
    ir_ref x = aarch64_get_r(l, bit >= 32, rt);
    ir_ref tested = ir_and_i(l->f, x, 1ull << bit);
    ir_ref holds = ir_cmp_i(l->f, cmp, tested, 0);
    return branch_if(l, holds, offset);
}

bool aarch64_lift_tbz(struct lift *l, const struct aarch64_tbz *a)
{
    return test_bit(l, a->rt, a->bit, IR_EQ, a->imm);
}

bool aarch64_lift_tbnz(struct lift *l, const struct aarch64_tbnz *a)
{
    return test_bit(l, a->rt, a->bit, IR_NE, a->imm);
}

static bool branch_register(struct lift *l, ir_ref pc, enum ir_hint hint, uint64_t return_pc)
{
    ir_exit_indirect(l->f, pc, hint, return_pc);
    l->ended = true;
    return true;
}

bool aarch64_lift_br(struct lift *l, const struct aarch64_br *a)
{
    ir_ref pc = aarch64_get_x(l, a->rn);
    return branch_register(l, pc, IR_HINT_JUMP, 0);
}

bool aarch64_lift_blr(struct lift *l, const struct aarch64_blr *a)
{
    ir_ref pc = aarch64_get_x(l, a->rn);
    link(l);
    return branch_register(l, pc, IR_HINT_CALL, lift_next_pc(l));
}

bool aarch64_lift_ret(struct lift *l, const struct aarch64_ret *a)
{
    ir_ref pc = aarch64_get_x(l, a->rn);
    return branch_register(l, pc, IR_HINT_RET, 0);
}

/* ---- exceptions ---- */

/* Linux takes the call's number from x8 and ignores the immediate. */
bool aarch64_lift_svc(struct lift *l, const struct aarch64_svc *a)
{
    (void)a;
    ir_exit_syscall(l->f, lift_next_pc(l));
    l->ended = true;
    return true;
}

bool aarch64_lift_brk(struct lift *l, const struct aarch64_brk *a)
{
    (void)a;
    ir_exit_trap(l->f, IR_TRAP_BREAKPOINT, lift_pc(l));
    l->ended = true;
    return true;
}

/* Halting debug mode is not enabled in user mode. */
bool aarch64_lift_hlt(struct lift *l, const struct aarch64_hlt *a)
{
    (void)l, (void)a;
    return false;
}

bool aarch64_lift_udf(struct lift *l, const struct aarch64_udf *a)
{
    (void)l, (void)a;
    return false;
}
