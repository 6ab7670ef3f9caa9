/* F and D. Registers have 64 bits; a single is NaN-boxed: its upper half is all ones, and a
   register that is not so reads as the canonical NaN. fmt is 0 for single, 1 for double. Next:
   print.c, guest.c. */
#include "guest/riscv64/guest.h"

enum { RM_RMM = 4, RM_DYNAMIC = 7 };
#define BOX         UINT32_MAX
#define CANONICAL_S UINT32_C(0x7fc00000)

/* ---- registers ---- */

static ir_ref get_raw(struct lift *l, int n)
{
    return ir_get(l->f, IR_I64, RISCV64_OFFSET(f[n]));
}

static void set_raw(struct lift *l, int n, ir_ref v)
{
    ir_put(l->f, RISCV64_OFFSET(f[n]), v);
}

static ir_ref box(struct lift *l, ir_ref low)
{
    ir_ref ones = ir_const(l->f, IR_I32, BOX);
    return ir_concat(l->f, IR_I64, low, ones);
}

static ir_ref unbox(struct lift *l, ir_ref raw)
{
    ir_ref high = ir_high(l->f, IR_I32, raw);
    ir_ref low = ir_low(l->f, IR_I32, raw);
    ir_ref boxed = ir_cmp_i(l->f, IR_EQ, high, -1);
    ir_ref canonical = ir_const(l->f, IR_I32, CANONICAL_S);
    return ir_select(l->f, boxed, low, canonical);
}

/* The register's value as an integer of the format's width. */
static ir_ref get_bits(struct lift *l, int fmt, int n)
{
    ir_ref raw = get_raw(l, n);
    return fmt ? raw : unbox(l, raw);
}

static void set_bits(struct lift *l, int fmt, int n, ir_ref v)
{
    set_raw(l, n, fmt ? v : box(l, v));
}

static ir_type type_of(int fmt)
{
    return fmt ? IR_F64 : IR_F32;
}

static ir_ref get(struct lift *l, int fmt, int n)
{
    return fmt ? ir_get(l->f, IR_F64, RISCV64_OFFSET(f[n])) : ir_bitcast(l->f, IR_F32, unbox(l, get_raw(l, n)));
}

static void set(struct lift *l, int fmt, int n, ir_ref v)
{
    set_raw(l, n, fmt ? v : box(l, ir_bitcast(l->f, IR_I32, v)));
}

/* ---- rounding ---- */

/* The program may have put a reserved mode into frm: then instructions that use it are illegal.
   Looked at once in a block. */
static void check_frm(struct lift *l)
{
    if (l->known & RISCV64_KNOWN_FRM)
        return;
    ir_label good = ir_block_new(l->f);
    ir_label bad = ir_block_new(l->f);
    ir_ref frm = ir_get(l->f, IR_I32, RISCV64_OFFSET(frm));
    ir_br(l->f, ir_cmp_i(l->f, IR_LE_U, frm, RM_RMM), good, bad);
    ir_block_start(l->f, bad);
    ir_exit_trap(l->f, IR_TRAP_ILLEGAL, lift_pc(l));
    ir_block_start(l->f, good);
    l->known |= RISCV64_KNOWN_FRM;
}

/* The aux of an FP op that rounds by rm; false when rm is reserved. */
static bool rounding(struct lift *l, int rm, unsigned *fp)
{
    static const enum ir_round modes[] = { IR_ROUND_NEAREST, IR_ROUND_ZERO, IR_ROUND_DOWN,
                                           IR_ROUND_UP, IR_ROUND_AWAY };
    if (rm > RM_RMM && rm != RM_DYNAMIC)
        return false;
    if (rm == RM_DYNAMIC)
        check_frm(l);
    *fp = IR_FP(IR_NAN_RISCV, rm == RM_DYNAMIC ? IR_ROUND_DYNAMIC : modes[rm], 0);
    return true;
}

/* The aux of one that never rounds. */
static unsigned exact(unsigned extra)
{
    return IR_FP(IR_NAN_RISCV, IR_ROUND_NEAREST, extra);
}

/* ---- loads, stores, moves ---- */

bool riscv64_lift_flw(struct lift *l, const struct riscv64_i *a)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    ir_ref value = ir_load(l->f, IR_I32, address, 2);
    set_bits(l, 0, a->rd, value);
    return true;
}

