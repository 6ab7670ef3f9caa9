/* Evaluation of the ops that do the same to every lane for itself; a scalar is one lane. Each op is
   one row: its meaning as an expression, from which a loop is made for each lane width. In the
   expressions

     x, y    the lane of a and b, as unsigned numbers      U, S  its unsigned and signed type
     sx, sy  the same as signed numbers                    D     a signed type twice as wide
     aux     the op's                                      W     the lane's width

   and the result is cut to the lane. Arithmetic is done in at least 32 bits, unsigned where it
   could overflow. */
#include "ir/eval.h"

/* ---- what an expression cannot say by itself ---- */

static unsigned clz(ir_u128 x, unsigned width)
{
    uint64_t high = (uint64_t)(x >> 64), low = (uint64_t)x;
    unsigned n = high  ? (unsigned)__builtin_clzll(high)
                 : low ? 64 + (unsigned)__builtin_clzll(low)
                       : 128;
    return n - (128 - width);
}

static unsigned ctz(ir_u128 x, unsigned width)
{
    uint64_t high = (uint64_t)(x >> 64), low = (uint64_t)x;
    return low    ? (unsigned)__builtin_ctzll(low)
           : high ? 64 + (unsigned)__builtin_ctzll(high)
                  : width;
}

static unsigned popcnt(ir_u128 x)
{
    return (unsigned)(__builtin_popcountll((uint64_t)x) +
                      __builtin_popcountll((uint64_t)(x >> 64)));
}

static ir_u128 bswap(ir_u128 x, unsigned width)
{
    ir_u128 swapped =
        (ir_u128)__builtin_bswap64((uint64_t)x) << 64 | __builtin_bswap64((uint64_t)(x >> 64));
    return swapped >> (128 - width);
}

static uint64_t bitrev64(uint64_t x)
{
    x = (x >> 1 & UINT64_C(0x5555555555555555)) | (x & UINT64_C(0x5555555555555555)) << 1;
    x = (x >> 2 & UINT64_C(0x3333333333333333)) | (x & UINT64_C(0x3333333333333333)) << 2;
    x = (x >> 4 & UINT64_C(0x0f0f0f0f0f0f0f0f)) | (x & UINT64_C(0x0f0f0f0f0f0f0f0f)) << 4;
    return __builtin_bswap64(x);
}

static ir_u128 bitrev(ir_u128 x, unsigned width)
{
    ir_u128 reversed = (ir_u128)bitrev64((uint64_t)x) << 64 | bitrev64((uint64_t)(x >> 64));
    return reversed >> (128 - width);
}

/* The high half of a product of up to 64-bit numbers fits a 128-bit type; of 128-bit numbers it is
   put together. */
static ir_u128 mulh_u(ir_u128 x, ir_u128 y, unsigned width)
{
    if (width <= 64)
        return x * y >> width;
    ir_u128 x0 = (uint64_t)x, x1 = x >> 64, y0 = (uint64_t)y, y1 = y >> 64;
    ir_u128 middle = x1 * y0 + (x0 * y0 >> 64);
    ir_u128 other = x0 * y1 + (uint64_t)middle;
    return x1 * y1 + (middle >> 64) + (other >> 64);
}

/* A negative factor counts 2^width too much as an unsigned one. */
static ir_u128 mulh_s(ir_u128 x, ir_u128 y, unsigned width)
{
    ir_u128 high = mulh_u(x, y, width);
    if (x >> (width - 1) & 1)
        high -= y;
    if (y >> (width - 1) & 1)
        high -= x;
    return high;
}

static ir_s128 clamp(ir_s128 x, ir_s128 low, ir_s128 high)
{
    return x < low ? low : x > high ? high : x;
}

static ir_s128 clamp_s(ir_s128 x, unsigned width)
{
    ir_s128 limit = (ir_s128)1 << (width - 1);
    return clamp(x, -limit, limit - 1);
}

static ir_s128 clamp_u(ir_s128 x, unsigned width)
{
    return clamp(x, 0, ((ir_s128)1 << width) - 1);
}

/* x, a lane as a number, times 2^count; where that does not fit, something too large for any
   lane. */
static ir_s128 scale(ir_s128 x, int count, bool round)
{
    if (count > 63)
        return clamp(x, -1, 1) * ((ir_s128)1 << 126);
    if (count >= 0)
        return (ir_s128)((ir_u128)x << count);
    count = count < -100 ? 100 : -count;
    return (x + (round ? (ir_s128)1 << (count - 1) : 0)) >> count;
}

