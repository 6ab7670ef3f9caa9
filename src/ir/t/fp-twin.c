/* The inputs of the twins and the program around them: without arguments a checksum for each row
   and mode, with a row's and a mode's number every single result. */
#include "fp-twin.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Exponent and fraction fields worth meeting one another, of any format: relative to its ends, its
   middle, and its limits as an integer. */
static const uint64_t doubles[] = {
    0,
    1,
    2,
    3,
    0x8000000000000,
    0xfffffffffffff,
    0xffffffffffffe,
    0x10000000000000,
    0x10000000000001,
    0x1fffffffffffff,
    0x20000000000000,
    0x0018000000000000,
    0x3fe0000000000000,
    0x3fdfffffffffffff,
    0x3fe0000000000001,
    0x3ff0000000000000,
    0x3ff0000000000001,
    0x3fefffffffffffff,
    0x3ff8000000000000,
    0x4000000000000000,
    0x4004000000000000,
    0x4008000000000000,
    0x41dfffffffc00000,
    0x41e0000000000000,
    0x41efffffffe00000,
    0x41f0000000000000,
    0x41efffffffefffff,
    0x43dfffffffffffff,
    0x43e0000000000000,
    0x43efffffffffffff,
    0x43f0000000000000,
    0x4330000000000001,
    0x4320000000000001,
    0x7fd0000000000000,
    0x7fe0000000000000,
    0x7fefffffffffffff,
    0x7ff0000000000000,
    0x7ff0000000000001,
    0x7ff7ffffffffffff,
    0x7ff8000000000000,
    0x7ff8000000000123,
    0x7fffffffffffffff,
    0x7ff4567890abcdef,
    0x7ffc567890abcdef,
    /* at the ends of f32 and f16 */
    0x380fffffffffffff,
    0x3810000000000000,
    0x380fffffe0000000,
    0x380ffffff0000000,
    0x36a0000000000000,
    0x3690000000000000,
    0x3690000000000001,
    0x47efffffe0000000,
    0x47effffff0000000,
    0x47efffffefffffff,
    0x47f0000000000000,
    0x3f0fffffffffffff,
    0x3f10000000000000,
    0x3f0ffc0000000000,
    0x3e70000000000000,
    0x3e60000000000000,
    0x40effc0000000000,
    0x40effe0000000000,
    0x40f0000000000000,
    0x40fffc0000000000,
    0x40fffe0000000000,
};
static const uint32_t singles[] = {
    0,          1,          2,          3,          0x400000,   0x7fffff,   0x7ffffe,   0x800000,
    0x800001,   0xffffff,   0x1000000,  0xc00000,   0x3f000000, 0x3effffff, 0x3f000001, 0x3f800000,
    0x3f800001, 0x3f7fffff, 0x3fc00000, 0x40000000, 0x40200000, 0x40400000, 0x4effffff, 0x4f000000,
    0x4f7fffff, 0x4f800000, 0x5effffff, 0x5f000000, 0x5f7fffff, 0x5f800000, 0x4b000001, 0x4a800001,
    0x7e800000, 0x7f000000, 0x7f7fffff, 0x7f800000, 0x7f800001, 0x7fbfffff, 0x7fc00000, 0x7fc00123,
    0x7fffffff, 0x7fa56789, 0x7fe56789, 0x00200000, 0x00100000, 0x001fffff, 0x387fffff, 0x38800000,
    0x387fe000, 0x387ff000, 0x33800000, 0x33000000, 0x33000001, 0x477fe000, 0x477ff000, 0x477fefff,
    0x47800000, 0x47ffe000, 0x47fff000,
};
static const uint16_t halves[] = {
    0,      1,      2,      3,      0x200,  0x3ff,  0x3fe,  0x400,  0x401,  0x7ff,
    0x800,  0x600,  0x3800, 0x37ff, 0x3801, 0x3c00, 0x3c01, 0x3bff, 0x3e00, 0x4000,
    0x4100, 0x4200, 0x77ff, 0x7800, 0x7bff, 0x7c00, 0x7c01, 0x7dff, 0x7e00, 0x7e12,
    0x7fff, 0x7d67, 0x0100, 0x0080, 0x00ff, 0x6400, 0x6800,
};
static const uint64_t integers[] = {
    0,
    1,
    2,
    3,
    0x7f,
    0xffffff,
    0x1000000,
    0x1000001,
    0x1000003,
    0x7fffff7f,
    0x7fffffbf,
    0x7fffffff,
    0x80000000,
    0x80000001,
    0xffffff7f,
    0xffffff80,
    0xffffffff,
    0x100000000,
    0x1fffffffffffff,
    0x20000000000000,
    0x20000000000001,
    0x20000000000003,
    0x7ffffffffffffdff,
    0x7ffffffffffffe00,
    0x7fffffffffffffff,
    0x8000000000000000,
    0x8000000000000001,
    0xfffffffffffff7ff,
    0xfffffffffffffbff,
    0xfffffffffffffc00,
    0xffffffffffffffff,
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* The special value number i of a lane type, positive and negative. */
static unsigned special_count(ir_type t)
{
    return 2 * (t == IR_F64   ? COUNT(doubles)
                : t == IR_F32 ? COUNT(singles)
                : t == IR_F16 ? COUNT(halves)
                              : COUNT(integers));
}
static uint64_t special(ir_type t, unsigned i)
{
    if (t == IR_F64)
        return doubles[i / 2] | (uint64_t)(i & 1) << 63;
    if (t == IR_F32)
        return singles[i / 2] | (uint64_t)(i & 1) << 31;
    if (t == IR_F16)
        return halves[i / 2] | (uint64_t)(i & 1) << 15;
    return i & 1 ? -integers[i / 2] : integers[i / 2];
}

static unsigned width_of(ir_type t)
{
    return t == IR_F64 || t == IR_I64 ? 64 : t == IR_F16 ? 16 : 32;
}

/* Random bits; or close to 1, so that results round and cancel; or with few bits, so that results
   are exact or ties; or a special value and its neighbours. */
static uint64_t random_value(ir_type t, uint64_t *state)
{
    uint64_t v = next(state), how = next(state) >> 20;
    unsigned width = width_of(t);
    uint64_t one = t == IR_F64 ? 0x3ff : t == IR_F32 ? 0x7f : 0xf;
    unsigned fraction = t == IR_F64 ? 52 : t == IR_F32 ? 23 : 10;
    if (t == IR_I32 || t == IR_I64)
        return (how & 1 ? (uint64_t)((int64_t)v >> (how >> 1 & 63)) : v);
    if (how % 4 == 1)
        v = (v & ((1ull << fraction) - 1)) | (one + (how >> 4) % 9 - 4) << fraction |
            (v >> 63) << (width - 1);
    if (how % 4 == 2)
        v &= ~0ull << (fraction - (how >> 4) % 6);
    if (how % 4 == 3)
        v = special(t, (unsigned)(how >> 4) % special_count(t)) + (how >> 12) % 5 - 2;
    return width == 64 ? v : v & ((1ull << width) - 1);
}

/* A pair of 32-bit lanes is made of two values. */
static ir_type lane_of(ir_type t)
{
    return t & 15;
}
static uint64_t pick(ir_type t, unsigned i, bool specials, uint64_t *state)
{
    ir_type lane = lane_of(t);
    uint64_t v = specials ? special(lane, i) : random_value(lane, state);
    if (t != lane && width_of(lane) == 32)
        v = (v & 0xffffffff) | random_value(lane, state) << 32;
    return v;
}

static unsigned operands_of(enum ir_op op)
{
    switch ((unsigned)op) {
    case IR_fma:
        return 3;
    case IR_fadd:
    case IR_fsub:
    case IR_fmul:
    case IR_fdiv:
    case IR_fmin:
    case IR_fmax:
    case IR_fminnm:
    case IR_fmaxnm:
    case IR_fmulx:
    case IR_frecps:
    case IR_frsqrts:
    case IR_fcmp:
    case IR_vfcmp:
        return 2;
    }
    return 1;
}

struct sum {
    uint64_t hash;
    bool print;
};

static void run_one(unsigned row, uint32_t mode, const uint64_t v[3], struct sum *s)
{
    struct outcome o = run(row, mode, v);
    if (s->print)
        printf("%" PRIx64 " %" PRIx64 " %" PRIx64 " = %" PRIx64 " flags %x\n", v[0], v[1], v[2],
               o.value, o.flags);
    s->hash = (s->hash ^ o.value) * 0x9e3779b97f4a7c15;
    s->hash = (s->hash ^ s->hash >> 29 ^ o.flags) * 0xbf58476d1ce4e5b9;
}

static void run_row(unsigned row, uint32_t mode, struct sum *s)
{
    const struct row *r = &rows[row];
    unsigned operands = operands_of(r->op), n = special_count(lane_of(r->operand));
    unsigned bn = operands > 1 ? n : 1;
    uint64_t state = 88172645463325252;
    for (unsigned i = 0; i < n * bn; i++) { /* of three operands, the third is one of a few */
        uint64_t v[3] = { pick(r->operand, i / bn, true, &state) };
        v[1] = operands > 1 ? pick(r->operand, i % bn, true, &state) : 0;
        v[2] = operands > 2 ? pick(r->operand, (unsigned)(next(&state) >> 9) % n, true, &state) : 0;
        run_one(row, mode, v, s);
    }
    for (unsigned i = 0; i < 5000; i++) {
        uint64_t v[3] = { 0 };
        for (unsigned k = 0; k < operands; k++)
            v[k] = pick(r->operand, 0, false, &state);
        run_one(row, mode, v, s);
    }
}

int main(int argc, char **argv)
{
    if (argc == 3) {
        struct sum s = { .print = true };
        run_row((unsigned)atoi(argv[1]) % row_count, modes[(unsigned)atoi(argv[2]) % mode_count],
                &s);
        return 0;
    }
    for (unsigned row = 0; row < row_count; row++) {
        for (unsigned mode = 0; mode < mode_count; mode++) {
            struct sum s = { 0 };
            run_row(row, modes[mode], &s);
            printf("%u %u %016" PRIx64 " mode %08x %s\n", row, mode, s.hash, modes[mode],
                   rows[row].text);
        }
    }
    return 0;
}
