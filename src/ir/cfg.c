/* Predecessors, reverse postorder and dominators. Dominators by Cooper, Harvey and Kennedy's method
   ("A Simple, Fast Dominance Algorithm"): idom[] is a tree that is improved over the blocks in
   reverse postorder until it stays the same; two blocks' nearest common ancestor is found by
   climbing from whichever comes later in that order. */
#include "ir/cfg.h"

unsigned ir_successors(const struct ir_func *f, ir_label b, ir_label to[2])
{
    const struct ir_ins *last = &f->ins[f->blocks[b].end - 1];
    if (last->op == IR_jump) {
        to[0] = last->a;
        return 1;
    }
    if (last->op == IR_br) {
        to[0] = last->b;
        to[1] = last->c;
        return 2;
    }
    return 0;
}

static void find_predecessors(struct ir_cfg *c, const struct ir_func *f)
{
    ir_label to[2];
    for (ir_label b = 0; b < f->block_count; b++)
        for (unsigned n = ir_successors(f, b, to); n-- > 0;)
            c->first[to[n]]++;
    for (ir_label b = 1; b <= f->block_count; b++) /* now the end of each block's range */
        c->first[b] += c->first[b - 1];
    for (ir_label b = f->block_count; b-- > 0;)
        for (unsigned n = ir_successors(f, b, to); n-- > 0;)
            c->before[--c->first[to[n]]] = b;
}

struct walk {
    struct step {
        ir_label block;
        unsigned left; /* successors to be looked at */
    } *stack;
    ir_label *postorder;
    uint32_t count;
};

/* Depth first from one entry; a block is placed, from the end, when all its successors have been. */
static void walk_from(struct ir_cfg *c, struct walk *w, const struct ir_func *f, ir_label entry)
{
    ir_label to[2];
    uint32_t depth = 0;
    if (c->position[entry] != IR_UNREACHED)
        return;
    w->stack[depth++] = (struct step){ entry, ir_successors(f, entry, to) };
    c->position[entry] = 0;
    while (depth) {
        struct step *top = &w->stack[depth - 1];
        if (!top->left) {
            w->postorder[w->count++] = top->block;
            depth--;
            continue;
        }
        ir_successors(f, top->block, to);
        ir_label next = to[--top->left];
        if (c->position[next] == IR_UNREACHED) {
            c->position[next] = 0;
            ir_label beyond[2];
            w->stack[depth++] = (struct step){ next, ir_successors(f, next, beyond) };
        }
    }
}

/* The further entries first, so that block 0 comes in front of everything. */
static void find_order(struct ir_cfg *c, struct arena *arena, const struct ir_func *f)
{
    struct walk w = { arena_alloc(arena, f->block_count * sizeof *w.stack),
                      arena_alloc(arena, f->block_count * sizeof *w.postorder), 0 };
    for (ir_label b = 0; b < f->block_count; b++)
        c->position[b] = IR_UNREACHED;
    for (uint32_t k = 0; k < f->entry_count; k++)
        walk_from(c, &w, f, f->entries[k].block);
    walk_from(c, &w, f, 0);
    c->reached = w.count;
    for (uint32_t k = 0; k < w.count; k++) {
        c->order[k] = w.postorder[w.count - 1 - k];
        c->position[c->order[k]] = k;
    }
}

/* IR_UNREACHED: none, they are reached from different entries. */
static ir_label common_dominator(const struct ir_cfg *c, ir_label a, ir_label b)
{
    while (a != b) {
        ir_label *later = c->position[a] > c->position[b] ? &a : &b, *other = later == &a ? &b : &a;
        if (c->idom[*later] == *later) { /* a root: only the other one can still climb to it */
            if (c->idom[*other] == *other)
                return IR_UNREACHED;
            later = other;
        }
        *later = c->idom[*later];
    }
    return a;
}

/* The nearest common dominator of the predecessors that are in the forest already; the block itself when there is none. */
static ir_label dominator_of(const struct ir_cfg *c, const bool *placed, const bool *entry, ir_label b)
{
    ir_label d = IR_UNREACHED;
    bool first = true;
    for (uint32_t k = c->first[b]; k < c->first[b + 1]; k++) {
        ir_label p = c->before[k];
        if (c->position[p] == IR_UNREACHED || !placed[p])
            continue;
        if (!first && d == IR_UNREACHED)
            break;
        d = first ? p : common_dominator(c, d, p);
        first = false;
    }
    return entry[b] || d == IR_UNREACHED ? b : d;
}

static void find_dominators(struct ir_cfg *c, struct arena *arena, const struct ir_func *f)
{
    bool *placed = arena_alloc(arena, f->block_count), *entry = arena_alloc(arena, f->block_count);
    for (ir_label b = 0; b < f->block_count; b++)
        c->idom[b] = b;
    placed[0] = entry[0] = true;
    for (uint32_t k = 0; k < f->entry_count; k++)
        placed[f->entries[k].block] = entry[f->entries[k].block] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t k = 0; k < c->reached; k++) {
            ir_label b = c->order[k], d = dominator_of(c, placed, entry, b);
            changed |= c->idom[b] != d;
            c->idom[b] = d;
            placed[b] = true;
        }
    }
}

/* Sizes of subtrees from the leaves up, in `leave`; then each block takes the next numbers of its
   dominator's range. */
static void number_tree(struct ir_cfg *c, struct arena *arena, const struct ir_func *f)
{
    uint32_t *next = arena_alloc(arena, f->block_count * sizeof *next);
    for (ir_label b = 0; b < f->block_count; b++)
        c->leave[b] = 1;
    for (uint32_t k = c->reached; k-- > 0;)
        if (c->idom[c->order[k]] != c->order[k])
            c->leave[c->idom[c->order[k]]] += c->leave[c->order[k]];
    uint32_t unreached = c->reached, roots = 0;
    for (ir_label b = 0; b < f->block_count; b++)
        if (c->position[b] == IR_UNREACHED) {
            c->enter[b] = unreached++;
            c->leave[b] = unreached;
        }
    for (uint32_t k = 0; k < c->reached; k++) {
        ir_label b = c->order[k], d = c->idom[b];
        uint32_t *at = d == b ? &roots : &next[d];
        c->enter[b] = *at;
        *at += c->leave[b];
        next[b] = c->enter[b] + 1;
        c->leave[b] += c->enter[b];
    }
}

void ir_cfg_make(struct ir_cfg *c, struct arena *arena, const struct ir_func *f)
{
    size_t n = f->block_count;
    *c = (struct ir_cfg){
        .first = arena_alloc(arena, (n + 1) * sizeof *c->first),
        .before = arena_alloc(arena, 2 * n * sizeof *c->before),
        .order = arena_alloc(arena, n * sizeof *c->order),
        .position = arena_alloc(arena, n * sizeof *c->position),
        .idom = arena_alloc(arena, n * sizeof *c->idom),
        .enter = arena_alloc(arena, n * sizeof *c->enter),
        .leave = arena_alloc(arena, n * sizeof *c->leave),
    };
    find_predecessors(c, f);
    find_order(c, arena, f);
    find_dominators(c, arena, f);
    number_tree(c, arena, f);
}
