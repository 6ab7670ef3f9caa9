/* Translating a region: what is around a hot block, as one IR function. Read guest/translate.c first.

   Blocks are found from the hot one along direct jumps and branches to code that is wanted (that has run).

   Scope LOOP. The tightest loop among them that the hot block is in is what becomes the region: it is entered at the
   loop's head, and its blocks are those that come back there. Everything else, calls too, leaves it. This is for a code
   generator that carries guest state from block to block at a price.

   Scope FUNCTION. All of them are the region. A call leaves it, and the block behind the call is found as well: the
   callee's return enters the region there. The call of a small function that calls nothing itself becomes a
   jump to a copy of its blocks instead; its return then is a jump, too, if it goes where it should. A copy is a
   `context`; context 0 is the function itself, and a block is known by its pc and its context. */
#include "guest/guest.h"

#include "guest/internal.h"

enum {
    MAX_BLOCKS = 256,
    MAX_EDGES = 4 * MAX_BLOCKS,
    MAX_INSNS = 2000,
    MAX_CONTEXTS = 64,
    SMALL_BLOCKS = 8, /* a function of as many blocks and instructions is copied into its caller */
    SMALL_INSNS = 40,
};

struct context {
    uint64_t return_pc;
    ir_label back; /* the block there; IR_OUTSIDE */
};

struct region {
    struct ir_region ir; /* first: the builder hands it back */
    const struct guest_region *ask;
    struct arena *arena;
    struct ir_func *f;
    struct block {
        uint64_t pc;
        unsigned context;
        ir_label label;
        bool entry;  /* it is entered from outside, too */
        bool body;   /* it is in the loop */
    } block[MAX_BLOCKS];
    unsigned known, done;    /* blocks found, and lifted */
    struct guest_span *span; /* what each block covers, in the same order */
    unsigned insns;
    struct {
        unsigned from, to;
    } edge[MAX_EDGES];
    unsigned edges;
    struct context context[MAX_CONTEXTS];
    unsigned contexts;
    unsigned max_blocks, max_insns;
    bool calls; /* something has been called */
};

static int find(const struct region *r, uint64_t pc, unsigned context)
{
    for (unsigned i = 0; i < r->known; i++)
        if (r->block[i].pc == pc && r->block[i].context == context)
            return (int)i;
    return -1;
}

/* The number of the block at pc, new when it is wanted; -1: it is not. */
static int block_at(struct region *r, uint64_t pc, unsigned context)
{
    int i = find(r, pc, context);
    if (i >= 0)
        return i;
    bool first = !r->known; /* always wanted: its translation may have gone since it was asked for */
    if (r->known == r->max_blocks || r->insns >= r->max_insns ||
        (!first && !r->ask->wanted(r->ask->unit.context, pc)))
        return -1;
    r->block[r->known] = (struct block){ .pc = pc, .context = context, .label = ir_block_new(r->f) };
    return (int)r->known++;
}

static ir_label label_of(const struct region *r, int block)
{
    return block < 0 ? IR_OUTSIDE : r->block[block].label;
}

/* Where a jump from the block being lifted leads. */
static ir_label jump(struct ir_region *ir, uint64_t pc)
{
    struct region *r = (struct region *)ir;
    if (r->edges == MAX_EDGES)
        return IR_OUTSIDE;
    int to = block_at(r, pc, r->block[r->done].context);
    if (to >= 0) {
        r->edge[r->edges].from = r->done;
        r->edge[r->edges++].to = (unsigned)to;
    }
    return label_of(r, to);
}

static ir_label return_to(struct ir_region *ir, uint64_t *return_pc)
{
    struct region *r = (struct region *)ir;
    const struct context *c = &r->context[r->block[r->done].context];
    *return_pc = c->return_pc;
    return c->back;
}

static bool is_small(struct region *r, uint64_t pc);

/* A copy of the function at pc for one call; -1: it is called like any other. */
static int inlined(struct region *r, uint64_t pc, uint64_t return_pc)
{
    unsigned here = r->block[r->done].context;
    if (r->ask->scope != GUEST_FUNCTION || here || r->contexts == MAX_CONTEXTS ||
        r->known + SMALL_BLOCKS + 1 > r->max_blocks || r->insns + SMALL_INSNS > r->max_insns || !is_small(r, pc))
        return -1;
    int back = block_at(r, return_pc, here);
    if (back < 0)
        return -1;
    r->context[r->contexts] = (struct context){ return_pc, r->block[back].label };
    return block_at(r, pc, r->contexts++);
}

static ir_label call(struct ir_region *ir, const uint64_t *pc, uint64_t return_pc)
{
    struct region *r = (struct region *)ir;
    r->calls = true;
    int to = pc ? inlined(r, *pc, return_pc) : -1;
    if (to < 0 && r->ask->scope == GUEST_FUNCTION && !r->block[r->done].context) {
        int behind = block_at(r, return_pc, 0);
        if (behind >= 0)
            r->block[behind].entry = true;
    }
    return label_of(r, to);
}

static void lift_block(struct region *r, unsigned n)
{
    struct guest_window window = { 0 };
    const struct guest_unit *u = &r->ask->unit;
    const struct block *b = &r->block[n];
    struct lift l = { .f = r->f, .guest = u->guest, .features = u->features, .next = b->pc };
    ir_block_start(r->f, b->label);
    for (unsigned count = 0; !l.ended; count++) {
        l.at = l.next;
        bool other = count && find(r, l.at, b->context) >= 0;
        if (other || count == u->max_insns || (count && !guest_same_page(l.at, b->pc))) {
            ir_exit_direct(r->f, l.at, IR_HINT_JUMP, 0); /* forwards; a jump when it is inside */
            l.ended = true;
        } else {
            r->ir.pc = l.at;
            guest_step(&window, u, &l);
            r->insns++;
        }
    }
    r->span[n] = (struct guest_span){ b->pc, (uint32_t)(l.next - b->pc) };
}

