/* The end of building: drops blocks that cannot be reached and instructions whose results nobody
   uses, and moves what is left together. Afterwards blocks lie one behind another in the order of
   their labels, without gaps, and operands are older than their users (phis apart). */
#include "ir/internal.h"

struct finish {
    struct ir_func *f;
    bool *reached;   /* by old label */
    ir_label *order; /* old labels in the order of building */
    ir_label *label; /* old label to new */
    uint32_t blocks; /* that are reached */
    ir_ref *moved;   /* old reference to new; before moving: 1 for what is used */
    ir_label only;   /* 0, all labels there are when there is one block */
};

/* ---- blocks ---- */

/* Blocks that the terminator of b goes to; returns how many. */
static unsigned targets(const struct ir_func *f, ir_label b, ir_label to[2])
{
    const struct ir_ins *last = ir_at(f, f->blocks[b].end - 1);
    to[0] = last->op == IR_br ? last->b : last->a;
    to[1] = last->c;
    return last->op == IR_br ? 2 : last->op == IR_jump;
}

static void reach(struct finish *p, ir_label *stack)
{
    unsigned depth = 0;
    p->reached[0] = true;
    stack[depth++] = 0;
    for (uint32_t k = 0; k < p->f->entry_count; k++) {
        p->reached[p->f->entries[k].block] = true;
        stack[depth++] = p->f->entries[k].block;
    }
    while (depth) {
        ir_label b = stack[--depth], to[2];
        bug_on(!p->f->blocks[b].end, "block %u is jumped to and was never built", b);
        unsigned count = targets(p->f, b, to);
        for (unsigned k = 0; k < count; k++) {
            if (!p->reached[to[k]])
                stack[depth++] = to[k];
            p->reached[to[k]] = true;
        }
    }
}

/* Blocks were built one behind another: each begins where the one before it ends. */
static void order_blocks(struct finish *p)
{
    ir_label *at = arena_alloc(p->f->arena, p->f->count * sizeof *at);
    for (ir_label b = 0; b < p->f->block_count; b++)
        if (p->f->blocks[b].first)
            at[p->f->blocks[b].first] = b;
    for (ir_ref i = 1; i < p->f->count; i = p->f->blocks[at[i]].end) {
        if (!p->reached[at[i]])
            continue;
        p->label[at[i]] = p->blocks;
        p->order[p->blocks++] = at[i];
    }
}

/* A branch that was folded takes its edge with it: the pairs of phis that came over it go. */
static void prune_phi(struct finish *p, ir_label b, const struct ir_ins *i)
{
    uint32_t *pairs = &p->f->pool[i->a], kept = 0;
    for (uint32_t k = 0; k < pairs[0]; k++) {
        ir_label from = pairs[1 + 2 * k], to[2];
        unsigned count = p->reached[from] ? targets(p->f, from, to) : 0;
        if (!(count > 0 && to[0] == b) && !(count > 1 && to[1] == b))
            continue;
        pairs[1 + 2 * kept] = from;
        pairs[2 + 2 * kept++] = pairs[2 + 2 * k];
    }
    pairs[0] = kept;
}

static void prune_phis(struct finish *p)
{
    for (uint32_t n = 0; n < p->blocks; n++) {
        const struct ir_block *b = &p->f->blocks[p->order[n]];
        for (ir_ref i = b->first; i < b->end; i++) { /* a pass may have removed some of the phis */
            if (p->f->ins[i].op == IR_phi)
                prune_phi(p, p->order[n], &p->f->ins[i]);
            else if (p->f->ins[i].op != IR_nop)
                break;
        }
    }
}

/* ---- what is used ---- */

static void use_phi(struct finish *p, const struct ir_ins *i)
{
    const uint32_t *pairs = &p->f->pool[i->a];
    for (uint32_t k = 0; k < pairs[0]; k++)
        p->moved[pairs[2 + 2 * k]] = 1;
}

static void use_operands(struct finish *p, const struct ir_ins *i)
{
    unsigned values = ir_ops[i->op].values;
    if (values & 1)
        p->moved[i->a] = 1;
    if (values & 2)
        p->moved[i->b] = 1;
    if (values & 4)
        p->moved[i->c] = 1;
}

static bool may_be_dropped(const struct ir_ins *i)
{
    return i->op == IR_get || ir_ops[i->op].flags & IR_PURE;
}

/* Notes what is used, and makes the rest nops. A phi's operands may be younger than it: all count as used. Everything else is exact in
   one sweep backwards. */
