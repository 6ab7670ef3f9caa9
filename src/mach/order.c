/* The order of blocks for register allocation: positions are to follow execution, so that a value's life is short in them, too.
   Reverse postorder, a loop's blocks before what follows the loop, cold blocks at the end. Finds the loops on the way:
   the walk meets an edge to a block that it is still within; what leads to that edge without passing its target is the body. */
#include "mach/alloc.h"

#include <string.h>

enum { NEW, OPEN, CLOSED };

struct order {
    struct mach_func *f;
    uint8_t *state;    /* by block */
    uint32_t *stack;   /* also the work list of bodies */
    uint8_t *left;     /* by block: successors still to be looked at */
    uint32_t *list;    /* closed blocks, in postorder */
    uint32_t count;
    bool *in;          /* by block: of the body being collected */
};

/* Which successor to walk to at once, so that it comes later in the order: cold, or in fewer loops. */
static unsigned later_successor(const struct mach_func *f, const struct mach_block *b)
{
    const struct mach_block *x = &f->blocks[b->succs[0]], *y = &f->blocks[b->succs[1]];
    if (x->cold != y->cold)
        return y->cold;
    return x->loop_depth <= y->loop_depth ? 0 : 1;
}

static uint32_t next_successor(struct order *o, uint32_t b)
{
    const struct mach_block *block = &o->f->blocks[b];
    unsigned left = o->left[b]--;
    if (block->succ_count == 1)
        return block->succs[0];
    unsigned later = later_successor(o->f, block);
    return block->succs[left == 2 ? later : 1 - later];
}

/* One more loop around everything that reaches `from` without passing `header`. */
static void deepen(struct order *o, uint32_t header, uint32_t from)
{
    uint32_t count = 0, done = 0;
    uint32_t *list = o->list;
    o->in[header] = true;
    list[count++] = header;
    if (!o->in[from])
        list[count++] = from;
    o->in[from] = true;
    for (done = 1; done < count; done++) {
        const struct mach_block *b = &o->f->blocks[list[done]];
        for (uint32_t k = 0; k < b->pred_count; k++) {
            if (!o->in[b->preds[k]])
                list[count++] = b->preds[k];
            o->in[b->preds[k]] = true;
        }
    }
    while (count) {
        o->in[list[--count]] = false;
        o->f->blocks[list[count]].loop_depth++;
    }
}

/* Depth first. With `loops`: only deepens what they contain; else lists blocks in postorder. */
static void walk(struct order *o, uint32_t root, bool loops)
{
    uint32_t depth = 0;
    if (o->state[root] != NEW)
        return;
    o->stack[depth++] = root;
    o->state[root] = OPEN;
    o->left[root] = (uint8_t)o->f->blocks[root].succ_count;
    while (depth) {
        uint32_t b = o->stack[depth - 1];
        if (!o->left[b]) {
            o->state[b] = CLOSED;
            if (!loops)
                o->list[o->count++] = b;
            depth--;
            continue;
        }
        uint32_t to = next_successor(o, b);
        if (o->state[to] == OPEN && loops)
            deepen(o, to, b);
        if (o->state[to] != NEW)
            continue;
        o->state[to] = OPEN;
        o->left[to] = (uint8_t)o->f->blocks[to].succ_count;
        o->stack[depth++] = to;
    }
}

/* Block 0 last, so that it comes first. */
static void walk_all(struct order *o, bool loops)
{
    memset(o->state, NEW, o->f->block_count);
    for (uint32_t b = o->f->block_count; b-- > 1;)
        if (o->f->blocks[b].entry)
            walk(o, b, loops);
    walk(o, 0, loops);
}

/* Blocks in the order of `list` from its end, hot ones first. Unreachable ones are left out. */
static void renumber(struct order *o)
{
    struct mach_func *f = o->f;
    uint32_t *number = arena_alloc(f->arena, f->block_count * sizeof *number);
    struct mach_block *blocks = arena_alloc(f->arena, o->count * sizeof *blocks);
    uint32_t n = 0;
    for (unsigned cold = 0; cold < 2; cold++)
        for (uint32_t k = o->count; k-- > 0;)
            if (f->blocks[o->list[k]].cold == cold) {
                number[o->list[k]] = n;
                blocks[n++] = f->blocks[o->list[k]];
            }
    for (uint32_t b = 0; b < n; b++) {
        for (uint32_t k = 0; k < blocks[b].pred_count; k++)
            blocks[b].preds[k] = number[blocks[b].preds[k]];
        for (uint32_t k = 0; k < blocks[b].succ_count; k++)
            blocks[b].succs[k] = number[blocks[b].succs[k]];
    }
    f->blocks = blocks;
    f->block_count = f->block_capacity = n;
}

/* As long as blocks are in the order in which they were made, and after they have been ordered. */
bool alloc_has_loops(const struct mach_func *f)
{
    for (uint32_t b = 0; b < f->block_count; b++)
        for (unsigned k = 0; k < f->blocks[b].succ_count; k++)
            if (f->blocks[b].succs[k] <= b)
                return true;
    return false;
}

void alloc_order(struct mach_func *f)
{
    if (f->block_count == 1)
        return;
    struct order o = {
        .f = f,
        .state = arena_alloc(f->arena, f->block_count),
        .stack = arena_alloc(f->arena, (f->block_count + 1) * sizeof *o.stack),
        .left = arena_alloc(f->arena, f->block_count),
        .list = arena_alloc(f->arena, (f->block_count + 1) * sizeof *o.list),
        .in = arena_alloc(f->arena, f->block_count),
    };
    if (alloc_has_loops(f))
        walk_all(&o, true);
    walk_all(&o, false);
    for (uint32_t b = 0; b < f->block_count; b++) /* a predecessor that cannot be reached would have no number */
        if (o.state[b] == NEW)
            return;
    renumber(&o);
}
