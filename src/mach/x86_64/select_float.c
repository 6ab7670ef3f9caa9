/* Selection actions for floating-point arithmetic on the host's FPU, and for its control word. The
   host traps where its result would not be the guest's (see fpu.c). Where the instruction alone does
   not tell what that would be, it is emitted with the op that it stands for (x86_trap). Of two quiet
   NaNs the host's instructions give the first one, as Arm's do: operands keep their order. Next:
   select_compare.c, select_convert.c. */
#include "mach/x86_64/select_float.h"

#include <stddef.h>

/* ---- shared ---- */

enum ir_round x86_rounding(const struct select *s, ir_ref i)
{
    return IR_FP_ROUND(select_ins(s, i)->aux);
}

TEST(float_wide)
{
    return ir_lane(select_ins(s, i)->type) != IR_F16;
}

TEST(float_dynamic)
{
    return x86_float_wide(s, i) && x86_rounding(s, i) == IR_ROUND_DYNAMIC;
}

enum x86_shape x86_shape(ir_type t)
{
    bool wide = ir_lane(t) == IR_F64, packed = ir_lanes(t) > 1;
    return packed ? (wide ? X86_PD : X86_PS) : wide ? X86_SD : X86_SS;
}

vec x86_clean(struct select *s, ir_type t, vec v)
{
    if (ir_lanes(t) == 1 || ir_bits(t) != 64)
        return v;
    if (s->features & X86_HAS_SSE3)
        return x86_1(s, X86_MOVDDUP, v);
    return x86_vec(s, X86_PUNPCKLQDQ, v, v);
}

uint64_t x86_code(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    return mach_eval_code(x->op, x->type, ir_typeof(s->ir, x->a), x->aux);
}

vec x86_float(struct select *s, unsigned row, vec a, vec b, vec c)
{
    vec to = select_reg(select_new(s, MACH_VEC));
    select_emit(s, row, (const vec[]){ to, a, b, c, NONE });
    return to;
}

vec x86_trap(struct select *s, ir_ref i, unsigned row, vec a, vec b, vec c, uint64_t code,
             const vec args[3])
{
    vec to = select_reg(select_new(s, MACH_VEC));
    return select_emit_trap(s, i, row, (const vec[]){ to, a, b, c, NONE }, code, args);
}

/* A row for one operand: the scalar ones have another, whose upper part they take. */
static vec unary(struct select *s, ir_ref i, const uint16_t *rows, const vec *leaf)
{
    ir_type t = select_ins(s, i)->type;
    enum x86_shape shape = x86_shape(t);
    vec a = x86_clean(s, t, leaf[0]);
    return x86_float(s, rows[shape], a, shape < X86_PS ? a : NONE, NONE);
}

static vec binary(struct select *s, ir_ref i, const uint16_t *rows, const vec *leaf)
{
    ir_type t = select_ins(s, i)->type;
    vec a = x86_clean(s, t, leaf[0]), b = x86_clean(s, t, leaf[1]);
    if (select_ins(s, i)->op != IR_fmulx)
        return x86_float(s, rows[x86_shape(t)], a, b, NONE);
    const vec args[3] = { leaf[0], leaf[1], NONE };
    return x86_trap(s, i, rows[x86_shape(t)], a, b, NONE, x86_code(s, i), args);
}

/* ---- NaNs as results ----
   On RISC-V every NaN is the canonical one. So are the host's, if operands are: new ones trap. It
   takes a NaN of another kind from memory or an integer to make a difference, which nobody sees before
   the result is stored or looked at as an integer.

   Fused multiply-add: where the addend and another operand are NaNs, Arm wants the addend, which is
   the host's last choice; and a quiet addend keeps the host quiet about zero times infinity. So a NaN
   as result traps. */

/* v, or what the op comes to when there is a NaN in v. */
static vec trap_nan(struct select *s, ir_ref i, ir_type t, vec v, uint64_t code, const vec args[3])
{
    static const uint16_t rows[X86_SHAPES] = { X86_COMISS_NAN, X86_COMISD_NAN, X86_CMPPS_NAN,
                                               X86_CMPPD_NAN };
    enum x86_shape shape = x86_shape(t);
    enum { LESS = 1 }; /* any that traps */
    code |= MACH_EVAL_READ;
    if (shape < X86_PS)
        return x86_trap(s, i, rows[shape], v, NONE, NONE, code, args);
    vec mask = select_reg(select_new(s, MACH_VEC));
    return x86_trap(s, i, rows[shape], v, mask, select_imm(LESS), code, args);
}

