/* Guest state as allocas, from which LLVM makes values (its passes sroa and mem2reg).

   A *cell* is a piece of guest state that the function reads or writes: the union of accesses that overlap, and each
   pin. Inside of the function it is one or more allocas, its parts:

       up to 8 bytes    one part, of an integer or FP type
       flags            N, Z, C, V and conditions of several of them, an i1 each
       16 bytes         one vector; or, where only scalars are read (or, nothing being read, written), a scalar and the
                        rest, so that a loop that computes with scalars carries no vectors about
       any other        none: its accesses go to the state struct, as do those of the struct's head

   A narrower access takes a part of a cell's value, or puts one in. Pins arrive as arguments and leave as arguments;
   the other cells are loaded at entries and, where they may be dirty, stored at exits. Whatever turns out not to be needed,
   such as a load of what is overwritten, LLVM removes; what may be dirty it cannot know, so it is computed here: the cells that have been
   put on some path since the entry or the last call of a helper. Before such a call everything goes to its place, and behind
   it everything is loaded again. */
#include "llvm/internal.h"

#include <string.h>

#include "ir/cfg.h"

enum cell_kind { CELL_SCALAR, CELL_FLAGS, CELL_VECTOR, CELL_SPLIT, CELL_MEMORY };
enum { PARTS = FLAGS, NO_PIN = 255 };

struct part {
    unsigned offset; /* in the cell */
    unsigned size;
    type t;
    val at; /* the alloca */
};
struct cell {
    uint16_t offset, size;
    uint8_t kind, pin;
    bool dead_at_call;
    unsigned part_count;
    struct part part[PARTS];
    /* how it is accessed */
    unsigned float_bytes; /* width of its FP accesses; 0: none */
    unsigned get_bytes;   /* of the narrowest get; 0: none */
    unsigned put_bytes;   /* of the widest scalar that is put with zeroes above; 0: none */
    bool whole_gets, word_gets, flag_accesses;
    bool float_puts, other_puts; /* such a scalar is FP; something else is put */
};
typedef uint64_t *set; /* of cells */

struct state {
    struct cell *cell;
    unsigned count, words;
    uint16_t *at; /* by byte of guest state: cell + 1 */
    unsigned bytes;
    set *dirty_in; /* by block */
    set dirty;     /* where we are */
};

static bool in_set(const uint64_t *s, unsigned c)
{
    return s[c / 64] >> c % 64 & 1;
}

static void add(set s, unsigned c)
{
    s[c / 64] |= (uint64_t)1 << c % 64;
}

static unsigned bytes_of(ir_type t)
{
    return (ir_bits(t) + 7) / 8;
}

/* ---- finding cells ---- */

static bool is_access(const struct ir_ins *x)
{
    return (x->op == IR_get || x->op == IR_put) && x->aux >= IR_STATE_HEAD;
}

static void measure(struct unit *u)
{
    const struct mach_convention *c = u->t->o.convention;
    unsigned end = 0;
    for (unsigned k = 0; k < c->pin_count; k++)
        if (c->pins[k].offset + 8u > end)
            end = c->pins[k].offset + 8u;
    for (ir_ref i = 1; i < u->f->count; i++)
        if (is_access(&u->f->ins[i]) && u->f->ins[i].aux + bytes_of(u->f->ins[i].type) > end)
            end = u->f->ins[i].aux + bytes_of(u->f->ins[i].type);
    u->s->bytes = end;
}

/* Marks the bytes of an access, and all but the first as in one cell with the byte before. */
enum { USED = 1, JOINED = 2 };
static void mark(uint8_t *used, unsigned at, unsigned size)
{
    for (unsigned i = at; i < at + size; i++)
        used[i] |= i > at ? USED | JOINED : USED;
}

static void cut_cells(struct unit *u)
{
    const struct mach_convention *c = u->t->o.convention;
    struct state *s = u->s;
    uint8_t *used = arena_alloc(u->arena, s->bytes + 1);
    s->at = arena_alloc(u->arena, (s->bytes + 1) * sizeof *s->at);
    for (unsigned k = 0; k < c->pin_count; k++)
        mark(used, c->pins[k].offset, 8);
    for (ir_ref i = 1; i < u->f->count; i++)
        if (is_access(&u->f->ins[i]))
            mark(used, u->f->ins[i].aux, bytes_of(u->f->ins[i].type));
    for (unsigned i = 0; i < s->bytes; i++)
        s->count += used[i] && !(used[i] & JOINED);
    s->cell = arena_alloc(u->arena, (s->count + 1) * sizeof *s->cell);
    s->words = (s->count + 63) / 64;
    unsigned n = 0;
    for (unsigned i = 0; i < s->bytes; i++) {
        if (!used[i])
            continue;
        if (!(used[i] & JOINED))
            s->cell[n++] = (struct cell){ .offset = (uint16_t)i, .pin = NO_PIN };
        s->cell[n - 1].size++;
        s->at[i] = (uint16_t)n;
    }
    for (unsigned k = 0; k < c->pin_count; k++)
        s->cell[s->at[c->pins[k].offset] - 1].pin = (uint8_t)k;
}