bool riscv64_lift_fld(struct lift *l, const struct riscv64_i *a)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    set(l, 1, a->rd, ir_load(l->f, IR_F64, address, 3));
    return true;
}

bool riscv64_lift_fsw(struct lift *l, const struct riscv64_s *a)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    ir_ref value = ir_low(l->f, IR_I32, get_raw(l, a->rs2));
    ir_store(l->f, address, value, 2);
    return true;
}

bool riscv64_lift_fsd(struct lift *l, const struct riscv64_s *a)
{
    ir_ref address = riscv64_address(l, a->rs1, a->imm);
    ir_ref value = get(l, 1, a->rs2);
    ir_store(l->f, address, value, 3);
    return true;
}

bool riscv64_lift_fmv_x_w(struct lift *l, const struct riscv64_r1 *a)
{
    riscv64_set_x(l, a->rd, ir_low(l->f, IR_I32, get_raw(l, a->rs1)));
    return true;
}

bool riscv64_lift_fmv_x_d(struct lift *l, const struct riscv64_r1 *a)
{
    riscv64_set_x(l, a->rd, get_raw(l, a->rs1));
    return true;
}

bool riscv64_lift_fmv_w_x(struct lift *l, const struct riscv64_r1 *a)
{
    set_bits(l, 0, a->rd, riscv64_get_w(l, a->rs1));
    return true;
}

bool riscv64_lift_fmv_d_x(struct lift *l, const struct riscv64_r1 *a)
{
    set_raw(l, a->rd, riscv64_get_x(l, a->rs1));
    return true;
}

/* ---- arithmetic ---- */

static bool arithmetic(struct lift *l, const struct riscv64_f2 *a, enum ir_op op)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    ir_ref x = get(l, a->fmt, a->rs1);
    ir_ref y = get(l, a->fmt, a->rs2);
    set(l, a->fmt, a->rd, ir_emit(l->f, op, type_of(a->fmt), fp, x, y, 0));
    return true;
}

RISCV64_LIFT(fadd, f2, arithmetic, IR_fadd)
RISCV64_LIFT(fsub, f2, arithmetic, IR_fsub)
RISCV64_LIFT(fmul, f2, arithmetic, IR_fmul)
RISCV64_LIFT(fdiv, f2, arithmetic, IR_fdiv)

bool riscv64_lift_fsqrt(struct lift *l, const struct riscv64_f1 *a)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    ir_ref x = get(l, a->fmt, a->rs1);
    set(l, a->fmt, a->rd, ir_emit(l->f, IR_fsqrt, type_of(a->fmt), fp, x, 0, 0));
    return true;
}

enum { NEGATE_PRODUCT = 1, NEGATE_ADDEND = 2 };

/* Signs may be flipped before: a NaN's sign does not come through. */
static bool fused(struct lift *l, const struct riscv64_f3 *a, unsigned negate)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    ir_ref x = get(l, a->fmt, a->rs1);
    ir_ref y = get(l, a->fmt, a->rs2);
    ir_ref z = get(l, a->fmt, a->rs3);
    if (negate & NEGATE_PRODUCT)
        x = ir_fneg(l->f, x);
    if (negate & NEGATE_ADDEND)
        z = ir_fneg(l->f, z);
    set(l, a->fmt, a->rd, ir_emit(l->f, IR_fma, type_of(a->fmt), fp, x, y, z));
    return true;
}

RISCV64_LIFT(fmadd, f3, fused, 0)
RISCV64_LIFT(fmsub, f3, fused, NEGATE_ADDEND)
RISCV64_LIFT(fnmsub, f3, fused, NEGATE_PRODUCT)
RISCV64_LIFT(fnmadd, f3, fused, NEGATE_PRODUCT | NEGATE_ADDEND)

static bool choose(struct lift *l, const struct riscv64_fr *a, enum ir_op op)
{
    ir_ref x = get(l, a->fmt, a->rs1);
    ir_ref y = get(l, a->fmt, a->rs2);
    set(l, a->fmt, a->rd, ir_emit(l->f, op, type_of(a->fmt), exact(0), x, y, 0));
    return true;
}

