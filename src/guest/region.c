/* Translating a region: the loop around a hot block, as one IR function. Read guest/translate.c first.

   Blocks are found from the hot one along direct jumps and branches to code that is wanted (that has run). The tightest
   loop among them that the hot block is in is what becomes the region: it is entered at the loop's head, and its blocks
   are those that come back there. Everything else, calls too, leaves it. Code that is in no loop gains nothing from
   being compiled together: its guest state would be carried along for exits that each want all of it. */
#include "guest/guest.h"

#include "guest/internal.h"

enum { MAX_BLOCKS = 128, MAX_EDGES = 4 * MAX_BLOCKS };

struct region {
    struct ir_region ir; /* first: the builder hands it back */
    const struct guest_region *ask;
    struct ir_func *f;
    struct guest_span *span; /* what each block covers, in the order of `pc` */
    uint64_t pc[MAX_BLOCKS];
    ir_label label[MAX_BLOCKS];
    unsigned known, done;     /* blocks found, and lifted */
    struct {
        unsigned from, to;
    } edge[MAX_EDGES];
    unsigned edges;
    bool body[MAX_BLOCKS];    /* whether a block is in the loop */
};

static int find(const struct region *r, uint64_t pc)
{
    for (unsigned i = 0; i < r->known; i++)
        if (r->pc[i] == pc)
            return (int)i;
    return -1;
}

/* The block at pc, new when it is wanted; IR_OUTSIDE. */
static ir_label block_at(struct region *r, uint64_t pc)
{
    int i = find(r, pc);
    if (i >= 0)
        return r->label[i];
    bool first = !r->known; /* always wanted: its translation may have gone since it was asked for */
    if (r->known == MAX_BLOCKS || r->known >= r->ask->max_blocks || (!first && !r->ask->wanted(r->ask->unit.context, pc)))
        return IR_OUTSIDE;
    r->pc[r->known] = pc;
    r->label[r->known] = ir_block_new(r->f);
    return r->label[r->known++];
}

/* Where a jump from the block being lifted leads. */
static ir_label inside(struct ir_region *ir, uint64_t pc)
{
    struct region *r = (struct region *)ir;
    if (r->edges == MAX_EDGES)
        return IR_OUTSIDE;
    ir_label to = block_at(r, pc);
    if (to != IR_OUTSIDE) {
        r->edge[r->edges].from = r->done;
        r->edge[r->edges++].to = (unsigned)find(r, pc);
    }
    return to;
}

static void lift_block(struct region *r, unsigned n)
{
    struct guest_window window = { 0 };
    const struct guest_unit *u = &r->ask->unit;
    struct lift l = { .f = r->f, .guest = u->guest, .features = u->features, .next_pc = r->pc[n] };
    ir_block_start(r->f, r->label[n]);
    for (unsigned count = 0; !l.ended; count++) {
        l.pc = r->ir.pc = l.next_pc;
        bool other = count && find(r, l.pc) >= 0;
        if (other || count == u->max_insns || (count && !guest_same_page(l.pc, r->pc[n]))) {
            ir_exit_direct(r->f, l.pc, IR_HINT_JUMP, 0); /* a jump when it is inside */
            l.ended = true;
        } else {
            guest_step(&window, u, &l);
        }
    }
    r->span[n] = (struct guest_span){ r->pc[n], (uint32_t)(l.next_pc - r->pc[n]) };
}

/* Lifts everything that is reached from pc. */
static void discover(struct region *r, struct arena *arena, const struct guest_region *ask, uint64_t pc)
{
    *r = (struct region){ .ask = ask };
    r->ir.find = inside;
    r->f = ir_func_new(arena, pc);
    r->f->helpers = ask->unit.guest->helpers;
    r->f->helper_count = ask->unit.guest->helper_count;
    r->f->region = &r->ir;
    r->span = arena_alloc(arena, MAX_BLOCKS * sizeof *r->span);
    ir_jump(r->f, block_at(r, pc)); /* block 0 is the entry: the first block is the head of a loop */
    for (; r->done < r->known; r->done++)
        lift_block(r, r->done);
    r->f->region = NULL;
}

/* The blocks from which one jumps back to `head`, and what leads to them without passing it. */
static void find_body(struct region *r, unsigned head)
{
    for (unsigned n = 0; n < r->known; n++)
        r->body[n] = n == head;
    for (bool again = true; again;) {
        again = false;
        for (unsigned e = 0; e < r->edges; e++) {
            unsigned from = r->edge[e].from, to = r->edge[e].to;
            bool closes = to == head && r->pc[from] >= r->pc[head];
            if (r->body[from] || !r->body[to] || (to == head && !closes))
                continue;
            r->body[from] = again = true;
        }
    }
}

/* The head of the tightest loop that the first block is in; -1: it is in none. Heads are where jumps go backwards. */
static int find_head(struct region *r)
{
    int best = -1;
    for (unsigned e = 0; e < r->edges; e++) {
        unsigned head = r->edge[e].to;
        bool closes = r->pc[head] <= r->pc[0] && r->pc[r->edge[e].from] >= r->pc[0];
        if (!closes || (best >= 0 && r->pc[head] <= r->pc[best]))
            continue;
        find_body(r, head);
        if (r->body[0])
            best = (int)head;
    }
    return best;
}

/* What is not in the loop only leaves for its own pc. */
static void make_exit(struct region *r, unsigned n)
{
    struct ir_block *b = &r->f->blocks[r->label[n]];
    for (ir_ref i = b->first; i < b->end; i++)
        r->f->ins[i] = (struct ir_ins){ .op = IR_nop };
    uint64_t pc = r->pc[n];
    r->f->ins[b->end - 1] = (struct ir_ins){ .op = IR_exit_direct, .aux = IR_HINT_JUMP, .b = (uint32_t)pc, .c = (uint32_t)(pc >> 32) };
}

struct ir_func *guest_translate_region(struct arena *arena, const struct guest_region *ask, struct guest_span **spans,
                                       unsigned *count)
{
    struct region *r = arena_alloc(arena, sizeof *r);
    discover(r, arena, ask, ask->unit.pc);
    int head = find_head(r);
    if (head < 0)
        return NULL;
    if (head > 0)
        discover(r, arena, ask, r->pc[head]);
    find_body(r, 0);
    *spans = r->span;
    *count = 0;
    for (unsigned n = 0; n < r->known; n++)
        if (r->body[n])
            r->span[(*count)++] = r->span[n];
        else
            make_exit(r, n);
    ir_func_finish(r->f);
    return r->f;
}
