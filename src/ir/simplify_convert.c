/* Rules for conversions between types, and for moving parts of vectors about: mostly one that
   undoes another. See simplify.h. */
#include "ir/simplify.h"

#include <string.h>

static ir_ref convert(struct ir_ins *i, enum ir_op op, ir_ref a)
{
    i->op = (uint8_t)op;
    i->a = a;
    i->b = i->c = 0;
    i->aux = 0;
    return SIMPLER;
}

/* The same bits as type t; vectors of one width are one type. */
static ir_ref same_bits(struct ir_func *f, ir_type t, ir_ref v)
{
    ir_type from = ir_typeof(f, v);
    return from == t || (ir_is_vector(from) && ir_is_vector(t)) ? v : ir_bitcast(f, t, v);
}

/* ---- widths of integers ---- */

ir_ref ir_simplify_zext(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->op == IR_zext) /* zext(zext x) = zext x */
        return convert(i, IR_zext, n->a);
    if (n->op == IR_trunc && ir_typeof(f, n->a) == i->type && i->type != IR_I128 &&
        !(ir_possible_bits(f, n->a) & ~ir_mask(n->type))) /* only zeroes were cut off */
        return n->a;
    return 0;
}

ir_ref ir_simplify_sext(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->op == IR_sext || n->op == IR_zext) /* sext(sext x) = sext x, sext(zext x) = zext x */
        return convert(i, n->op, n->a);
    if (n->op == IR_trunc && ir_typeof(f, n->a) == i->type && i->type != IR_I128 &&
        ir_is_sign_extended(f, n->a, ir_bits(n->type))) /* only copies of the sign were cut off */
        return n->a;
    return 0;
}

/* Of an extension of x: x itself, part of it, or a lesser extension. */
static ir_ref trunc_of_extension(struct ir_func *f, struct ir_ins *i, const struct ir_ins *n)
{
    ir_type from = ir_typeof(f, n->a);
    if (from == i->type)
        return n->a;
    return convert(i, ir_bits(from) > ir_bits(i->type) ? IR_trunc : n->op, n->a);
}

ir_ref ir_simplify_trunc(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    uint64_t k;
    switch ((int)n->op) {
    case IR_trunc: /* trunc(trunc x) = trunc x */
        return convert(i, IR_trunc, n->a);
    case IR_zext:
    case IR_sext:
        return trunc_of_extension(f, i, n);
    case IR_concat: /* within the lower half */
        if (ir_bits(i->type) > ir_bits(n->type) / 2)
            return 0;
        return ir_typeof(f, n->a) == i->type ? n->a : convert(i, IR_trunc, n->a);
    case IR_and: /* the mask keeps all that is left */
        if (ir_is_imm(f, n->b, &k) && !(~k & ir_mask(i->type)))
            return convert(i, IR_trunc, n->a);
        return 0;
    }
    return 0;
}

/* ---- halves ---- */

/* Whether the half is the low (high) one of x. */
static bool is_half_of(const struct ir_func *f, ir_ref half, bool high, ir_ref *x)
{
    const struct ir_ins *n = ir_at(f, half);
    bool is = high ? n->op == IR_high : n->op == IR_low || n->op == IR_trunc;
    if (!is || ir_bits(n->type) * 2 != ir_bits(ir_typeof(f, n->a)))
        return false;
    *x = n->a;
    return true;
}

ir_ref ir_simplify_concat(struct ir_func *f, struct ir_ins *i)
{
    ir_ref x, y;
    if (is_half_of(f, i->a, false, &x) && is_half_of(f, i->b, true, &y) &&
        x == y) /* put together again */
        return x;
    if (!ir_is_zero(f, i->b))
        return 0;
    if (i->type == (IR_V128 | IR_I128)) /* no lane type of vzext */
        i->type = IR_V128 | IR_I64;
    return convert(i, ir_is_vector(i->type) ? IR_vzext : IR_zext, i->a);
}

