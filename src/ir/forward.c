/* Guest state while building: a get of what a put or get of the same block left behind is that
   value, or a part of it; a put of what is there already is nothing; a put that is overwritten
   before anybody could look is removed.

   What is known is kept for each four bytes of guest state: the value they are a part of, where in
   guest state it begins, and the put that stored it. Calls and block starts void it all by moving
   `forgotten` (see ir_builder).

   Somebody looks at guest state at every instruction that may fault, leaves, or calls: after those,
   earlier puts stay (`observed`). A get that could not be forwarded looks at the puts it overlaps.
   The head of guest state, struct ir_state, belongs to the engines as much as to the guest: gets
   and puts there are left alone. */
#include "ir/internal.h"

enum { HEAD = IR_STATE_HEAD, FIRST_KNOWN = 512 };

/* Bytes of guest state, and the groups of four that they touch. */
struct range {
    unsigned offset, size, first, last;
    bool whole; /* all four bytes of each */
};

/* Most functions touch little of guest state, so `known` is not cleared as a whole. */
static void make_room(struct ir_func *f, uint32_t count)
{
    struct ir_builder *u = f->builder;
    uint32_t larger = count < FIRST_KNOWN / 2 ? FIRST_KNOWN : (2 * count + 63) & ~63u;
    u->known = arena_grow_raw(f->arena, u->known, u->known_count * sizeof *u->known,
                              larger * sizeof *u->known);
    u->touched = arena_grow(f->arena, u->touched, u->known_count / 8, larger / 8);
    u->known_count = larger;
}

/* The groups have a value: none, if they have just been touched for the first time. */
static inline void touch(struct ir_builder *u, unsigned first, unsigned last)
{
    for (unsigned k = first; k <= last; k++) {
        uint64_t bit = (uint64_t)1 << k % 64;
        if (!(u->touched[k / 64] & bit))
            u->known[k] = (struct ir_known){ 0 };
        u->touched[k / 64] |= bit;
    }
}

static inline struct range range_of(struct ir_func *f, ir_type t, unsigned offset)
{
    struct ir_builder *u = f->builder;
    unsigned size = (ir_bits(t) + 7) / 8;
    struct range r = { offset, size, offset / 4, (offset + size - 1) / 4, (offset | size) % 4 == 0 };
    if (r.last >= u->known_count)
        make_room(f, r.last + 1);
    uint64_t all = (((uint64_t)2 << (r.last - r.first)) - 1) << r.first % 64;
    if (r.first / 64 != r.last / 64 || all & ~u->touched[r.first / 64])
        touch(u, r.first, r.last);
    return r;
}

/* Which of the four bytes of group k are in the range. */
static inline unsigned bytes_in(const struct range *r, unsigned k)
{
    if (r->whole)
        return 15;
    unsigned low = k == r->first ? r->offset % 4 : 0;
    unsigned high = k == r->last ? (r->offset + r->size - 1) % 4 + 1 : 4;
    return (1u << high) - (1u << low);
}

/* The value that the whole range is known to be a part of, and where it begins; 0: none. */
static inline ir_ref find(const struct ir_builder *u, const struct range *r, unsigned *start)
{
    const struct ir_known *first = &u->known[r->first];
    for (unsigned k = r->first; k <= r->last; k++) {
        const struct ir_known *g = &u->known[k];
        if (g->since <= u->forgotten || g->value != first->value || g->start != first->start ||
            bytes_in(r, k) & ~(unsigned)g->bytes)
            return 0;
    }
    *start = first->start;
    return first->value;
}

static inline void learn(struct ir_func *f, const struct range *r, ir_ref value, ir_ref put)
{
    struct ir_known g = { .value = value, .since = f->count, .put = put, .start = (uint16_t)r->offset };
    struct ir_known *known = f->builder->known;
    for (unsigned k = r->first; k <= r->last; k++) {
        g.bytes = (uint8_t)bytes_in(r, k);
        known[k] = g;
    }
}

/* ---- a value, or a part of it, as another type ---- */

/* Flags that a get made: in guest state there may be more around their four bits. */
static bool is_got_flags(const struct ir_func *f, ir_ref v)
{
    return ir_typeof(f, v) == IR_FLAGS && ir_at(f, v)->op == IR_get;
}

/* Lane types do not matter between vectors. */
static ir_ref as_type(struct ir_func *f, ir_type t, ir_ref v)
{
    ir_type from = ir_typeof(f, v);
    if (from == t || (ir_is_vector(from) && ir_is_vector(t)))
        return v;
    if (from == IR_FLAGS)
        return t == IR_I32 && !is_got_flags(f, v) ? ir_flags_unpack(f, v) : 0;
    if (t == IR_FLAGS)
        return from == IR_I32 ? ir_flags_pack(f, v) : 0;
    return ir_bitcast(f, t, v);
}

