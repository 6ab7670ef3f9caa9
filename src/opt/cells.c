/* Finds the cells of a function, and computes what promotion needs to know of them. Read opt/promote.c first. */
#include "opt/cells.h"

#include <string.h>

#include "ir/state.h"

/* ---- sets ---- */

static void add(struct cell_set *s, unsigned c)
{
    s->bits[c / 64] |= (uint64_t)1 << c % 64;
}

static struct cell_set both(struct cell_set a, const struct cell_set *b)
{
    for (unsigned w = 0; w < CELL_WORDS; w++)
        a.bits[w] &= b->bits[w];
    return a;
}

static struct cell_set either(struct cell_set a, const struct cell_set *b)
{
    for (unsigned w = 0; w < CELL_WORDS; w++)
        a.bits[w] |= b->bits[w];
    return a;
}

static struct cell_set without(struct cell_set a, const struct cell_set *b)
{
    for (unsigned w = 0; w < CELL_WORDS; w++)
        a.bits[w] &= ~b->bits[w];
    return a;
}

/* Whether it was another one. */
static bool set(struct cell_set *s, struct cell_set to)
{
    bool changed = memcmp(s, &to, sizeof to) != 0;
    *s = to;
    return changed;
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

/* The head of the state belongs to the engines as much as to the guest. */
static bool is_promotable(const struct ir_ins *x)
{
    return accesses_state(x) && x->aux >= IR_STATE_HEAD;
}

/* Marks the bytes, and all but the first as in one cell with the byte before. */
enum { USED = 1, JOINED = 2 };
static void join(uint8_t *used, unsigned at, unsigned size)
{
    for (unsigned i = at; i < at + size; i++)
        used[i] |= i > at ? USED | JOINED : USED;
}

static ir_type cell_type(const struct cell *c)
{
    switch (c->size) {
    case 1:
    case 2:
        return ir_int_type(c->size * 8u);
    case 4:
        return c->flags ? IR_FLAGS : c->floats ? IR_F32 : IR_I32;
    case 8:
        return c->floats ? IR_F64 : IR_I64;
    case 16:
        return IR_V128 | IR_I64;
    default:
        return IR_VOID;
    }
}

static bool mark_accesses(const struct cells *c, uint8_t *used, const uint16_t *pins)
{
    for (unsigned i = 0; pins[i]; i++)
        join(used, pins[i], 8);
    for (ir_ref i = 1; i < c->f->count; i++) {
        const struct ir_ins *x = &c->f->ins[i];
        if (!is_promotable(x))
            continue;
        unsigned size = cell_bytes(access_type(c->f, x));
        if (x->aux + size > CELL_OFFSETS)
            return false;
        join(used, x->aux, size);
    }
    return true;
}

static bool cut_cells(struct cells *c, const uint8_t *used)
{
    memset(c->at, NO_CELL, sizeof c->at);
    for (unsigned i = 0; i < CELL_OFFSETS; i++) {
        if (!used[i])
            continue;
        if (!(used[i] & JOINED)) {
            if (c->count == CELLS)
                return false;
            c->cell[c->count++] = (struct cell){ .offset = (uint16_t)i };
        }
        c->at[i] = (uint8_t)(c->count - 1);
        c->cell[c->count - 1].size++;
    }
    return true;
}

static void type_cells(struct cells *c)
{
    bool *others = arena_alloc(c->f->arena, c->count + 1); /* accesses of other types */
    for (ir_ref i = 1; i < c->f->count; i++) {
        const struct ir_ins *x = &c->f->ins[i];
        if (!is_promotable(x))
            continue;
        ir_type t = access_type(c->f, x);
        struct cell *cell = &c->cell[c->at[x->aux]];
        cell->flags |= t == IR_FLAGS;
        cell->floats |= ir_is_float(t) && cell_bytes(t) == cell->size;
        others[c->at[x->aux]] |= !ir_is_float(t) || cell_bytes(t) != cell->size;
    }
    for (unsigned n = 0; n < c->count; n++)
        c->cell[n].floats &= !others[n];
    for (unsigned n = 0; n < c->count; n++) {
        c->cell[n].type = cell_type(&c->cell[n]);
        if (c->cell[n].type == IR_VOID)
            continue;
        add(&c->all, n);
        add(c->cell[n].type == IR_FLAGS ? &c->light : &c->faults, n);
    }
}

/* Parts of cells are at multiples of their size. */
static bool all_regular(const struct cells *c)
{
    for (ir_ref i = 1; i < c->f->count; i++) {
        const struct ir_ins *x = &c->f->ins[i];
        unsigned n = accesses_state(x) ? cells_of(c, x) : CELLS;
        if (n < CELLS && (x->aux - c->cell[n].offset) % cell_bytes(access_type(c->f, x)))
            return false;
    }
    return true;
}

unsigned cells_of(const struct cells *c, const struct ir_ins *x)
{
    unsigned n = x->aux < CELL_OFFSETS ? c->at[x->aux] : (unsigned)NO_CELL;
    return n == NO_CELL || c->cell[n].type == IR_VOID ? CELLS : n;
}

bool cells_find(struct cells *c, struct arena *arena, const struct ir_func *f, const uint16_t *pins)
{
    uint8_t *used = arena_alloc(arena, CELL_OFFSETS);
    c->f = f;
    if (!mark_accesses(c, used, pins) || !cut_cells(c, used))
        return false;
    type_cells(c);
    for (unsigned i = 0; pins[i]; i++) {
        if (c->cell[c->at[pins[i]]].type != IR_I64)
            return false;
        add(&c->pins, c->at[pins[i]]);
        add(&c->light, c->at[pins[i]]);
    }
    return all_regular(c);
}

/* ---- single blocks ---- */

/* Whether it may leave or fault, so that all guest state must be right there. */
static bool looks(const struct ir_ins *x)
{
    if (x->op == IR_jump || x->op == IR_br || x->op == IR_insn_start)
        return false;
    return ir_ops[x->op].flags & (IR_MEM | IR_EFFECT | IR_FP_ENV | IR_EXIT);
}

/* Otherwise it only may fault. Then flags that are overwritten before they are read may be anything: to have them
   right in every loop with a load would cost more than all else in it. */
static bool leaves(const struct ir_ins *x)
{
    return ir_ops[x->op].flags & (IR_EFFECT | IR_EXIT);
}

static void scan_access(struct cells *c, struct cell_block *b, struct cell_set *gone, const struct ir_ins *x)
{
    unsigned n = cells_of(c, x);
    if (n == CELLS)
        return;
    bool whole = x->op == IR_put && cell_bytes(access_type(c->f, x)) == c->cell[n].size;
    if (!whole && !cell_in(gone, n)) {
        add(&b->seen, n);
        if (!b->calls)
            add(&b->read, n);
    }
    add(gone, n);
    add(&b->touched, n);
    if (x->op == IR_put)
        add(&b->put, n);
}

static void scan_block(struct cells *c, ir_label at)
{
    struct cell_block *b = &c->block[at];
    struct cell_set gone = { 0 }; /* what it was at the start does not matter any more */
    for (ir_ref i = c->f->blocks[at].first; i < c->f->blocks[at].end; i++) {
        const struct ir_ins *x = &c->f->ins[i];
        if (accesses_state(x)) {
            scan_access(c, b, &gone, x);
            continue;
        }
        if (looks(x)) {
            struct cell_set seen = without(leaves(x) ? c->all : c->faults, &gone);
            b->seen = either(b->seen, &seen);
        }
        if (x->op == IR_call) {
            b->calls = true;
            gone = c->all;
            b->touched = b->put = (struct cell_set){ 0 };
        }
    }
}

/* ---- loops: cells that a loop without calls uses are values in all of its blocks ---- */

/* Adds what leads to block `from` without passing the loop's head, which is in the list already. */
static uint32_t add_body(const struct ir_cfg *cfg, ir_label from, bool *in, ir_label *list, uint32_t count)
{
    uint32_t done = count;
    if (!in[from])
        list[count++] = from;
    in[from] = true;
    for (; done < count; done++)
        for (uint32_t k = cfg->first[list[done]]; k < cfg->first[list[done] + 1]; k++) {
            ir_label p = cfg->before[k];
            if (!in[p])
                list[count++] = p;
            in[p] = true;
        }
    return count;
}

/* More values than the host has registers for would only be spilled. Pins are values anyway. */
static bool is_too_much(const struct cells *c, const struct cell_set *used)
{
    enum { MOST_NUMBERS = 6, MOST_VECTORS = 14 };
    unsigned numbers = 0, vectors = 0;
    for (unsigned n = 0; n < c->count; n++) {
        bool counts = cell_in(used, n) && !cell_in(&c->pins, n);
        vectors += counts && (c->cell[n].size == 16 || c->cell[n].floats);
        numbers += counts && c->cell[n].size != 16 && !c->cell[n].floats;
    }
    return numbers > MOST_NUMBERS || vectors > MOST_VECTORS;
}

static void carry(struct cells *c, const ir_label *list, uint32_t count)
{
    struct cell_set used = { 0 };
    for (uint32_t n = 0; n < count; n++) {
        const struct cell_block *b = &c->block[list[n]];
        if (b->calls)
            return;
        used = either(used, &b->touched);
    }
    if (is_too_much(c, &used))
        return;
    for (uint32_t n = 0; n < count; n++)
        c->block[list[n]].carried = either(c->block[list[n]].carried, &used);
}

static bool goes_to_itself(const struct ir_cfg *cfg, ir_label b)
{
    for (uint32_t k = cfg->first[b]; k < cfg->first[b + 1]; k++)
        if (cfg->before[k] == b)
            return true;
    return false;
}

static void find_loops(struct cells *c, struct arena *arena)
{
    const struct ir_cfg *cfg = c->cfg;
    bool *in = arena_alloc(arena, c->f->block_count);
    ir_label *list = arena_alloc(arena, (c->f->block_count + 1) * sizeof *list);
    for (uint32_t n = 0; n < cfg->reached; n++) {
        ir_label header = cfg->order[n];
        uint32_t count = 0;
        list[count++] = header;
        in[header] = true;
        for (uint32_t k = cfg->first[header]; k < cfg->first[header + 1]; k++)
            if (ir_dominates(cfg, header, cfg->before[k]))
                count = add_body(cfg, cfg->before[k], in, list, count);
        if (count > 1 || goes_to_itself(cfg, header))
            carry(c, list, count);
        while (count)
            in[list[--count]] = false;
    }
}

/* ---- over all blocks ---- */

typedef bool transfer(struct cells *c, ir_label b); /* whether anything changed */

static void until_stable(struct cells *c, transfer *t, bool backwards)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t n = 0; n < c->cfg->reached; n++)
            again |= t(c, c->cfg->order[backwards ? c->cfg->reached - 1 - n : n]);
    }
}

