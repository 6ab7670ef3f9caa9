/* Safepoints where they are needed. The builder puts one in front of each jump backwards within a region, since it does not know yet what
   is a loop. Those that lead to no loop go: a jump from which nothing leads back.

   Blocks that reach each other are found by Tarjan's method: depth first, each block gets the smallest number that can be reached from it
   among blocks which are not done yet; where that is its own, everything above it on the second stack is one component. */
#include "ir/cfg.h"
#include "ir/internal.h"

struct polls {
    const struct ir_func *f;
    uint32_t *number;    /* by block, in the order of visits, from 1; 0: not visited */
    uint32_t *low;       /* the smallest number reached */
    ir_label *component; /* by block: one of its blocks, the same for all; UINT32_MAX: not done */
    ir_label *open;      /* visited and not done, in order */
    struct visit {
        ir_label block;
        unsigned left; /* successors to be looked at */
    } *stack;
    uint32_t open_count, depth, visited;
};

static void visit(struct polls *p, ir_label b)
{
    ir_label to[2];
    p->number[b] = p->low[b] = ++p->visited;
    p->open[p->open_count++] = b;
    p->stack[p->depth++] = (struct visit){ b, ir_successors(p->f, b, to) };
}

static void reach(struct polls *p, ir_label b, uint32_t low)
{
    if (low < p->low[b])
        p->low[b] = low;
}

/* All successors of the topmost block have been visited. */
static void leave(struct polls *p)
{
    ir_label b = p->stack[--p->depth].block;
    if (p->low[b] == p->number[b]) {
        ir_label top;
        do {
            top = p->open[--p->open_count];
            p->component[top] = b;
        } while (top != b);
    }
    if (p->depth)
        reach(p, p->stack[p->depth - 1].block, p->low[b]);
}

static void find_components(struct polls *p, ir_label from)
{
    if (!p->number[from])
        visit(p, from);
    while (p->depth) {
        struct visit *top = &p->stack[p->depth - 1];
        ir_label to[2], b = top->block;
        if (!top->left) {
            leave(p);
            continue;
        }
        ir_successors(p->f, b, to);
        ir_label next = to[--top->left];
        if (!p->number[next])
            visit(p, next);
        else if (p->component[next] == UINT32_MAX)
            reach(p, b, p->number[next]);
    }
}

void ir_drop_polls(struct ir_func *f)
{
    uint32_t n = f->block_count;
    struct arena_mark mark = arena_mark(f->arena);
    struct polls p = {
        .f = f,
        .number = arena_alloc(f->arena, n * sizeof *p.number),
        .low = arena_alloc(f->arena, n * sizeof *p.low),
        .component = arena_alloc(f->arena, n * sizeof *p.component),
        .open = arena_alloc(f->arena, n * sizeof *p.open),
        .stack = arena_alloc(f->arena, n * sizeof *p.stack),
    };
    for (ir_label b = 0; b < n; b++)
        p.component[b] = UINT32_MAX;
    for (ir_label b = 0; b < n; b++)
        if (f->blocks[b].end)
            find_components(&p, b);
    for (ir_label b = 0; b < n; b++)
        for (ir_ref i = f->blocks[b].first; i + 1 < f->blocks[b].end; i++)
            if (f->ins[i].op == IR_safepoint && f->ins[i + 1].op == IR_jump && p.component[b] != p.component[f->ins[i + 1].a])
                f->ins[i] = (struct ir_ins){ .op = IR_nop };
    arena_release(f->arena, mark);
}
