/* Selection actions for floating point on the host's FPU. It traps where its result would not be the guest's
   (see fpu.c), so that every instruction that may raise invalid is emitted with the op that it does:
   select_emit_fp. Of two quiet NaNs the host's instructions give the first one, as Arm's do: operands keep
   their order. Constants and moves: select_vector.c. */
#include "mach/x86_64/select_x86.h"

#include <stddef.h>

#define ACTION(name) \
    struct mach_operand x86_##name(struct select *s, ir_ref i, const struct mach_operand *leaf)
#define TEST(name) bool x86_##name(const struct select *s, ir_ref i)
#define UNUSED(x)  (void)(x)

static enum ir_round rounding(const struct select *s, ir_ref i)
{
    return IR_FP_ROUND(select_ins(s, i)->aux);
}

/* Rounds as MXCSR says. */
TEST(round_dynamic)
{
    return rounding(s, i) == IR_ROUND_DYNAMIC;
}

/* Row with a new register as result and up to three operands, for the op i of the operands in args. */
static struct mach_operand fp_row(struct select *s, ir_ref i, enum mach_class klass, unsigned row,
                                  struct mach_operand a, struct mach_operand b,
                                  struct mach_operand c, const struct mach_operand args[3])
{
    struct mach_operand to = select_reg(select_new(s, klass));
    return select_emit_fp(s, i, row, (const struct mach_operand[]){ to, a, b, c, NONE }, args);
}

/* ---- one operand: scalar rows take the result's upper part from another one ---- */

#define UNARY_SCALAR(name, row) \
    ACTION(name) \
    { \
        return fp_row(s, i, MACH_VEC, row, leaf[0], leaf[0], NONE, \
                      (const struct mach_operand[]){ leaf[0], NONE, NONE }); \
    }
UNARY_SCALAR(fsqrt_64, X86_SQRTSD)
UNARY_SCALAR(fsqrt_32, X86_SQRTSS)
UNARY_SCALAR(fcvt_64_32, X86_CVTSS2SD)
UNARY_SCALAR(fcvt_32_64, X86_CVTSD2SS)

/* The immediate of round*: bit 3 keeps inexact results quiet. */
static int64_t round_control(const struct select *s, ir_ref i)
{
    static const uint8_t of[] = {
        [IR_ROUND_NEAREST] = 0, [IR_ROUND_DOWN] = 1,    [IR_ROUND_UP] = 2,
        [IR_ROUND_ZERO] = 3,    [IR_ROUND_DYNAMIC] = 4, [IR_ROUND_ODD] = 0
    };
    bool exact = IR_FP_EXTRA(select_ins(s, i)->aux) & IR_FP_EXACT;
    return of[rounding(s, i)] | (exact ? 0 : 8);
}

TEST(round_host)
{
    return rounding(s, i) != IR_ROUND_AWAY && rounding(s, i) != IR_ROUND_ODD;
}

#define ROUND_SCALAR(name, row) \
    ACTION(name) \
    { \
        return fp_row(s, i, MACH_VEC, row, leaf[0], leaf[0], select_imm(round_control(s, i)), \
                      (const struct mach_operand[]){ leaf[0], NONE, NONE }); \
    }
ROUND_SCALAR(fround_64, X86_ROUNDSD)
ROUND_SCALAR(fround_32, X86_ROUNDSS)

/* ---- NaNs as results ----
   On RISC-V every NaN is the canonical one. The host's are so, too, where operands are: new ones trap. It
   takes a NaN of another kind from memory or an integer to make a difference, which nobody sees
   before the result is stored or looked at as an integer.

   Fused multiply-add: where the addend and another operand are NaNs Arm wants the addend, which is the host's last choice;
   and a quiet addend keeps it quiet about zero times infinity. So a NaN as result traps. */

/* v, or what the op is evaluated to when there is a NaN in v. */
static struct mach_operand trap_nan(struct select *s, ir_ref i, ir_type t, struct mach_operand v,
                                    uint64_t code, const struct mach_operand args[3])
{
    struct mach_operand to = select_reg(select_new(s, MACH_VEC));
    if (!ir_is_vector(t)) {
        unsigned row = t == IR_F64 ? X86_COMISD_NAN : X86_COMISS_NAN;
        return select_emit_trap(s, i, row, (const struct mach_operand[]){ to, v, NONE },
                                code | MACH_EVAL_READ, args);
    }
    enum { LESS = 1 }; /* any that traps */
    unsigned row = ir_lane(t) == IR_F64 ? X86_CMPPD_NAN : X86_CMPPS_NAN;
    struct mach_operand mask = select_reg(select_new(s, MACH_VEC));
    return select_emit_trap(s, i, row,
                            (const struct mach_operand[]){ to, v, mask, select_imm(LESS), NONE },
                            code | MACH_EVAL_READ, args);
}

