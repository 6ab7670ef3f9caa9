/* Selection actions for products of lanes: of widths that the host does not multiply, widening,
   doubling, dot products, and carry-less ones. */
#include "mach/x86_64/select_vector.h"

#include <string.h>

/* ---- low halves ---- */

/* Bytes as words: the even ones where they are; the odd ones in the upper halves, where those of
   one factor are by themselves. */
ACTION(multiply_8)
{
    UNUSED(i);
    vec even =
        x86_vec(s, X86_PAND, x86_vec(s, X86_PMULLW, leaf[0], leaf[1]), x86_lanes(s, 1, 0xff));
    vec upper = x86_vec(s, X86_PAND, leaf[1], x86_lanes(s, 1, 0xff00));
    vec odd = x86_vec(s, X86_PMULLW, upper, x86_imm(s, X86_PSRLW_I, leaf[0], 8));
    return x86_vec(s, X86_POR, even, odd);
}

static vec upper_32(struct select *s, vec a)
{
    return x86_imm(s, X86_PSRLQ_I, a, 32);
}

ACTION(multiply_32)
{
    UNUSED(i);
    vec even = x86_vec(s, X86_PMULUDQ, leaf[0], leaf[1]);
    vec a = upper_32(s, leaf[0]);
    vec odd = x86_vec(s, X86_PMULUDQ, a, upper_32(s, leaf[1]));
    even = x86_imm(s, X86_PSHUFD, even, 0x08);
    return x86_vec(s, X86_PUNPCKLDQ, even, x86_imm(s, X86_PSHUFD, odd, 0x08));
}

ACTION(multiply_64)
{
    UNUSED(i);
    vec a = leaf[0], b = leaf[1];
    vec crossed = x86_vec(s, X86_PMULUDQ, a, upper_32(s, b));
    crossed = x86_add(s, 3, crossed, x86_vec(s, X86_PMULUDQ, b, upper_32(s, a)));
    vec low = x86_vec(s, X86_PMULUDQ, a, b);
    return x86_add(s, 3, low, x86_imm(s, X86_PSLLQ_I, crossed, 32));
}

/* ---- of widened lanes ---- */

/* pmuldq without SSE4.1: a negative factor counts 2^32 too much as an unsigned one. */
static vec multiply_dwords(struct select *s, bool is_signed, vec a, vec b)
{
    if (is_signed && s->features & X86_HAS_SSE41)
        return x86_vec(s, X86_PMULDQ, a, b);
    vec product = x86_vec(s, X86_PMULUDQ, a, b);
    if (!is_signed)
        return product;
    vec excess = x86_vec(s, X86_PAND, x86_signs(s, 2, a), b);
    excess = x86_add(s, 2, excess, x86_vec(s, X86_PAND, x86_signs(s, 2, b), a));
    return x86_sub(s, 3, product, x86_imm(s, X86_PSLLQ_I, excess, 32));
}

/* Words: low and high halves of the products, interleaved. Dwords: two of them moved to where
   the host multiplies. */
static vec multiply_widening(struct select *s, ir_ref i, vec a, vec b, bool high)
{
    bool is_signed = select_ins(s, select_ins(s, i)->a)->op == IR_widen_s;
    if (x86_lane(s, i) == 3) {
        unsigned order = high ? 0xfa : 0x50;
        a = x86_imm(s, X86_PSHUFD, a, order);
        return multiply_dwords(s, is_signed, a, x86_imm(s, X86_PSHUFD, b, order));
    }
    vec low = x86_vec(s, X86_PMULLW, a, b);
    return x86_vec(s, high ? X86_PUNPCKHWD : X86_PUNPCKLWD, low,
                   x86_vec(s, is_signed ? X86_PMULHW : X86_PMULHUW, a, b));
}

ACTION(multiply_wide)
{
    return multiply_widening(s, i, leaf[0], leaf[1], false);
}

ACTION(multiply_wide_high)
{
    return multiply_widening(s, i, leaf[0], leaf[1], true);
}

/* ---- of both halves of two vectors: SMULL with SMULL2 ---- */

static ir_ref operand_of(const struct select *s, ir_ref v, unsigned n)
{
    const struct ir_ins *x = select_ins(s, v);
    return n ? x->b : x->a;
}