static ir_u128 vshift(ir_s128 x, unsigned by, unsigned aux, unsigned width, bool is_signed)
{
    int count = (int8_t)by;
    ir_s128 r = scale(x, count, aux & IR_VSHIFT_ROUND);
    if (aux & IR_VSHIFT_SAT_U)
        return (ir_u128)clamp_u(r, width);
    if (aux & IR_VSHIFT_SAT)
        return (ir_u128)(is_signed ? clamp_s(r, width) : clamp_u(r, width));
    return count >= (int)width ? 0 : (ir_u128)r;
}

/* ---- the ops ---- */

/* clang-format off */
#define ANY_WIDTH(ROW) \
    ROW(add,       x + y) \
    ROW(sub,       x - y) \
    ROW(mul,       x * y) \
    ROW(mulh_s,    mulh_s(x, y, W)) \
    ROW(mulh_u,    mulh_u(x, y, W)) \
    ROW(div_s,     y == 0 ? 0 : y == (U)-1 ? 0 - x : (U)(sx / sy)) \
    ROW(div_u,     y == 0 ? 0 : x / y) \
    ROW(rem_s,     y == 0 ? x : y == (U)-1 ? 0 : (U)(sx % sy)) \
    ROW(rem_u,     y == 0 ? x : x % y) \
    ROW(neg,       0 - x) \
    ROW(abs,       sx < 0 ? 0 - x : x) \
    ROW(smin,      sx < sy ? x : y) \
    ROW(smax,      sx > sy ? x : y) \
    ROW(umin,      x < y ? x : y) \
    ROW(umax,      x > y ? x : y) \
    ROW(and,       x & y) \
    ROW(or,        x | y) \
    ROW(xor,       x ^ y) \
    ROW(andn,      x & ~y) \
    ROW(not,       ~x) \
    ROW(shl,       x << (y & (W - 1))) \
    ROW(shr,       x >> (y & (W - 1))) \
    ROW(sar,       sx >> (y & (W - 1))) \
    ROW(rotr,      x >> (y & (W - 1)) | x << ((0 - y) & (W - 1))) \
    ROW(clz,       clz(x, W)) \
    ROW(ctz,       ctz(x, W)) \
    ROW(popcnt,    popcnt(x)) \
    ROW(bswap,     bswap(x, W)) \
    ROW(bitrev,    bitrev(x, W)) \
    ROW(fneg,      x ^ (UP)1 << (W - 1)) \
    ROW(fabs,      x & ~((UP)1 << (W - 1)))

#define UP_TO_64(ROW) \
    ROW(shl_i,     aux >= W ? 0 : x << (aux & (W - 1))) \
    ROW(shr_i,     aux >= W ? 0 : x >> (aux & (W - 1))) \
    ROW(sar_i,     sx >> (aux >= W ? W - 1 : aux)) \
    ROW(add_sat_s, clamp_s((D)sx + sy, W)) \
    ROW(add_sat_u, clamp_u((D)x + y, W)) \
    ROW(sub_sat_s, clamp_s((D)sx - sy, W)) \
    ROW(sub_sat_u, clamp_u((D)x - (D)y, W)) \
    ROW(avg_s,     ((D)sx + sy + (D)aux) >> 1) \
    ROW(avg_u,     ((D)x + y + aux) >> 1) \
    ROW(hsub_s,    ((D)sx - sy) >> 1) \
    ROW(hsub_u,    ((D)x - (D)y) >> 1) \
    ROW(vshift_s,  vshift(sx, (uint8_t)y, aux, W, true)) \
    ROW(vshift_u,  vshift((D)x, (uint8_t)y, aux, W, false)) \
    ROW(qdmulh,    clamp_s(((D)sx * sy + (aux ? (D)1 << (W - 2) : 0)) >> (W - 1), W))

/* Shifts of lanes are not modulo the width; not ops of their own, but other rows. */
#define LANE_SHIFTS(ROW) \
    ROW(lane_shl,  y >= W ? 0 : x << (y & (W - 1))) \
    ROW(lane_shr,  y >= W ? 0 : x >> (y & (W - 1))) \
    ROW(lane_sar,  sx >> (y >= W ? W - 1 : y))