RISCV64_LIFT(fmin, fr, choose, IR_fminnm)
RISCV64_LIFT(fmax, fr, choose, IR_fmaxnm)

/* ---- signs: rs1 with a sign made of both ---- */

static ir_ref sign_copy(struct ir_func *f, ir_ref a, ir_ref b)
{
    (void)f, (void)a;
    return b;
}

static ir_ref sign_invert(struct ir_func *f, ir_ref a, ir_ref b)
{
    (void)a;
    return ir_not(f, b);
}

static bool inject(struct lift *l, const struct riscv64_fr *a, riscv64_op2 sign)
{
    uint64_t mask = a->fmt ? UINT64_C(1) << 63 : UINT64_C(1) << 31;
    ir_ref x = get_bits(l, a->fmt, a->rs1);
    ir_ref y = get_bits(l, a->fmt, a->rs2);
    ir_ref bit = ir_and_i(l->f, sign(l->f, x, y), mask);
    ir_ref rest = ir_and_i(l->f, x, mask - 1);
    set_bits(l, a->fmt, a->rd, ir_or(l->f, rest, bit));
    return true;
}

RISCV64_LIFT(fsgnj, fr, inject, sign_copy)
RISCV64_LIFT(fsgnjn, fr, inject, sign_invert)
RISCV64_LIFT(fsgnjx, fr, inject, ir_xor)

/* ---- comparisons and classes ---- */

static bool compare(struct lift *l, const struct riscv64_fr *a, enum ir_cond cond, unsigned extra)
{
    ir_ref x = get(l, a->fmt, a->rs1);
    ir_ref y = get(l, a->fmt, a->rs2);
    ir_ref flags = ir_emit(l->f, IR_fcmp, IR_FLAGS, exact(extra), x, y, 0);
    riscv64_set_x(l, a->rd, ir_cond(l->f, cond, flags));
    return true;
}

bool riscv64_lift_feq(struct lift *l, const struct riscv64_fr *a)
{
    return compare(l, a, IR_C_EQ, 0);
}

bool riscv64_lift_flt(struct lift *l, const struct riscv64_fr *a)
{
    return compare(l, a, IR_C_MI, IR_FP_SIGNAL);
}

bool riscv64_lift_fle(struct lift *l, const struct riscv64_fr *a)
{
    return compare(l, a, IR_C_LS, IR_FP_SIGNAL);
}

bool riscv64_lift_fclass(struct lift *l, const struct riscv64_fr1 *a)
{
    ir_ref x = get(l, a->fmt, a->rs1);
    riscv64_set_x(l, a->rd, ir_emit(l->f, IR_fclass, IR_I64, 0, x, 0, 0));
    return true;
}

/* ---- conversions ---- */

static bool convert(struct lift *l, const struct riscv64_fcvt *a, int to)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    ir_ref x = get(l, !to, a->rs1);
    set(l, to, a->rd, ir_emit(l->f, IR_fcvt, type_of(to), fp, x, 0, 0));
    return true;
}

RISCV64_LIFT(fcvt_s_d, fcvt, convert, 0)
RISCV64_LIFT(fcvt_d_s, fcvt, convert, 1)

/* kind: w, wu, l, lu. */
static ir_type int_type(int kind)
{
    return kind & 2 ? IR_I64 : IR_I32;
}

bool riscv64_lift_fcvt_to_int(struct lift *l, const struct riscv64_fint *a)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    enum ir_op op = a->kind & 1 ? IR_fcvt_to_u : IR_fcvt_to_s;
    ir_ref x = get(l, a->fmt, a->rs1);
    riscv64_set_x(l, a->rd, ir_emit(l->f, op, int_type(a->kind), fp, x, 0, 0));
    return true;
}

bool riscv64_lift_fcvt_of_int(struct lift *l, const struct riscv64_fint *a)
{
    unsigned fp;
    if (!rounding(l, a->rm, &fp))
        return false;
    enum ir_op op = a->kind & 1 ? IR_fcvt_from_u : IR_fcvt_from_s;
    ir_ref x = ir_trunc(l->f, int_type(a->kind), riscv64_get_x(l, a->rs1));
    set(l, a->fmt, a->rd, ir_emit(l->f, op, type_of(a->fmt), fp, x, 0, 0));
    return true;
}