struct mach_operand select_fp_result(struct select *s, ir_ref i, struct mach_operand r)
{
    const struct ir_ins *x = select_ins(s, i);
    bool other = x->op == IR_fadd || x->op == IR_fsub || x->op == IR_fmul || x->op == IR_fdiv ||
                 x->op == IR_fsqrt || x->op == IR_fcvt || x->op == IR_fround;
    if (!other || IR_FP_NAN(x->aux) != IR_NAN_RISCV || !s->value[i].bits_seen)
        return r;
    uint64_t canonical = mach_eval_code(IR_fadd, x->type, x->type, x->aux);
    return trap_nan(s, i, x->type, r, canonical, (const struct mach_operand[]){ r, r, NONE });
}

/* The op's code, where signs are flipped by the instruction itself. */
static uint64_t code_of(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    return mach_eval_code(x->op, x->type, ir_typeof(s->ir, x->a), x->aux);
}

static const uint16_t fma_rows[4][4] = {
    /* by negation of product, addend; by type */
    { X86_VFMADD231SS, X86_VFMADD231SD, X86_VFMADD231PS, X86_VFMADD231PD },
    { X86_VFMSUB231SS, X86_VFMSUB231SD, X86_VFMSUB231PS, X86_VFMSUB231PD },
    { X86_VFNMADD231SS, X86_VFNMADD231SD, X86_VFNMADD231PS, X86_VFNMADD231PD },
    { X86_VFNMSUB231SS, X86_VFNMSUB231SD, X86_VFNMSUB231PS, X86_VFNMSUB231PD },
};

static struct mach_operand fused(struct select *s, ir_ref i, uint64_t negate,
                                 const struct mach_operand *leaf)
{
    ir_type t = select_ins(s, i)->type;
    unsigned which = (negate & MACH_EVAL_NEGATE_A ? 2 : 0) + (negate & MACH_EVAL_NEGATE_C ? 1 : 0);
    unsigned row = fma_rows[which][2 * ir_is_vector(t) + (ir_lane(t) == IR_F64)];
    uint64_t code = code_of(s, i) | negate;
    struct mach_operand to = select_reg(select_new(s, MACH_VEC));
    select_emit_trap(s, i, row,
                     (const struct mach_operand[]){ to, leaf[2], leaf[0], leaf[1], NONE }, code,
                     leaf);
    return trap_nan(s, i, t, to, code, leaf);
}

#define FUSED(name, negate) \
    ACTION(name) \
    { \
        return fused(s, i, negate, leaf); \
    }
FUSED(fma, 0)
FUSED(fma_sub, MACH_EVAL_NEGATE_C)
FUSED(fma_neg, MACH_EVAL_NEGATE_A)
FUSED(fma_neg_sub, MACH_EVAL_NEGATE_A | MACH_EVAL_NEGATE_C)

/* ---- minimum and maximum ----
   Any NaN traps. Equal operands give the second one, which matters for zeroes: both ways round,
   combined, -0 is the minimum and +0 the maximum. */

static struct mach_operand extreme(struct select *s, ir_ref i, unsigned row, unsigned combine,
                                   const struct mach_operand *leaf)
{
    const struct mach_operand args[3] = { leaf[0], leaf[1], NONE };
    struct mach_operand one = fp_row(s, i, MACH_VEC, row, leaf[0], leaf[1], NONE, args);
    struct mach_operand other = fp_row(s, i, MACH_VEC, row, leaf[1], leaf[0], NONE, args);
    return x86_vec(s, combine, one, other);
}

#define EXTREME(name, row, combine) \
    ACTION(name) \
    { \
        return extreme(s, i, row, combine, leaf); \
    }
EXTREME(fmin_64, X86_MINSD, X86_ORPS)
EXTREME(fmin_32, X86_MINSS, X86_ORPS)
EXTREME(fmin_v64, X86_MINPD, X86_ORPS)
EXTREME(fmin_v32, X86_MINPS, X86_ORPS)
EXTREME(fmax_64, X86_MAXSD, X86_ANDPS)
EXTREME(fmax_32, X86_MAXSS, X86_ANDPS)
EXTREME(fmax_v64, X86_MAXPD, X86_ANDPS)
EXTREME(fmax_v32, X86_MAXPS, X86_ANDPS)

