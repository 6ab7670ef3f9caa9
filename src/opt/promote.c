/* Guest state becomes SSA values over a whole function, so that a loop keeps it in registers.

   A *cell* is a piece of guest state that the function reads or writes: the union of accesses that overlap. Inside of the
   function a cell is a value of one type (8 bytes: i64, 16: v128, flags: flags ...); a narrower read takes a part of
   it, a narrower write inserts.

   `put` stays, as the note that the cell now has this value; engines that honour `lazy` make no code of it, but store it when an
   exit is reached. So that they need look at one block only, each block starts with puts of all cells that may differ from memory
   there, and of all pins:

       b1:  %20 = phi.i64 (b0, %9), (b1, %24)
            put.i64 [x0], %20            x0 may be dirty here
            %24 = add.i64 %20, %10
            put.i64 [x0], %24
            br %31, b1, b2

   Where to keep what (cells.c computes the sets, by block):
   - In a loop that uses a cell it is a value all the time (`carried`), whatever that costs on the edges into the loop:
     there it is loaded.
   - Elsewhere it is a value only within a block, and stored at once (`sync`), as in a block that is translated alone: values
     that live long without a loop would only be spilled. An edge out of a loop stores what the loop has written. A
     further entry, where a call comes back, therefore loads nothing that it does not use.
   - Flags are values also along single paths, because making them costs more than storing them.
   - Pins are values always: they arrive and leave in registers.
   - What nobody will look at (`sees`), such as flags that are overwritten, is neither kept nor stored.

   Loads and stores of an edge stand at the end of its first block when that goes nowhere else, or in a block of their own.
   Phis that join only one value are removed again. */
#include "opt/opt.h"

#include <string.h>

#include "opt/cells.h"

struct promote {
    struct arena *arena;
    const struct ir_func *f;
    struct ir_func *g; /* being built */
    struct ir_cfg cfg;
    struct cells cells;
    ir_label *label; /* of f: in g */
    struct edge {    /* by its place in cfg.before */
        ir_label from;    /* in g: the block that ends in the jump */
        ir_ref *value;    /* by cell, at its end; 0: not known */
    } *edge;
    ir_ref *map;     /* by value of f: value of g */
    ir_ref *now;     /* by cell: its value where we are; 0: in the state */
    uint64_t *pc;    /* by block of f: the guest instruction that it begins in */
    struct pending { /* a phi to be filled */
        ir_ref phi;
        ir_label block; /* of f */
        unsigned cell;
    } *phis;
    unsigned phi_count, phi_capacity;
};

/* ---- reading and writing cells ---- */

static ir_type int_type_of(ir_type t)
{
    return ir_int_type(cell_bytes(t) * 8);
}

