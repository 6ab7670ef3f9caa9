/* Guest state becomes SSA values over a whole function, so that a loop keeps it in registers.

   A *cell* is a piece of guest state that the function reads or writes: the union of accesses that overlap. Inside of the
   function a cell is a value of one type (8 bytes: i64, 16: v128, flags: flags ...); a narrower read takes a part of
   it, a narrower write inserts. Entries read cells from the state (`get`). At a block with several predecessors a phi
   joins what they have; phis that join only one value are removed again.

   `put` stays, as the note that the cell now has this value; engines that honour `lazy` make no code of it, but store it when an
   exit is reached. So that they need look at one block only, each block starts with puts of all cells that may differ from memory
   there, and of all pins:

       b1:  %20 = phi.i64 (b0, %9), (b1, %24)
            put.i64 [x0], %20            x0 may be dirty here
            %24 = add.i64 %20, %10
            put.i64 [x0], %24
            br %31, b1, b2

   Dataflow (sets of cells, by block):
       dirty_in  = union of predecessors' dirty_out;  dirty_out = written + dirty_in        (a helper call makes all clean)
       need_in   = read before written + (need_out - written) + dirty_in + pins             (a helper call needs none) */
#include "opt/opt.h"

#include <string.h>

#include "ir/cfg.h"

enum { MAX_CELLS = 128, WORDS = MAX_CELLS / 64, MAX_OFFSET = 4096, NO_CELL = 255 };

typedef struct {
    uint64_t bits[WORDS];
} cell_set;

struct cell {
    uint16_t offset, size;
    ir_type type; /* IR_VOID: not promoted, odd size */
    bool flags;   /* some access is of type flags */
};

struct promote {
    struct arena *arena;
    const struct ir_func *f;
    struct ir_func *g; /* being built */
    struct ir_cfg cfg;
    struct cell cell[MAX_CELLS];
    unsigned cells;
    uint8_t cell_at[MAX_OFFSET]; /* by byte of guest state */
    cell_set pins, all;
    struct block {
        cell_set read, written, dirty_in, dirty_out, need_in;
        bool calls;
        ir_label label; /* in g */
        ir_ref *out;    /* by cell: its value at the end; 0: not known */
    } *block;
    ir_ref *map;     /* by value of f: value of g */
    ir_ref *now;     /* by cell: its value where we are; 0: in the state */
    struct pending { /* a phi to be filled */
        ir_ref phi;
        ir_label block; /* of f */
        unsigned cell;
    } *phis;
    unsigned phi_count, phi_capacity;
};

/* ---- sets ---- */

static bool has(const cell_set *s, unsigned c)
{
    return s->bits[c / 64] >> c % 64 & 1;
}

static void add(cell_set *s, unsigned c)
{
    s->bits[c / 64] |= (uint64_t)1 << c % 64;
}

static bool merge(cell_set *to, const cell_set *from) /* whether it grew */
{
    bool grew = false;
    for (unsigned w = 0; w < WORDS; w++) {
        uint64_t old = to->bits[w];
        to->bits[w] |= from->bits[w];
        grew |= to->bits[w] != old;
    }
    return grew;
}

static cell_set without(cell_set s, const cell_set *other)
{
    for (unsigned w = 0; w < WORDS; w++)
        s.bits[w] &= ~other->bits[w];
    return s;
}

/* ---- cells ---- */

static bool accesses_state(const struct ir_ins *x)
{
    return x->op == IR_get || x->op == IR_put;
}

static ir_type access_type(const struct ir_func *f, const struct ir_ins *x)
{
    return x->op == IR_put ? f->ins[x->a].type : x->type;
}

static unsigned bytes(ir_type t)
{
    return (ir_bits(t) + 7) / 8;
}

/* Bytes [at, end) belong together with what they touch already: marks them in `joined` but for the first of each cell. */
static void join(uint8_t *used, unsigned at, unsigned size)
{
    enum { USED = 1, JOINED = 2 }; /* JOINED: same cell as the byte before */
    for (unsigned i = at; i < at + size; i++)
        used[i] |= i > at ? USED | JOINED : USED;
}

static ir_type cell_type(const struct cell *c)
{
    switch (c->size) {
    case 1:
    case 2:
    case 8:
        return ir_int_type(c->size * 8u);
    case 4:
        return c->flags ? IR_FLAGS : IR_I32;
    case 16:
        return IR_V128 | IR_I64;
    default:
        return IR_VOID;
    }
}

