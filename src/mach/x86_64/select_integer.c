/* Selection actions for integers, conditions and abstract flags. leaf[] are a pattern's goals in order. */
#include "mach/x86_64/select_x86.h"

#define ACTION(name) struct mach_operand x86_##name(struct select *s, ir_ref i, const struct mach_operand *leaf)
#define UNUSED(x) (void)(x)

ACTION(same)
{
    UNUSED(s), UNUSED(i);
    return leaf[0];
}

/* ---- addresses ---- */

static struct mach_operand address(struct mach_operand base, struct mach_operand index, unsigned scale)
{
    return (struct mach_operand){ .kind = MACH_MEM, .reg = base.reg, .index = index.reg, .scale = (uint8_t)scale };
}

ACTION(addr_reg)
{
    UNUSED(s), UNUSED(i);
    return address(leaf[0], NONE, 0);
}

ACTION(addr_disp)
{
    UNUSED(i);
    struct mach_operand a = leaf[0];
    int64_t disp = a.disp + leaf[1].imm;
    if (disp != (int32_t)disp)
        a = address(x86_gpr(s, X86_LEA_64, a, NONE), NONE, 0), disp = leaf[1].imm;
    a.disp = (int32_t)disp;
    return a;
}

#define ADDRESS(name, base, index, scale) \
    ACTION(name) \
    { \
        UNUSED(s), UNUSED(i); \
        return address(leaf[base], leaf[index], scale); \
    }
ADDRESS(addr_index, 0, 1, 0)
ADDRESS(addr_index_2, 0, 1, 1)
ADDRESS(addr_index_4, 0, 1, 2)
ADDRESS(addr_index_8, 0, 1, 3)
ADDRESS(addr_index_2_swapped, 1, 0, 1)
ADDRESS(addr_index_4_swapped, 1, 0, 2)
ADDRESS(addr_index_8_swapped, 1, 0, 3)

/* ---- conditions and booleans ---- */

/* Appends a row that reads the host's flags under the condition. */
static struct mach_operand conditional(struct select *s, unsigned row, int cc, struct mach_operand a, struct mach_operand b)
{
    struct mach_operand r = x86_gpr(s, row, a, b);
    s->f->insns[s->f->insn_count - 1].cc = (uint8_t)cc;
    return r;
}

static struct mach_operand boolean(struct select *s, int cc)
{
    struct mach_operand byte = conditional(s, X86_SET, cc, NONE, NONE);
    return x86_gpr(s, X86_MOVZX_32_8, byte, NONE);
}

ACTION(bool)
{
    UNUSED(i);
    return boolean(s, (int)leaf[0].imm);
}

ACTION(test_bool)
{
    UNUSED(i);
    x86_effect(s, X86_TEST_8_I, leaf[0], select_imm(1));
    return select_imm(X86_CC_NE);
}

ACTION(sext_bool)
{
    UNUSED(i);
    struct mach_operand one = x86_gpr(s, X86_AND_32_I, leaf[0], select_imm(1));
    return x86_gpr(s, X86_NEG_64, one, NONE);
}

/* cmov overwrites its first operand, the value for "no". */
ACTION(select_64)
{
    UNUSED(i);
    return conditional(s, X86_CMOV_64, (int)leaf[0].imm, leaf[2], leaf[1]);
}

ACTION(select_32)
{
    UNUSED(i);
    return conditional(s, X86_CMOV_32, (int)leaf[0].imm, leaf[2], leaf[1]);
}

#define TEST(name, row) \
    ACTION(name) \
    { \
        x86_effect(s, row, leaf[0], leaf[0]); \
        return select_imm(select_condition(s, i)); \
    }
TEST(test_64, X86_TEST_64)
TEST(test_32, X86_TEST_32)
TEST(test_8, X86_TEST_8)

/* ---- arithmetic ---- */

/* The host's andn complements its first operand, the IR's its second. */
ACTION(andn_64)
{
    UNUSED(i);
    return x86_gpr(s, X86_ANDN_64, leaf[1], leaf[0]);
}

ACTION(andn_32)
{
    UNUSED(i);
    return x86_gpr(s, X86_ANDN_32, leaf[1], leaf[0]);
}

static struct mach_operand wide_product(struct select *s, unsigned row, const struct mach_operand *leaf)
{
    struct mach_operand low = select_reg(select_new(s, MACH_GPR)), high = select_reg(select_new(s, MACH_GPR));
    select_emit(s, row, (const struct mach_operand[]){ low, high, leaf[0], leaf[1], NONE });
    return high;
}

ACTION(mulh_u_64)
{
    UNUSED(i);
    return wide_product(s, X86_MUL_64_WIDE, leaf);
}

ACTION(mulh_s_64)
{
    UNUSED(i);
    return wide_product(s, X86_IMUL_64_WIDE, leaf);
}

struct width { /* rows of 32 or 64 bits */
    uint16_t test, cmp_i, cmp, cmov, mov_i, neg, div, idiv, extend;
};
static const struct width w64 = { X86_TEST_64, X86_CMP_64_I, X86_CMP_64, X86_CMOV_64, X86_MOV_64_I,
                                  X86_NEG_64,  X86_DIV_64,   X86_IDIV_64, X86_CQO };