static struct cell *cell_of(const struct unit *u, const struct ir_ins *x)
{
    if (!is_access(x))
        return NULL;
    struct cell *c = &u->s->cell[u->s->at[x->aux] - 1];
    return c->kind == CELL_MEMORY ? NULL : c;
}

/* What x puts, when that is a scalar or half a vector with zeroes above. NULL: it is not. */
static const struct ir_ins *extended(const struct unit *u, const struct ir_ins *x)
{
    const struct ir_ins *v = &u->f->ins[x->a];
    return v->op == IR_vzext && ir_bits(v->type) == 128 ? &u->f->ins[v->a] : NULL;
}

static void note_put(struct unit *u, struct cell *c, const struct ir_ins *x)
{
    const struct ir_ins *v = extended(u, x);
    c->other_puts |= !v;
    if (!v)
        return;
    c->float_puts |= ir_is_float(v->type);
    if (bytes_of(v->type) > c->put_bytes)
        c->put_bytes = bytes_of(v->type);
}

static void note_access(struct unit *u, struct cell *c, const struct ir_ins *x)
{
    unsigned size = bytes_of(x->type);
    c->flag_accesses |= x->type == IR_FLAGS;
    if (ir_is_float(x->type) && !ir_is_vector(x->type) && x->type != IR_F16 &&
        size > c->float_bytes)
        c->float_bytes = size;
    if (x->op == IR_get) {
        c->whole_gets |= size == 16;
        c->word_gets |= size == 8;
        if (!c->get_bytes || size < c->get_bytes)
            c->get_bytes = size;
    } else {
        note_put(u, c, x);
    }
}

static void add_part(struct unit *u, struct cell *c, unsigned size, bool is_float)
{
    struct part *p = &c->part[c->part_count++];
    p->offset = c->part_count > 1 ? p[-1].offset + p[-1].size : 0;
    p->size = size;
    p->t = u->t->scalar[is_float ? ir_float_type(size * 8) : ir_int_type(size * 8)];
}

/* Of 16 bytes of which only scalars are read, or only such put: the widest of those, then what fills up. That is mostly zero, and in
   loops it is carried about: with FP scalars in registers of theirs, of which there are more to spare. */
static void split(struct unit *u, struct cell *c)
{
    unsigned low = c->word_gets || c->get_bytes != c->float_bytes ? 8 : c->float_bytes;
    bool is_float = c->float_bytes;
    add_part(u, c, low, is_float);
    for (; low < 16; low *= 2)
        add_part(u, c, low, is_float);
}

/* What is only written, in scalars with zeroes above, is as if it were read so. */
static void suppose_gets(struct cell *c)
{
    if (c->get_bytes || c->other_puts || c->put_bytes < 4)
        return;
    c->get_bytes = c->put_bytes;
    c->float_bytes = c->float_puts ? c->put_bytes : 0;
}

static void shape_cell(struct unit *u, struct cell *c)
{
    c->kind = CELL_SCALAR;
    if (c->size == 16)
        suppose_gets(c);
    if (c->pin != NO_PIN && c->size != 8)
        c->kind = CELL_MEMORY;
    else if (c->size == 4 && c->flag_accesses)
        c->kind = CELL_FLAGS;
    else if (c->size == 16 && (c->whole_gets || !c->get_bytes))
        c->kind = CELL_VECTOR;
    else if (c->size == 16)
        c->kind = CELL_SPLIT;
    else if (c->size > 8 || c->size & (c->size - 1))
        c->kind = CELL_MEMORY;
    if (c->kind == CELL_SCALAR)
        add_part(u, c, c->size, c->float_bytes == c->size);
    if (c->kind == CELL_SPLIT)
        split(u, c);
    if (c->kind == CELL_VECTOR)
        c->part[c->part_count++] = (struct part){ 0, 16, lanes_of(u, IR_I64, 2), NULL };
    if (c->kind == CELL_FLAGS)
        for (; c->part_count < FLAGS; c->part_count++)
            c->part[c->part_count].t = u->t->scalar[IR_I1];
    for (const uint16_t *d = u->m->dead_at_call; d && *d; d++)
        c->dead_at_call |= c->offset == *d && c->size <= 8;
}

