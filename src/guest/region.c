/* Translating a region: the blocks of a guest function around a hot one, as one IR function with loops. Read
   guest/translate.c first.

   The region starts with the hot block and grows along direct jumps and branches to code that is wanted (that has run).
   A call leaves it; the instruction behind the call, if that has run, is in the region too, and becomes a further entry, where the
   return comes in. What is not wanted, or beyond the limits, stays an exit. */
#include "guest/guest.h"

#include "guest/internal.h"

enum { MAX_BLOCKS = 128 };

struct region {
    struct ir_region ir; /* first: the builder hands it back */
    const struct guest_region *ask;
    struct ir_func *f;
    struct guest_span *span; /* what each block covers, in the order of `pc` */
    uint64_t pc[MAX_BLOCKS];
    ir_label label[MAX_BLOCKS];
    unsigned known, done;     /* blocks found, and lifted */
    uint64_t returns[MAX_BLOCKS];
    unsigned return_count;
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

static ir_label inside(struct ir_region *ir, uint64_t pc)
{
    return block_at((struct region *)ir, pc);
}

/* Calls in what has just been lifted: where they return to. */
static void note_calls(struct region *r, ir_ref from)
{
    const struct ir_func *f = r->f;
    for (ir_ref i = from; i < f->count; i++) {
        const struct ir_ins *x = &f->ins[i];
        bool direct = x->op == IR_exit_direct && x->aux == IR_HINT_CALL;
        bool indirect = x->op == IR_exit_indirect && x->aux == IR_HINT_CALL;
        ir_ref back = direct ? x->a : indirect ? x->b : 0;
        if (back && f->ins[back].op == IR_const && r->return_count < MAX_BLOCKS)
            r->returns[r->return_count++] = ir_imm(&f->ins[back]);
    }
}

static void lift_block(struct region *r, unsigned n)
{
    struct guest_window window = { 0 };
    const struct guest_unit *u = &r->ask->unit;
    struct lift l = { .f = r->f, .guest = u->guest, .features = u->features, .next_pc = r->pc[n] };
    ir_ref from = r->f->count;
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
    note_calls(r, from);
    r->span[n] = (struct guest_span){ r->pc[n], (uint32_t)(l.next_pc - r->pc[n]) };
}

/* Blocks behind calls, each with an entry that jumps to it. Returns whether there were new ones. */
static bool add_returns(struct region *r)
{
    struct ir_func *f = r->f;
    unsigned before = r->known;
    for (unsigned i = 0; i < r->return_count; i++) {
        ir_label to = block_at(r, r->returns[i]);
        bool twice = false;
        for (uint32_t k = 0; k < f->entry_count; k++)
            twice |= f->entries[k].pc == r->returns[i];
        if (to == IR_OUTSIDE || twice)
            continue;
        ir_label entry = ir_block_new(f);
        ir_block_start(f, entry);
        ir_jump(f, to);
        f->entries[f->entry_count++] = (struct ir_entry){ r->returns[i], entry };
    }
    r->return_count = 0;
    return r->known > before;
}

struct ir_func *guest_translate_region(struct arena *arena, const struct guest_region *ask, struct guest_span **spans,
                                       unsigned *count)
{
    struct region *r = arena_alloc(arena, sizeof *r);
    r->ask = ask;
    r->ir.find = inside;
    r->f = ir_func_new(arena, ask->unit.pc);
    r->f->helpers = ask->unit.guest->helpers;
    r->f->helper_count = ask->unit.guest->helper_count;
    r->f->region = &r->ir;
    r->f->entries = arena_alloc(arena, MAX_BLOCKS * sizeof *r->f->entries);
    r->span = arena_alloc(arena, MAX_BLOCKS * sizeof *r->span);
    ir_jump(r->f, block_at(r, ask->unit.pc)); /* block 0 is the entry: the first block may be a loop */
    do {
        for (; r->done < r->known; r->done++)
            lift_block(r, r->done);
    } while (add_returns(r));
    r->f->region = NULL;
    ir_func_finish(r->f);
    *spans = r->span;
    *count = r->known;
    return r->f;
}