static const struct width w32 = { X86_TEST_32, X86_CMP_32_I, X86_CMP_32, X86_CMOV_32, X86_MOV_32_I,
                                  X86_NEG_32,  X86_DIV_32,   X86_IDIV_32, X86_CDQ };

static struct mach_operand number(struct select *s, const struct width *w, int64_t n)
{
    return x86_gpr(s, w->mov_i, select_imm(n), NONE);
}

/* `then` where x equals n, else `otherwise`. */
static struct mach_operand where_equal(struct select *s, const struct width *w, struct mach_operand x, int64_t n,
                                       struct mach_operand then, struct mach_operand otherwise)
{
    x86_effect(s, w->cmp_i, x, select_imm(n));
    return conditional(s, w->cmov, X86_CC_E, otherwise, then);
}

struct division {
    struct mach_operand quotient, remainder;
};

/* The host traps where the IR has results: a divisor of 0, or -1 when signed, is replaced by 1 first. */
static struct division divide(struct select *s, const struct width *w, bool is_signed, const struct mach_operand *leaf)
{
    struct mach_operand one = number(s, w, 1);
    struct mach_operand safe = where_equal(s, w, leaf[1], 0, one, leaf[1]);
    if (is_signed)
        safe = where_equal(s, w, leaf[1], -1, one, safe);
    struct mach_operand high = is_signed ? x86_gpr(s, w->extend, leaf[0], NONE) : number(s, w, 0);
    struct division d = { select_reg(select_new(s, MACH_GPR)), select_reg(select_new(s, MACH_GPR)) };
    select_emit(s, is_signed ? w->idiv : w->div,
                (const struct mach_operand[]){ d.quotient, d.remainder, leaf[0], high, safe, NONE });
    return d;
}

static struct mach_operand quotient(struct select *s, const struct width *w, bool is_signed, const struct mach_operand *leaf)
{
    struct mach_operand q = divide(s, w, is_signed, leaf).quotient;
    if (is_signed)
        q = where_equal(s, w, leaf[1], -1, x86_gpr(s, w->neg, leaf[0], NONE), q);
    return where_equal(s, w, leaf[1], 0, number(s, w, 0), q);
}

static struct mach_operand remainder_of(struct select *s, const struct width *w, bool is_signed,
                                        const struct mach_operand *leaf)
{
    struct mach_operand r = divide(s, w, is_signed, leaf).remainder; /* by 1, for -1: 0, as it should be */
    return where_equal(s, w, leaf[1], 0, leaf[0], r);
}

#define DIVISION(name, function, width, is_signed) \
    ACTION(name) \
    { \
        UNUSED(i); \
        return function(s, &width, is_signed, leaf); \
    }
DIVISION(div_u_64, quotient, w64, false)
DIVISION(div_u_32, quotient, w32, false)
DIVISION(div_s_64, quotient, w64, true)
DIVISION(div_s_32, quotient, w32, true)
DIVISION(rem_u_64, remainder_of, w64, false)
DIVISION(rem_u_32, remainder_of, w32, false)
DIVISION(rem_s_64, remainder_of, w64, true)
DIVISION(rem_s_32, remainder_of, w32, true)

#define MINMAX(name, condition) \
    ACTION(name) \
    { \
        UNUSED(i); \
        x86_effect(s, X86_CMP_64, leaf[0], leaf[1]); \
        return conditional(s, X86_CMOV_64, condition, leaf[1], leaf[0]); \
    }
MINMAX(smin_64, X86_CC_L)
MINMAX(smax_64, X86_CC_G)
MINMAX(umin_64, X86_CC_B)
MINMAX(umax_64, X86_CC_A)

/* ---- abstract flags as a number: N, Z, C, V in bits 31..28 ---- */

/* From the host's flags. lahf: SF in bit 15, ZF 14, CF 8; set gives OF in bit 0. A subtraction's carry is the complement. */
static struct mach_operand pack_flags(struct select *s, bool complement_carry)
{
    struct mach_operand low = conditional(s, X86_SET, X86_CC_O, NONE, NONE);
    if (complement_carry)
        select_emit(s, X86_CMC, (const struct mach_operand[]){ NONE });
    struct mach_operand all = x86_gpr(s, X86_LAHF, low, NONE);
    struct mach_operand four;
    if (s->features & X86_HAS_BMI2) {
        four = x86_gpr(s, X86_PEXT_32, all, x86_gpr(s, X86_MOV_32_I, select_imm(0xc101), NONE));
    } else { /* bits 15, 14, 8, 0 to 3..0: a product brings copies side by side */
        struct mach_operand kept = x86_gpr(s, X86_AND_32_I, all, select_imm(0xc101));
        struct mach_operand nz = x86_gpr(s, X86_SHR_32_I, kept, select_imm(12));
        struct mach_operand c = x86_gpr(s, X86_SHR_32_I, x86_gpr(s, X86_AND_32_I, all, select_imm(0x100)), select_imm(7));
        struct mach_operand v = x86_gpr(s, X86_AND_32_I, all, select_imm(1));
        four = x86_gpr(s, X86_OR_32, x86_gpr(s, X86_OR_32, nz, c), v);
    }
    return x86_gpr(s, X86_SHL_32_I, four, select_imm(28));
}

