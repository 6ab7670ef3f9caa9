/* Selection actions for shifts of lanes. The host has no shifts of bytes, and shifts each lane
   by its own count only since AVX2 (words: AVX-512). */
#include "mach/x86_64/select_vector.h"

static unsigned bits_of(unsigned lane)
{
    return 8u << lane;
}

/* ---- by a constant ---- */

/* GFNI computes each result bit i as the parity of a byte and byte 7 - i of the matrix. */
static uint64_t shift_matrix(enum x86_shift op, unsigned count)
{
    uint64_t matrix = 0;
    for (int i = 0; i < 8; i++) {
        int from = op == X86_SHL ? i - (int)count : i + (int)count;
        if (from > 7 && op == X86_SAR)
            from = 7;
        if (from >= 0 && from <= 7)
            matrix |= (uint64_t)1 << (8 * (7 - i) + from);
    }
    return matrix;
}

/* Words are shifted, and what has come from the neighbour is cut off. A sign is extended by x ->
   (x ^ m) - m, m the sign's new place. */
static vec shift_bytes(struct select *s, enum x86_shift op, vec a, unsigned count)
{
    if (s->features & X86_HAS_GFNI)
        return x86_affine(s, a, shift_matrix(op, count));
    a = x86_imm(s, op == X86_SHL ? X86_PSLLW_I : X86_PSRLW_I, a, count);
    a = x86_vec(s, X86_PAND, a, x86_lanes(s, 0, op == X86_SHL ? 0xffu << count : 0xffu >> count));
    if (op != X86_SAR)
        return a;
    vec m = x86_lanes(s, 0, 0x80u >> count);
    return x86_sub(s, 0, x86_vec(s, X86_PXOR, a, m), m);
}

static vec shift_right_64(struct select *s, vec a, unsigned count)
{
    if (s->features & X86_HAS_AVX512)
        return x86_imm(s, X86_VPSRAQ_I, a, count);
    vec m = x86_lanes(s, 3, (UINT64_C(1) << 63) >> count);
    return x86_sub(s, 3, x86_vec(s, X86_PXOR, x86_imm(s, X86_PSRLQ_I, a, count), m), m);
}

vec x86_shift_by(struct select *s, enum x86_shift op, unsigned lane, vec a, unsigned count)
{
    static const uint16_t row[3][4] = { { 0, X86_PSLLW_I, X86_PSLLD_I, X86_PSLLQ_I },
                                        { 0, X86_PSRLW_I, X86_PSRLD_I, X86_PSRLQ_I },
                                        { 0, X86_PSRAW_I, X86_PSRAD_I, 0 } };
    unsigned bits = bits_of(lane);
    if (count == 0)
        return a;
    if (op == X86_SAR && count >= bits - 1)
        return x86_signs(s, lane, a);
    if (count >= bits)
        return x86_vector_zero(s);
    if (op == X86_SHL && count == 1)
        return x86_add(s, lane, a, a);
    if (lane == 0)
        return shift_bytes(s, op, a, count);
    if (lane == 3 && op == X86_SAR)
        return shift_right_64(s, a, count);
    return x86_imm(s, row[op][lane], a, count);
}

ACTION(shift_i)
{
    const struct ir_ins *x = select_ins(s, i);
    enum x86_shift op = x->op == IR_shl_i ? X86_SHL : x->op == IR_shr_i ? X86_SHR : X86_SAR;
    return x86_shift_by(s, op, x86_lane(s, i), leaf[0], x->aux);
}

/* Left, then right by the same number: the lower part is left. */
TEST(clears_upper)
{
    const struct ir_ins *x = select_ins(s, i), *left = select_ins(s, x->a);
    return x86_lane(s, i) == x86_lane(s, x->a) && x->aux == left->aux &&
           x->aux < bits_of(x86_lane(s, i));
}

ACTION(clear_upper)
{
    unsigned lane = x86_lane(s, i);
    return x86_vec(s, X86_PAND, leaf[0],
                   x86_lanes(s, lane, x86_lane_mask(lane) >> select_ins(s, i)->aux));
}

/* All lanes of the second operand have the same low byte. */
static bool constant_count(const struct select *s, ir_ref i, unsigned *count)
{
    union ir_value v;
    unsigned lane = x86_lane(s, i), size = ir_bits(select_ins(s, i)->type) / 8;
    if (!x86_wide_constant(s, select_ins(s, i)->b, &v))
        return false;
    for (unsigned k = 0; k < size; k += 1u << lane)
        if (v.u8[k] != v.u8[0])
            return false;
    *count = v.u8[0];
    return true;
}

static bool saturates(const struct select *s, ir_ref i)
{
    return select_ins(s, i)->aux & (IR_VSHIFT_SAT | IR_VSHIFT_SAT_U);
}

TEST(uniform_count)
{
    unsigned count;
    if (!constant_count(s, i, &count))
        return false;
    return select_ins(s, i)->op == IR_rotr || !saturates(s, i) ||
           (!(select_ins(s, i)->aux & IR_VSHIFT_SAT_U) && count < 128);
}