/* Whether widened lower halves and widened upper halves that are multiplied are of the same two
   vectors. */
static bool of_same_factors(const struct select *s, ir_ref low, ir_ref high)
{
    for (unsigned n = 0; n < 2; n++) {
        ir_ref from_low = operand_of(s, operand_of(s, low, n), 0);
        ir_ref from_high = operand_of(s, operand_of(s, high, n), 0);
        if (operand_of(s, from_low, 0) != operand_of(s, from_high, 0))
            return false;
    }
    return true;
}

TEST(same_factors)
{
    return of_same_factors(s, operand_of(s, operand_of(s, i, 0), 1), operand_of(s, i, 1));
}

/* pmaddwd adds neighbours, so the halves are interleaved. */
ACTION(add_products)
{
    UNUSED(i);
    vec a = x86_vec(s, X86_PUNPCKLWD, leaf[1], x86_imm(s, X86_PSHUFD, leaf[1], 0xee));
    vec b = x86_vec(s, X86_PUNPCKLWD, leaf[2], x86_imm(s, X86_PSHUFD, leaf[2], 0xee));
    return x86_add(s, 2, leaf[0], x86_vec(s, X86_PMADDWD, a, b));
}

/* The odd words of all products: their upper halves. */
TEST(takes_high)
{
    const struct ir_ins *x = select_ins(s, i);
    uint8_t order[16];
    memcpy(order, &s->ir->pool[x->c], sizeof order);
    for (unsigned k = 0; k < 16; k++)
        if (order[k] != (k / 2 * 2 + 1) * 2 + k % 2)
            return false;
    return of_same_factors(s, x->a, x->b);
}

ACTION(high_products)
{
    ir_ref widened = operand_of(s, operand_of(s, i, 0), 0);
    bool is_signed = select_ins(s, widened)->op == IR_widen_s;
    return x86_vec(s, is_signed ? X86_PMULHW : X86_PMULHUW, leaf[0], leaf[1]);
}

/* ---- neighbours added: UADDLP, SADDLP ---- */

TEST(same_pairs)
{
    ir_ref even = operand_of(s, operand_of(s, operand_of(s, i, 0), 0), 0);
    return even == operand_of(s, operand_of(s, i, 1), 0);
}

/* Products with ones. pmaddubsw takes unsigned bytes first, signed ones second. */
ACTION(add_pairs)
{
    if (x86_lane(s, i) == 2)
        return x86_vec(s, X86_PMADDWD, leaf[0], x86_lanes(s, 1, 1));
    if (select_ins(s, operand_of(s, i, 1))->op == IR_shr_i)
        return x86_vec(s, X86_PMADDUBSW, leaf[0], x86_lanes(s, 0, 1));
    return x86_vec(s, X86_PMADDUBSW, x86_vector_load(s, x86_lanes(s, 0, 1)), leaf[0]);
}

/* ---- high halves of doubled products ----
   Only the least number times itself does not fit, and then gives it again. */

static vec saturate_least(struct select *s, unsigned lane, vec r)
{
    vec least = x86_lanes(s, lane, UINT64_C(1) << ((8u << lane) - 1));
    return x86_vec(s, X86_PXOR, r, x86_equal(s, lane, r, least));
}

ACTION(doubling_high_16)
{
    bool rounds = select_ins(s, i)->aux;
    vec a = leaf[0], b = leaf[1];
    if (rounds && s->features & X86_HAS_SSSE3)
        return saturate_least(s, 1, x86_vec(s, X86_PMULHRSW, a, b));
    vec low = x86_vec(s, X86_PMULLW, a, b), high = x86_vec(s, X86_PMULHW, a, b);
    vec doubled = x86_add(s, 1, high, high);
    vec r = x86_vec(s, X86_POR, doubled, x86_imm(s, X86_PSRLW_I, low, 15));
    if (rounds)
        r = x86_add(s, 1, r, x86_imm(s, X86_PSRLW_I, x86_add(s, 1, low, low), 15));
    return saturate_least(s, 1, r);
}