static bool find_cells(struct promote *p, const uint16_t *pins)
{
    uint8_t *used = arena_alloc(p->arena, MAX_OFFSET);
    for (unsigned i = 0; pins[i]; i++)
        join(used, pins[i], 8);
    for (ir_ref i = 1; i < p->f->count; i++) {
        const struct ir_ins *x = &p->f->ins[i];
        if (!accesses_state(x))
            continue;
        unsigned size = bytes(access_type(p->f, x));
        if (x->aux + size > MAX_OFFSET)
            return false;
        join(used, x->aux, size);
    }
    memset(p->cell_at, NO_CELL, sizeof p->cell_at);
    for (unsigned i = 0; i < MAX_OFFSET; i++) {
        if (!used[i])
            continue;
        if (!(used[i] & 2)) {
            if (p->cells == MAX_CELLS)
                return false;
            p->cell[p->cells++] = (struct cell){ .offset = (uint16_t)i };
        }
        p->cell_at[i] = (uint8_t)(p->cells - 1);
        p->cell[p->cells - 1].size++;
    }
    return true;
}

static void type_cells(struct promote *p, const uint16_t *pins)
{
    for (ir_ref i = 1; i < p->f->count; i++) {
        const struct ir_ins *x = &p->f->ins[i];
        if (accesses_state(x) && access_type(p->f, x) == IR_FLAGS)
            p->cell[p->cell_at[x->aux]].flags = true;
    }
    for (unsigned c = 0; c < p->cells; c++) {
        p->cell[c].type = cell_type(&p->cell[c]);
        if (p->cell[c].type != IR_VOID)
            add(&p->all, c);
    }
    for (unsigned i = 0; pins[i]; i++)
        add(&p->pins, p->cell_at[pins[i]]);
}

/* The promoted cell of an access; NULL: it stays as it is. */
static struct cell *cell_of(struct promote *p, const struct ir_ins *x)
{
    struct cell *c = &p->cell[p->cell_at[x->aux]];
    return c->type == IR_VOID ? NULL : c;
}

static unsigned number(const struct promote *p, const struct cell *c)
{
    return (unsigned)(c - p->cell);
}

/* ---- dataflow ---- */

static void scan_block(struct promote *p, ir_label b)
{
    struct block *k = &p->block[b];
    for (ir_ref i = p->f->blocks[b].first; i < p->f->blocks[b].end; i++) {
        const struct ir_ins *x = &p->f->ins[i];
        if (x->op == IR_call) {
            k->calls = true;
            k->written = p->all; /* whatever is behind the call does not need what was before */
            memset(&k->dirty_out, 0, sizeof k->dirty_out);
        }
        if (!accesses_state(x) || !cell_of(p, x))
            continue;
        struct cell *c = cell_of(p, x);
        bool partial = x->op == IR_put && bytes(access_type(p->f, x)) != c->size;
        if ((x->op == IR_get || partial) && !has(&k->written, number(p, c)))
            add(&k->read, number(p, c));
        if (x->op == IR_put) {
            add(&k->written, number(p, c));
            add(&k->dirty_out, number(p, c));
        }
    }
}

static void flow(struct promote *p)
{
    const struct ir_cfg *cfg = &p->cfg;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t n = 0; n < cfg->reached; n++) {
            ir_label b = cfg->order[n];
            struct block *k = &p->block[b];
            for (uint32_t i = cfg->first[b]; i < cfg->first[b + 1]; i++)
                again |= merge(&k->dirty_in, &p->block[cfg->before[i]].dirty_out);
            if (!k->calls)
                again |= merge(&k->dirty_out, &k->dirty_in);
        }
    }
    for (uint32_t n = 0; n < cfg->reached; n++) {
        struct block *k = &p->block[cfg->order[n]];
        merge(&k->need_in, &k->read);
        merge(&k->need_in, &k->dirty_in);
        merge(&k->need_in, &p->pins);
    }
    for (bool again = true; again;) {
        again = false;
        for (uint32_t n = cfg->reached; n-- > 0;) {
            ir_label to[2], b = cfg->order[n];
            unsigned count = ir_successors(p->f, b, to);
            for (unsigned i = 0; i < count; i++) {
                cell_set need = without(p->block[to[i]].need_in, &p->block[b].written);
                again |= merge(&p->block[b].need_in, &need);
            }
        }
    }
}

/* ---- reading and writing cells ---- */

static ir_type int_type_of(ir_type t)
{
    return ir_int_type(bytes(t) * 8);
}