/* ---- underflow ----
   For Arm a result is tiny when it is so before rounding, for the host when it is after. The two
   differ where the result is the least normal number, inexactly: then the host does not raise
   underflow. This is checked for once a program has looked at its flags (struct mach_func). */

static bool rounds_to_normal(enum ir_op op)
{
    return op == IR_fmul || op == IR_fmulx || op == IR_fdiv || op == IR_fma || op == IR_fcvt;
}

/* Leaves the host's flags so that the condition says that there is a least normal number in r. */
static int test_least_normal(struct select *s, ir_type t, vec r)
{
    bool wide = ir_lane(t) == IR_F64;
    uint64_t twice = wide ? UINT64_C(1) << 53 : 1 << 24; /* without its sign */
    if (ir_lanes(t) > 1) {
        vec doubled = x86_shift_by(s, X86_SHL, wide ? 3 : 2, x86_clean(s, t, r), 1);
        vec found = x86_equal(s, wide ? 3 : 2, doubled, x86_lanes(s, wide ? 3 : 2, twice));
        struct mach_operand bits = x86_gpr(s, X86_PMOVMSKB, found, NONE);
        x86_effect(s, X86_TEST_32, bits, bits);
        return X86_CC_NE;
    }
    struct mach_operand bits = x86_gpr(s, wide ? X86_MOVQ_R : X86_MOVD_R, r, NONE);
    bits = x86_gpr(s, wide ? X86_ADD_64 : X86_ADD_32, bits, bits);
    x86_effect(s, wide ? X86_CMP_64 : X86_CMP_32, bits, x86_number(s, (int64_t)twice));
    return X86_CC_E;
}

static vec check_underflow(struct select *s, ir_ref i, vec r)
{
    struct select_detour d = select_detour(s, test_least_normal(s, select_ins(s, i)->type, r));
    select_detour_back(s, &d, select_eval(s, i));
    return select_detour_join(s, &d, r);
}

vec select_fp_result(struct select *s, ir_ref i, vec r)
{
    const struct ir_ins *x = select_ins(s, i);
    ir_type t = x->type;
    bool propagates = rounds_to_normal(x->op) || x->op == IR_fadd || x->op == IR_fsub ||
                      x->op == IR_fsqrt || x->op == IR_fround;
    if (IR_FP_NAN(x->aux) == IR_NAN_RISCV && propagates && x->op != IR_fma &&
        s->value[i].bits_seen) {
        uint64_t canonical = mach_eval_code(IR_fadd, t, t, x->aux);
        return trap_nan(s, i, t, r, canonical, (const vec[]){ r, r, NONE });
    }
    bool narrows = x->op != IR_fcvt || ir_bits(t) < ir_bits(ir_typeof(s->ir, x->a));
    if (IR_FP_NAN(x->aux) == IR_NAN_ARM && rounds_to_normal(x->op) && narrows) {
        if (s->f->exact_underflow)
            return check_underflow(s, i, r);
        s->f->inexact_underflow = true;
    }
    return r;
}

/* ---- arithmetic ---- */

ACTION(float_binary)
{
    static const uint16_t rows[][X86_SHAPES] = {
        { X86_ADDSS, X86_ADDSD, X86_ADDPS, X86_ADDPD },
        { X86_SUBSS, X86_SUBSD, X86_SUBPS, X86_SUBPD },
        { X86_MULSS, X86_MULSD, X86_MULPS, X86_MULPD },
        { X86_DIVSS, X86_DIVSD, X86_DIVPS, X86_DIVPD },
    };
    unsigned op = select_ins(s, i)->op;
    unsigned which = op == IR_fadd ? 0 : op == IR_fsub ? 1 : op == IR_fdiv ? 3 : 2;
    return binary(s, i, rows[which], leaf);
}

ACTION(float_sqrt)
{
    static const uint16_t rows[X86_SHAPES] = { X86_SQRTSS, X86_SQRTSD, X86_SQRTPS, X86_SQRTPD };
    return unary(s, i, rows, leaf);
}

