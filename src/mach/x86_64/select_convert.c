/* Selection actions for conversions: between floating-point formats, to and from integers. The host
   traps where an integer is out of range, and ir_eval saturates. See select_float.c. */
#include "mach/x86_64/select_float.h"

/* ---- between formats ---- */

ACTION(float_scalar)
{
    unsigned row = select_ins(s, i)->type == IR_F64 ? X86_CVTSS2SD : X86_CVTSD2SS;
    return x86_float(s, row, leaf[0], leaf[0], NONE);
}

ACTION(float_lanes)
{
    unsigned row = ir_lane(select_ins(s, i)->type) == IR_F64 ? X86_CVTPS2PD : X86_CVTPD2PS;
    return x86_1(s, row, leaf[0]);
}

/* Four at a time: a scalar is converted four times. */
ACTION(float_of_half)
{
    const struct ir_ins *x = select_ins(s, i);
    bool wide = x->type == IR_F64;
    vec a = ir_is_vector(x->type) ? leaf[0] : x86_imm(s, X86_PSHUFLW, leaf[0], 0);
    vec r = x86_1(s, X86_VCVTPH2PS, a);
    return wide ? x86_vec(s, X86_CVTSS2SD, r, r) : r; /* no signalling NaN is left */
}

TEST(half_dynamic)
{
    return x86_rounding(s, i) == IR_ROUND_DYNAMIC && !s->f->exact_underflow;
}

ACTION(half_of_float)
{
    enum { BY_MXCSR = 4 };
    vec a = ir_is_vector(select_ins(s, i)->type) ? leaf[0] : x86_imm(s, X86_PSHUFD, leaf[0], 0);
    return x86_imm(s, X86_VCVTPS2PH, a, BY_MXCSR);
}

/* ---- to integers ---- */

/* By sign, truncation, type of the integer (i32, i64, or lanes), shape of the operand. */
static const uint16_t to_scalar[2][2][2][2] = {
    { { { X86_VCVTSS2USI_32, X86_VCVTSD2USI_32 }, { X86_VCVTSS2USI_64, X86_VCVTSD2USI_64 } },
      { { X86_VCVTTSS2USI_32, X86_VCVTTSD2USI_32 }, { X86_VCVTTSS2USI_64, X86_VCVTTSD2USI_64 } } },
    { { { X86_CVTSS2SI_32, X86_CVTSD2SI_32 }, { X86_CVTSS2SI_64, X86_CVTSD2SI_64 } },
      { { X86_CVTTSS2SI_32, X86_CVTTSD2SI_32 }, { X86_CVTTSS2SI_64, X86_CVTTSD2SI_64 } } },
};
static const uint16_t to_lanes[2][2][2] = {
    { { X86_VCVTPS2UDQ, X86_VCVTPD2UQQ }, { X86_VCVTTPS2UDQ, X86_VCVTTPD2UQQ } },
    { { X86_CVTPS2DQ, X86_VCVTPD2QQ }, { X86_CVTTPS2DQ, X86_VCVTTPD2QQ } },
};

/* Of the operand; a vector's lanes are as wide as the result's, whatever they are called. */
static ir_type type_from(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    ir_type from = ir_typeof(s->ir, x->a);
    if (!ir_is_vector(from))
        return from;
    return (from & 0xf0) | ir_float_type(ir_bits(ir_lane(x->type)));
}

static bool is_whole(const struct select *s, ir_ref i) /* no binary point to move */
{
    return select_ins(s, i)->b == 0 && ir_lane(type_from(s, i)) != IR_F16;
}

TEST(converts)
{
    enum ir_round round = x86_rounding(s, i);
    return is_whole(s, i) && (round == IR_ROUND_ZERO || round == IR_ROUND_DYNAMIC);
}

/* x, which stands for the operand of i, as an integer of type t; signed where t is not the type of i. */
static struct mach_operand convert(struct select *s, ir_ref i, ir_type t, vec x, const vec *leaf)
{
    const struct ir_ins *ins = select_ins(s, i);
    ir_type from = type_from(s, i);
    const vec args[3] = { leaf[0], select_imm(0), NONE };
    bool is_signed = ins->op == IR_fcvt_to_s || t != ins->type, wide = ir_lane(from) == IR_F64;
    bool truncates = x86_rounding(s, i) != IR_ROUND_DYNAMIC;
    if (ir_is_vector(t))
        return x86_trap(s, i, to_lanes[is_signed][truncates][wide], x86_clean(s, from, x), NONE,
                        NONE, x86_code(s, i), args);
    struct mach_operand to = select_reg(select_new(s, MACH_GPR));
    unsigned row = to_scalar[is_signed][truncates][t == IR_I64][wide];
    return select_emit_fp(s, i, row, (const struct mach_operand[]){ to, x, NONE }, args);
}