/* Part [at, at + size of t) of a cell's value, as t. */
static ir_ref take_part(struct promote *p, const struct cell *c, ir_ref v, unsigned at, ir_type t)
{
    struct ir_func *g = p->g;
    if (t == c->type)
        return v;
    if (c->type == IR_FLAGS)
        return ir_bitcast(g, t, ir_flags_unpack(g, v));
    if (bytes(t) == c->size)
        return t == IR_I1 ? ir_trunc(g, IR_I1, v) : ir_bitcast(g, t, v);
    if (c->size == 16) {
        ir_ref part = ir_extract(g, int_type_of(t), v, at / bytes(t));
        return t == IR_I1 ? ir_trunc(g, t, part) : ir_bitcast(g, t, part);
    }
    ir_ref shifted = ir_lsr_i(g, v, at * 8);
    ir_ref part = ir_trunc(g, int_type_of(t), shifted);
    return t == IR_I1 ? ir_trunc(g, t, part) : ir_bitcast(g, t, part);
}

/* The cell's value with `v` at byte `at`. */
static ir_ref put_part(struct promote *p, const struct cell *c, ir_ref old, unsigned at, ir_ref v)
{
    struct ir_func *g = p->g;
    ir_type t = ir_typeof(g, v);
    if (t == c->type)
        return v;
    if (t == IR_I1) {
        v = ir_zext(g, IR_I8, v);
        t = IR_I8;
    }
    if (t == IR_FLAGS) {
        v = ir_flags_unpack(g, v);
        t = IR_I32;
    }
    if (c->type == IR_FLAGS)
        return ir_flags_pack(g, ir_bitcast(g, IR_I32, v));
    if (bytes(t) == c->size)
        return ir_bitcast(g, c->type, v);
    ir_ref part = ir_bitcast(g, int_type_of(t), v);
    if (c->size == 16)
        return ir_insert(g, IR_V128 | int_type_of(t), old, part, at / bytes(t));
    uint64_t mask = (((uint64_t)1 << bytes(t) * 8) - 1) << at * 8;
    ir_ref kept = ir_and_i(g, old, ~mask);
    ir_ref wide = ir_zext(g, c->type, part);
    ir_ref placed = ir_lsl_i(g, wide, at * 8);
    return ir_or(g, kept, placed);
}

/* Whether parts are at multiples of their size, as take_part and put_part want them. */
static bool is_regular(const struct cell *c, unsigned at, ir_type t)
{
    return (at - c->offset) % bytes(t) == 0;
}

static bool all_regular(struct promote *p)
{
    for (ir_ref i = 1; i < p->f->count; i++) {
        const struct ir_ins *x = &p->f->ins[i];
        if (!accesses_state(x) || !cell_of(p, x))
            continue;
        if (!is_regular(cell_of(p, x), x->aux, access_type(p->f, x)))
            return false;
    }
    return true;
}

static ir_ref current(struct promote *p, unsigned c)
{
    if (!p->now[c])
        p->now[c] = ir_get(p->g, p->cell[c].type, p->cell[c].offset);
    return p->now[c];
}

static ir_ref copy_get(struct promote *p, const struct ir_ins *x)
{
    const struct cell *c = cell_of(p, x);
    if (!c)
        return ir_get(p->g, x->type, x->aux);
    return take_part(p, c, current(p, number(p, c)), x->aux - c->offset, x->type);
}

static void copy_put(struct promote *p, const struct ir_ins *x)
{
    const struct cell *c = cell_of(p, x);
    ir_ref v = p->map[x->a];
    if (!c) {
        ir_put(p->g, x->aux, v);
        return;
    }
    bool whole = bytes(ir_typeof(p->g, v)) == c->size;
    ir_ref old = whole ? 0 : current(p, number(p, c));
    p->now[number(p, c)] = put_part(p, c, old, x->aux - c->offset, v);
    ir_put(p->g, c->offset, p->now[number(p, c)]);
}

/* ---- blocks ---- */

static ir_ref new_phi(struct promote *p, ir_label b, unsigned c)
{
    struct ir_func *g = p->g;
    const struct ir_cfg *cfg = &p->cfg;
    uint32_t count = cfg->first[b + 1] - cfg->first[b];
    ir_label *from = arena_alloc(p->arena, count * sizeof *from);
    ir_ref *value = arena_alloc(p->arena, count * sizeof *value);
    for (uint32_t i = 0; i < count; i++)
        from[i] = p->block[cfg->before[cfg->first[b] + i]].label;
    ir_ref phi = ir_phi(g, p->cell[c].type, count, from, value);
    if (p->phi_count == p->phi_capacity) {
        unsigned larger = p->phi_capacity * 2 + 64;
        p->phis = arena_grow(p->arena, p->phis, p->phi_capacity * sizeof *p->phis, larger * sizeof *p->phis);
        p->phi_capacity = larger;
    }
    p->phis[p->phi_count++] = (struct pending){ phi, b, c };
    return phi;
}