static struct region *region_new(struct arena *arena, const struct guest_region *ask)
{
    struct region *r = arena_alloc(arena, sizeof *r);
    r->ir = (struct ir_region){ jump, call, return_to, 0 };
    r->arena = arena;
    r->ask = ask;
    r->max_blocks = ask->max_blocks < MAX_BLOCKS ? ask->max_blocks : MAX_BLOCKS;
    r->max_insns = MAX_INSNS;
    r->context[0].back = IR_OUTSIDE;
    r->contexts = 1;
    return r;
}

/* Lifts everything that is reached from pc. */
static void discover(struct region *r, uint64_t pc)
{
    const struct guest *g = r->ask->unit.guest;
    r->f = ir_func_new(r->arena, pc);
    r->f->helpers = g->helpers;
    r->f->helper_count = g->helper_count;
    r->f->region = &r->ir;
    r->span = arena_alloc(r->arena, MAX_BLOCKS * sizeof *r->span);
    block_at(r, pc, 0);
    ir_jump(r->f, r->block[0].label); /* block 0 is the entry: the first block may be the head of a loop */
    for (; r->done < r->known; r->done++)
        lift_block(r, r->done);
    r->f->region = NULL;
}

/* Whether the function at pc can be copied: has been executed, is small, and calls nothing. */
static bool is_small(struct region *r, uint64_t pc)
{
    if (!r->ask->wanted(r->ask->unit.context, pc))
        return false;
    struct arena scratch;
    arena_init(&scratch);
    struct region *small = region_new(&scratch, r->ask);
    small->max_blocks = SMALL_BLOCKS;
    small->max_insns = SMALL_INSNS;
    discover(small, pc);
    bool fits = !small->calls && small->known < SMALL_BLOCKS && small->insns < SMALL_INSNS;
    arena_free(&scratch);
    return fits;
}

/* ---- scope LOOP ---- */

/* The blocks from which one jumps back to `head`, and what leads to them without passing it. */
static void find_body(struct region *r, unsigned head)
{
    for (unsigned n = 0; n < r->known; n++)
        r->block[n].body = n == head;
    for (bool again = true; again;) {
        again = false;
        for (unsigned e = 0; e < r->edges; e++) {
            unsigned to = r->edge[e].to;
            struct block *from = &r->block[r->edge[e].from];
            bool closes = to == head && from->pc >= r->block[head].pc;
            if (from->body || !r->block[to].body || (to == head && !closes))
                continue;
            from->body = again = true;
        }
    }
}

/* The head of the tightest loop that the first block is in; -1: it is in none. Heads are where jumps go backwards. */
static int find_head(struct region *r)
{
    int best = -1;
    uint64_t pc = r->block[0].pc;
    for (unsigned e = 0; e < r->edges; e++) {
        unsigned head = r->edge[e].to;
        uint64_t head_pc = r->block[head].pc;
        bool closes = head_pc <= pc && r->block[r->edge[e].from].pc >= pc;
        if (!closes || (best >= 0 && head_pc <= r->block[best].pc))
            continue;
        find_body(r, head);
        if (r->block[0].body)
            best = (int)head;
    }
    return best;
}

/* What is not in the loop only leaves for its own pc. */
static void make_exit(struct region *r, unsigned n)
{
    struct ir_block *b = &r->f->blocks[r->block[n].label];
    for (ir_ref i = b->first; i < b->end; i++)
        r->f->ins[i] = (struct ir_ins){ .op = IR_nop };
    uint64_t pc = r->block[n].pc;
    r->f->ins[b->end - 1] =
        (struct ir_ins){ .op = IR_exit_direct, .aux = IR_HINT_JUMP, .b = (uint32_t)pc, .c = (uint32_t)(pc >> 32) };
}

static struct region *find_loop(struct region *r)
{
    int head = find_head(r);
    if (head < 0)
        return NULL;
    if (head > 0) {
        struct region *whole = region_new(r->arena, r->ask);
        discover(whole, r->block[head].pc);
        r = whole;
    }
    find_body(r, 0);
    unsigned count = 0;
    for (unsigned n = 0; n < r->known; n++)
        if (r->block[n].body)
            r->span[count++] = r->span[n];
        else
            make_exit(r, n);
    r->known = count;
    return r;
}

/* ---- scope FUNCTION ---- */

/* A way in to block n. */
static void add_entry(struct region *r, const struct block *b)
{
    struct ir_func *f = r->f;
    ir_label way = ir_block_new(f);
    f->entries[f->entry_count++] = (struct ir_entry){ b->pc, way };
    ir_block_start(f, way);
    ir_jump(f, b->label);
}

static void add_entries(struct region *r)
{
    r->f->entries = arena_alloc(r->arena, r->known * sizeof *r->f->entries);
    for (unsigned n = 1; n < r->known; n++)
        if (r->block[n].entry)
            add_entry(r, &r->block[n]);
}

struct ir_func *guest_translate_region(struct arena *arena, const struct guest_region *ask, struct guest_span **spans,
                                       unsigned *count)
{
    struct region *r = region_new(arena, ask);
    discover(r, ask->unit.pc);
    if (ask->scope == GUEST_LOOP)
        r = find_loop(r);
    else
        add_entries(r);
    if (!r)
        return NULL;
    *spans = r->span;
    *count = r->known;
    ir_drop_polls(r->f);
    ir_func_finish(r->f);
    return r->f;
}