/* Part [at, at + size of t) of a cell's value, as t. */
static ir_ref take_part(struct promote *p, const struct cell *c, ir_ref v, unsigned at, ir_type t)
{
    struct ir_func *g = p->g;
    if (t == c->type)
        return v;
    if (c->type == IR_FLAGS)
        return ir_bitcast(g, t, ir_flags_unpack(g, v));
    if (cell_bytes(t) == c->size)
        return t == IR_I1 ? ir_trunc(g, IR_I1, v) : ir_bitcast(g, t, v);
    if (c->size == 16) {
        ir_ref part = ir_extract(g, int_type_of(t), v, at / cell_bytes(t));
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
    if (cell_bytes(t) == c->size)
        return ir_bitcast(g, c->type, v);
    ir_ref part = ir_bitcast(g, int_type_of(t), v);
    if (c->size == 16)
        return ir_insert(g, IR_V128 | int_type_of(t), old, part, at / cell_bytes(t));
    uint64_t mask = (((uint64_t)1 << cell_bytes(t) * 8) - 1) << at * 8;
    ir_ref kept = ir_and_i(g, old, ~mask);
    ir_ref wide = ir_zext(g, c->type, part);
    ir_ref placed = ir_lsl_i(g, wide, at * 8);
    return ir_or(g, kept, placed);
}

static ir_ref current(struct promote *p, unsigned c)
{
    if (!p->now[c])
        p->now[c] = ir_get(p->g, p->cells.cell[c].type, p->cells.cell[c].offset);
    return p->now[c];
}

static ir_ref copy_get(struct promote *p, const struct ir_ins *x)
{
    unsigned n = cells_of(&p->cells, x);
    if (n == CELLS)
        return ir_get(p->g, x->type, x->aux);
    const struct cell *c = &p->cells.cell[n];
    return take_part(p, c, current(p, n), x->aux - c->offset, x->type);
}

static void copy_put(struct promote *p, ir_label b, const struct ir_ins *x)
{
    unsigned n = cells_of(&p->cells, x);
    ir_ref v = p->map[x->a];
    if (n == CELLS) {
        ir_put(p->g, x->aux, v);
        return;
    }
    const struct cell *c = &p->cells.cell[n];
    bool whole = cell_bytes(ir_typeof(p->g, v)) == c->size;
    ir_ref old = whole ? 0 : current(p, n);
    p->now[n] = put_part(p, c, old, x->aux - c->offset, v);
    ir_put(p->g, c->offset, p->now[n]);
    if (!cell_in(&p->cells.block[b].carried, n) && !cell_in(&p->cells.light, n))
        ir_emit(p->g, IR_sync, IR_VOID, c->offset, 0, 0, 0);
}

/* ---- blocks ---- */

static const struct cell_block *about(const struct promote *p, ir_label b)
{
    return &p->cells.block[b];
}

/* Labels and values are filled in when all blocks have been copied. */
static ir_ref new_phi(struct promote *p, ir_label b, unsigned c)
{
    uint32_t count = p->cfg.first[b + 1] - p->cfg.first[b];
    ir_label *from = arena_alloc(p->arena, count * sizeof *from);
    ir_ref *value = arena_alloc(p->arena, count * sizeof *value);
    ir_ref phi = ir_phi(p->g, p->cells.cell[c].type, count, from, value);
    if (p->phi_count == p->phi_capacity) {
        unsigned larger = p->phi_capacity * 2 + 64;
        p->phis = arena_grow(p->arena, p->phis, p->phi_capacity * sizeof *p->phis, larger * sizeof *p->phis);
        p->phi_capacity = larger;
    }
    p->phis[p->phi_count++] = (struct pending){ phi, b, c };
    return phi;
}

/* Cells that block b starts with a put of: `dirty` ones, where somebody looks, and pins. */
static bool starts_dirty(const struct promote *p, ir_label b, unsigned c)
{
    const struct cell_block *k = about(p, b);
    return cell_in(&p->cells.pins, c) || (cell_in(&k->dirty_in, c) && cell_in(&k->sees, c));
}

static void put_dirty(struct promote *p, ir_label b)
{
    for (unsigned c = 0; c < p->cells.count; c++)
        if (cell_in(&about(p, b)->need_in, c) && starts_dirty(p, b, c))
            ir_put(p->g, p->cells.cell[c].offset, p->now[c]);
}

/* What each needed cell is where the block starts: from the state, from the only predecessor, or a phi. */
static void start_block(struct promote *p, ir_label b)
{
    uint32_t first = p->cfg.first[b], preds = p->cfg.first[b + 1] - first;
    memset(p->now, 0, p->cells.count * sizeof *p->now);
    if (p->label[b]) /* block 0 has been started by ir_func_new */
        ir_block_start(p->g, p->label[b]);
    for (unsigned c = 0; c < p->cells.count; c++) {
        if (!cell_in(&about(p, b)->need_in, c))
            continue;
        if (preds == 1)
            p->now[c] = p->edge[first].value[c];
        else if (preds > 1)
            p->now[c] = new_phi(p, b, c);
        else
            current(p, c);
    }
    if (preds)
        put_dirty(p, b);
    if (p->f->ins[p->f->blocks[b].first].op != IR_insn_start)
        ir_insn_start(p->g, p->pc[b], 0);
}

/* ---- edges ---- */

static uint32_t edge_between(const struct promote *p, ir_label from, ir_label to)
{
    uint32_t e = p->cfg.first[to];
    while (p->cfg.before[e] != from)
        e++;
    return e;
}

static bool must_load(const struct promote *p, ir_label to, unsigned c)
{
    return cell_in(&about(p, to)->need_in, c) && !p->now[c];
}

static bool must_store(const struct promote *p, ir_label from, ir_label to, unsigned c)
{
    const struct cell_block *k = about(p, to);
    return cell_in(&about(p, from)->dirty_out, c) && cell_in(&k->sees, c) && !cell_in(&k->dirty_in, c) &&
           !cell_in(&p->cells.pins, c);
}

static bool edge_is_free(const struct promote *p, ir_label from, ir_label to)
{
    for (unsigned c = 0; c < p->cells.count; c++)
        if (must_load(p, to, c) || must_store(p, from, to, c))
            return false;
    return true;
}

/* Brings cells to where block `to` wants them, and notes what is known then. */
static void cross_edge(struct promote *p, ir_label from, ir_label to, ir_label here)
{
    struct edge *e = &p->edge[edge_between(p, from, to)];
    for (unsigned c = 0; c < p->cells.count; c++) {
        if (must_store(p, from, to, c))
            ir_emit(p->g, IR_sync, IR_VOID, p->cells.cell[c].offset, 0, 0, 0);
        else if (must_load(p, to, c))
            current(p, c);
    }
    e->from = here;
    e->value = arena_alloc(p->arena, p->cells.count * sizeof *p->now + 4);
    memcpy(e->value, p->now, p->cells.count * sizeof *p->now);
}

/* A block of its own for one of two edges. */
static void make_edge_block(struct promote *p, ir_label from, ir_label to, ir_label here, const ir_ref *end)
{
    ir_block_start(p->g, here);
    memcpy(p->now, end, p->cells.count * sizeof *p->now);
    for (unsigned c = 0; c < p->cells.count; c++)
        if (cell_in(&p->cells.pins, c) || (p->now[c] && cell_in(&about(p, from)->dirty_out, c) &&
                                           cell_in(&about(p, to)->sees, c)))
            ir_put(p->g, p->cells.cell[c].offset, p->now[c]);
    cross_edge(p, from, to, here);
    ir_jump(p->g, p->label[to]);
}

static void copy_jump(struct promote *p, ir_label b, ir_label to)
{
    cross_edge(p, b, to, p->label[b]);
    ir_jump(p->g, p->label[to]);
}

static void copy_br(struct promote *p, ir_label b, const struct ir_ins *x)
{
    const ir_label to[2] = { x->b, x->c };
    ir_label by[2];
    size_t size = p->cells.count * sizeof *p->now;
    for (unsigned c = 0; c < p->cells.count; c++)
        if (cell_in(&p->cells.pins, c)) /* an edge's block begins with puts of them; a call may have made them unknown */
            current(p, c);
    ir_ref *end = arena_alloc(p->arena, size + 4);
    memcpy(end, p->now, size);
    for (unsigned k = 0; k < 2; k++)
        by[k] = edge_is_free(p, b, to[k]) ? p->label[to[k]] : ir_block_new(p->g);
    for (unsigned k = 0; k < 2; k++)
        if (by[k] == p->label[to[k]])
            cross_edge(p, b, to[k], p->label[b]);
    ir_br(p->g, p->map[x->a], by[0], by[1]);
    for (unsigned k = 0; k < 2; k++)
        if (by[k] != p->label[to[k]])
            make_edge_block(p, b, to[k], by[k], end);
}

static ir_ref copy_plain(struct promote *p, const struct ir_ins *x)
{
    ir_ref a = ir_is_value(x, 0) ? p->map[x->a] : x->a;
    ir_ref b = ir_is_value(x, 1) ? p->map[x->b] : x->b;
    ir_ref c = ir_is_value(x, 2) ? p->map[x->c] : x->c;
    return ir_emit(p->g, x->op, x->type, x->aux, a, b, c);
}

static void copy_ins(struct promote *p, ir_label b, ir_ref i)
{
    const struct ir_ins *x = &p->f->ins[i];
    const uint32_t *pool = p->f->pool;
    switch (x->op) {
    case IR_get:
        p->map[i] = copy_get(p, x);
        break;
    case IR_put:
        copy_put(p, b, x);
        break;
    case IR_call:
        p->map[i] = copy_plain(p, x);
        memset(p->now, 0, p->cells.count * sizeof *p->now);
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
        copy_jump(p, b, x->a);
        break;
    case IR_br:
        if (x->b == x->c)
            copy_jump(p, b, x->b);
        else
            copy_br(p, b, x);
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
    for (ir_ref i = p->f->blocks[b].first; i < p->f->blocks[b].end; i++)
        copy_ins(p, b, i);
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
    for (unsigned n = 0; n < p->phi_count; n++) {
        const struct pending *x = &p->phis[n];
        const struct edge *e = &p->edge[p->cfg.first[x->block]];
        uint32_t *pool = &p->g->pool[p->g->ins[x->phi].a];
        for (uint32_t i = 0; i < pool[0]; i++) {
            pool[1 + 2 * i] = e[i].from;
            pool[2 + 2 * i] = e[i].value[x->cell];
        }
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
        if (x->op == IR_phi) {
            uint32_t *pool = &g->pool[x->a];
            for (uint32_t k = 0; k < pool[0]; k++)
                pool[2 + 2 * k] = resolve(same, pool[2 + 2 * k]);
            continue;
        }
        if (ir_is_value(x, 0))
            x->a = resolve(same, x->a);
        if (ir_is_value(x, 1))
            x->b = resolve(same, x->b);
        if (ir_is_value(x, 2))
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
    p->g->lazy = arena_alloc(p->arena, CELL_OFFSETS / 4 / 8);
    for (unsigned c = 0; c < p->cells.count; c++) {
        unsigned at = p->cells.cell[c].offset;
        if (cell_in(&p->cells.all, c))
            p->g->lazy[at / 128] |= 1u << at / 4 % 32;
    }
}

static void copy_entries(struct promote *p)
{
    p->g->entries = arena_alloc(p->arena, p->f->entry_count * sizeof *p->g->entries + 4);
    p->g->entry_count = p->f->entry_count;
    for (uint32_t i = 0; i < p->f->entry_count; i++)
        p->g->entries[i] = (struct ir_entry){ p->f->entries[i].pc, p->label[p->f->entries[i].block] };
}

/* Blocks come in another order than in f: each then says itself what guest instruction it is in. */
static void find_pcs(struct promote *p)
{
    uint64_t pc = p->f->pc;
    for (ir_label b = 0; b < p->f->block_count; b++) {
        p->pc[b] = pc;
        for (ir_ref i = p->f->blocks[b].first; i < p->f->blocks[b].end; i++)
            if (p->f->ins[i].op == IR_insn_start)
                pc = ir_imm(&p->f->ins[i]);
    }
}

static void copy_blocks(struct promote *p)
{
    const struct ir_func *f = p->f;
    p->g = ir_func_new(p->arena, f->pc);
    p->g->helpers = f->helpers;
    p->g->helper_count = f->helper_count;
    for (uint32_t n = 1; n < p->cfg.reached; n++)
        p->label[p->cfg.order[n]] = ir_block_new(p->g);
    for (uint32_t n = 0; n < p->cfg.reached; n++)
        copy_block(p, p->cfg.order[n]);
}

struct ir_func *opt_promote(struct arena *arena, const struct ir_func *f, const uint16_t *pins)
{
    struct promote *p = arena_alloc(arena, sizeof *p);
    p->arena = arena;
    p->f = f;
    if (!cells_find(&p->cells, arena, f, pins))
        return NULL;
    ir_cfg_make(&p->cfg, arena, f);
    cells_flow(&p->cells, arena, &p->cfg);
    p->label = arena_alloc(arena, f->block_count * sizeof *p->label);
    p->edge = arena_alloc(arena, (p->cfg.first[f->block_count] + 1) * sizeof *p->edge);
    p->map = arena_alloc(arena, f->count * sizeof *p->map);
    p->now = arena_alloc(arena, p->cells.count * sizeof *p->now + 4);
    p->pc = arena_alloc(arena, f->block_count * sizeof *p->pc);
    find_pcs(p);
    copy_blocks(p);
    fill_phis(p);
    simplify_phis(p);
    copy_entries(p);
    set_lazy(p);
    ir_func_finish(p->g);
    return p->g;
}