/* ---- what may be dirty where ---- */

/* Over the block: what it adds to s, or leaves of it. */
static void pass_block(const struct unit *u, ir_label b, set s)
{
    for (ir_ref i = u->f->blocks[b].first; i < u->f->blocks[b].end; i++) {
        const struct ir_ins *x = &u->f->ins[i];
        if (x->op == IR_put && cell_of(u, x))
            add(s, (unsigned)(cell_of(u, x) - u->s->cell));
        else if (x->op == IR_call)
            memset(s, 0, u->s->words * sizeof *s);
    }
}

static void find_dirty(struct unit *u)
{
    struct state *s = u->s;
    size_t size = s->words * sizeof(uint64_t) + 8;
    struct ir_cfg cfg;
    ir_cfg_make(&cfg, u->arena, u->f);
    s->dirty_in = arena_alloc(u->arena, u->f->block_count * sizeof *s->dirty_in);
    s->dirty = arena_alloc(u->arena, size);
    for (ir_label b = 0; b < u->f->block_count; b++)
        s->dirty_in[b] = arena_alloc(u->arena, size);
    for (bool again = true; again;) {
        again = false;
        for (uint32_t n = 0; n < cfg.reached; n++) {
            ir_label to[2], b = cfg.order[n];
            memcpy(s->dirty, s->dirty_in[b], size);
            pass_block(u, b, s->dirty);
            for (unsigned k = ir_successors(u->f, b, to); k-- > 0;)
                for (unsigned w = 0; w < s->words; w++) {
                    again |= s->dirty[w] & ~s->dirty_in[to[k]][w];
                    s->dirty_in[to[k]][w] |= s->dirty[w];
                }
        }
    }
}

void state_find(struct unit *u)
{
    u->s = arena_alloc(u->arena, sizeof *u->s);
    measure(u);
    cut_cells(u);
    for (ir_ref i = 1; i < u->f->count; i++)
        if (is_access(&u->f->ins[i]))
            note_access(u, &u->s->cell[u->s->at[u->f->ins[i].aux] - 1], &u->f->ins[i]);
    for (unsigned n = 0; n < u->s->count; n++)
        shape_cell(u, &u->s->cell[n]);
    find_dirty(u);
}

/* ---- parts ---- */

static val get_part(struct unit *u, const struct part *p)
{
    return LLVMBuildLoad2(u->b, p->t, p->at, "");
}

static void set_part(struct unit *u, const struct part *p, val v)
{
    LLVMBuildStore(u->b, as(u, v, p->t), p->at);
}

static type integer(const struct unit *u, unsigned bytes)
{
    return u->t->scalar[ir_int_type(bytes * 8)];
}

/* The cell's value, whole: an integer, or a vector of two i64. */
static val get_whole(struct unit *u, const struct cell *c)
{
    if (c->kind != CELL_SPLIT)
        return c->size == 16 ? get_part(u, &c->part[0])
                             : as(u, get_part(u, &c->part[0]), integer(u, c->size));
    const struct part *p = &c->part[0];
    type t = LLVMVectorType(p->t, 16 / p->size);
    val v = LLVMBuildInsertElement(u->b, LLVMConstNull(t), get_part(u, p),
                                   number(u->t->scalar[IR_I32], 0), "");
    for (unsigned n = 1; n < c->part_count; n++) {
        p = &c->part[n];
        t = LLVMVectorType(p->t, 16 / p->size);
        v = LLVMBuildInsertElement(u->b, as(u, v, t), get_part(u, p),
                                   number(u->t->scalar[IR_I32], 1), "");
    }
    return as(u, v, lanes_of(u, IR_I64, 2));
}

static void set_whole(struct unit *u, const struct cell *c, val v)
{
    if (c->kind != CELL_SPLIT) {
        set_part(u, &c->part[0], v);
        return;
    }
    for (unsigned n = 0; n < c->part_count; n++) {
        const struct part *p = &c->part[n];
        type t = LLVMVectorType(p->t, 16 / p->size);
        val lane = number(u->t->scalar[IR_I32], n > 0);
        set_part(u, p, LLVMBuildExtractElement(u->b, as(u, v, t), lane, ""));
    }
}

