/* Selection actions for floating-point comparisons: conditions, abstract flags, masks of lanes. See
   select_float.c.

   ucomis leaves in the host's flags: less CF, equal ZF, greater nothing, unordered all of ZF, PF and CF. It
   traps for signalling NaNs, comis for all. */
#include "mach/x86_64/select_float.h"

/* Immediates of cmp*: equal is quiet, the others are not. */
enum { EQUAL, LESS, LESS_EQUAL };

static void compare(struct select *s, ir_ref fcmp, struct mach_operand a, struct mach_operand b,
                    bool swap)
{
    static const uint16_t rows[2][2] = { { X86_UCOMISS, X86_COMISS }, { X86_UCOMISD, X86_COMISD } };
    const struct ir_ins *x = select_ins(s, fcmp);
    bool wide = ir_typeof(s->ir, x->a) == IR_F64, signals = IR_FP_EXTRA(x->aux) & IR_FP_SIGNAL;
    x86_effect(s, rows[wide][signals], swap ? b : a, swap ? a : b);
}

/* Bits of lahf's result, moved down. */
static struct mach_operand bit_at(struct select *s, struct mach_operand v, unsigned from,
                                  unsigned to)
{
    struct mach_operand bit = x86_gpr(s, X86_AND_32_I, v, select_imm(1 << from));
    return x86_gpr(s, X86_SHR_32_I, bit, select_imm(from - to));
}

/* Of a table of the flags as the host leaves them: less 1, equal 2, greater 0, unordered 7 are the numbers
   of nibbles, once ZF, PF and CF are side by side in this order: 4 ZF + 2 PF + CF. */
ACTION(fcmp)
{
    enum { IS_LESS = 1, IS_EQUAL = 4, IS_GREATER = 0, IS_UNORDERED = 7 };
    const uint32_t table =
        8u << 4 * IS_LESS | 6u << 4 * IS_EQUAL | 2u << 4 * IS_GREATER | 3u << 4 * IS_UNORDERED;
    struct mach_operand nibbles = x86_number(s, table), zero = x86_number(s, 0), nibble;
    compare(s, i, leaf[0], leaf[1], false);
    struct mach_operand all = x86_gpr(s, X86_LAHF, zero, NONE);
    if (s->features & X86_HAS_BMI2) {
        struct mach_operand number = x86_gpr(s, X86_PEXT_32, all, x86_number(s, 0x4500));
        struct mach_operand count = x86_gpr(s, X86_SHL_32_I, number, select_imm(2));
        nibble = x86_gpr(s, X86_SHRX_32, nibbles, count);
    } else {
        struct mach_operand zf = bit_at(s, all, 14, 4), pf = bit_at(s, all, 10, 3);
        struct mach_operand count = x86_gpr(s, X86_OR_32, zf, pf);
        count = x86_gpr(s, X86_OR_32, count, bit_at(s, all, 8, 2));
        nibble = x86_gpr(s, X86_SHR_32_CL, nibbles, count);
    }
    return x86_gpr(s, X86_SHL_32_I, nibble, select_imm(28));
}

/* The host's condition for one on a comparison's flags. `swap`: after the operands changed places; then
   "above" is "less". Equal and its opposite need two of the host's: see cond_equal. */
struct condition {
    uint8_t cc;
    bool swap;
};
static const struct condition conditions[] = {
    [IR_C_CS] = { X86_CC_BE, true },  [IR_C_CC] = { X86_CC_A, true },
    [IR_C_MI] = { X86_CC_A, true },   [IR_C_PL] = { X86_CC_BE, true },
    [IR_C_VS] = { X86_CC_P, false },  [IR_C_VC] = { X86_CC_NP, false },
    [IR_C_HI] = { X86_CC_B, true },   [IR_C_LS] = { X86_CC_AE, true },
    [IR_C_GE] = { X86_CC_AE, false }, [IR_C_LT] = { X86_CC_B, false },
    [IR_C_GT] = { X86_CC_A, false },  [IR_C_LE] = { X86_CC_BE, false },
};

TEST(cond_ordered)
{
    unsigned cond = select_ins(s, i)->aux;
    return cond >= IR_C_CS && cond <= IR_C_LE;
}

ACTION(cond_fcmp)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct condition *c = &conditions[x->aux];
    compare(s, x->a, leaf[0], leaf[1], c->swap);
    return select_imm(c->cc);
}

TEST(cond_equality)
{
    unsigned cond = select_ins(s, i)->aux;
    return cond == IR_C_EQ || cond == IR_C_NE;
}

/* All ones where the scalars are equal. */
static vec equality(struct select *s, ir_type t, const vec *leaf)
{
    static const uint16_t rows[] = { [X86_SS] = X86_CMPSS, [X86_SD] = X86_CMPSD };
    return x86_float(s, rows[x86_shape(t)], leaf[0], leaf[1], select_imm(EQUAL));
}

/* A mask instead of flags; for a comparison that signals, those are made first. */
ACTION(cond_equal)
{
    const struct ir_ins *x = select_ins(s, i), *fcmp = select_ins(s, x->a);
    bool wide = ir_typeof(s->ir, fcmp->a) == IR_F64;
    if (IR_FP_EXTRA(fcmp->aux) & IR_FP_SIGNAL)
        compare(s, x->a, leaf[0], leaf[1], false);
    struct mach_operand mask = equality(s, wide ? IR_F64 : IR_F32, leaf);
    struct mach_operand bits = x86_gpr(s, X86_MOVD_R, mask, NONE);
    x86_effect(s, X86_TEST_32, bits, bits);
    return select_imm(x->aux == IR_C_EQ ? X86_CC_NE : X86_CC_E);
}

/* Greater and greater or equal are less with the operands exchanged. */
ACTION(float_mask)
{
    static const uint16_t rows[X86_SHAPES] = { X86_CMPSS, X86_CMPSD, X86_CMPPS, X86_CMPPD };
    static const uint8_t predicate[] = {
        [IR_FCMP_EQ] = EQUAL, [IR_FCMP_GE] = LESS_EQUAL, [IR_FCMP_GT] = LESS
    };
    const struct ir_ins *x = select_ins(s, i);
    unsigned how = IR_FP_EXTRA(x->aux);
    vec a = x86_clean(s, x->type, leaf[0]), b = x86_clean(s, x->type, leaf[1]);
    bool swap = how != IR_FCMP_EQ;
    return x86_float(s, rows[x86_shape(x->type)], swap ? b : a, swap ? a : b,
                     select_imm(predicate[how]));
}