static const uint16_t fma_rows[4][X86_SHAPES] = {
    /* by negation of product and addend */
    { X86_VFMADD231SS, X86_VFMADD231SD, X86_VFMADD231PS, X86_VFMADD231PD },
    { X86_VFMSUB231SS, X86_VFMSUB231SD, X86_VFMSUB231PS, X86_VFMSUB231PD },
    { X86_VFNMADD231SS, X86_VFNMADD231SD, X86_VFNMADD231PS, X86_VFNMADD231PD },
    { X86_VFNMSUB231SS, X86_VFNMSUB231SD, X86_VFNMSUB231PS, X86_VFNMSUB231PD },
};

/* The operands' signs are flipped by the instruction, as code says. */
static vec fused(struct select *s, ir_ref i, vec a, vec b, vec c, uint64_t code, const vec args[3])
{
    ir_type t = select_ins(s, i)->type;
    unsigned which = (code & MACH_EVAL_NEGATE_A ? 2 : 0) + (code & MACH_EVAL_NEGATE_C ? 1 : 0);
    vec r = x86_float(s, fma_rows[which][x86_shape(t)], x86_clean(s, t, c), x86_clean(s, t, a),
                      x86_clean(s, t, b));
    return trap_nan(s, i, t, r, code, args);
}

#define FUSED(name, negate) \
    ACTION(name) \
    { \
        return fused(s, i, leaf[0], leaf[1], leaf[2], x86_code(s, i) | (negate), leaf); \
    }
FUSED(float_fma, 0)
FUSED(float_fma_sub, MACH_EVAL_NEGATE_C)
FUSED(float_fma_neg, MACH_EVAL_NEGATE_A)
FUSED(float_fma_neg_sub, MACH_EVAL_NEGATE_A | MACH_EVAL_NEGATE_C)

/* 2 - a * b. Zero times infinity traps. */
ACTION(float_recps)
{
    ir_type t = select_ins(s, i)->type;
    bool wide = ir_lane(t) == IR_F64;
    vec two = x86_vector_load(s, x86_lanes(s, wide ? 3 : 2, wide ? UINT64_C(1) << 62 : 1 << 30));
    const vec args[3] = { leaf[0], leaf[1], NONE };
    vec r = x86_trap(s, i, fma_rows[2][x86_shape(t)], two, x86_clean(s, t, leaf[0]),
                     x86_clean(s, t, leaf[1]), x86_code(s, i), args);
    return trap_nan(s, i, t, r, x86_code(s, i), args);
}

/* Any NaN traps. Equal operands give the second one, which matters for zeroes: both ways round and
   combined, -0 is the minimum and +0 the maximum. */
ACTION(float_extreme)
{
    static const uint16_t rows[2][X86_SHAPES] = { { X86_MINSS, X86_MINSD, X86_MINPS, X86_MINPD },
                                                  { X86_MAXSS, X86_MAXSD, X86_MAXPS, X86_MAXPD } };
    ir_type t = select_ins(s, i)->type;
    unsigned op = select_ins(s, i)->op;
    bool max = op == IR_fmax || op == IR_fmaxnm;
    vec a = x86_clean(s, t, leaf[0]), b = x86_clean(s, t, leaf[1]);
    const vec args[3] = { leaf[0], leaf[1], NONE };
    vec one = x86_trap(s, i, rows[max][x86_shape(t)], a, b, NONE, x86_code(s, i), args);
    vec other = x86_trap(s, i, rows[max][x86_shape(t)], b, a, NONE, x86_code(s, i), args);
    return x86_vec(s, max ? X86_ANDPS : X86_ORPS, one, other);
}

/* ---- rounding to integral values ---- */

enum { ROUND_QUIET = 8 }; /* bit of the immediate: inexact is not raised */

static unsigned round_control(enum ir_round round)
{
    static const uint8_t of[] = { [IR_ROUND_NEAREST] = 0,
                                  [IR_ROUND_DOWN] = 1,
                                  [IR_ROUND_UP] = 2,
                                  [IR_ROUND_ZERO] = 3,
                                  [IR_ROUND_DYNAMIC] = 4 };
    bug_on(round == IR_ROUND_AWAY || round == IR_ROUND_ODD, "rounding that is no immediate");
    return of[round];
}