/* `size` bytes of v at byte `at` as an integer. */
static val take(struct unit *u, val v, unsigned of, unsigned at, unsigned size)
{
    if (of == 16) {
        type t = LLVMVectorType(integer(u, size), 16 / size);
        return LLVMBuildExtractElement(u->b, as(u, v, t), number(u->t->scalar[IR_I32], at / size),
                                       "");
    }
    v = LLVMBuildLShr(u->b, v, number(LLVMTypeOf(v), at * 8), "");
    return LLVMBuildTrunc(u->b, v, integer(u, size), "");
}

/* v with the integer `with` at byte `at`. */
static val replace(struct unit *u, val v, unsigned of, unsigned at, unsigned size, val with)
{
    if (of == 16) {
        type t = LLVMVectorType(integer(u, size), 16 / size);
        return LLVMBuildInsertElement(u->b, as(u, v, t), with,
                                      number(u->t->scalar[IR_I32], at / size), "");
    }
    uint64_t mask = (((uint64_t)1 << size * 8) - 1) << at * 8;
    v = LLVMBuildAnd(u->b, v, number(LLVMTypeOf(v), ~mask), "");
    with = LLVMBuildShl(u->b, LLVMBuildZExt(u->b, with, LLVMTypeOf(v), ""),
                        number(LLVMTypeOf(v), at * 8), "");
    return LLVMBuildOr(u->b, v, with, "");
}

/* The part that the access is, exactly; NULL: none. */
static const struct part *exact_part(const struct cell *c, const struct ir_ins *x)
{
    for (unsigned n = 0; n < c->part_count; n++)
        if (c->offset + c->part[n].offset == x->aux && c->part[n].size == bytes_of(x->type))
            return &c->part[n];
    return NULL;
}

/* ---- get and put ---- */

static struct flags *get_flags(struct unit *u, const struct cell *c)
{
    val bits[FLAGS];
    for (unsigned n = 0; n < FLAGS; n++)
        bits[n] = get_part(u, &c->part[n]);
    return flags_of_bits(u, bits);
}

static void put_flags(struct unit *u, const struct cell *c, const struct flags *f)
{
    for (unsigned n = 0; n < FLAGS; n++)
        set_part(u, &c->part[n], flags_bit(u, f, n));
}

struct flags *state_get_flags(struct unit *u, ir_ref i)
{
    const struct cell *c = cell_of(u, &u->f->ins[i]);
    return c && c->kind == CELL_FLAGS ? get_flags(u, c) : flags_of_word(u, state_get(u, i));
}

val state_get(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    const struct cell *c = cell_of(u, x);
    type t = type_of(u, x->type);
    unsigned size = bytes_of(x->type);
    if (!c)
        return load_state(u, t, x->aux);
    if (c->kind == CELL_FLAGS)
        return as(u, take(u, flags_word(u, get_flags(u, c)), 4, x->aux - c->offset, size), t);
    const struct part *p = exact_part(c, x);
    if (p)
        return as(u, get_part(u, p), t);
    val v = get_whole(u, c);
    return as(u, size == c->size ? v : take(u, v, c->size, x->aux - c->offset, size), t);
}

/* A value that is a scalar or half a vector with zeroes above goes to the parts as such. */
static bool put_extended(struct unit *u, const struct cell *c, const struct ir_ins *x)
{
    const struct part *low = &c->part[0];
    if (c->kind != CELL_SPLIT || !extended(u, x) || bytes_of(extended(u, x)->type) > low->size)
        return false;
    val v = in(u, u->f->ins[x->a].a);
    unsigned size = bytes_of(extended(u, x)->type);
    if (size < low->size)
        v = LLVMBuildZExt(u->b, as(u, v, integer(u, size)), integer(u, low->size), "");
    set_part(u, low, v);
    for (unsigned n = 1; n < c->part_count; n++)
        set_part(u, &c->part[n], LLVMConstNull(c->part[n].t));
    return true;
}

/* The value to be put, as an integer or vector of its width. */
static val put_value(struct unit *u, const struct ir_ins *x)
{
    if (x->type == IR_FLAGS)
        return flags_word(u, flags_in(u, x->a));
    val v = in(u, x->a);
    unsigned size = bytes_of(x->type);
    return as(u, v, size == 16 ? lanes_of(u, IR_I64, 2) : integer(u, size));
}