ACTION(doubling_high_32)
{
    bool rounds = select_ins(s, i)->aux;
    vec even = multiply_dwords(s, true, leaf[0], leaf[1]);
    vec a = upper_32(s, leaf[0]);
    vec odd = multiply_dwords(s, true, a, upper_32(s, leaf[1]));
    if (rounds) {
        vec half = x86_lanes(s, 3, UINT64_C(1) << 30);
        even = x86_add(s, 3, even, half);
        odd = x86_add(s, 3, odd, half);
    }
    even = upper_32(s, x86_add(s, 3, even, even));
    odd = x86_vec(s, X86_PAND, x86_add(s, 3, odd, odd), x86_lanes(s, 3, ~UINT64_C(0xffffffff)));
    return saturate_least(s, 2, x86_vec(s, X86_POR, even, odd));
}

/* ---- dot products ---- */

/* vpdpbusd multiplies unsigned by signed bytes. One factor is moved by 128 into the other range;
   128 times the other one's bytes is put right: -128 is a signed byte's least, 64 twice. */
static vec dot_by_vnni(struct select *s, bool is_signed, const vec *leaf)
{
    vec a = leaf[0], b = leaf[1], zero = x86_vector_zero(s);
    vec top = x86_lanes(s, 0, 0x80);
    if (is_signed) {
        vec all = x86_vec3(s, X86_VPDPBUSD, leaf[2], x86_vec(s, X86_PXOR, a, top), b);
        return x86_sub(s, 2, all, x86_vec3(s, X86_VPDPBUSD, zero, x86_vector_load(s, top), b));
    }
    vec half = x86_vec3(s, X86_VPDPBUSD, zero, a, x86_lanes(s, 0, 0x40));
    vec all = x86_vec3(s, X86_VPDPBUSD, leaf[2], a, x86_vec(s, X86_PXOR, b, top));
    return x86_add(s, 2, all, x86_add(s, 2, half, half));
}

static vec bytes_as_words(struct select *s, bool is_signed, bool odd, vec a)
{
    if (!odd && !is_signed)
        return x86_vec(s, X86_PAND, a, x86_lanes(s, 1, 0xff));
    if (!odd)
        a = x86_imm(s, X86_PSLLW_I, a, 8);
    return x86_imm(s, is_signed ? X86_PSRAW_I : X86_PSRLW_I, a, 8);
}

ACTION(dot)
{
    bool is_signed = select_ins(s, i)->op == IR_dot_s;
    if ((s->features & X86_HAS_AVX512) && (s->features & X86_HAS_VNNI))
        return dot_by_vnni(s, is_signed, leaf);
    vec part[2];
    for (unsigned k = 0; k < 2; k++) {
        vec a = bytes_as_words(s, is_signed, k, leaf[0]);
        part[k] = x86_vec(s, X86_PMADDWD, a, bytes_as_words(s, is_signed, k, leaf[1]));
    }
    return x86_add(s, 2, leaf[2], x86_add(s, 2, part[0], part[1]));
}

/* ---- carry-less products ---- */

/* As by hand, from b's top bit down: double what there is, add a where the bit is set. */
static vec polynomial(struct select *s, unsigned lane, vec a, vec b)
{
    vec r = x86_vec(s, X86_PAND, x86_signs(s, lane, b), a);
    for (unsigned k = 1; k < 8; k++) {
        b = x86_add(s, lane, b, b);
        vec term = x86_vec(s, X86_PAND, x86_signs(s, lane, b), a);
        r = x86_vec(s, X86_PXOR, x86_add(s, lane, r, r), term);
    }
    return r;
}

ACTION(polynomial_8)
{
    UNUSED(i);
    return polynomial(s, 0, leaf[0], leaf[1]);
}

ACTION(polynomial_16)
{
    UNUSED(i);
    vec zero = x86_vector_zero(s);
    vec a = x86_vec(s, X86_PUNPCKLBW, leaf[0], zero);
    return polynomial(s, 1, a, x86_vec(s, X86_PUNPCKLBW, zero, leaf[1]));
}

ACTION(polynomial_128)
{
    UNUSED(i);
    return x86_2_imm(s, X86_PCLMULQDQ, leaf[0], leaf[1], 0x00);
}

ACTION(polynomial_128_high)
{
    UNUSED(i);
    return x86_2_imm(s, X86_PCLMULQDQ, leaf[0], leaf[1], 0x11);
}
