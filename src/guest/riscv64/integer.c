/* RV64I: arithmetic, loads and stores, jumps and branches; and the register accessors that all
   chapters use. Next: system.c for the rest of the base instruction set. */
#include "guest/riscv64/guest.h"

/* ---- registers ---- */

ir_ref riscv64_get_x(struct lift *l, int n)
{
    if (n == 0)
        return ir_const(l->f, IR_I64, 0);
    return ir_get(l->f, IR_I64, RISCV64_OFFSET(x[n]));
}

ir_ref riscv64_get_w(struct lift *l, int n)
{
    return ir_trunc(l->f, IR_I32, riscv64_get_x(l, n));
}

void riscv64_set_x(struct lift *l, int n, ir_ref v)
{
    if (n == 0)
        return;
    ir_ref wide = ir_typeof(l->f, v) == IR_I1 ? ir_zext(l->f, IR_I64, v) : ir_sext(l->f, IR_I64, v);
    ir_put(l->f, RISCV64_OFFSET(x[n]), wide);
}

ir_ref riscv64_address(struct lift *l, int rs1, int imm)
{
    return ir_add_i(l->f, riscv64_get_x(l, rs1), imm);
}

/* ---- arithmetic ---- */

bool riscv64_unary(struct lift *l, const struct riscv64_r1 *a, riscv64_op1 op)
{
    ir_ref x = riscv64_get_x(l, a->rs1);
    riscv64_set_x(l, a->rd, op(l->f, x));
    return true;
}

bool riscv64_unary_w(struct lift *l, const struct riscv64_r1 *a, riscv64_op1 op)
{
    ir_ref x = riscv64_get_w(l, a->rs1);
    riscv64_set_x(l, a->rd, op(l->f, x));
    return true;
}

bool riscv64_binary(struct lift *l, const struct riscv64_r *a, riscv64_op2 op)
{
    ir_ref x = riscv64_get_x(l, a->rs1);
    ir_ref y = riscv64_get_x(l, a->rs2);
    riscv64_set_x(l, a->rd, op(l->f, x, y));
    return true;
}

bool riscv64_binary_w(struct lift *l, const struct riscv64_r *a, riscv64_op2 op)
{
    ir_ref x = riscv64_get_w(l, a->rs1);
    ir_ref y = riscv64_get_w(l, a->rs2);
    riscv64_set_x(l, a->rd, op(l->f, x, y));
    return true;
}

bool riscv64_immediate(struct lift *l, const struct riscv64_i *a, riscv64_op2 op)
{
    ir_ref x = riscv64_get_x(l, a->rs1);
    ir_ref y = ir_const(l->f, IR_I64, (uint64_t)(int64_t)a->imm);
    riscv64_set_x(l, a->rd, op(l->f, x, y));
    return true;
}

bool riscv64_immediate_w(struct lift *l, const struct riscv64_i *a, riscv64_op2 op)
{
    ir_ref x = riscv64_get_w(l, a->rs1);
    ir_ref y = ir_const(l->f, IR_I32, (uint32_t)a->imm);
    riscv64_set_x(l, a->rd, op(l->f, x, y));
    return true;
}

static ir_ref less_s(struct ir_func *f, ir_ref a, ir_ref b)
{
    return ir_cmp(f, IR_LT_S, a, b);
}

static ir_ref less_u(struct ir_func *f, ir_ref a, ir_ref b)
{
    return ir_cmp(f, IR_LT_U, a, b);
}

RISCV64_LIFT(add, r, riscv64_binary, ir_add)
RISCV64_LIFT(sub, r, riscv64_binary, ir_sub)
RISCV64_LIFT(sll, r, riscv64_binary, ir_shl)
RISCV64_LIFT(slt, r, riscv64_binary, less_s)
RISCV64_LIFT(sltu, r, riscv64_binary, less_u)
RISCV64_LIFT(xor, r, riscv64_binary, ir_xor)
RISCV64_LIFT(srl, r, riscv64_binary, ir_shr)
RISCV64_LIFT(sra, r, riscv64_binary, ir_sar)
RISCV64_LIFT(or, r, riscv64_binary, ir_or)
RISCV64_LIFT(and, r, riscv64_binary, ir_and)
RISCV64_LIFT(addw, r, riscv64_binary_w, ir_add)
RISCV64_LIFT(subw, r, riscv64_binary_w, ir_sub)
RISCV64_LIFT(sllw, r, riscv64_binary_w, ir_shl)
RISCV64_LIFT(srlw, r, riscv64_binary_w, ir_shr)
RISCV64_LIFT(sraw, r, riscv64_binary_w, ir_sar)