ACTION(to_integer)
{
    return convert(s, i, select_ins(s, i)->type, leaf[0], leaf);
}

TEST(converts_rounded)
{
    enum ir_round round = x86_rounding(s, i);
    return is_whole(s, i) && round != IR_ROUND_ODD;
}

/* Rounded quietly, then converted; then the operand is converted for the sake of the inexact flag. Where
   that is in range when truncated but not when rounded, f64 to i32 and -0.5 to an unsigned one, the range is looked at
   between. */
ACTION(to_integer_rounded)
{
    const struct ir_ins *x = select_ins(s, i);
    ir_type from = type_from(s, i);
    vec rounded = x86_round(s, from, x86_rounding(s, i), leaf[0]);
    bool is_signed = x->op == IR_fcvt_to_s;
    if (is_signed && (from != IR_F64 || x->type != IR_I32)) {
        struct mach_operand r = convert(s, i, x->type, rounded, leaf);
        convert(s, i, x->type, leaf[0], leaf);
        return r;
    }
    struct mach_operand r = convert(s, i, IR_I64, rounded, leaf);
    struct mach_operand low = x86_gpr(s, is_signed ? X86_MOVSXD_64 : X86_MOV_32, r, NONE);
    x86_effect(s, X86_CMP_64, low, r);
    struct select_detour d = select_detour(s, X86_CC_NE);
    select_detour_back(s, &d, select_eval(s, i));
    convert(s, i, IR_I64, leaf[0], leaf);
    return select_detour_join(s, &d, x86_gpr(s, X86_MOV_32, r, NONE));
}

/* ---- from integers ---- */

static bool is_exact(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    return x->type == IR_F64 && ir_typeof(s->ir, x->a) == IR_I32;
}

TEST(converts_integer)
{
    return x86_float_wide(s, i) && (is_exact(s, i) || x86_rounding(s, i) == IR_ROUND_DYNAMIC);
}

static vec of_scalar(struct select *s, ir_ref i, struct mach_operand from)
{
    static const uint16_t rows[2][2] = { { X86_CVTSI2SS_32, X86_CVTSI2SS_64 },
                                         { X86_CVTSI2SD_32, X86_CVTSI2SD_64 } };
    static const uint16_t unsigned_rows[] = { X86_VCVTUSI2SS_64, X86_VCVTUSI2SD_64 };
    const struct ir_ins *x = select_ins(s, i);
    bool wide = x->type == IR_F64, is_signed = x->op == IR_fcvt_from_s;
    bool wide_from = ir_typeof(s->ir, x->a) == IR_I64;
    unsigned row = is_signed || !wide_from ? rows[wide][wide_from || !is_signed] /* zeroes above */
                                           : unsigned_rows[wide];
    return x86_vec(s, row, x86_vector_zero(s), from);
}

static vec of_lanes(struct select *s, ir_ref i, vec from)
{
    static const uint16_t rows[2][2] = { { X86_VCVTUDQ2PS, X86_VCVTUQQ2PD },
                                         { X86_CVTDQ2PS, X86_VCVTQQ2PD } };
    const struct ir_ins *x = select_ins(s, i);
    unsigned row = rows[x->op == IR_fcvt_from_s][ir_lane(x->type) == IR_F64];
    return x86_1(s, row, x86_clean(s, x->type, from));
}

/* Then the binary point is moved, which is exact. */
ACTION(of_integer)
{
    static const uint16_t multiply[X86_SHAPES] = { X86_MULSS, X86_MULSD, X86_MULPS, X86_MULPD };
    const struct ir_ins *x = select_ins(s, i);
    vec r = ir_is_vector(x->type) ? of_lanes(s, i, leaf[0]) : of_scalar(s, i, leaf[0]);
    if (!x->b)
        return r;
    bool wide = ir_lane(x->type) == IR_F64;
    uint64_t power = wide ? (uint64_t)(1023 - x->b) << 52 : (uint64_t)(127 - x->b) << 23;
    vec scale = x86_vector_load(s, x86_lanes(s, wide ? 3 : 2, power));
    return x86_vec(s, multiply[x86_shape(x->type)], r, scale);
}