static vec round_row(struct select *s, ir_type t, unsigned control, vec x)
{
    static const uint16_t rows[] = { X86_ROUNDSS, X86_ROUNDSD, X86_ROUNDPS, X86_ROUNDPD };
    enum x86_shape shape = x86_shape(t);
    vec a = x86_clean(s, t, x), imm = select_imm(control);
    if (shape < X86_PS)
        return x86_float(s, rows[shape], a, a, imm);
    return x86_float(s, rows[shape], a, imm, NONE);
}

TEST(round_immediate)
{
    enum ir_round round = x86_rounding(s, i);
    return x86_float_wide(s, i) && round != IR_ROUND_AWAY && round != IR_ROUND_ODD;
}

ACTION(float_round)
{
    bool exact = IR_FP_EXTRA(select_ins(s, i)->aux) & IR_FP_EXACT;
    unsigned control = round_control(x86_rounding(s, i)) | (exact ? 0 : ROUND_QUIET);
    return round_row(s, select_ins(s, i)->type, control, leaf[0]);
}

/* Half way away from zero: truncated, and 1 added where a half or more was cut off. Numbers that are
   too large for a fraction, infinities and NaNs count as zero when the cut is measured, so that
   nothing is raised. */
static vec round_away(struct select *s, ir_type t, vec x)
{
    static const uint16_t sub[] = { X86_SUBSS, X86_SUBSD, X86_SUBPS, X86_SUBPD };
    static const uint16_t add[] = { X86_ADDSS, X86_ADDSD, X86_ADDPS, X86_ADDPD };
    enum x86_shape shape = x86_shape(t);
    unsigned lane = ir_lane(t) == IR_F64 ? 3 : 2;
    uint64_t sign = lane == 3 ? INT64_MIN : 1u << 31;
    vec signs = x86_vector_load(s, x86_lanes(s, lane, sign));
    vec half = x86_lanes(s, lane, lane == 3 ? 0x3fe0000000000000 : 0x3f000000);
    vec whole = x86_lanes(s, lane, lane == 3 ? 0x432fffffffffffff : 0x4affffff);
    vec truncated = round_row(s, t, round_control(IR_ROUND_ZERO) | ROUND_QUIET, x);
    x = x86_clean(s, t, x);
    vec magnitude = x86_vec(s, X86_ANDNPS, signs, x);
    vec large = x86_greater(s, lane, magnitude, whole);
    vec small = x86_vec(s, X86_ANDNPS, large, x);
    vec cut = x86_vec(s, sub[shape], small, x86_vec(s, X86_ANDNPS, large, truncated));
    cut = x86_vec(s, X86_ANDNPS, signs, cut);
    /* as integers: not below a half */
    vec below = x86_greater(s, lane, x86_vector_load(s, half), cut);
    vec one = x86_lanes(s, lane, lane == 3 ? 0x3ff0000000000000 : 0x3f800000);
    one = x86_vec(s, X86_ANDNPS, below, one);
    one = x86_vec(s, X86_ORPS, one, x86_vec(s, X86_ANDPS, signs, x));
    return x86_vec(s, add[shape], truncated, one);
}

TEST(round_away)
{
    return x86_float_wide(s, i) && x86_rounding(s, i) == IR_ROUND_AWAY;
}

ACTION(float_round_away)
{
    return round_away(s, select_ins(s, i)->type, leaf[0]);
}

vec x86_round(struct select *s, ir_type t, enum ir_round round, vec x)
{
    if (round == IR_ROUND_AWAY)
        return round_away(s, t, x);
    return round_row(s, t, round_control(round) | ROUND_QUIET, x);
}

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
    s->f->uses_fp_flags = true;
    return x86_gpr(s, X86_OR_32, flags, at);
}

ACTION(fp_set_flags)
{
    UNUSED(i);
    struct mach_operand at = select_state(s, offsetof(struct ir_state, fp.flags));
    x86_effect(s, X86_MOV_32_ST, at, leaf[0]);
    write_control(s, x86_gpr(s, X86_AND_32_I, read_control(s), select_imm(~MXCSR_STICKY)));
    s->f->uses_fp_flags = true;
    return NONE;
}

/* As mach_fpu_control. A mode that the host does not serve leaves translated code behind the
   instruction, whose last op this is. */
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
