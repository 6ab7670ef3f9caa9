/* Selection actions for arithmetic, logic and comparison of lanes, where the host has no
   instruction, or not one for all widths. Next: select_shift.c, select_multiply.c,
   select_bits.c, select_shuffle.c. */
#include "mach/x86_64/select_vector.h"

/* ---- operations on lanes ---- */

vec x86_add(struct select *s, unsigned lane, vec a, vec b)
{
    static const uint16_t row[4] = { X86_PADDB, X86_PADDW, X86_PADDD, X86_PADDQ };
    return x86_vec(s, row[lane], a, b);
}

vec x86_sub(struct select *s, unsigned lane, vec a, vec b)
{
    static const uint16_t row[4] = { X86_PSUBB, X86_PSUBW, X86_PSUBD, X86_PSUBQ };
    return x86_vec(s, row[lane], a, b);
}

vec x86_not(struct select *s, vec a)
{
    return x86_vec(s, X86_PXOR, a, x86_pool(s, UINT64_MAX, UINT64_MAX));
}

/* What is done to each bit of the operands: 1 ? 2 : 3; 1 ^ 2 ^ 3. */
enum { TERNARY_BLEND = 0xca, TERNARY_XOR = 0x96 };

static vec ternary(struct select *s, unsigned table, vec a, vec b, vec c)
{
    return select_make(s, MACH_VEC, X86_VPTERNLOGD,
                       (const struct mach_operand[]){ a, b, c, select_imm(table), NONE });
}

/* By bits, whatever the mask is. */
static vec blend_bits(struct select *s, vec mask, vec a, vec b)
{
    if (s->features & X86_HAS_AVX512)
        return ternary(s, TERNARY_BLEND, mask, a, b);
    a = x86_vec(s, X86_PAND, mask, a);
    return x86_vec(s, X86_POR, a, x86_vec(s, X86_PANDN, mask, b));
}

vec x86_blend(struct select *s, vec mask, vec a, vec b)
{
    if (s->features & X86_HAS_AVX && !(s->features & X86_HAS_AVX512))
        return x86_vec3(s, X86_VPBLENDVB, b, a, mask);
    return blend_bits(s, mask, a, b);
}

vec x86_signs(struct select *s, unsigned lane, vec a)
{
    switch (lane) {
    case 0:
        return x86_vec(s, X86_PCMPGTB, x86_vector_zero(s), a);
    case 1:
        return x86_imm(s, X86_PSRAW_I, a, 15);
    case 2:
        return x86_imm(s, X86_PSRAD_I, a, 31);
    }
    if (s->features & X86_HAS_AVX512)
        return x86_imm(s, X86_VPSRAQ_I, a, 63);
    return x86_imm(s, X86_PSHUFD, x86_imm(s, X86_PSRAD_I, a, 31), 0xf5);
}

/* ---- comparison ---- */

vec x86_equal(struct select *s, unsigned lane, vec a, vec b)
{
    static const uint16_t row[4] = { X86_PCMPEQB, X86_PCMPEQW, X86_PCMPEQD, X86_PCMPEQQ };
    if (lane < 3 || s->features & X86_HAS_SSE41)
        return x86_vec(s, row[lane], a, b);
    vec halves = x86_vec(s, X86_PCMPEQD, a, b);
    return x86_vec(s, X86_PAND, halves, x86_imm(s, X86_PSHUFD, halves, 0xb1));
}

/* By halves of 32 bits, the lower ones unsigned: greater when the upper one is, or is equal and
   the lower one is. */
static vec greater_64(struct select *s, vec a, vec b)
{
    vec flip = x86_vector_load(s, x86_lanes(s, 3, UINT64_C(0x80000000)));
    a = x86_vec(s, X86_PXOR, a, flip);
    b = x86_vec(s, X86_PXOR, b, flip);
    vec greater = x86_vec(s, X86_PCMPGTD, a, b);
    vec equal = x86_imm(s, X86_PSHUFD, x86_vec(s, X86_PCMPEQD, a, b), 0xf5);
    vec low = x86_vec(s, X86_PAND, equal, x86_imm(s, X86_PSHUFD, greater, 0xa0));
    return x86_vec(s, X86_POR, x86_imm(s, X86_PSHUFD, greater, 0xf5), low);
}