static void find_used(struct finish *p)
{
    struct ir_func *f = p->f;
    for (uint32_t n = 0; n < p->blocks && f->builder->phis; n++) {
        const struct ir_block *b = &f->blocks[p->order[n]];
        for (ir_ref i = b->first; i < b->end; i++)
            if (f->ins[i].op == IR_phi)
                use_phi(p, &f->ins[i]);
    }
    for (uint32_t n = p->blocks; n-- > 0;) {
        const struct ir_block *b = &f->blocks[p->order[n]];
        for (ir_ref i = b->end; i-- > b->first;) {
            if (!p->moved[i] && may_be_dropped(&f->ins[i]))
                f->ins[i].op = IR_nop;
            if (f->ins[i].op == IR_nop)
                continue;
            use_operands(p, &f->ins[i]);
        }
    }
}

/* ---- moving ---- */

static void rename_operands(const struct finish *p, struct ir_ins *i)
{
    unsigned values = ir_ops[i->op].values;
    if (values & 1)
        i->a = p->moved[i->a];
    if (values & 2)
        i->b = p->moved[i->b];
    if (values & 4)
        i->c = p->moved[i->c];
}

static void rename_labels(const struct finish *p, struct ir_ins *last)
{
    if (last->op == IR_jump)
        last->a = p->label[last->a];
    if (last->op == IR_br) {
        last->b = p->label[last->b];
        last->c = p->label[last->c];
    }
}

static void rename_phi(const struct finish *p, const struct ir_ins *i)
{
    uint32_t *pairs = &p->f->pool[i->a];
    for (uint32_t k = 0; k < pairs[0]; k++) {
        pairs[1 + 2 * k] = p->label[pairs[1 + 2 * k]];
        pairs[2 + 2 * k] = p->moved[pairs[2 + 2 * k]];
    }
}

/* Moves the instructions of a block to `to` and behind; returns the end. */
static ir_ref move_block(struct finish *p, const struct ir_block *b, ir_ref to)
{
    struct ir_ins *ins = p->f->ins;
    for (ir_ref i = b->first; i < b->end; i++) {
        if (ins[i].op == IR_nop)
            continue;
        p->moved[i] = to;
        if (i != to) { /* else nothing in front of it has moved */
            rename_operands(p, &ins[i]);
            ins[to] = ins[i];
        }
        to++;
    }
    rename_labels(p, &ins[to - 1]);
    return to;
}

/* Blocks lie in the order of building, so those that are not reached, and nops, leave the gaps that are closed. */
static void move(struct finish *p)
{
    struct ir_func *f = p->f;
    struct ir_block *blocks = arena_raw(f->arena, p->blocks * sizeof *blocks);
    ir_ref to = 1;
    p->moved[0] = 0;
    for (uint32_t n = 0; n < p->blocks; n++) {
        ir_ref first = to;
        to = move_block(p, &f->blocks[p->order[n]], to);
        blocks[n] = (struct ir_block){ first, to };
    }
    f->count = to;
    f->blocks = blocks;
    f->block_count = f->block_capacity = p->blocks;
    for (uint32_t k = 0; k < f->entry_count; k++)
        f->entries[k].block = p->label[f->entries[k].block];
    for (ir_ref i = 1; i < to && f->builder->phis; i++)
        if (f->ins[i].op == IR_phi)
            rename_phi(p, &f->ins[i]);
}

/* Most functions are one block, about which there is nothing to find out. */
static void find_blocks(struct finish *p)
{
    struct ir_func *f = p->f;
    if (f->block_count == 1 && !f->entry_count) {
        p->order = p->label = &p->only;
        p->blocks = 1;
        return;
    }
    p->reached = arena_alloc(f->arena, f->block_count);
    p->order = arena_alloc(f->arena, f->block_count * sizeof *p->order);
    p->label = arena_alloc(f->arena, f->block_count * sizeof *p->label);
    ir_label *stack = arena_alloc(f->arena, (f->block_count + 1) * sizeof *stack);
    reach(p, stack);
    order_blocks(p);
}

void ir_func_finish(struct ir_func *f)
{
    bug_on(!f->builder->ended, "block %u has no terminator", f->builder->block);
    struct finish p = { .f = f, .moved = arena_alloc(f->arena, f->count * sizeof *p.moved) };
    find_blocks(&p);
    if (f->builder->phis)
        prune_phis(&p);
    find_used(&p);
    move(&p);
    f->builder = NULL;
}
