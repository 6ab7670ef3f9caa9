/* Evaluation of the ops that move lanes about, make lanes of another width, or join lanes.
   Operands may be the result, so everything is read before it is written: results are made in a
   local value. */
#include "ir/eval.h"

#include <string.h>

static unsigned lane_bits(ir_type t)
{
    return ir_bits(ir_lane(t));
}

/* ---- moving ---- */

static void splat(const struct ir_operation *o, union ir_value *r)
{
    for (unsigned i = 0; i < ir_lanes(o->type); i++)
        ir_lane_set(r, lane_bits(o->type), i, o->a->u64[0]);
}

static void extract(const struct ir_operation *o, union ir_value *r)
{
    unsigned bits = ir_bits(o->type);
    if (bits >= 8 && bits <= 64)
        r->u64[0] = ir_lane_at(o->a, bits, o->aux % (128 / bits));
    else
        *r = *o->a;
}

static void insert(const struct ir_operation *o, union ir_value *r)
{
    *r = *o->a;
    ir_lane_set(r, lane_bits(o->type), o->aux % ir_lanes(o->type), o->b->u64[0]);
}

static void shuffle(const struct ir_operation *o, union ir_value *r)
{
    unsigned size = ir_bits(o->type) / 8;
    for (unsigned i = 0; i < size; i++) {
        unsigned from = o->c->u8[i];
        r->u8[i] = from < size ? o->a->u8[from] : from < 2 * size ? o->b->u8[from - size] : 0;
    }
}

static void tbl(const struct ir_operation *o, union ir_value *r)
{
    unsigned size = ir_bits(o->type) / 8;
    for (unsigned i = 0; i < size; i++)
        r->u8[i] = o->b->u8[i] < size ? o->a->u8[o->b->u8[i]] : 0;
}

/* ---- other widths ---- */

static void widen(const struct ir_operation *o, union ir_value *r, bool is_signed)
{
    unsigned bits = lane_bits(o->type);
    for (unsigned i = 0; i < ir_lanes(o->type); i++) {
        uint64_t x =
            is_signed ? (uint64_t)ir_lane_at_s(o->a, bits / 2, i) : ir_lane_at(o->a, bits / 2, i);
        ir_lane_set(r, bits, i, x);
    }
}

static uint64_t saturate_s(int64_t x, int64_t low, int64_t high)
{
    return (uint64_t)(x < low ? low : x > high ? high : x);
}

/* A lane of twice the width, made narrower. */
static uint64_t narrow_lane(enum ir_op op, const union ir_value *a, unsigned bits, unsigned i)
{
    int64_t s = ir_lane_at_s(a, 2 * bits, i);
    uint64_t u = ir_lane_at(a, 2 * bits, i);
    uint64_t max_u = (UINT64_C(1) << bits) - 1;
    int64_t max_s = (int64_t)(max_u >> 1);
    switch ((int)op) {
    case IR_narrow_ss:
        return saturate_s(s, -max_s - 1, max_s);
    case IR_narrow_su:
        return saturate_s(s, 0, (int64_t)max_u);
    case IR_narrow_uu:
        return u < max_u ? u : max_u;
    }
    return u;
}

static void narrow(const struct ir_operation *o, union ir_value *r)
{
    unsigned bits = lane_bits(o->type);
    for (unsigned i = 0; i < ir_lanes(o->type) && bits < 64; i++)
        ir_lane_set(r, bits, i, narrow_lane(o->op, o->a, bits, i));
}

/* ---- joining ---- */

static ir_u128 carryless(uint64_t x, uint64_t y)
{
    ir_u128 product = 0;
    for (unsigned i = 0; i < 64; i++)
        if (y >> i & 1)
            product ^= (ir_u128)x << i;
    return product;
}

static void pmul(const struct ir_operation *o, union ir_value *r)
{
    for (unsigned i = 0; i < ir_bits(o->type) / 8; i++)
        r->u8[i] = (uint8_t)carryless(o->a->u8[i], o->b->u8[i]);
}

static void pmul_wide(const struct ir_operation *o, union ir_value *r)
{
    unsigned bits = lane_bits(o->type);
    if (bits == 128) {
        r->u128 = carryless(o->a->u64[0], o->b->u64[0]);
        return;
    }
    for (unsigned i = 0; i < ir_lanes(o->type) && bits > 8; i++) {
        ir_u128 product = carryless(ir_lane_at(o->a, bits / 2, i), ir_lane_at(o->b, bits / 2, i));
        ir_lane_set(r, bits, i, (uint64_t)product);
    }
}

static void dot(const struct ir_operation *o, union ir_value *r, bool is_signed)
{
    for (unsigned i = 0; i < ir_bits(o->type) / 32; i++) {
        uint32_t sum = o->c->u32[i];
        for (unsigned k = 4 * i; k < 4 * i + 4; k++)
            sum += is_signed ? (uint32_t)(o->a->s8[k] * o->b->s8[k])
                             : (uint32_t)o->a->u8[k] * o->b->u8[k];
        r->u32[i] = sum;
    }
}

static bool is_better(enum ir_reduce how, unsigned bits, uint64_t x, uint64_t y)
{
    uint64_t sign = how == IR_MIN_S || how == IR_MAX_S ? UINT64_C(1) << (bits - 1) : 0;
    return how == IR_MIN_S || how == IR_MIN_U ? (x ^ sign) < (y ^ sign) : (x ^ sign) > (y ^ sign);
}

static void reduce(const struct ir_operation *o, union ir_value *r)
{
    unsigned bits = ir_bits(o->type);
    enum ir_reduce how = o->aux;
    if (bits > 64)
        bits = 64;
    uint64_t all = ir_lane_at(o->a, bits, 0);
    for (unsigned i = 1; i < ir_bits(o->operand) / bits; i++) {
        uint64_t x = ir_lane_at(o->a, bits, i);
        if (how == IR_SUM)
            all += x;
        else if (is_better(how, bits, x, all))
            all = x;
    }
    ir_lane_set(r, bits, 0, all);
}

static bool evaluate(const struct ir_operation *o, union ir_value *r)
{
    switch ((int)o->op) {
    case IR_splat:
        splat(o, r);
        return true;
    case IR_extract:
        extract(o, r);
        return true;
    case IR_insert:
        insert(o, r);
        return true;
    case IR_bitsel:
        r->u128 = (o->a->u128 & o->b->u128) | (~o->a->u128 & o->c->u128);
        return true;
    case IR_shuffle:
        shuffle(o, r);
        return true;
    case IR_tbl:
        tbl(o, r);
        return true;
    case IR_widen_s:
    case IR_widen_u:
        widen(o, r, o->op == IR_widen_s);
        return true;
    case IR_narrow:
    case IR_narrow_ss:
    case IR_narrow_su:
    case IR_narrow_uu:
        narrow(o, r);
        return true;
    case IR_pmul:
        pmul(o, r);
        return true;
    case IR_pmul_wide:
        pmul_wide(o, r);
        return true;
    case IR_dot_s:
    case IR_dot_u:
        dot(o, r, o->op == IR_dot_s);
        return true;
    case IR_reduce:
        reduce(o, r);
        return true;
    }
    return false;
}

bool ir_eval_vector(const struct ir_operation *o, union ir_value *result)
{
    union ir_value made = { .u128 = 0 };
    if (!evaluate(o, &made))
        return false;
    *result = made;
    return true;
}