static bool is_wide(const struct select *s, ir_ref i)
{
    return ir_bits(ir_typeof(s->ir, select_ins(s, i)->a)) == 64;
}

ACTION(flags_add)
{
    x86_gpr(s, is_wide(s, i) ? X86_ADD_64 : X86_ADD_32, leaf[0], leaf[1]);
    return pack_flags(s, false);
}

ACTION(flags_sub)
{
    x86_effect(s, is_wide(s, i) ? X86_CMP_64 : X86_CMP_32, leaf[0], leaf[1]);
    return pack_flags(s, true);
}

ACTION(flags_sub_i)
{
    x86_effect(s, is_wide(s, i) ? X86_CMP_64_I : X86_CMP_32_I, leaf[0], leaf[1]);
    return pack_flags(s, true);
}

/* test clears the host's carry, which is Arm's here. */
ACTION(flags_logic)
{
    x86_effect(s, is_wide(s, i) ? X86_TEST_64 : X86_TEST_32, leaf[0], leaf[0]);
    return pack_flags(s, false);
}

ACTION(flags_test_i)
{
    x86_effect(s, is_wide(s, i) ? X86_TEST_64_I : X86_TEST_32_I, leaf[0], leaf[1]);
    return pack_flags(s, false);
}

ACTION(flags_adc)
{
    x86_effect(s, X86_BT_32_I, leaf[2], select_imm(0));
    x86_gpr(s, is_wide(s, i) ? X86_ADC_64 : X86_ADC_32, leaf[0], leaf[1]);
    return pack_flags(s, false);
}

ACTION(flags_sbb)
{
    x86_effect(s, X86_BT_32_I, leaf[2], select_imm(0));
    select_emit(s, X86_CMC, (const struct mach_operand[]){ NONE });
    x86_gpr(s, is_wide(s, i) ? X86_SBB_64 : X86_SBB_32, leaf[0], leaf[1]);
    return pack_flags(s, true);
}

ACTION(flags_pack)
{
    UNUSED(i);
    return x86_gpr(s, X86_AND_32_I, leaf[0], select_imm((int32_t)0xf0000000));
}

bool x86_single_flag(const struct select *s, ir_ref i)
{
    return select_ins(s, i)->aux <= IR_C_VC;
}

ACTION(cond_single)
{
    static const uint32_t bit[] = { 1u << 30, 1u << 29, 1u << 31, 1u << 28 };
    unsigned cc = select_ins(s, i)->aux;
    x86_effect(s, X86_TEST_32_I, leaf[0], select_imm((int32_t)bit[cc / 2]));
    return select_imm(cc & 1 ? X86_CC_E : X86_CC_NE);
}

/* HI, LS: C without Z. GE, LT: N equals V, by bringing V under N. GT, LE: and not Z. */
ACTION(cond_several)
{
    unsigned cc = select_ins(s, i)->aux;
    struct mach_operand f = leaf[0];
    if (cc == IR_C_HI || cc == IR_C_LS) {
        struct mach_operand cz = x86_gpr(s, X86_AND_32_I, f, select_imm(0x60000000));
        x86_effect(s, X86_CMP_32_I, cz, select_imm(0x20000000));
        return select_imm(cc == IR_C_HI ? X86_CC_E : X86_CC_NE);
    }
    if (cc == IR_C_AL) {
        x86_effect(s, X86_CMP_64, f, f);
        return select_imm(X86_CC_E);
    }
    struct mach_operand differ = x86_gpr(s, X86_XOR_32, x86_gpr(s, X86_SHL_32_I, f, select_imm(3)), f);
    if (cc == IR_C_GT || cc == IR_C_LE)
        differ = x86_gpr(s, X86_OR_32, x86_gpr(s, X86_SHL_32_I, f, select_imm(1)), differ);
    x86_effect(s, X86_TEST_32, differ, differ);
    return select_imm(cc == IR_C_GE || cc == IR_C_GT ? X86_CC_NS : X86_CC_S);
}

/* Conditions that the host has of an addition, too: all but those that combine the carry with Z. */
bool x86_add_condition(const struct select *s, ir_ref i)
{
    unsigned cc = select_ins(s, i)->aux;
    return cc != IR_C_HI && cc != IR_C_LS && cc != IR_C_AL;
}

static struct mach_operand cond_add(struct select *s, ir_ref i, unsigned row, const struct mach_operand *leaf)
{
    unsigned cc = select_ins(s, i)->aux;
    x86_gpr(s, row, leaf[0], leaf[1]);
    if (cc == IR_C_CS || cc == IR_C_CC)
        return select_imm(cc == IR_C_CS ? X86_CC_B : X86_CC_AE);
    return select_imm(select_condition(s, i));
}

ACTION(cond_add_64)
{
    return cond_add(s, i, X86_ADD_64, leaf);
}

ACTION(cond_add_32)
{
    return cond_add(s, i, X86_ADD_32, leaf);
}