vec x86_greater(struct select *s, unsigned lane, vec a, vec b)
{
    static const uint16_t row[4] = { X86_PCMPGTB, X86_PCMPGTW, X86_PCMPGTD, X86_PCMPGTQ };
    if (lane == 3 && !(s->features & X86_HAS_SSE42))
        return greater_64(s, a, b);
    return x86_vec(s, row[lane], a, b);
}

static vec greater_unsigned(struct select *s, unsigned lane, vec a, vec b)
{
    vec top = x86_lanes(s, lane, UINT64_C(1) << ((8u << lane) - 1));
    a = x86_vec(s, X86_PXOR, a, top);
    return x86_greater(s, lane, a, x86_vec(s, X86_PXOR, b, top));
}

/* The row for a minimum or maximum; 0: the host has none. */
static unsigned extreme_row(const struct select *s, unsigned lane, bool is_signed, bool max)
{
    static const struct {
        uint16_t row[2]; /* minimum, maximum */
        uint64_t feature;
    } rows[2][4] = {
        { { { X86_PMINUB, X86_PMAXUB }, 0 },
          { { X86_PMINUW, X86_PMAXUW }, X86_HAS_SSE41 },
          { { X86_PMINUD, X86_PMAXUD }, X86_HAS_SSE41 },
          { { X86_VPMINUQ, X86_VPMAXUQ }, X86_HAS_AVX512 } },
        { { { X86_PMINSB, X86_PMAXSB }, X86_HAS_SSE41 },
          { { X86_PMINSW, X86_PMAXSW }, 0 },
          { { X86_PMINSD, X86_PMAXSD }, X86_HAS_SSE41 },
          { { X86_VPMINSQ, X86_VPMAXSQ }, X86_HAS_AVX512 } },
    };
    return rows[is_signed][lane].feature & ~s->features ? 0 : rows[is_signed][lane].row[max];
}

vec x86_extreme_of(struct select *s, unsigned lane, bool is_signed, bool max, vec a, vec b)
{
    unsigned row = extreme_row(s, lane, is_signed, max);
    if (row)
        return x86_vec(s, row, a, b);
    if (lane == 1 && max) /* a - b, not below 0 */
        return x86_vec(s, X86_PADDW, x86_vec(s, X86_PSUBUSW, a, b), b);
    if (lane == 1)
        return x86_vec(s, X86_PSUBW, a, x86_vec(s, X86_PSUBUSW, a, b));
    vec greater = is_signed ? x86_greater(s, lane, a, b) : greater_unsigned(s, lane, a, b);
    return max ? x86_blend(s, greater, a, b) : x86_blend(s, greater, b, a);
}

ACTION(extreme)
{
    unsigned op = select_ins(s, i)->op;
    return x86_extreme_of(s, x86_lane(s, i), op == IR_smin || op == IR_smax,
                          op == IR_smax || op == IR_umax, leaf[0], leaf[1]);
}

/* a <= b, unsigned: a is the minimum. */
static vec at_most(struct select *s, unsigned lane, vec a, vec b)
{
    if (extreme_row(s, lane, false, false))
        return x86_equal(s, lane, x86_extreme_of(s, lane, false, false, a, b), a);
    return x86_not(s, greater_unsigned(s, lane, a, b));
}

static vec above(struct select *s, unsigned lane, vec a, vec b)
{
    return extreme_row(s, lane, false, false) ? x86_not(s, at_most(s, lane, a, b))
                                              : greater_unsigned(s, lane, a, b);
}