#define COMPARISONS(ROW) \
    ROW(EQ,        0 - (U)(x == y)) \
    ROW(NE,        0 - (U)(x != y)) \
    ROW(LT_S,      0 - (U)(sx < sy)) \
    ROW(LE_S,      0 - (U)(sx <= sy)) \
    ROW(GT_S,      0 - (U)(sx > sy)) \
    ROW(GE_S,      0 - (U)(sx >= sy)) \
    ROW(LT_U,      0 - (U)(x < y)) \
    ROW(LE_U,      0 - (U)(x <= y)) \
    ROW(GT_U,      0 - (U)(x > y)) \
    ROW(GE_U,      0 - (U)(x >= y))
/* clang-format on */

/* ---- a loop for each op and width ---- */

typedef void loop(union ir_value *result, const union ir_value *a, const union ir_value *b,
                  unsigned lanes, unsigned aux);

/* UP, SP: U and S as arithmetic promotes them. */
#define LOOP(name, unsigned_type, signed_type, up, sp, wide, width, e) \
    static void name##_##width(union ir_value *result, const union ir_value *a, \
                               const union ir_value *b, unsigned lanes, \
                               unsigned aux __attribute__((unused))) \
    { \
        typedef unsigned_type U; \
        typedef signed_type S; \
        typedef up UP; \
        typedef wide D __attribute__((unused)); \
        enum { W __attribute__((unused)) = width }; \
        for (unsigned i = 0; i < lanes; i++) { \
            UP x __attribute__((unused)) = ((const U *)a)[i]; \
            UP y __attribute__((unused)) = ((const U *)b)[i]; \
            sp sx __attribute__((unused)) = ((const S *)a)[i]; \
            sp sy __attribute__((unused)) = ((const S *)b)[i]; \
            ((U *)result)[i] = (U)(e); \
        } \
    }
#define LOOPS_TO_64(name, e) \
    LOOP(name, uint8_t, int8_t, uint32_t, int32_t, int64_t, 8, e) \
    LOOP(name, uint16_t, int16_t, uint32_t, int32_t, int64_t, 16, e) \
    LOOP(name, uint32_t, int32_t, uint32_t, int32_t, int64_t, 32, e) \
    LOOP(name, uint64_t, int64_t, uint64_t, int64_t, ir_s128, 64, e)
#define LOOPS(name, e) \
    LOOPS_TO_64(name, e) LOOP(name, ir_u128, ir_s128, ir_u128, ir_s128, ir_s128, 128, e)

ANY_WIDTH(LOOPS)
UP_TO_64(LOOPS_TO_64)
LANE_SHIFTS(LOOPS_TO_64)
COMPARISONS(LOOPS_TO_64)

struct loops {
    loop *by_width[5]; /* 8, 16, 32, 64, 128 */
};
/* clang-format off */
#define TABLE_TO_64(name) { { name##_8, name##_16, name##_32, name##_64, NULL } }
#define TABLE(name) { { name##_8, name##_16, name##_32, name##_64, name##_128 } }

static const struct loops ops[IR_OPS] = {
#define ROW(name, e) [IR_##name] = TABLE(name),
    ANY_WIDTH(ROW)
#undef ROW
#define ROW(name, e) [IR_##name] = TABLE_TO_64(name),
    UP_TO_64(ROW)
#undef ROW
};
static const struct loops comparisons[] = {
#define ROW(name, e) [IR_##name] = TABLE_TO_64(name),
    COMPARISONS(ROW)
#undef ROW
};
static const struct loops shl_lanes = TABLE_TO_64(lane_shl), shr_lanes = TABLE_TO_64(lane_shr),
                          sar_lanes = TABLE_TO_64(lane_sar);
/* clang-format on */

static const struct loops *choose(const struct ir_operation *o)
{
    bool lanes = ir_is_vector(o->type);
    switch ((int)o->op) {
    case IR_shl:
        return lanes ? &shl_lanes : &ops[IR_shl];
    case IR_shr:
        return lanes ? &shr_lanes : &ops[IR_shr];
    case IR_sar:
        return lanes ? &sar_lanes : &ops[IR_sar];
    case IR_vcmp:
        return &comparisons[o->aux <= IR_GE_U ? o->aux : IR_EQ];
    }
    return &ops[o->op];
}

bool ir_eval_lanes(const struct ir_operation *o, union ir_value *result)
{
    static const uint8_t index[] = {
        [1] = 0, [8] = 0, [16] = 1, [32] = 2, [64] = 3, [80] = 4, [128] = 4
    };
    unsigned width = ir_bits(ir_lane(o->type));
    loop *l = width ? choose(o)->by_width[index[width]] : NULL;
    if (l)
        l(result, o->a, o->b ? o->b : o->a, ir_lanes(o->type), o->aux);
    return l;
}