static bool know(struct cells *c, ir_label at)
{
    const struct ir_cfg *cfg = c->cfg;
    struct cell_block *b = &c->block[at];
    struct cell_set in = { 0 };
    if (cfg->first[at] + 1 == cfg->first[at + 1])
        in = both(c->block[cfg->before[cfg->first[at]]].known_out, &c->light);
    in = either(in, &b->carried);
    in = either(in, &c->pins);
    struct cell_set out = b->calls ? b->touched : either(in, &b->touched);
    out = either(out, &c->pins);
    bool changed = set(&b->known_in, in);
    return set(&b->known_out, out) || changed;
}

static bool dirty(struct cells *c, ir_label at)
{
    const struct ir_cfg *cfg = c->cfg;
    struct cell_block *b = &c->block[at];
    struct cell_set in = { 0 };
    for (uint32_t k = cfg->first[at]; k < cfg->first[at + 1]; k++)
        in = either(in, &c->block[cfg->before[k]].dirty_out);
    in = both(in, &b->known_in);
    struct cell_set late = either(b->carried, &c->light), out = both(b->put, &late);
    if (!b->calls)
        out = either(out, &in);
    bool changed = set(&b->dirty_in, in);
    return set(&b->dirty_out, out) || changed;
}

static bool look_ahead(struct cells *c, ir_label at)
{
    struct cell_block *b = &c->block[at];
    struct cell_set reads = { 0 }, sees = { 0 };
    ir_label to[2];
    for (unsigned n = ir_successors(c->f, at, to); n-- > 0;) {
        reads = either(reads, &c->block[to[n]].reads);
        sees = either(sees, &c->block[to[n]].sees);
    }
    if (b->calls)
        reads = sees = (struct cell_set){ 0 };
    reads = without(reads, &b->put);
    sees = without(sees, &b->put);
    reads = either(reads, &b->read);
    sees = either(sees, &b->seen);
    bool changed = set(&b->reads, reads);
    return set(&b->sees, sees) || changed;
}

/* What a block must start with: it is read, or differs from memory and somebody will look, or a successor needs it. */
static bool need(struct cells *c, ir_label at)
{
    struct cell_block *b = &c->block[at];
    struct cell_set in = both(b->dirty_in, &b->sees), out = { 0 };
    ir_label to[2];
    in = either(in, &b->reads);
    for (unsigned n = ir_successors(c->f, at, to); n-- > 0;)
        out = either(out, &c->block[to[n]].need_in);
    if (!b->calls) {
        out = without(out, &b->touched);
        in = either(in, &out);
    }
    in = both(in, &b->known_in);
    in = either(in, &c->pins);
    return set(&b->need_in, in);
}

void cells_flow(struct cells *c, struct arena *arena, const struct ir_cfg *cfg)
{
    c->cfg = cfg;
    c->block = arena_alloc(arena, c->f->block_count * sizeof *c->block);
    for (uint32_t n = 0; n < cfg->reached; n++)
        scan_block(c, cfg->order[n]);
    find_loops(c, arena);
    until_stable(c, know, false);
    until_stable(c, dirty, false);
    until_stable(c, look_ahead, true);
    until_stable(c, need, true);
}