/* What each needed cell is where the block starts: from the state, from the only predecessor, or a phi. */
static void start_block(struct promote *p, ir_label b)
{
    const struct ir_cfg *cfg = &p->cfg;
    const struct block *k = &p->block[b];
    uint32_t preds = cfg->first[b + 1] - cfg->first[b];
    memset(p->now, 0, p->cells * sizeof *p->now);
    if (k->label) /* block 0 has been started by ir_func_new */
        ir_block_start(p->g, k->label);
    for (unsigned c = 0; c < p->cells; c++) {
        if (!has(&k->need_in, c))
            continue;
        if (preds == 1)
            p->now[c] = p->block[cfg->before[cfg->first[b]]].out[c];
        else if (preds > 1)
            p->now[c] = new_phi(p, b, c);
    }
    for (unsigned c = 0; c < p->cells; c++) {
        if (!has(&k->need_in, c))
            continue;
        if (!preds)
            current(p, c);
        else if (has(&k->dirty_in, c) || has(&p->pins, c))
            ir_put(p->g, p->cell[c].offset, p->now[c]);
    }
}

/* What successors need and nobody has read yet is read here: behind a helper call. */
static void finish_cells(struct promote *p, ir_label b)
{
    ir_label to[2];
    unsigned count = ir_successors(p->f, b, to);
    for (unsigned i = 0; i < count; i++)
        for (unsigned c = 0; c < p->cells; c++)
            if (has(&p->block[to[i]].need_in, c))
                current(p, c);
    p->block[b].out = arena_alloc(p->arena, p->cells * sizeof *p->now + 4);
    memcpy(p->block[b].out, p->now, p->cells * sizeof *p->now);
}

static bool is_value_letter(char letter)
{
    return strchr("TEBGAVO", letter);
}

static ir_ref copy_plain(struct promote *p, const struct ir_ins *x)
{
    const struct ir_op_info *info = &ir_ops[x->op];
    ir_ref a = is_value_letter(info->a) ? p->map[x->a] : x->a;
    ir_ref b = is_value_letter(info->b) ? p->map[x->b] : x->b;
    ir_ref c = is_value_letter(info->c) ? p->map[x->c] : x->c;
    return ir_emit(p->g, x->op, x->type, x->aux, a, b, c);
}

static void copy_ins(struct promote *p, ir_ref i)
{
    const struct ir_ins *x = &p->f->ins[i];
    const uint32_t *pool = p->f->pool;
    switch (x->op) {
    case IR_get:
        p->map[i] = copy_get(p, x);
        break;
    case IR_put:
        copy_put(p, x);
        break;
    case IR_call:
        p->map[i] = copy_plain(p, x);
        memset(p->now, 0, p->cells * sizeof *p->now);
        break;
    case IR_const_wide:
        p->map[i] = ir_const_wide(p->g, x->type, pool[x->a] | (uint64_t)pool[x->a + 1] << 32,
                                  pool[x->a + 2] | (uint64_t)pool[x->a + 3] << 32);
        break;
    case IR_shuffle: {
        uint8_t mask[16];
        memcpy(mask, &pool[x->c], sizeof mask);
        p->map[i] = ir_shuffle(p->g, x->type, p->map[x->a], p->map[x->b], mask);
        break;
    }
    case IR_jump:
        ir_jump(p->g, p->block[x->a].label);
        break;
    case IR_br:
        ir_br(p->g, p->map[x->a], p->block[x->b].label, p->block[x->c].label);
        break;
    case IR_nop:
        break;
    default:
        p->map[i] = copy_plain(p, x);
    }
}

static void copy_block(struct promote *p, ir_label b)
{
    start_block(p, b);
    for (ir_ref i = p->f->blocks[b].first; i < p->f->blocks[b].end; i++) {
        if (ir_ops[p->f->ins[i].op].flags & IR_EXIT)
            finish_cells(p, b);
        copy_ins(p, i);
    }
}

/* ---- phis ---- */

static ir_ref resolve(ir_ref *same, ir_ref v)
{
    while (same[v] != v)
        v = same[v] = same[same[v]];
    return v;
}

