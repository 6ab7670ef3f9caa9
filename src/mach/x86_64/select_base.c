/* What the selection driver asks of x86-64 (mach/select.h): constants, guest state, calls to C for ops without rules,
   conditions. The actions that rules name are in select_integer.c, select_memory.c, select_vector.c. */
#include "mach/x86_64/select_x86.h"

#include <string.h>

struct mach_operand x86_gpr(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b)
{
    return select_make(s, MACH_GPR, row, (const struct mach_operand[]){ a, b, { 0 } });
}

struct mach_operand x86_vec(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b)
{
    return select_make(s, MACH_VEC, row, (const struct mach_operand[]){ a, b, { 0 } });
}

struct mach_operand x86_vec3(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b,
                             struct mach_operand c)
{
    return select_make(s, MACH_VEC, row, (const struct mach_operand[]){ a, b, c, { 0 } });
}

void x86_effect(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b)
{
    select_emit(s, row, (const struct mach_operand[]){ a, b, { 0 } });
}

struct mach_operand x86_number(struct select *s, int64_t n)
{
    return x86_gpr(s, X86_MOV_64_I, select_imm(n), NONE);
}

struct mach_operand select_constant(struct select *s, ir_ref i, enum select_goal goal)
{
    (void)goal;
    const struct ir_ins *x = select_ins(s, i);
    int64_t n = (int64_t)ir_imm(x);
    if (ir_bits(x->type) == 32) /* the short form, zeroes above */
        return x86_gpr(s, X86_MOV_32_I, select_imm((int32_t)n), NONE);
    return x86_number(s, n);
}

/* ---- guest state ---- */

void select_store_state(struct select *s, unsigned offset, unsigned size, mach_reg r, enum mach_class klass)
{
    static const uint16_t gpr[] = { [1] = X86_MOV_8_ST, [2] = X86_MOV_16_ST, [4] = X86_MOV_32_ST, [8] = X86_MOV_64_ST };
    static const uint16_t vec[] = { [4] = X86_MOVD_ST, [8] = X86_MOVQ_ST, [16] = X86_MOVUPS_ST };
    if (klass == MACH_VEC && size == 2) {
        r = x86_gpr(s, X86_PEXTRW, select_reg(r), select_imm(0)).reg;
        klass = MACH_GPR;
    }
    x86_effect(s, klass == MACH_VEC ? vec[size] : gpr[size], select_state(s, offset), select_reg(r));
}

mach_reg select_load_state(struct select *s, unsigned offset, unsigned size, enum mach_class klass)
{
    static const uint16_t gpr[] = { [1] = X86_MOVZX_32_8, [2] = X86_MOVZX_32_16, [4] = X86_MOV_32, [8] = X86_MOV_64 };
    static const uint16_t vec[] = { [4] = X86_MOVD, [8] = X86_MOVQ, [16] = X86_MOVUPS };
    struct mach_operand from = select_state(s, offset);
    if (klass == MACH_GPR)
        return x86_gpr(s, gpr[size], from, NONE).reg;
    if (size == 2)
        return x86_vec(s, X86_MOVD, x86_gpr(s, X86_MOVZX_32_16, from, NONE), NONE).reg;
    return x86_vec(s, vec[size], from, NONE).reg;
}

struct mach_operand select_pin_part(struct select *s, mach_reg pin, unsigned at, ir_type t)
{
    struct mach_operand v = select_reg(pin);
    if (at)
        v = x86_gpr(s, X86_SHR_64_I, v, select_imm(8 * at));
    if (ir_is_vector(t) || ir_is_float(t))
        v = x86_vec(s, X86_MOVQ_X, v, NONE);
    return v;
}

mach_reg select_pin_insert(struct select *s, mach_reg pin, unsigned at, unsigned size, ir_ref v)
{
    struct mach_operand value = select_reg(select_value(s, v));
    if (mach_class_of(s->f, value.reg) == MACH_VEC)
        value = x86_gpr(s, X86_MOVQ_R, value, NONE);
    if (size == 8)
        return value.reg;
    uint64_t mask = (((uint64_t)1 << 8 * size) - 1) << 8 * at;
    struct mach_operand placed = at ? x86_gpr(s, X86_SHL_64_I, value, select_imm(8 * at)) : value;
    placed = x86_gpr(s, X86_AND_64, placed, x86_number(s, (int64_t)mask));
    struct mach_operand kept = x86_gpr(s, X86_AND_64, select_reg(pin), x86_number(s, (int64_t)~mask));
    return x86_gpr(s, X86_OR_64, kept, placed).reg;
}

/* ---- conditions ---- */