static vec rotate_bytes(struct select *s, unsigned lane, vec a, unsigned count)
{
    uint8_t order[16];
    for (unsigned k = 0; k < 16; k++) {
        unsigned last = (1u << lane) - 1;
        order[k] = (uint8_t)((k & ~last) | ((k + count) & last));
    }
    return x86_vec(s, X86_PSHUFB, a, select_pool(s, order));
}

ACTION(rotate_i)
{
    unsigned lane = x86_lane(s, i), count = 0;
    constant_count(s, i, &count);
    count &= bits_of(lane) - 1;
    if (!count)
        return leaf[0];
    if (lane >= 2 && s->features & X86_HAS_AVX512)
        return x86_imm(s, lane == 2 ? X86_VPRORD_I : X86_VPRORQ_I, leaf[0], count);
    if (lane == 0 && s->features & X86_HAS_GFNI)
        return x86_affine(s, leaf[0],
                          shift_matrix(X86_SHR, count) | shift_matrix(X86_SHL, 8 - count));
    if (count % 8 == 0 && s->features & X86_HAS_SSSE3)
        return rotate_bytes(s, lane, leaf[0], count / 8);
    vec right = x86_shift_by(s, X86_SHR, lane, leaf[0], count);
    return x86_vec(s, X86_POR, right,
                   x86_shift_by(s, X86_SHL, lane, leaf[0], bits_of(lane) - count));
}

/* Right by 1 or more, the last bit shifted out added when it rounds. Beyond the width only a
   carry out of that bit would be left. */
static vec round_right(struct select *s, bool is_signed, unsigned lane, vec a, unsigned count,
                       bool rounds)
{
    vec r = x86_shift_by(s, is_signed ? X86_SAR : X86_SHR, lane, a, count);
    if (!rounds)
        return r;
    if (count > bits_of(lane) || (is_signed && count == bits_of(lane)))
        return x86_vector_zero(s);
    vec last = x86_shift_by(s, X86_SHR, lane, a, count - 1);
    return x86_add(s, lane, r, x86_vec(s, X86_PAND, last, x86_lanes(s, lane, 1)));
}

/* Left; where shifting back does not give the same, the limit. */
static vec saturate_left(struct select *s, bool is_signed, unsigned lane, vec a, unsigned count)
{
    vec there = x86_shift_by(s, X86_SHL, lane, a, count);
    vec back = count >= bits_of(lane)
                   ? there
                   : x86_shift_by(s, is_signed ? X86_SAR : X86_SHR, lane, there, count);
    vec fits = x86_equal(s, lane, back, a);
    if (!is_signed)
        return x86_vec(s, X86_POR, there, x86_not(s, fits));
    uint64_t most = x86_lane_mask(lane) >> 1;
    vec limit = x86_vec(s, X86_PXOR, x86_signs(s, lane, a), x86_lanes(s, lane, most));
    return x86_blend(s, fits, there, limit);
}

ACTION(vshift_i)
{
    const struct ir_ins *x = select_ins(s, i);
    bool is_signed = x->op == IR_vshift_s;
    unsigned lane = x86_lane(s, i), count = 0;
    constant_count(s, i, &count);
    if (count >= 128)
        return round_right(s, is_signed, lane, leaf[0], 256 - count, x->aux & IR_VSHIFT_ROUND);
    return saturates(s, i) ? saturate_left(s, is_signed, lane, leaf[0], count)
                           : x86_shift_by(s, X86_SHL, lane, leaf[0], count);
}

/* ---- each lane by its own count ----
   Counts are whole lanes, unsigned; from the width on they give 0, or the sign. */

/* Bytes by multiplication with powers of two, which a table lookup gives: 0 from count 8 on.
   Right is left by 8 - n, the upper half; as 2^8 fits no byte, n = 0 makes it 7 - n and another
   bit down. */
static vec powers(struct select *s, enum x86_shift op, vec counts)
{
    vec table = x86_vector_load(s, op == X86_SHL ? x86_pool(s, UINT64_C(0x8040201008040201), 0)
                                                 : x86_pool(s, UINT64_C(0x0102040810204080), 0));
    return x86_vec(s, X86_PSHUFB, table, x86_vec(s, X86_PADDUSB, counts, x86_lanes(s, 0, 0x70)));
}

static vec shift_bytes_left(struct select *s, vec a, vec counts)
{
    vec power = powers(s, X86_SHL, counts);
    vec even = x86_vec(s, X86_PAND, x86_vec(s, X86_PMULLW, a, power), x86_lanes(s, 1, 0xff));
    vec upper = x86_vec(s, X86_PAND, power, x86_lanes(s, 1, 0xff00));
    return x86_vec(s, X86_POR, even, x86_vec(s, X86_PMULLW, upper, x86_imm(s, X86_PSRLW_I, a, 8)));
}

