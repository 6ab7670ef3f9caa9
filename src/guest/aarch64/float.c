/* Floating-point arithmetic, scalar and vector alike, and the scalar comparisons, selections and
   moves. An instruction's function has the name of its row in fp.tab or simd.tab. Next:
   float_convert.c, simd_float.c. */
#include "guest/aarch64/float.h"

ir_ref float_op(struct lift *l, enum ir_op op, ir_type t, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, op, t, FLOAT_ARM, n, m, 0);
}

ir_ref float_fma(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m)
{
    return ir_emit(l->f, IR_fma, t, FLOAT_ARM, n, m, d);
}

/* ---- two sources ---- */

static bool binary(struct lift *l, const struct aarch64_v3 *a, simd_binary *op)
{
    if (!simd_has(SIMD_S | SIMD_D, a->form, a->size))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref r = op(l, t, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

static ir_ref abd(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref difference = float_op(l, IR_fsub, t, n, m);
    return ir_vfabs(l->f, t, difference);
}

static ir_ref nmul(struct lift *l, ir_type t, ir_ref n, ir_ref m)
{
    ir_ref product = float_op(l, IR_fmul, t, n, m);
    return ir_vfneg(l->f, t, product);
}

#define BINARY(name, op)                                                                           \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return binary(l, a, op);                                                                   \
    }
#define BINARY_OP(name)                                                                            \
    static ir_ref name##_op(struct lift *l, ir_type t, ir_ref n, ir_ref m)                         \
    {                                                                                              \
        return float_op(l, IR_##name, t, n, m);                                                    \
    }                                                                                              \
    BINARY(name, name##_op)

BINARY_OP(fadd)
BINARY_OP(fsub)
BINARY_OP(fmul)
BINARY_OP(fmulx)
BINARY_OP(fdiv)
BINARY_OP(fmax)
BINARY_OP(fmin)
BINARY_OP(fmaxnm)
BINARY_OP(fminnm)
BINARY_OP(frecps)
BINARY_OP(frsqrts)
BINARY(fabd, abd)
BINARY(fnmul, nmul)

/* ---- one source ---- */

static bool unary(struct lift *l, const struct aarch64_v2 *a, enum ir_op op, unsigned aux)
{
    if (!simd_has(SIMD_S | SIMD_D, a->form, a->size))
        return false;
    ir_type t = simd_floats(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref r = ir_emit(l->f, op, t, aux, n, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

#define UNARY(name, op, aux)                                                                       \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v2 *a)                           \
    {                                                                                              \
        return unary(l, a, op, aux);                                                               \
    }

/* clang-format off */
UNARY(fabs,    IR_fabs,    0)
UNARY(fneg,    IR_fneg,    0)
UNARY(fsqrt,   IR_fsqrt,   FLOAT_ARM)
UNARY(frecpe,  IR_frecpe,  FLOAT_ARM)
UNARY(frsqrte, IR_frsqrte, FLOAT_ARM)
UNARY(frecpx,  IR_frecpx,  FLOAT_ARM)
UNARY(frintn,  IR_fround,  FLOAT_ROUND(IR_ROUND_NEAREST))
UNARY(frintp,  IR_fround,  FLOAT_ROUND(IR_ROUND_UP))
UNARY(frintm,  IR_fround,  FLOAT_ROUND(IR_ROUND_DOWN))
UNARY(frintz,  IR_fround,  FLOAT_ROUND(IR_ROUND_ZERO))
UNARY(frinta,  IR_fround,  FLOAT_ROUND(IR_ROUND_AWAY))
UNARY(frinti,  IR_fround,  FLOAT_ARM)
UNARY(frintx,  IR_fround,  IR_FP(IR_NAN_ARM, IR_ROUND_DYNAMIC, IR_FP_EXACT))
/* clang-format on */

/* ---- multiply-add: the manual negates operands, which shows in the sign of a NaN ---- */

static bool madd(struct lift *l, const struct aarch64_f4 *a, bool negate_a, bool negate_n)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref addend = aarch64_get_v(l, t, a->ra);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    if (negate_a)
        addend = ir_fneg(l->f, addend);
    if (negate_n)
        n = ir_fneg(l->f, n);
    ir_ref r = float_fma(l, t, addend, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_fmadd(struct lift *l, const struct aarch64_f4 *a)
{
    return madd(l, a, false, false);
}

bool aarch64_lift_fmsub(struct lift *l, const struct aarch64_f4 *a)
{
    return madd(l, a, false, true);
}

bool aarch64_lift_fnmadd(struct lift *l, const struct aarch64_f4 *a)
{
    return madd(l, a, true, true);
}

bool aarch64_lift_fnmsub(struct lift *l, const struct aarch64_f4 *a)
{
    return madd(l, a, true, false);
}

/* ---- comparison and selection ---- */

static ir_ref compare(struct lift *l, ir_ref n, ir_ref m, bool signal)
{
    unsigned aux = IR_FP(IR_NAN_ARM, IR_ROUND_DYNAMIC, signal ? IR_FP_SIGNAL : 0);
    return ir_emit(l->f, IR_fcmp, IR_FLAGS, aux, n, m, 0);
}

static bool compare_registers(struct lift *l, const struct aarch64_fcmp *a, bool signal)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref flags = compare(l, n, m, signal);
    aarch64_set_flags(l, flags);
    return true;
}

static bool compare_zero(struct lift *l, const struct aarch64_fcmp_zero *a, bool signal)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref zero = ir_const(l->f, t, 0);
    ir_ref flags = compare(l, n, zero, signal);
    aarch64_set_flags(l, flags);
    return true;
}

bool aarch64_lift_fcmp(struct lift *l, const struct aarch64_fcmp *a)
{
    return compare_registers(l, a, false);
}

bool aarch64_lift_fcmpe(struct lift *l, const struct aarch64_fcmp *a)
{
    return compare_registers(l, a, true);
}

bool aarch64_lift_fcmp_zero(struct lift *l, const struct aarch64_fcmp_zero *a)
{
    return compare_zero(l, a, false);
}

bool aarch64_lift_fcmpe_zero(struct lift *l, const struct aarch64_fcmp_zero *a)
{
    return compare_zero(l, a, true);
}

/* When the condition fails there is no comparison, so that NaNs must not raise anything: zeroes are
   compared instead. */
static bool compare_if(struct lift *l, const struct aarch64_fccmp *a, bool signal)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref holds = aarch64_condition(l, a->cond);
    ir_ref zero = ir_const(l->f, t, 0);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    n = ir_select(l->f, holds, n, zero);
    m = ir_select(l->f, holds, m, zero);
    ir_ref compared = compare(l, n, m, signal);
    ir_ref nzcv = ir_const(l->f, IR_I32, (uint64_t)a->nzcv << 28);
    ir_ref given = ir_flags_pack(l->f, nzcv);
    ir_ref flags = ir_flags_select(l->f, holds, compared, given);
    aarch64_set_flags(l, flags);
    return true;
}

bool aarch64_lift_fccmp(struct lift *l, const struct aarch64_fccmp *a)
{
    return compare_if(l, a, false);
}

bool aarch64_lift_fccmpe(struct lift *l, const struct aarch64_fccmp *a)
{
    return compare_if(l, a, true);
}

bool aarch64_lift_fcsel(struct lift *l, const struct aarch64_fcsel *a)
{
    ir_type t = simd_floats(SIMD_SCALAR, a->size);
    ir_ref holds = aarch64_condition(l, a->cond);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref r = ir_select(l->f, holds, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* ---- moves ---- */

bool aarch64_lift_fmov(struct lift *l, const struct aarch64_v2 *a)
{
    ir_ref v = aarch64_get_v(l, simd_floats(a->form, a->size), a->rn);
    aarch64_set_v(l, a->rd, v);
    return true;
}

bool aarch64_lift_fmov_imm(struct lift *l, const struct aarch64_fmov_imm *a)
{
    uint64_t bits = simd_expand_float(a->size, a->imm);
    ir_ref v = ir_const(l->f, simd_floats(SIMD_SCALAR, a->size), bits);
    aarch64_set_v(l, a->rd, v);
    return true;
}

bool aarch64_lift_fmov_to(struct lift *l, const struct aarch64_fmov_to *a)
{
    ir_ref v = aarch64_get_v(l, simd_fixed(SIMD_SCALAR, a->size), a->rn);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_fmov_from(struct lift *l, const struct aarch64_fmov_from *a)
{
    ir_ref v = aarch64_get_r(l, a->size == 3, a->rn);
    aarch64_set_v(l, a->rd, v);
    return true;
}

bool aarch64_lift_fmov_to_high(struct lift *l, const struct aarch64_fmov_to_high *a)
{
    ir_ref v = aarch64_get_v(l, IR_V128 | IR_I64, a->rn);
    ir_ref high = ir_extract(l->f, IR_I64, v, 1);
    aarch64_set_r(l, a->rd, high);
    return true;
}

bool aarch64_lift_fmov_from_high(struct lift *l, const struct aarch64_fmov_from_high *a)
{
    ir_ref v = aarch64_get_v(l, IR_V128 | IR_I64, a->rd);
    ir_ref high = aarch64_get_x(l, a->rn);
    v = ir_insert(l->f, IR_V128 | IR_I64, v, high, 1);
    aarch64_set_v(l, a->rd, v);
    return true;
}