int select_condition(const struct select *s, ir_ref i)
{
    static const uint8_t of_cmp[] = {
        [IR_EQ] = X86_CC_E,    [IR_NE] = X86_CC_NE,   [IR_LT_S] = X86_CC_L, [IR_LE_S] = X86_CC_LE,
        [IR_GT_S] = X86_CC_G,  [IR_GE_S] = X86_CC_GE, [IR_LT_U] = X86_CC_B, [IR_LE_U] = X86_CC_BE,
        [IR_GT_U] = X86_CC_A,  [IR_GE_U] = X86_CC_AE,
    };
    static const uint8_t of_sub[] = { /* Arm's carry after a subtraction is the complement of the host's */
        [IR_C_EQ] = X86_CC_E,  [IR_C_NE] = X86_CC_NE, [IR_C_CS] = X86_CC_AE, [IR_C_CC] = X86_CC_B,
        [IR_C_MI] = X86_CC_S,  [IR_C_PL] = X86_CC_NS, [IR_C_VS] = X86_CC_O,  [IR_C_VC] = X86_CC_NO,
        [IR_C_HI] = X86_CC_A,  [IR_C_LS] = X86_CC_BE, [IR_C_GE] = X86_CC_GE, [IR_C_LT] = X86_CC_L,
        [IR_C_GT] = X86_CC_G,  [IR_C_LE] = X86_CC_LE,
    };
    const struct ir_ins *x = select_ins(s, i);
    return x->op == IR_cmp ? of_cmp[x->aux] : of_sub[x->aux];
}

int select_poll(struct select *s)
{
    x86_effect(s, X86_SUB_32_MI, select_state(s, offsetof(struct ir_state, budget)), select_imm(1));
    return X86_CC_S;
}

/* ---- calls to C, through state->scratch ---- */

static unsigned scratch_at(unsigned n)
{
    return (unsigned)offsetof(struct ir_state, scratch) + 16 * n;
}

static unsigned operand_size(ir_type t)
{
    unsigned size = (ir_bits(t) + 7) / 8;
    return size ? size : 4;
}

/* Values are clean above their width for ir_eval: the whole of the 16 bytes is written. */
static void pass_operand(struct select *s, unsigned n, ir_ref v)
{
    ir_type t = ir_typeof(s->ir, v);
    mach_reg r = select_value(s, v);
    if (mach_class_of(s->f, r) == MACH_VEC && ir_bits(t) < 64) /* f16, f32: junk above */
        select_store_state(s, scratch_at(n), 8, x86_number(s, 0).reg, MACH_GPR);
    if (mach_class_of(s->f, r) == MACH_GPR && ir_bits(t) < 64) {
        struct mach_operand mask = x86_number(s, t == IR_I1 ? 1 : (int64_t)(((uint64_t)1 << ir_bits(t)) - 1));
        r = x86_gpr(s, X86_AND_64, select_reg(r), mask).reg;
        t = IR_I64;
    }
    select_store_state(s, scratch_at(n), operand_size(t), r, mach_class_of(s->f, r));
    if (operand_size(t) < 16)
        x86_effect(s, X86_MOV_64_STI, select_state(s, scratch_at(n) + 8), select_imm(0));
}

static void pass_number(struct select *s, unsigned n, uint64_t low, uint64_t high)
{
    select_store_state(s, scratch_at(n), 8, x86_number(s, (int64_t)low).reg, MACH_GPR);
    select_store_state(s, scratch_at(n) + 8, 8, x86_number(s, (int64_t)high).reg, MACH_GPR);
}

static void call_stub(struct select *s, enum ir_stub stub, uint64_t argument)
{
    struct mach_operand rax = select_reg(X86_RAX);
    select_emit(s, X86_MOV_64_I, (const struct mach_operand[]){ rax, select_imm((int64_t)argument), { 0 } });
    unsigned at = (unsigned)(offsetof(struct ir_state, stubs) + stub * sizeof(void *));
    select_emit(s, X86_CALL_STUB, (const struct mach_operand[]){ rax, select_state(s, at), { 0 } });
}

static struct mach_operand take_result(struct select *s, ir_type t)
{
    bool vec = ir_is_vector(t) || ir_is_float(t) || t == IR_I128;
    if (t == IR_VOID)
        return NONE;
    return select_reg(select_load_state(s, scratch_at(0), operand_size(t), vec ? MACH_VEC : MACH_GPR));
}

struct mach_operand select_eval(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct ir_op_info *info = &ir_ops[x->op];
    const char letters[3] = { info->a, info->b, info->c };
    const ir_ref operands[3] = { x->a, x->b, x->c };
    ir_type operand = ir_operand_type(s->ir, x);
    for (unsigned k = 0; k < 3; k++) {
        if (strchr("TEBGV", letters[k])) {
            pass_operand(s, k + 1, operands[k]);
        } else if (letters[k] == 'I') {
            pass_number(s, k + 1, operands[k], 0);
        } else if (letters[k] == 'P') {
            uint64_t words[2];
            memcpy(words, &s->ir->pool[operands[k]], sizeof words);
            if (k == 0) /* a wide constant: no call */
                return x86_vec(s, X86_MOVUPS, select_pool(s, words), NONE);
            pass_number(s, k + 1, words[0], words[1]);
        }
    }
    if (x->op == IR_const) { /* floating point */
        uint64_t words[2] = { ir_imm(x), 0 };
        return x86_vec(s, X86_MOVUPS, select_pool(s, words), NONE);
    }
    call_stub(s, IR_STUB_EVAL, mach_eval_code(x->op, x->type, operand, x->aux));
    return take_result(s, x->type);
}

struct mach_operand select_helper(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    const ir_ref operands[3] = { x->a, x->b, x->c };
    for (unsigned k = 0; k < 3; k++)
        if (operands[k])
            pass_operand(s, k + 1, operands[k]);
    call_stub(s, IR_STUB_CALL, x->aux);
    return take_result(s, x->type);
}
