/* Selection actions that count, reverse and join: bits of lanes, bytes of lanes, lanes of a
   vector. */
#include "mach/x86_64/select_vector.h"

static bool has(const struct select *s, uint64_t features)
{
    return !(features & ~s->features);
}

vec x86_affine(struct select *s, vec a, uint64_t matrix)
{
    return x86_2_imm(s, X86_GF2P8AFFINEQB, a, x86_pool(s, matrix, matrix), 0);
}

/* ---- tables of 16 bytes, by the halves of a byte ---- */

struct halves {
    vec low, high;
};

static struct halves halves_of(struct select *s, vec a)
{
    vec mask = x86_lanes(s, 0, 0x0f);
    struct halves h;
    h.low = x86_vec(s, X86_PAND, a, mask);
    h.high = x86_vec(s, X86_PAND, x86_imm(s, X86_PSRLW_I, a, 4), mask);
    return h;
}

static vec look_up(struct select *s, uint64_t low, uint64_t high, vec index)
{
    return x86_vec(s, X86_PSHUFB, x86_vector_load(s, x86_pool(s, low, high)), index);
}

/* ---- counting ones ---- */

/* Sums within pairs of bits, then fours, then bytes. */
static vec count_by_sums(struct select *s, vec a)
{
    vec pairs = x86_lanes(s, 0, 0x55), fours = x86_lanes(s, 0, 0x33);
    a = x86_sub(s, 0, a, x86_vec(s, X86_PAND, x86_imm(s, X86_PSRLW_I, a, 1), pairs));
    vec upper = x86_vec(s, X86_PAND, x86_imm(s, X86_PSRLW_I, a, 2), fours);
    a = x86_add(s, 0, x86_vec(s, X86_PAND, a, fours), upper);
    a = x86_add(s, 0, a, x86_imm(s, X86_PSRLW_I, a, 4));
    return x86_vec(s, X86_PAND, a, x86_lanes(s, 0, 0x0f));
}

static vec count_bytes(struct select *s, vec a)
{
    if (has(s, X86_HAS_AVX512 | X86_HAS_BITALG))
        return x86_1(s, X86_VPOPCNTB, a);
    if (!has(s, X86_HAS_SSSE3))
        return count_by_sums(s, a);
    struct halves h = halves_of(s, a);
    uint64_t low = UINT64_C(0x0302020102010100), high = UINT64_C(0x0403030203020201);
    vec upper = look_up(s, low, high, h.high);
    return x86_add(s, 0, look_up(s, low, high, h.low), upper);
}

static vec count_ones(struct select *s, unsigned lane, vec a)
{
    vec bytes = count_bytes(s, a);
    if (lane == 0)
        return bytes;
    if (lane == 3)
        return x86_vec(s, X86_PSADBW, bytes, x86_vector_zero(s));
    vec words = x86_imm(s, X86_PSRLW_I, x86_add(s, 0, bytes, x86_imm(s, X86_PSLLW_I, bytes, 8)), 8);
    return lane == 1 ? words : x86_vec(s, X86_PMADDWD, words, x86_lanes(s, 1, 1));
}

ACTION(vector_popcnt)
{
    return count_ones(s, x86_lane(s, i), leaf[0]);
}

/* Ones below the lowest one: ~a & (a - 1). */
ACTION(vector_ctz)
{
    unsigned lane = x86_lane(s, i);
    vec less = x86_add(s, lane, leaf[0], x86_vector_ones(s));
    return count_ones(s, lane, x86_vec(s, X86_PANDN, leaf[0], less));
}

ACTION(popcnt_sum)
{
    UNUSED(i);
    return x86_gpr(s, X86_POPCNT_64, leaf[0], NONE);
}

/* ---- leading zeroes ---- */

/* A byte's are those of its upper half, or 4 and those of its lower half: the lesser, when an
   empty upper half counts as 8. */
static vec leading_zeroes_bytes(struct select *s, vec a)
{
    struct halves h = halves_of(s, a);
    vec upper = look_up(s, UINT64_C(0x0101010102020308), 0, h.high);
    vec lower = look_up(s, UINT64_C(0x0505050506060708), UINT64_C(0x0404040404040404), h.low);
    return x86_vec(s, X86_PMINUB, upper, lower);
}

/* Of a lane made of two: those of the upper one, and when that is empty also those of the lower
   one. */
static vec leading_zeroes(struct select *s, unsigned lane, vec a)
{
    if (lane == 0)
        return leading_zeroes_bytes(s, a);
    unsigned half = 4u << lane;
    vec counts = leading_zeroes(s, lane - 1, a);
    vec upper = x86_shift_by(s, X86_SHR, lane, counts, half);
    vec lower = x86_vec(s, X86_PAND, counts, x86_lanes(s, lane, x86_lane_mask(lane - 1)));
    vec empty = x86_equal(s, lane, upper, x86_lanes(s, lane, half));
    return x86_add(s, lane, upper, x86_vec(s, X86_PAND, lower, empty));
}