static ir_ref part_of_vector(struct ir_func *f, ir_type t, ir_ref v, unsigned from)
{
    unsigned size = ir_bits(t) / 8;
    if (!ir_is_vector(t))
        return from % size == 0 ? ir_extract(f, t, v, from / size) : 0;
    if (2 * ir_bits(t) != ir_bits(ir_typeof(f, v)) || from % size)
        return 0;
    return from ? ir_high(f, t, v) : ir_low(f, t, v);
}

/* The part of v, of type t, that begins at its byte `from`. 0: not expressible, or not worth it. */
static ir_ref part(struct ir_func *f, ir_type t, ir_ref v, unsigned from)
{
    ir_type whole = ir_typeof(f, v);
    unsigned bits = ir_bits(t);
    if (t == IR_FLAGS || whole == IR_FLAGS || t == IR_F80 || whole == IR_F80)
        return 0;
    if (ir_is_vector(whole))
        return part_of_vector(f, t, v, from);
    v = ir_bitcast(f, ir_int_type(ir_bits(whole)), v);
    if (ir_bits(whole) == 128) {
        if (from < 8 && from + bits / 8 > 8)
            return 0;
        v = from < 8 ? ir_low(f, IR_I64, v) : ir_high(f, IR_I64, v);
        from %= 8;
    }
    ir_ref shifted = ir_lsr_i(f, v, 8 * from);
    ir_ref low = ir_trunc(f, ir_int_type(bits), shifted);
    return ir_bitcast(f, t, low);
}

/* ---- gets ---- */

/* The put has been seen: it is to stay. */
static void keep_put(struct ir_func *f, ir_ref put)
{
    const struct ir_ins *i = ir_at(f, put);
    struct range r = range_of(f, i->type, i->aux);
    for (unsigned k = r.first; k <= r.last; k++)
        if (f->builder->known[k].put == put)
            f->builder->known[k].put = 0;
}

static void look_at(struct ir_func *f, const struct range *r)
{
    for (unsigned k = r->first; k <= r->last; k++)
        if (f->builder->known[k].put > f->builder->observed)
            keep_put(f, f->builder->known[k].put);
}

static ir_ref known_part(struct ir_func *f, ir_type t, const struct range *r)
{
    unsigned start = 0;
    ir_ref v = find(f->builder, r, &start);
    if (!v)
        return 0;
    if (ir_bits(ir_typeof(f, v)) == ir_bits(t))
        return as_type(f, t, v);
    return part(f, t, v, r->offset - start);
}

ir_ref ir_forward_get(struct ir_func *f, ir_type t, unsigned offset)
{
    struct ir_ins i = { IR_get, t, (uint16_t)offset, 0, 0, 0 };
    if (offset < HEAD)
        return ir_append(f, &i);
    struct range r = range_of(f, t, offset);
    ir_ref v = known_part(f, t, &r);
    if (v)
        return v;
    look_at(f, &r);
    v = ir_append(f, &i);
    learn(f, &r, v, 0);
    return v;
}

/* ---- puts ---- */

static bool lies_within(const struct ir_ins *put, const struct range *r)
{
    return put->aux >= r->offset && put->aux + (ir_bits(put->type) + 7) / 8 <= r->offset + r->size;
}

/* Removes the puts that nobody has seen and that lie within the range. One of which a group keeps
   other bytes is to stay: the group will only know the new put. */
static void remove_puts(struct ir_func *f, const struct range *r)
{
    for (unsigned k = r->first; k <= r->last; k++) {
        ir_ref put = f->builder->known[k].put;
        if (put <= f->builder->observed || ir_at(f, put)->op != IR_put)
            continue;
        if (lies_within(ir_at(f, put), r))
            f->ins[put] = (struct ir_ins){ .op = IR_nop };
        else if (bytes_in(r, k) != 15)
            keep_put(f, put);
    }
}

void ir_forward_put(struct ir_func *f, unsigned offset, ir_ref v)
{
    struct ir_ins i = { IR_put, ir_typeof(f, v), (uint16_t)offset, v, 0, 0 };
    if (offset < HEAD) {
        ir_append(f, &i);
        f->builder->epoch = f->count; /* it may have been the FP environment */
        return;
    }
    unsigned start = 0;
    struct range r = range_of(f, i.type, offset);
    if (find(f->builder, &r, &start) == v && start == offset && !is_got_flags(f, v))
        return;
    remove_puts(f, &r);
    ir_ref put = ir_append(f, &i);
    learn(f, &r, v, put);
}
