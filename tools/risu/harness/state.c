/* Random registers and memory that matter: values at the edges of integer types, addresses, and
   floating-point numbers of every kind, in lanes of every size. The same seed gives the same state
   under every emulator, so this uses integers alone. Next: aarch64.c, riscv64.c. */
#include "harness.h"

#include <string.h>

/* Steele, Lea and Flood's SplitMix64. */
uint64_t state_next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/* ---- integers ---- */

/* An edge of a type of some width, or next to one. */
static uint64_t edge(uint64_t r)
{
    static const uint8_t widths[] = { 7, 8, 15, 16, 31, 32, 63, 64 };
    unsigned width = widths[r & 7];
    uint64_t value = width == 64 ? 0 : UINT64_C(1) << width;
    value += (r >> 3 & 3) - 1;
    return r >> 5 & 1 ? -value : value;
}

static uint64_t integer(uint64_t *seed)
{
    uint64_t r = state_next(seed);
    switch (r & 7) {
    case 0:
        return r >> 32 & 1;
    case 1:
        return (uint64_t)((int64_t)r >> 56);
    case 2:
        return UINT64_C(1) << (r >> 8 & 63);
    case 3:
        return edge(r >> 8);
    case 4:
        return SCRATCH + (r >> 8 & (PAGE - 1));
    case 5:
        return (uint32_t)(r >> 16);
    case 6:
        return edge(r >> 8) << 32 | (uint32_t)edge(r >> 24);
    default:
        return state_next(seed);
    }
}

/* ---- floating point ---- */

static const uint64_t doubles[] = {
    0x0000000000000000, 0x3ff0000000000000, 0x3ff8000000000000, 0x4000000000000000,
    0x3fe0000000000000, 0x7ff0000000000000, 0x7ff8000000000000, 0x7ff8000000001234,
    0x7ff0000000000001, 0x7ff4000000000000, 0x0000000000000001, 0x000fffffffffffff,
    0x0010000000000000, 0x7fefffffffffffff, 0x3ff0000000000001, 0x3fefffffffffffff,
    0x41dfffffffc00000, 0x41e0000000000000, 0x41efffffffe00000, 0x43e0000000000000,
    0x43dfffffffffffff, 0x43f0000000000000, 0x4340000000000001, 0x47efffffe0000000,
    0x47effffff0000000, 0x3810000000000000, 0x380fffffe0000000, 0x3690000000000000,
    0x40effc0000000000, 0x3f10000000000000,
};
static const uint32_t singles[] = {
    0x00000000, 0x3f800000, 0x3fc00000, 0x40000000, 0x3f000000, 0x7f800000, 0x7fc00000, 0x7fc01234,
    0x7f800001, 0x7fa00000, 0x00000001, 0x007fffff, 0x00800000, 0x7f7fffff, 0x3f800001, 0x3f7fffff,
    0x4effffff, 0x4f000000, 0x4f7fffff, 0x4f800000, 0x5effffff, 0x5f000000, 0x5f800000, 0x4b800001,
    0x477fe000, 0x477ff000, 0x38800000, 0x387fc000, 0x33800000, 0x40490fdb,
};
static const uint16_t halves[] = {
    0x0000, 0x3c00, 0x3e00, 0x4000, 0x3800, 0x7c00, 0x7e00, 0x7e12,
    0x7c01, 0x7d00, 0x0001, 0x03ff, 0x0400, 0x7bff, 0x3c01, 0x3bff,
};
#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* An exponent near one and random digits: operations on these round, and seldom overflow. */
static uint64_t ordinary_double(uint64_t r)
{
    uint64_t exponent = 0x3ff - 8 + (r >> 52 & 15);
    return (r & 0x800fffffffffffff) | exponent << 52;
}

static uint32_t ordinary_single(uint32_t r)
{
    uint32_t exponent = 0x7f - 8 + (r >> 23 & 15);
    return (r & 0x807fffff) | exponent << 23;
}

static uint32_t single(uint64_t *seed)
{
    uint64_t r = state_next(seed);
    if (r & 1)
        return ordinary_single((uint32_t)(r >> 32));
    return singles[(r >> 8) % LENGTH(singles)] | (uint32_t)(r >> 63 << 31);
}

static uint16_t half(uint64_t *seed)
{
    uint64_t r = state_next(seed);
    return (uint16_t)(halves[(r >> 8) % LENGTH(halves)] | r >> 63 << 15);
}

static uint64_t four_halves(uint64_t *seed)
{
    uint64_t all = 0;
    for (int i = 0; i < 4; i++)
        all = all << 16 | half(seed);
    return all;
}

static uint64_t two_singles(uint64_t *seed)
{
    uint64_t high = single(seed);
    return high << 32 | single(seed);
}

/* Bytes out of a few values: comparisons of integer lanes should find equal ones. */
static uint64_t few_bytes(uint64_t r)
{
    static const uint8_t values[] = { 0x00, 0xff, 0x7f, 0x80 };
    uint64_t all = 0;
    for (int i = 0; i < 8; i++)
        all = all << 8 | values[r >> 2 * i & 3];
    return all;
}

/* The 64 bits of a floating-point register, or a half of a vector. */
static uint64_t lanes(uint64_t *seed)
{
    uint64_t r = state_next(seed);
    switch (r & 7) {
    case 0:
        return doubles[(r >> 8) % LENGTH(doubles)];
    case 1:
        return doubles[(r >> 8) % LENGTH(doubles)] | UINT64_C(1) << 63;
    case 2:
        return ordinary_double(state_next(seed));
    case 3:
        return two_singles(seed);
    case 4:
        return UINT64_C(0xffffffff00000000) | single(seed);
    case 5:
        return four_halves(seed);
    case 6:
        return few_bytes(r >> 8);
    default:
        return integer(seed);
    }
}

void state_random(struct image *i, uint64_t *seed)
{
    uint64_t v[32][2];
    bool rare = *seed >> 11 & 1; /* by the block's number */
    memset(i, 0, sizeof *i);
    for (int n = 0; n < 32; n++) {
        i->reg[n][0] = integer(seed);
        v[n][0] = lanes(seed);
        v[n][1] = lanes(seed);
    }
    arch_random(i, v, rare, seed);
}

void state_random_memory(uint8_t *memory, uint64_t *seed)
{
    for (int at = 0; at < PAGE; at += 8) {
        uint64_t word = at & 8 ? integer(seed) : lanes(seed);
        memcpy(memory + at, &word, sizeof word);
    }
}