RISCV64_LIFT(addi, i, riscv64_immediate, ir_add)
RISCV64_LIFT(slti, i, riscv64_immediate, less_s)
RISCV64_LIFT(sltiu, i, riscv64_immediate, less_u)
RISCV64_LIFT(xori, i, riscv64_immediate, ir_xor)
RISCV64_LIFT(ori, i, riscv64_immediate, ir_or)
RISCV64_LIFT(andi, i, riscv64_immediate, ir_and)
RISCV64_LIFT(slli, i, riscv64_immediate, ir_shl)
RISCV64_LIFT(srli, i, riscv64_immediate, ir_shr)
RISCV64_LIFT(srai, i, riscv64_immediate, ir_sar)
RISCV64_LIFT(addiw, i, riscv64_immediate_w, ir_add)
RISCV64_LIFT(slliw, i, riscv64_immediate_w, ir_shl)
RISCV64_LIFT(srliw, i, riscv64_immediate_w, ir_shr)
RISCV64_LIFT(sraiw, i, riscv64_immediate_w, ir_sar)

bool riscv64_lift_lui(struct lift *l, const struct riscv64_u *a)
{
    riscv64_set_x(l, a->rd, ir_const(l->f, IR_I64, (uint64_t)(int64_t)a->imm));
    return true;
}

bool riscv64_lift_auipc(struct lift *l, const struct riscv64_u *a)
{
    riscv64_set_x(l, a->rd, ir_const(l->f, IR_I64, lift_pc(l) + (uint64_t)(int64_t)a->imm));
    return true;
}

/* ---- loads and stores: mem is the size, log2 of bytes, with IR_MEM_SIGN ---- */

static bool load(struct lift *l, const struct riscv64_i *a, unsigned mem)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    riscv64_set_x(l, a->rd, ir_load(l->f, IR_I64, address, mem));
    return true;
}

static bool store(struct lift *l, const struct riscv64_s *a, unsigned mem)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    ir_ref value = riscv64_get_x(l, a->rs2);
    ir_store(l->f, address, value, mem);
    return true;
}

RISCV64_LIFT(lb, i, load, 0 | IR_MEM_SIGN)
RISCV64_LIFT(lh, i, load, 1 | IR_MEM_SIGN)
RISCV64_LIFT(lw, i, load, 2 | IR_MEM_SIGN)
RISCV64_LIFT(ld, i, load, 3)
RISCV64_LIFT(lbu, i, load, 0)
RISCV64_LIFT(lhu, i, load, 1)
RISCV64_LIFT(lwu, i, load, 2)
RISCV64_LIFT(sb, s, store, 0)
RISCV64_LIFT(sh, s, store, 1)
RISCV64_LIFT(sw, s, store, 2)
RISCV64_LIFT(sd, s, store, 3)

/* ---- jumps and branches ---- */

static bool is_link(int reg)
{
    return reg == 1 || reg == 5;
}

/* The manual's table of return-address stack hints. "Pop, then push" (two different link registers:
   a coroutine switch) counts as a call. */
static enum ir_hint jalr_hint(int rd, int rs1)
{
    if (is_link(rd))
        return IR_HINT_CALL;
    return is_link(rs1) ? IR_HINT_RET : IR_HINT_JUMP;
}

bool riscv64_lift_jal(struct lift *l, const struct riscv64_u *a)
{
    riscv64_set_x(l, a->rd, ir_const(l->f, IR_I64, lift_next_pc(l)));
    enum ir_hint hint = is_link(a->rd) ? IR_HINT_CALL : IR_HINT_JUMP;
    ir_exit_direct(l->f, lift_pc(l) + (uint64_t)(int64_t)a->imm, hint, lift_next_pc(l));
    l->ended = true;
    return true;
}

bool riscv64_lift_jalr(struct lift *l, const struct riscv64_i *a)
{
    ir_ref target = ir_and_i(l->f, riscv64_address(l, a->rs1, a->imm), ~UINT64_C(1));
    riscv64_set_x(l, a->rd, ir_const(l->f, IR_I64, lift_next_pc(l)));
    ir_exit_indirect(l->f, target, jalr_hint(a->rd, a->rs1), lift_next_pc(l));
    l->ended = true;
    return true;
}

static bool branch(struct lift *l, const struct riscv64_s *a, enum ir_cmp cc)
{
    ir_ref x = riscv64_get_x(l, a->rs1);
    ir_ref y = riscv64_get_x(l, a->rs2);
    ir_ref taken = ir_cmp(l->f, cc, x, y);
    ir_label yes = ir_block_new(l->f);
    ir_label no = ir_block_new(l->f);
    ir_br(l->f, taken, yes, no);
    ir_block_start(l->f, yes);
    ir_exit_direct(l->f, lift_pc(l) + (uint64_t)(int64_t)a->imm, IR_HINT_JUMP, 0);
    ir_block_start(l->f, no);
    ir_exit_direct(l->f, lift_next_pc(l), IR_HINT_JUMP, 0);
    l->ended = true;
    return true;
}

RISCV64_LIFT(beq, s, branch, IR_EQ)
RISCV64_LIFT(bne, s, branch, IR_NE)
RISCV64_LIFT(blt, s, branch, IR_LT_S)
RISCV64_LIFT(bge, s, branch, IR_GE_S)
RISCV64_LIFT(bltu, s, branch, IR_LT_U)
RISCV64_LIFT(bgeu, s, branch, IR_GE_U)