static void fill_phis(struct promote *p)
{
    const struct ir_cfg *cfg = &p->cfg;
    for (unsigned n = 0; n < p->phi_count; n++) {
        const struct pending *x = &p->phis[n];
        uint32_t *pool = &p->g->pool[p->g->ins[x->phi].a];
        for (uint32_t i = 0; i < pool[0]; i++)
            pool[2 + 2 * i] = p->block[cfg->before[cfg->first[x->block] + i]].out[x->cell];
    }
}

/* The one value that a phi joins besides itself; 0: there are several. */
static ir_ref only_value(const struct promote *p, ir_ref *same, ir_ref phi)
{
    const uint32_t *pool = &p->g->pool[p->g->ins[phi].a];
    ir_ref only = 0;
    for (uint32_t i = 0; i < pool[0]; i++) {
        ir_ref v = resolve(same, pool[2 + 2 * i]);
        if (v == phi || v == only)
            continue;
        if (only)
            return 0;
        only = v;
    }
    return only;
}

static void rename_operands(struct promote *p, ir_ref *same)
{
    struct ir_func *g = p->g;
    for (ir_ref i = 1; i < g->count; i++) {
        struct ir_ins *x = &g->ins[i];
        const struct ir_op_info *info = &ir_ops[x->op];
        if (x->op == IR_phi) {
            uint32_t *pool = &g->pool[x->a];
            for (uint32_t k = 0; k < pool[0]; k++)
                pool[2 + 2 * k] = resolve(same, pool[2 + 2 * k]);
            continue;
        }
        if (is_value_letter(info->a))
            x->a = resolve(same, x->a);
        if (is_value_letter(info->b))
            x->b = resolve(same, x->b);
        if (is_value_letter(info->c))
            x->c = resolve(same, x->c);
    }
}

static void simplify_phis(struct promote *p)
{
    ir_ref *same = arena_alloc(p->arena, p->g->count * sizeof *same);
    for (ir_ref i = 0; i < p->g->count; i++)
        same[i] = i;
    for (bool again = true; again;) {
        again = false;
        for (unsigned n = 0; n < p->phi_count; n++) {
            ir_ref phi = p->phis[n].phi, only = same[phi] == phi ? only_value(p, same, phi) : 0;
            if (only) {
                same[phi] = only;
                again = true;
            }
        }
    }
    rename_operands(p, same);
    for (unsigned n = 0; n < p->phi_count; n++)
        if (same[p->phis[n].phi] != p->phis[n].phi)
            p->g->ins[p->phis[n].phi] = (struct ir_ins){ .op = IR_nop };
}

/* ---- the pass ---- */

static void set_lazy(struct promote *p)
{
    p->g->lazy = arena_alloc(p->arena, MAX_OFFSET / 4 / 8);
    for (unsigned c = 0; c < p->cells; c++)
        if (p->cell[c].type != IR_VOID)
            p->g->lazy[p->cell[c].offset / 128] |= 1u << p->cell[c].offset / 4 % 32;
}

static void copy_entries(struct promote *p)
{
    p->g->entries = arena_alloc(p->arena, p->f->entry_count * sizeof *p->g->entries + 4);
    p->g->entry_count = p->f->entry_count;
    for (uint32_t i = 0; i < p->f->entry_count; i++)
        p->g->entries[i] = (struct ir_entry){ p->f->entries[i].pc, p->block[p->f->entries[i].block].label };
}

struct ir_func *opt_promote(struct arena *arena, const struct ir_func *f, const uint16_t *pins)
{
    struct promote *p = arena_alloc(arena, sizeof *p);
    p->arena = arena;
    p->f = f;
    if (!find_cells(p, pins))
        return NULL;
    type_cells(p, pins);
    if (!all_regular(p))
        return NULL;
    p->block = arena_alloc(arena, f->block_count * sizeof *p->block);
    p->map = arena_alloc(arena, f->count * sizeof *p->map);
    p->now = arena_alloc(arena, p->cells * sizeof *p->now + 4);
    ir_cfg_make(&p->cfg, arena, f);
    for (uint32_t n = 0; n < p->cfg.reached; n++)
        scan_block(p, p->cfg.order[n]);
    flow(p);
    p->g = ir_func_new(arena, f->pc);
    p->g->helpers = f->helpers;
    p->g->helper_count = f->helper_count;
    for (uint32_t n = 1; n < p->cfg.reached; n++)
        p->block[p->cfg.order[n]].label = ir_block_new(p->g);
    for (uint32_t n = 0; n < p->cfg.reached; n++)
        copy_block(p, p->cfg.order[n]);
    fill_phis(p);
    simplify_phis(p);
    copy_entries(p);
    set_lazy(p);
    ir_func_finish(p->g);
    return p->g;
}