void state_put(struct unit *u, const struct ir_ins *x)
{
    const struct cell *c = cell_of(u, x);
    unsigned size = bytes_of(x->type);
    u->landing = NULL;
    if (!c) {
        store_state(u, put_value(u, x), x->aux);
        return;
    }
    add(u->s->dirty, (unsigned)(c - u->s->cell));
    if (c->kind == CELL_FLAGS && x->type == IR_FLAGS) {
        put_flags(u, c, flags_in(u, x->a));
        return;
    }
    if (c->kind == CELL_FLAGS) {
        val word = size == 4 ? put_value(u, x)
                             : replace(u, flags_word(u, get_flags(u, c)), 4, x->aux - c->offset,
                                       size, put_value(u, x));
        put_flags(u, c, flags_of_word(u, word));
        return;
    }
    if (put_extended(u, c, x))
        return;
    const struct part *p = exact_part(c, x);
    if (p)
        set_part(u, p, x->type == IR_FLAGS ? put_value(u, x) : in(u, x->a));
    else if (size == c->size)
        set_whole(u, c, put_value(u, x));
    else
        set_whole(u, c,
                  replace(u, get_whole(u, c), c->size, x->aux - c->offset, size, put_value(u, x)));
}

/* ---- between cells and the state struct ---- */

static void store_cell(struct unit *u, const struct cell *c)
{
    if (c->kind == CELL_FLAGS)
        store_state(u, flags_word(u, get_flags(u, c)), c->offset);
    else
        store_state(u, c->kind == CELL_SCALAR ? get_part(u, &c->part[0]) : get_whole(u, c),
                    c->offset);
}

static void load_cell(struct unit *u, const struct cell *c)
{
    if (c->kind == CELL_FLAGS)
        put_flags(u, c, flags_of_word(u, load_state(u, u->t->scalar[IR_I32], c->offset)));
    else
        for (unsigned n = 0; n < c->part_count; n++)
            set_part(u, &c->part[n], load_state(u, c->part[n].t, c->offset + c->part[n].offset));
}

void state_allocate(struct unit *u)
{
    for (unsigned n = 0; n < u->s->count; n++) {
        struct cell *c = &u->s->cell[n];
        for (unsigned k = 0; k < c->part_count; k++)
            c->part[k].at = LLVMBuildAlloca(u->b, c->part[k].t, "");
    }
}

void state_enter(struct unit *u, val pins)
{
    const struct mach_convention *conv = u->t->o.convention;
    for (unsigned k = 0; k < conv->pin_count; k++) {
        const struct cell *c = &u->s->cell[u->s->at[conv->pins[k].offset] - 1];
        val v = pins ? LLVMBuildExtractValue(u->b, pins, k, "") : LLVMGetParam(u->function, PIN_PARAM(k));
        if (c->kind == CELL_MEMORY)
            store_state(u, v, conv->pins[k].offset);
        else
            set_part(u, &c->part[0], v);
    }
    for (unsigned n = 0; n < u->s->count; n++)
        if (u->s->cell[n].pin == NO_PIN && u->s->cell[n].kind != CELL_MEMORY)
            load_cell(u, &u->s->cell[n]);
}

void state_start(struct unit *u, ir_label b)
{
    u->landing = NULL;
    memcpy(u->s->dirty, u->s->dirty_in[b], u->s->words * sizeof *u->s->dirty);
}

void state_store(struct unit *u, bool call)
{
    for (unsigned n = 0; n < u->s->count; n++) {
        const struct cell *c = &u->s->cell[n];
        if (c->pin == NO_PIN && in_set(u->s->dirty, n) && !(call && c->dead_at_call))
            store_cell(u, c);
    }
}

void state_store_all(struct unit *u)
{
    const struct mach_convention *c = u->t->o.convention;
    state_store(u, false);
    for (unsigned k = 0; k < c->pin_count; k++)
        store_state(u, state_pin(u, k), c->pins[k].offset);
}

void state_reload(struct unit *u)
{
    u->landing = NULL;
    memset(u->s->dirty, 0, u->s->words * sizeof *u->s->dirty);
    for (unsigned n = 0; n < u->s->count; n++)
        if (u->s->cell[n].kind != CELL_MEMORY)
            load_cell(u, &u->s->cell[n]);
}

val state_pin(struct unit *u, unsigned n)
{
    unsigned offset = u->t->o.convention->pins[n].offset;
    const struct cell *c = &u->s->cell[u->s->at[offset] - 1];
    type i64 = u->t->scalar[IR_I64];
    return c->kind == CELL_MEMORY ? load_state(u, i64, offset)
                                  : as(u, get_part(u, &c->part[0]), i64);
}
