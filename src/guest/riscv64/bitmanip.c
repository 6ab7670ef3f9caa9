/* Zba, Zbb, Zbs and Zicond: address generation, basic bit manipulation, single bits, conditional
   zero. Next: atomic.c. */
#include "guest/riscv64/guest.h"

#define FEATURE(name, hwprobe, text) \
    bool riscv64_feature_##name(const struct lift *l) \
    { \
        return l->features >> RISCV64_##name & 1; \
    }
#include "guest/riscv64/features.def"
#undef FEATURE

/* ---- Zba ---- */

static ir_ref low_word(struct ir_func *f, ir_ref a)
{
    return ir_zext(f, IR_I64, ir_trunc(f, IR_I32, a));
}

static bool shift_add(struct lift *l, const struct riscv64_r *a, unsigned shift)
{
    ir_ref index = ir_lsl_i(l->f, riscv64_get_x(l, a->rs1), shift);
    ir_ref base = riscv64_get_x(l, a->rs2);
    riscv64_set_x(l, a->rd, ir_add(l->f, index, base));
    return true;
}

static bool shift_add_uw(struct lift *l, const struct riscv64_r *a, unsigned shift)
{
    ir_ref word = low_word(l->f, riscv64_get_x(l, a->rs1));
    ir_ref index = ir_lsl_i(l->f, word, shift);
    ir_ref base = riscv64_get_x(l, a->rs2);
    riscv64_set_x(l, a->rd, ir_add(l->f, index, base));
    return true;
}

static ir_ref shift_uw(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref word = low_word(f, a);
    return ir_shl(f, word, b);
}

RISCV64_LIFT(add_uw, r, shift_add_uw, 0)
RISCV64_LIFT(sh1add, r, shift_add, 1)
RISCV64_LIFT(sh2add, r, shift_add, 2)
RISCV64_LIFT(sh3add, r, shift_add, 3)
RISCV64_LIFT(sh1add_uw, r, shift_add_uw, 1)
RISCV64_LIFT(sh2add_uw, r, shift_add_uw, 2)
RISCV64_LIFT(sh3add_uw, r, shift_add_uw, 3)
RISCV64_LIFT(slli_uw, i, riscv64_immediate, shift_uw)

/* ---- Zbb ---- */

static ir_ref or_not(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref inverse = ir_not(f, b);
    return ir_or(f, a, inverse);
}

static ir_ref xor_not(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref different = ir_xor(f, a, b);
    return ir_not(f, different);
}

static ir_ref rotate_left(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref right = ir_neg(f, b);
    return ir_rotr(f, a, right);
}

static ir_ref extend_s8(struct ir_func *f, ir_ref a)
{
    return ir_sext(f, IR_I64, ir_trunc(f, IR_I8, a));
}

static ir_ref extend_s16(struct ir_func *f, ir_ref a)
{
    return ir_sext(f, IR_I64, ir_trunc(f, IR_I16, a));
}

static ir_ref extend_u16(struct ir_func *f, ir_ref a)
{
    return ir_zext(f, IR_I64, ir_trunc(f, IR_I16, a));
}

/* Each byte becomes all ones unless it is zero. */
static ir_ref or_combine(struct ir_func *f, ir_ref a)
{
    const ir_type bytes = IR_V64 | IR_I8;
    ir_ref vector = ir_bitcast(f, bytes, a);
    ir_ref zero = ir_const_wide(f, bytes, 0, 0);
    ir_ref nonzero = ir_vcmp(f, bytes, IR_NE, vector, zero);
    return ir_bitcast(f, IR_I64, nonzero);
}