ACTION(vector_clz)
{
    return leading_zeroes(s, x86_lane(s, i), leaf[0]);
}

/* ---- reversing ---- */

/* Parts of 1, 2, 4 bits change places with their neighbours. */
static vec exchange_bits(struct select *s, vec a, unsigned count, unsigned mask)
{
    vec lower = x86_vec(s, X86_PAND, a, x86_lanes(s, 0, mask));
    vec upper = x86_vec(s, X86_PAND, x86_imm(s, X86_PSRLW_I, a, count), x86_lanes(s, 0, mask));
    return x86_vec(s, X86_POR, x86_imm(s, X86_PSLLW_I, lower, count), upper);
}

static vec reverse_bits(struct select *s, vec a)
{
    if (has(s, X86_HAS_GFNI))
        return x86_affine(s, a, UINT64_C(0x8040201008040201));
    if (!has(s, X86_HAS_SSSE3)) {
        a = exchange_bits(s, a, 1, 0x55);
        a = exchange_bits(s, a, 2, 0x33);
        return exchange_bits(s, a, 4, 0x0f);
    }
    struct halves h = halves_of(s, a);
    vec upper = look_up(s, UINT64_C(0xe060a020c0408000), UINT64_C(0xf070b030d0509010), h.low);
    vec lower = look_up(s, UINT64_C(0x0e060a020c040800), UINT64_C(0x0f070b030d050901), h.high);
    return x86_vec(s, X86_POR, upper, lower);
}

static vec reverse_bytes(struct select *s, unsigned lane, vec a)
{
    static const uint64_t order[4] = { UINT64_C(0x0706050403020100), UINT64_C(0x0607040502030001),
                                       UINT64_C(0x0405060700010203), UINT64_C(0x0001020304050607) };
    if (lane == 0)
        return a;
    if (has(s, X86_HAS_SSSE3))
        return x86_vec(s, X86_PSHUFB, a,
                       x86_pool(s, order[lane], order[lane] + UINT64_C(0x0808080808080808)));
    if (lane > 1) /* words */
        a = x86_imm(s, X86_PSHUFHW, x86_imm(s, X86_PSHUFLW, a, lane == 2 ? 0xb1 : 0x1b),
                    lane == 2 ? 0xb1 : 0x1b);
    vec up = x86_imm(s, X86_PSLLW_I, a, 8);
    return x86_vec(s, X86_POR, up, x86_imm(s, X86_PSRLW_I, a, 8));
}

ACTION(vector_bitrev)
{
    return reverse_bits(s, reverse_bytes(s, x86_lane(s, i), leaf[0]));
}

ACTION(vector_bswap)
{
    return reverse_bytes(s, x86_lane(s, i), leaf[0]);
}

/* ---- joining all lanes ---- */

/* Sums of bytes as words, and of words as dwords, come with one row; the excess above the lane
   is junk. */
static vec sum(struct select *s, unsigned lane, bool wide, vec a)
{
    if (lane == 0) {
        a = x86_vec(s, X86_PSADBW, a, x86_vector_zero(s));
        lane = 3;
    } else if (lane == 1) {
        a = x86_vec(s, X86_PMADDWD, a, x86_lanes(s, 1, 1));
        lane = 2;
    }
    if (wide)
        a = x86_add(s, lane, a, x86_imm(s, X86_PSHUFD, a, 0xee));
    return lane == 2 ? x86_add(s, 2, a, x86_imm(s, X86_PSHUFD, a, 0x55)) : a;
}

/* The upper half of what is left with the lower one. */
static vec extreme(struct select *s, unsigned lane, bool wide, bool is_signed, bool max, vec a)
{
    if (wide)
        a = x86_extreme_of(s, lane, is_signed, max, a, x86_imm(s, X86_PSHUFD, a, 0xee));
    if (lane < 3)
        a = x86_extreme_of(s, lane, is_signed, max, a, x86_imm(s, X86_PSHUFD, a, 0x55));
    if (lane < 2)
        a = x86_extreme_of(s, lane, is_signed, max, a, x86_imm(s, X86_PSRLD_I, a, 16));
    if (lane < 1)
        a = x86_extreme_of(s, lane, is_signed, max, a, x86_imm(s, X86_PSRLW_I, a, 8));
    return a;
}

ACTION(reduce)
{
    const struct ir_ins *x = select_ins(s, i);
    bool wide = x86_is_wide(s, x->a);
    enum ir_reduce how = x->aux;
    if (how == IR_SUM)
        return sum(s, x86_lane(s, i), wide, leaf[0]);
    return extreme(s, x86_lane(s, i), wide, how == IR_MIN_S || how == IR_MAX_S,
                   how == IR_MAX_S || how == IR_MAX_U, leaf[0]);
}