ir_ref ir_simplify_high(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->op == IR_concat)
        return n->b;
    if ((n->op == IR_zext || n->op == IR_vzext) && ir_bits(ir_typeof(f, n->a)) <= ir_bits(i->type))
        return ir_zero(f, i->type);
    return 0;
}

ir_ref ir_simplify_low(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->op == IR_concat)
        return n->a;
    if ((n->op == IR_zext || n->op == IR_vzext) && ir_bits(ir_typeof(f, n->a)) == ir_bits(i->type))
        return same_bits(f, i->type, n->a);
    if (n->op == IR_vzext && ir_bits(ir_typeof(f, n->a)) < ir_bits(i->type))
        return convert(i, IR_vzext, n->a);
    return ir_is_vector(i->type) || n->type == IR_I128 ? 0 : convert(i, IR_trunc, i->a);
}

ir_ref ir_simplify_bitcast(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    if (n->type == i->type)
        return i->a;
    if (n->op != IR_bitcast)
        return 0;
    return ir_typeof(f, n->a) == i->type ? n->a : convert(i, IR_bitcast, n->a);
}

/* ---- lanes ---- */

ir_ref ir_simplify_vzext(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_is(f, i->a, IR_vzext);
    return n ? convert(i, IR_vzext, n->a) : 0; /* vzext(vzext x) = vzext x */
}

static ir_ref extract_from_insert(struct ir_func *f, struct ir_ins *i, const struct ir_ins *n)
{
    if (ir_bits(ir_lane(n->type)) != ir_bits(i->type))
        return 0;
    if (n->aux == i->aux)
        return same_bits(f, i->type, n->b);
    i->a = n->a; /* another lane */
    return SIMPLER;
}

static bool is_int(ir_type t)
{
    return t >= IR_I8 && t <= IR_I64;
}

static ir_ref extract_from_vzext(struct ir_func *f, struct ir_ins *i, const struct ir_ins *n)
{
    ir_type type = ir_typeof(f, n->a);
    unsigned from = ir_bits(type), bits = ir_bits(i->type), at = i->aux * bits;
    if (at >= from)
        return ir_zero(f, i->type);
    if (ir_is_vector(type)) {
        i->a = n->a;
        return SIMPLER;
    }
    if (at == 0 && bits == from)
        return same_bits(f, i->type, n->a);
    if (at == 0 && is_int(type) && is_int(i->type)) /* a wider or a narrower lane */
        return convert(i, bits > from ? IR_zext : IR_trunc, n->a);
    return 0;
}

static ir_ref extract_from_concat(const struct ir_func *f, struct ir_ins *i, const struct ir_ins *n)
{
    unsigned lanes = ir_bits(ir_typeof(f, n->a)) / ir_bits(i->type);
    i->a = i->aux < lanes ? n->a : n->b;
    i->aux %= lanes;
    return SIMPLER;
}

ir_ref ir_simplify_extract(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    switch ((int)n->op) {
    case IR_insert:
        return extract_from_insert(f, i, n);
    case IR_splat:
        return ir_bits(ir_lane(n->type)) == ir_bits(i->type) ? same_bits(f, i->type, n->a) : 0;
    case IR_vzext:
        return extract_from_vzext(f, i, n);
    case IR_concat:
        return extract_from_concat(f, i, n);
    case IR_bitcast: /* of a scalar as wide as the lane */
        if (ir_bits(i->type) == ir_bits(n->type) && ir_bits(i->type) <= 64)
            return same_bits(f, i->type, n->a);
        return 0;
    }
    return 0;
}

ir_ref ir_simplify_insert(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_is(f, i->a, IR_insert);
    if (n && n->aux == i->aux &&
        ir_bits(ir_lane(n->type)) == ir_bits(ir_lane(i->type))) { /* overwritten */
        i->a = n->a;
        return SIMPLER;
    }
    if (i->aux == 0 && ir_is_zero(f, i->a) && ir_bits(ir_lane(i->type)) < ir_bits(i->type))
        return convert(i, IR_vzext, i->b);
    return 0;
}