ACTION(compare)
{
    unsigned lane = x86_lane(s, i);
    vec a = leaf[0], b = leaf[1];
    switch ((enum ir_cmp)select_ins(s, i)->aux) {
    case IR_EQ:
        return x86_equal(s, lane, a, b);
    case IR_NE:
        return x86_not(s, x86_equal(s, lane, a, b));
    case IR_GT_S:
        return x86_greater(s, lane, a, b);
    case IR_LT_S:
        return x86_greater(s, lane, b, a);
    case IR_GE_S:
        return x86_not(s, x86_greater(s, lane, b, a));
    case IR_LE_S:
        return x86_not(s, x86_greater(s, lane, a, b));
    case IR_GT_U:
        return above(s, lane, a, b);
    case IR_LT_U:
        return above(s, lane, b, a);
    case IR_GE_U:
        return at_most(s, lane, b, a);
    case IR_LE_U:
        return at_most(s, lane, a, b);
    }
    return NONE;
}

TEST(zero_compare)
{
    const struct ir_ins *x = select_ins(s, i);
    bool better = x->aux == IR_LT_S || x->aux == IR_LE_S || x->aux == IR_GE_S;
    return better && x86_zero_constant(s, x->b);
}

ACTION(compare_zero)
{
    unsigned lane = x86_lane(s, i);
    switch ((int)select_ins(s, i)->aux) {
    case IR_LT_S:
        return x86_signs(s, lane, leaf[0]);
    case IR_GE_S:
        return x86_greater(s, lane, leaf[0], x86_vector_ones(s));
    default:
        return x86_greater(s, lane, x86_vector_load(s, x86_lanes(s, lane, 1)), leaf[0]);
    }
}

/* ---- logic and signs ---- */

/* The host's pandn complements its first operand, the IR's andn its second. */
ACTION(vector_andn)
{
    UNUSED(i);
    return x86_vec(s, X86_PANDN, leaf[1], leaf[0]);
}

ACTION(vector_not)
{
    UNUSED(i);
    return x86_not(s, leaf[0]);
}

ACTION(vector_neg)
{
    return x86_sub(s, x86_lane(s, i), x86_vector_zero(s), leaf[0]);
}

/* The lesser of a and -a as unsigned bytes, the greater as signed words; else the sign's
   complement and its increment. */
ACTION(vector_abs)
{
    unsigned lane = x86_lane(s, i);
    if (lane == 0)
        return x86_vec(s, X86_PMINUB, leaf[0], x86_sub(s, 0, x86_vector_zero(s), leaf[0]));
    if (lane == 1)
        return x86_vec(s, X86_PMAXSW, leaf[0], x86_sub(s, 1, x86_vector_zero(s), leaf[0]));
    vec signs = x86_signs(s, lane, leaf[0]);
    return x86_sub(s, lane, x86_vec(s, X86_PXOR, leaf[0], signs), signs);
}

ACTION(xor3)
{
    UNUSED(i);
    return ternary(s, TERNARY_XOR, leaf[0], leaf[1], leaf[2]);
}

ACTION(bitsel)
{
    UNUSED(i);
    return blend_bits(s, leaf[0], leaf[1], leaf[2]);
}

static uint64_t sign_bit(unsigned lane)
{
    return UINT64_C(1) << ((8u << lane) - 1);
}

ACTION(float_neg)
{
    unsigned lane = x86_lane(s, i);
    return x86_vec(s, X86_PXOR, leaf[0], x86_lanes(s, lane, sign_bit(lane)));
}

ACTION(float_abs)
{
    unsigned lane = x86_lane(s, i);
    return x86_vec(s, X86_PAND, leaf[0], x86_lanes(s, lane, ~sign_bit(lane)));
}

/* ---- saturation ---- */

/* Overflow when the result's sign differs from what the operands' signs make it; then it is the
   opposite limit. */
