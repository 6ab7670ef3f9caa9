/* Loads and stores of SIMD structures: LD1 .. LD4, ST1 .. ST4, LD1R .. LD4R (Arm ARM C4.1.95).

   LD2 .. LD4 of multiple structures load whole registers' worth of memory and take the elements
   apart by byte shuffles: element e of the structure number i goes to lane i of register e, and is
   found in memory at element i * count + e. Stores go the other way. All accesses come before the
   first register changes, as in memory.c. Next: atomic.c. */
#include "guest/aarch64/guest.h"

/* ---- addresses and post-indexing ---- */

/* By the register rm, or when that is 31 by the number of bytes transferred. */
static void post_index(struct lift *l, int rn, int rm, unsigned bytes)
{
    ir_ref base = aarch64_get_r_sp(l, 1, rn);
    ir_ref by = rm == 31 ? ir_const(l->f, IR_I64, bytes) : aarch64_get_x(l, rm);
    ir_ref moved = ir_add(l->f, base, by);
    aarch64_set_r_sp(l, rn, moved);
}

static int next_register(int rt, int i)
{
    return (rt + i) & 31;
}

/* ---- multiple structures ---- */
struct structures {
    ir_type type;   /* of a register */
    unsigned bytes; /* of a register */
    unsigned size;  /* log2 of an element's bytes */
    unsigned count; /* elements of a structure, and registers */
};

/* Where byte b of register r lies in memory, and the reverse: which byte of the registers, one
   behind the other, byte b of memory piece r is. */
static unsigned memory_byte(const struct structures *s, unsigned r, unsigned b)
{
    unsigned lane = b >> s->size, within = b & ((1u << s->size) - 1);
    return ((lane * s->count + r) << s->size) + within;
}

static unsigned register_byte(const struct structures *s, unsigned r, unsigned b)
{
    unsigned at = r * s->bytes + b, element = at >> s->size;
    unsigned lane = element / s->count, which = element % s->count;
    return which * s->bytes + (lane << s->size) + (at & ((1u << s->size) - 1));
}

/* Gathers piece r out of all pieces: one shuffle takes what the first two have, each further one
   adds what the next has. */
static ir_ref gather(struct lift *l, const struct structures *s, const ir_ref *pieces, unsigned r,
                     unsigned (*source)(const struct structures *, unsigned, unsigned))
{
    ir_ref v = pieces[0];
    for (unsigned p = 1; p < s->count; p++) {
        uint8_t mask[16] = { 0 };
        for (unsigned b = 0; b < s->bytes; b++) {
            unsigned from = source(s, r, b);
            unsigned piece = from / s->bytes, within = from % s->bytes;
            unsigned kept = p == 1 ? within : b; /* the first shuffle puts piece 0 in place, too */
            mask[b] = (uint8_t)(piece == p ? s->bytes + within : piece < p ? kept : b);
        }
        v = ir_shuffle(l->f, s->type, v, pieces[p], mask);
    }
    return v;
}

static void load_structures(struct lift *l, const struct structures *s, ir_ref base, int rt)
{
    ir_ref pieces[4], values[4];
    for (unsigned i = 0; i < s->count; i++) {
        ir_ref at = ir_add_i(l->f, base, i * s->bytes);
        pieces[i] = ir_load(l->f, s->type, at, s->bytes == 16 ? 4 : 3);
    }
    for (unsigned i = 0; i < s->count; i++)
        values[i] = gather(l, s, pieces, i, memory_byte);
    for (unsigned i = 0; i < s->count; i++)
        aarch64_set_v(l, next_register(rt, (int)i), values[i]);
}

static void store_structures(struct lift *l, const struct structures *s, ir_ref base, int rt)
{
    ir_ref pieces[4];
    for (unsigned i = 0; i < s->count; i++)
        pieces[i] = aarch64_get_v(l, s->type, next_register(rt, (int)i));
    for (unsigned i = 0; i < s->count; i++) {
        ir_ref at = ir_add_i(l->f, base, i * s->bytes);
        ir_ref v = gather(l, s, pieces, i, register_byte);
        ir_store(l->f, at, v, s->bytes == 16 ? 4 : 3);
    }
}