static vec shift_bytes_right(struct select *s, vec a, vec counts)
{
    vec power = powers(s, X86_SHR, counts), low = x86_vector_load(s, x86_lanes(s, 1, 0xff));
    vec even = x86_vec(s, X86_PAND, a, low);
    even = x86_vec(s, X86_PMULLW, even, x86_vec(s, X86_PAND, power, low));
    vec odd = x86_imm(s, X86_PSRLW_I, a, 8);
    odd = x86_vec(s, X86_PMULLW, odd, x86_imm(s, X86_PSRLW_I, power, 8));
    odd = x86_vec(s, X86_PANDN, low, x86_imm(s, X86_PSLLW_I, odd, 1));
    return x86_vec(s, X86_POR, x86_imm(s, X86_PSRLW_I, even, 7), odd);
}

/* Words as lanes of 32 bits, half of them at a time. */
static vec shift_words(struct select *s, enum x86_shift op, vec a, vec counts)
{
    vec zero = x86_vector_zero(s), part[2];
    for (unsigned k = 0; k < 2; k++) {
        unsigned widen = k ? X86_PUNPCKHWD : X86_PUNPCKLWD;
        vec wide = x86_vec(s, widen, a, zero);
        part[k] = x86_vec(s, op == X86_SHL ? X86_VPSLLVD : X86_VPSRLVD, wide,
                          x86_vec(s, widen, counts, zero));
        if (op == X86_SHL)
            part[k] = x86_vec(s, X86_PAND, part[k], x86_lanes(s, 2, 0xffff));
    }
    return x86_vec(s, X86_PACKUSDW, part[0], part[1]);
}

static vec shift_logical(struct select *s, enum x86_shift op, unsigned lane, vec a, vec counts)
{
    static const uint16_t row[2][4] = { { 0, X86_VPSLLVW, X86_VPSLLVD, X86_VPSLLVQ },
                                        { 0, X86_VPSRLVW, X86_VPSRLVD, X86_VPSRLVQ } };
    if (lane == 0)
        return op == X86_SHL ? shift_bytes_left(s, a, counts) : shift_bytes_right(s, a, counts);
    if (lane == 1 && !(s->features & X86_HAS_AVX512))
        return shift_words(s, op, a, counts);
    return x86_vec(s, row[op][lane], a, counts);
}

/* An arithmetic shift is a logical one of what has no sign, complemented again where there was
   one. */
static vec shift_each(struct select *s, enum x86_shift op, unsigned lane, vec a, vec counts)
{
    static const uint16_t row[4] = { 0, X86_VPSRAVW, X86_VPSRAVD, X86_VPSRAVQ };
    if (op != X86_SAR)
        return shift_logical(s, op, lane, a, counts);
    if (lane == 2 || (lane && s->features & X86_HAS_AVX512))
        return x86_vec(s, row[lane], a, counts);
    vec signs = x86_signs(s, lane, a);
    vec r = shift_logical(s, X86_SHR, lane, x86_vec(s, X86_PXOR, a, signs), counts);
    return x86_vec(s, X86_PXOR, r, signs);
}

TEST(can_shift)
{
    return s->features & (x86_lane(s, i) ? X86_HAS_AVX2 : X86_HAS_SSSE3);
}

ACTION(shift)
{
    unsigned op = select_ins(s, i)->op;
    return shift_each(s,
                      op == IR_shl   ? X86_SHL
                      : op == IR_shr ? X86_SHR
                                     : X86_SAR,
                      x86_lane(s, i), leaf[0], leaf[1]);
}

/* ---- AArch64's shifts: left by a signed byte, or right ---- */

TEST(can_vshift)
{
    return x86_can_shift(s, i) && !saturates(s, i);
}

/* Either count is 128 or more, and gives 0 or signs, when the other one counts; both are 0 for
   0. A right shift rounds by the last bit shifted out, which a shift by one less, the count's
   complement, brings to bit 0. */
ACTION(vshift)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned lane = x86_lane(s, i);
    bool is_signed = x->op == IR_vshift_s;
    enum x86_shift right_op = is_signed ? X86_SAR : X86_SHR;
    vec a = leaf[0], byte = x86_lanes(s, lane, 0xff);
    vec left_by = lane ? x86_vec(s, X86_PAND, leaf[1], byte) : leaf[1];
    vec right_by = x86_sub(s, lane, x86_vector_zero(s), leaf[1]);
    right_by = lane ? x86_vec(s, X86_PAND, right_by, byte) : right_by;
    vec left = shift_each(s, X86_SHL, lane, a, left_by),
        right = shift_each(s, right_op, lane, a, right_by);
    if (x->aux & IR_VSHIFT_ROUND) {
        vec less = x86_vec(s, X86_PXOR, left_by, byte);
        vec last = shift_each(s, right_op, lane, a, less);
        right = x86_add(s, lane, right, x86_vec(s, X86_PAND, last, x86_lanes(s, lane, 1)));
    }
    if (!is_signed)
        return x86_vec(s, X86_POR, left, right);
    vec to_right = x86_signs(s, lane, x86_shift_by(s, X86_SHL, lane, leaf[1], bits_of(lane) - 8));
    return x86_blend(s, to_right, right, left);
}