ACTION(saturate_s)
{
    unsigned lane = x86_lane(s, i);
    bool adds = select_ins(s, i)->op == IR_add_sat_s;
    vec a = leaf[0], b = leaf[1];
    vec r = adds ? x86_add(s, lane, a, b) : x86_sub(s, lane, a, b);
    vec changed = x86_vec(s, X86_PXOR, a, r);
    vec differ = adds ? x86_vec(s, X86_PXOR, b, r) : x86_vec(s, X86_PXOR, a, b);
    vec overflow = x86_signs(s, lane, x86_vec(s, X86_PAND, changed, differ));
    vec limit = x86_vec(s, X86_PXOR, x86_signs(s, lane, r), x86_lanes(s, lane, sign_bit(lane)));
    return x86_blend(s, overflow, limit, r);
}

/* min(a, ~b) + b and max(a, b) - b. */
ACTION(saturate_u)
{
    unsigned lane = x86_lane(s, i);
    if (select_ins(s, i)->op == IR_sub_sat_u)
        return x86_sub(s, lane, x86_extreme_of(s, lane, false, true, leaf[0], leaf[1]), leaf[1]);
    return x86_add(s, lane, x86_extreme_of(s, lane, false, false, leaf[0], x86_not(s, leaf[1])),
                   leaf[1]);
}

/* ---- averages ----
   Without a wider type (a + b) >> 1 is (a & b) + ((a ^ b) >> 1), and rounded up
   (a | b) - ((a ^ b) >> 1). */

/* pavg is (a + b + 1) >> 1, unsigned. Signed lanes are moved into its range by their top bit;
   floor(x / 2) = ~ceil(~x / 2). */
static vec average_by_pavg(struct select *s, unsigned lane, uint64_t flip, const vec *leaf)
{
    vec a = leaf[0], b = leaf[1];
    vec k = flip ? x86_lanes(s, lane, flip) : NONE;
    if (flip) {
        a = x86_vec(s, X86_PXOR, a, k);
        b = x86_vec(s, X86_PXOR, b, k);
    }
    vec r = x86_vec(s, lane ? X86_PAVGW : X86_PAVGB, a, b);
    return flip ? x86_vec(s, X86_PXOR, r, k) : r;
}

ACTION(average)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned lane = x86_lane(s, i);
    bool is_signed = x->op == IR_avg_s;
    if (lane < 2)
        return average_by_pavg(
            s, lane, (is_signed ? sign_bit(lane) : 0) ^ (x->aux ? 0 : x86_lane_mask(lane)), leaf);
    vec differ = x86_vec(s, X86_PXOR, leaf[0], leaf[1]);
    vec half = x86_shift_by(s, is_signed ? X86_SAR : X86_SHR, lane, differ, 1);
    if (x->aux)
        return x86_sub(s, lane, x86_vec(s, X86_POR, leaf[0], leaf[1]), half);
    return x86_add(s, lane, x86_vec(s, X86_PAND, leaf[0], leaf[1]), half);
}

/* pavg(a, ~b) = (a - b + 2^width) >> 1: the wanted result with its top bit flipped. Else a/2 -
   b/2, less 1 when only b is odd. */
ACTION(half_difference)
{
    unsigned lane = x86_lane(s, i);
    bool is_signed = select_ins(s, i)->op == IR_hsub_s;
    vec a = leaf[0], b = leaf[1];
    if (lane < 2) {
        vec top = x86_lanes(s, lane, sign_bit(lane));
        if (is_signed)
            a = x86_vec(s, X86_PXOR, a, top);
        b = x86_vec(s, X86_PXOR, b, x86_lanes(s, lane, is_signed ? ~sign_bit(lane) : UINT64_MAX));
        return x86_vec(s, X86_PXOR, x86_vec(s, lane ? X86_PAVGW : X86_PAVGB, a, b), top);
    }
    enum x86_shift right = is_signed ? X86_SAR : X86_SHR;
    vec r = x86_shift_by(s, right, lane, a, 1);
    r = x86_sub(s, lane, r, x86_shift_by(s, right, lane, b, 1));
    vec odd = x86_vec(s, X86_PAND, x86_vec(s, X86_PANDN, a, b), x86_lanes(s, lane, 1));
    return x86_sub(s, lane, r, odd);
}