/* LD1 and ST1 of several registers move them as they are. */
static void move_registers(struct lift *l, const struct aarch64_multiple *a,
                           const struct structures *s, ir_ref base)
{
    ir_ref values[4];
    for (int i = 0; i < a->rpt; i++) {
        ir_ref at = ir_add_i(l->f, base, i * (int)s->bytes);
        if (a->l) {
            values[i] = ir_load(l->f, s->type, at, s->bytes == 16 ? 4 : 3);
        } else {
            ir_ref v = aarch64_get_v(l, s->type, next_register(a->rt, i));
            ir_store(l->f, at, v, s->bytes == 16 ? 4 : 3);
        }
    }
    for (int i = 0; a->l && i < a->rpt; i++)
        aarch64_set_v(l, next_register(a->rt, i), values[i]);
}

bool aarch64_lift_multiple(struct lift *l, const struct aarch64_multiple *a)
{
    if (a->size == 3 && !a->q && a->selem > 1)
        return false;
    struct structures s = {
        .type = (a->q ? IR_V128 : IR_V64) | IR_I8,
        .bytes = a->q ? 16 : 8,
        .size = (unsigned)a->size,
        .count = (unsigned)a->selem,
    };
    ir_ref base = aarch64_get_base(l, a->rn);
    if (a->selem == 1)
        move_registers(l, a, &s, base);
    else if (a->l)
        load_structures(l, &s, base, a->rt);
    else
        store_structures(l, &s, base, a->rt);
    if (a->post)
        post_index(l, a->rn, a->rm, s.bytes * (unsigned)(a->rpt * a->selem));
    return true;
}

/* ---- one structure ---- */
static const ir_type lanes[] = { IR_I8, IR_I16, IR_I32, IR_I64 };

static ir_ref element_address(struct lift *l, ir_ref base, int i, int size)
{
    return ir_add_i(l->f, base, i << size);
}

static void load_elements(struct lift *l, ir_ref base, int count, int size, ir_ref *values)
{
    for (int i = 0; i < count; i++) {
        ir_ref at = element_address(l, base, i, size);
        values[i] = ir_load(l->f, lanes[size], at, (unsigned)size);
    }
}

bool aarch64_lift_single(struct lift *l, const struct aarch64_single *a)
{
    ir_type t = IR_V128 | lanes[a->size];
    ir_ref values[4], base = aarch64_get_base(l, a->rn);
    if (a->l)
        load_elements(l, base, a->selem, a->size, values);
    for (int i = 0; i < a->selem; i++) {
        int rt = next_register(a->rt, i);
        ir_ref v = aarch64_get_v(l, t, rt);
        if (a->l) {
            ir_ref changed = ir_insert(l->f, t, v, values[i], (unsigned)a->index);
            aarch64_set_v(l, rt, changed);
        } else {
            ir_ref lane = ir_extract(l->f, lanes[a->size], v, (unsigned)a->index);
            ir_ref at = element_address(l, base, i, a->size);
            ir_store(l->f, at, lane, (unsigned)a->size);
        }
    }
    if (a->post)
        post_index(l, a->rn, a->rm, (unsigned)a->selem << a->size);
    return true;
}

bool aarch64_lift_replicate(struct lift *l, const struct aarch64_replicate *a)
{
    ir_type t = (a->q ? IR_V128 : IR_V64) | lanes[a->size];
    ir_ref values[4], base = aarch64_get_base(l, a->rn);
    load_elements(l, base, a->selem, a->size, values);
    for (int i = 0; i < a->selem; i++) {
        ir_ref v = ir_splat(l->f, t, values[i]);
        aarch64_set_v(l, next_register(a->rt, i), v);
    }
    if (a->post)
        post_index(l, a->rn, a->rm, (unsigned)a->selem << a->size);
    return true;
}