RISCV64_LIFT(andn, r, riscv64_binary, ir_andn)
RISCV64_LIFT(orn, r, riscv64_binary, or_not)
RISCV64_LIFT(xnor, r, riscv64_binary, xor_not)
RISCV64_LIFT(min, r, riscv64_binary, ir_smin)
RISCV64_LIFT(minu, r, riscv64_binary, ir_umin)
RISCV64_LIFT(max, r, riscv64_binary, ir_smax)
RISCV64_LIFT(maxu, r, riscv64_binary, ir_umax)
RISCV64_LIFT(rol, r, riscv64_binary, rotate_left)
RISCV64_LIFT(ror, r, riscv64_binary, ir_rotr)
RISCV64_LIFT(rolw, r, riscv64_binary_w, rotate_left)
RISCV64_LIFT(rorw, r, riscv64_binary_w, ir_rotr)
RISCV64_LIFT(rori, i, riscv64_immediate, ir_rotr)
RISCV64_LIFT(roriw, i, riscv64_immediate_w, ir_rotr)
RISCV64_LIFT(clz, r1, riscv64_unary, ir_clz)
RISCV64_LIFT(ctz, r1, riscv64_unary, ir_ctz)
RISCV64_LIFT(cpop, r1, riscv64_unary, ir_popcnt)
RISCV64_LIFT(clzw, r1, riscv64_unary_w, ir_clz)
RISCV64_LIFT(ctzw, r1, riscv64_unary_w, ir_ctz)
RISCV64_LIFT(cpopw, r1, riscv64_unary_w, ir_popcnt)
RISCV64_LIFT(sext_b, r1, riscv64_unary, extend_s8)
RISCV64_LIFT(sext_h, r1, riscv64_unary, extend_s16)
RISCV64_LIFT(zext_h, r1, riscv64_unary, extend_u16)
RISCV64_LIFT(orc_b, r1, riscv64_unary, or_combine)
RISCV64_LIFT(rev8, r1, riscv64_unary, ir_bswap)

/* ---- Zbs: the bit's number is b modulo 64, as shifts count ---- */

static ir_ref bit(struct ir_func *f, ir_ref number)
{
    ir_ref one = ir_const(f, IR_I64, 1);
    return ir_shl(f, one, number);
}

static ir_ref bit_clear(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref mask = bit(f, b);
    return ir_andn(f, a, mask);
}

static ir_ref bit_extract(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref shifted = ir_shr(f, a, b);
    return ir_and_i(f, shifted, 1);
}

static ir_ref bit_invert(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref mask = bit(f, b);
    return ir_xor(f, a, mask);
}

static ir_ref bit_set(struct ir_func *f, ir_ref a, ir_ref b)
{
    ir_ref mask = bit(f, b);
    return ir_or(f, a, mask);
}

RISCV64_LIFT(bclr, r, riscv64_binary, bit_clear)
RISCV64_LIFT(bext, r, riscv64_binary, bit_extract)
RISCV64_LIFT(binv, r, riscv64_binary, bit_invert)
RISCV64_LIFT(bset, r, riscv64_binary, bit_set)
RISCV64_LIFT(bclri, i, riscv64_immediate, bit_clear)
RISCV64_LIFT(bexti, i, riscv64_immediate, bit_extract)
RISCV64_LIFT(binvi, i, riscv64_immediate, bit_invert)
RISCV64_LIFT(bseti, i, riscv64_immediate, bit_set)

/* ---- Zicond ---- */

static ir_ref zero_if(struct ir_func *f, enum ir_cmp cc, ir_ref a, ir_ref b)
{
    ir_ref clear = ir_cmp_i(f, cc, b, 0);
    ir_ref zero = ir_const(f, IR_I64, 0);
    return ir_select(f, clear, zero, a);
}

static ir_ref zero_if_zero(struct ir_func *f, ir_ref a, ir_ref b)
{
    return zero_if(f, IR_EQ, a, b);
}

static ir_ref zero_if_nonzero(struct ir_func *f, ir_ref a, ir_ref b)
{
    return zero_if(f, IR_NE, a, b);
}

RISCV64_LIFT(czero_eqz, r, riscv64_binary, zero_if_zero)
RISCV64_LIFT(czero_nez, r, riscv64_binary, zero_if_nonzero)