/* Whether a constant has ones just where a shift by a constant leaves bits of each lane. */
static bool is_shifts_mask(const struct ir_func *f, ir_ref mask, ir_ref shift)
{
    const struct ir_ins *n = ir_at(f, shift);
    union ir_value v, ones = { .u64 = { UINT64_MAX, UINT64_MAX } }, shifted;
    if ((n->op != IR_shl_i && n->op != IR_shr_i) || !ir_constant(f, mask, &v))
        return false;
    ir_eval(n->op, n->type, n->type, n->aux, &shifted, &ones, NULL, NULL, NULL);
    return !memcmp(&v, &shifted, ir_bits(n->type) / 8);
}

ir_ref ir_simplify_bitsel(struct ir_func *f, struct ir_ins *i)
{
    if (ir_is_zero(f, i->a) || i->b == i->c)
        return i->c;
    if (ir_is_ones(f, i->a))
        return i->b;
    if (!is_shifts_mask(f, i->a, i->b))
        return 0;
    ir_ref r = ir_rotation(f, i, i->b, i->c);
    if (r)
        i->c = 0;
    return r;
}

/* Where a byte of a shuffle is from. */
struct origin {
    ir_ref value;
    unsigned at;
};

static struct origin origin_of(const struct ir_func *f, const struct ir_ins *i, unsigned k)
{
    unsigned size = ir_bits(i->type) / 8, at = ((const uint8_t *)&f->pool[i->c])[k];
    return (struct origin){ at < size ? i->a : i->b, at % size };
}

/* The same when what is shuffled is another shuffle's result. */
static struct origin far_origin_of(const struct ir_func *f, const struct ir_ins *i, unsigned k)
{
    struct origin o = origin_of(f, i, k);
    const struct ir_ins *inner = ir_is(f, o.value, IR_shuffle);
    return inner ? origin_of(f, inner, o.at) : o;
}

/* The value that all bytes are from, each in its place. */
static ir_ref is_whole(const struct ir_func *f, const struct ir_ins *i,
                       struct origin (*from)(const struct ir_func *, const struct ir_ins *,
                                             unsigned))
{
    ir_ref whole = from(f, i, 0).value;
    for (unsigned k = 0; k < ir_bits(i->type) / 8; k++) {
        struct origin o = from(f, i, k);
        if (o.value != whole || o.at != k)
            return 0;
    }
    return whole;
}

/* Halves of what other shuffles have made of halves: any two in any order are one instruction on
   every host, so nothing is lost when the others stay. */
static ir_ref move_halves(struct ir_func *f, struct ir_ins *i)
{
    struct origin half[2];
    uint8_t mask[16];
    if (!ir_is(f, i->a, IR_shuffle) && !ir_is(f, i->b, IR_shuffle))
        return 0;
    for (unsigned k = 0; k < 16; k++) {
        struct origin o = far_origin_of(f, i, k);
        if (k % 8 == 0)
            half[k / 8] = o;
        if (o.value != half[k / 8].value || o.at != half[k / 8].at + k % 8 || half[k / 8].at % 8)
            return 0;
        mask[k] = (uint8_t)(o.at + (k < 8 || o.value == half[0].value ? 0 : 16));
    }
    i->a = half[0].value;
    i->b = half[1].value;
    i->c = ir_pool16(f, mask);
    return SIMPLER;
}

ir_ref ir_simplify_shuffle(struct ir_func *f, struct ir_ins *i)
{
    ir_ref v = is_whole(f, i, origin_of);
    if (!v)
        v = is_whole(f, i, far_origin_of);
    return v || ir_bits(i->type) != 128 ? v : move_halves(f, i);
}