/* ---- comparison ----
   ucomis leaves: less CF, equal ZF, greater nothing, unordered all of ZF, PF and CF. It traps for signalling
   NaNs, comis for all. */

static void compare(struct select *s, ir_ref fcmp, struct mach_operand a, struct mach_operand b,
                    bool swap)
{
    static const uint16_t rows[2][2] = { { X86_UCOMISS, X86_COMISS }, { X86_UCOMISD, X86_COMISD } };
    const struct ir_ins *x = select_ins(s, fcmp);
    bool wide = ir_typeof(s->ir, x->a) == IR_F64, signals = IR_FP_EXTRA(x->aux) & IR_FP_SIGNAL;
    struct mach_operand first = swap ? b : a, second = swap ? a : b;
    select_emit_fp(s, fcmp, rows[wide][signals],
                   (const struct mach_operand[]){ first, second, NONE },
                   (const struct mach_operand[]){ a, b, NONE });
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
    enum { LESS = 1, EQUAL = 4, GREATER = 0, UNORDERED = 7 };
    const uint32_t table =
        8u << 4 * LESS | 6u << 4 * EQUAL | 2u << 4 * GREATER | 3u << 4 * UNORDERED;
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
static struct mach_operand scalar_mask(struct select *s, ir_ref i, ir_type t,
                                       const struct mach_operand *leaf)
{
    enum { EQ = 0 };
    unsigned aux = IR_FP(IR_NAN_ARM, IR_ROUND_DYNAMIC, IR_FCMP_EQ);
    struct mach_operand to = select_reg(select_new(s, MACH_VEC));
    return select_emit_trap(
        s, i, t == IR_F64 ? X86_CMPSD : X86_CMPSS,
        (const struct mach_operand[]){ to, leaf[0], leaf[1], select_imm(EQ), NONE },
        mach_eval_code(IR_vfcmp, t, t, aux),
        (const struct mach_operand[]){ leaf[0], leaf[1], NONE });
}

/* A mask instead of flags; for a comparison that signals, those are made first. */
ACTION(cond_equal)
{
    const struct ir_ins *x = select_ins(s, i), *fcmp = select_ins(s, x->a);
    bool wide = ir_typeof(s->ir, fcmp->a) == IR_F64;
    if (IR_FP_EXTRA(fcmp->aux) & IR_FP_SIGNAL)
        compare(s, x->a, leaf[0], leaf[1], false);
    struct mach_operand mask = scalar_mask(s, x->a, wide ? IR_F64 : IR_F32, leaf);
    struct mach_operand bits = x86_gpr(s, X86_MOVD_R, mask, NONE);
    x86_effect(s, X86_TEST_32, bits, bits);
    return select_imm(x->aux == IR_C_EQ ? X86_CC_NE : X86_CC_E);
}

/* ---- to and from integers ---- */

static bool is_integral(const struct select *s, ir_ref i) /* no binary point to move */
{
    return select_ins(s, i)->b == 0;
}

TEST(to_int_truncate)
{
    return is_integral(s, i) && rounding(s, i) == IR_ROUND_ZERO;
}

TEST(to_int_dynamic)
{
    return is_integral(s, i) && rounding(s, i) == IR_ROUND_DYNAMIC;
}

#define TO_INT(name, row) \
    ACTION(name) \
    { \
        return fp_row(s, i, MACH_GPR, row, leaf[0], NONE, NONE, \
                      (const struct mach_operand[]){ leaf[0], select_imm(0), NONE }); \
    }
TO_INT(truncate_64_64, X86_CVTTSD2SI_64)
TO_INT(truncate_32_64, X86_CVTTSD2SI_32)
TO_INT(truncate_64_32, X86_CVTTSS2SI_64)
TO_INT(truncate_32_32, X86_CVTTSS2SI_32)
TO_INT(to_int_64_64, X86_CVTSD2SI_64)
TO_INT(to_int_32_64, X86_CVTSD2SI_32)
TO_INT(to_int_64_32, X86_CVTSS2SI_64)
TO_INT(to_int_32_32, X86_CVTSS2SI_32)
TO_INT(truncate_u64_64, X86_VCVTTSD2USI_64)
TO_INT(truncate_u32_64, X86_VCVTTSD2USI_32)
TO_INT(truncate_u64_32, X86_VCVTTSS2USI_64)
TO_INT(truncate_u32_32, X86_VCVTTSS2USI_32)
TO_INT(to_u64_64, X86_VCVTSD2USI_64)
TO_INT(to_u32_64, X86_VCVTSD2USI_32)
TO_INT(to_u64_32, X86_VCVTSS2USI_64)
TO_INT(to_u32_32, X86_VCVTSS2USI_32)

TEST(from_int_dynamic)
{
    return is_integral(s, i) && rounding(s, i) == IR_ROUND_DYNAMIC;
}

TEST(from_int_exact)
{
    return is_integral(s, i);
}

#define FROM_INT(name, row) \
    ACTION(name) \
    { \
        UNUSED(i); \
        struct mach_operand zero = x86_vec(s, X86_PXOR_ZERO, NONE, NONE); \
        return x86_vec(s, row, zero, leaf[0]); \
    }
FROM_INT(from_int_64_64, X86_CVTSI2SD_64)
FROM_INT(from_int_64_32, X86_CVTSI2SD_32)
FROM_INT(from_int_32_64, X86_CVTSI2SS_64)
FROM_INT(from_int_32_32, X86_CVTSI2SS_32)
FROM_INT(from_u64_64, X86_VCVTUSI2SD_64)
FROM_INT(from_u64_32, X86_VCVTUSI2SS_64)

/* ---- the environment: the host's control word and state->fp, see fpu.c ---- */

static struct mach_operand read_control(struct select *s)
{
    struct mach_operand at = select_state(s, offsetof(struct ir_state, host_fp));
    x86_effect(s, X86_STMXCSR, at, NONE);
    return x86_gpr(s, X86_MOV_32, at, NONE);
}

static void write_control(struct select *s, struct mach_operand v)
{
    struct mach_operand at = select_state(s, offsetof(struct ir_state, host_fp));
    x86_effect(s, X86_MOV_32_ST, at, v);
    x86_effect(s, X86_LDMXCSR, at, NONE);
}

enum { MXCSR_STICKY = 0x3f, MXCSR_ROUND = 0x6000 };

/* As mach_fpu_flags; the invalid flag is not the host's. */
ACTION(fp_get_flags)
{
    UNUSED(i), UNUSED(leaf);
    struct mach_operand control = read_control(s);
    struct mach_operand low = x86_gpr(s, X86_SHR_32_I, control, select_imm(1));
    struct mach_operand flags = x86_gpr(s, X86_AND_32_I, low, select_imm(0x1e));
    struct mach_operand at = select_state(s, offsetof(struct ir_state, fp.flags));
    return x86_gpr(s, X86_OR_32, flags, at);
}

ACTION(fp_set_flags)
{
    UNUSED(i);
    struct mach_operand at = select_state(s, offsetof(struct ir_state, fp.flags));
    x86_effect(s, X86_MOV_32_ST, at, leaf[0]);
    write_control(s, x86_gpr(s, X86_AND_32_I, read_control(s), select_imm(~MXCSR_STICKY)));
    return NONE;
}

/* As mach_fpu_control. A mode that the host does not serve leaves translated code behind the instruction, whose
   last op this is. */
ACTION(fp_set_mode)
{
    struct mach_operand at = select_state(s, offsetof(struct ir_state, fp.mode));
    x86_effect(s, X86_MOV_32_ST, at, leaf[0]);
    struct mach_operand old = x86_gpr(s, X86_AND_32_I, read_control(s), select_imm(~MXCSR_ROUND));
    struct mach_operand up = x86_gpr(s, X86_AND_32_I, leaf[0], select_imm(1));
    struct mach_operand down = x86_gpr(s, X86_AND_32_I, leaf[0], select_imm(2));
    up = x86_gpr(s, X86_SHL_32_I, up, select_imm(14));
    down = x86_gpr(s, X86_SHL_32_I, down, select_imm(12));
    struct mach_operand round = x86_gpr(s, X86_OR_32, up, down);
    write_control(s, x86_gpr(s, X86_OR_32, old, round));
    if (!s->f->soft_fp) {
        x86_effect(s, X86_CMP_32_I, at, select_imm(IR_ROUND_ZERO));
        select_leave_unless(s, X86_CC_BE, i);
    }
    return NONE;
}
