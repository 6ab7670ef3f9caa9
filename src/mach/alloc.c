/* Register allocation by linear scan over live intervals with holes.

   Every virtual register's life is a list of ranges of positions. In the order of their starts the intervals get a
   physical register that is free for all of their life, or for the first part of it (then they are split and the rest
   waits in the queue), or take one from an interval whose next use is farther away (which is split, and its rest has
   to find another place). A part without register lives in the spill slot of its virtual register.

       %64 = ...          [2, 40) uses 9, 37      r13 [2, 20)   slot [20, 36)   rax [36, 40)
       %65 = ...          [22, 35) ...            r13

   What keeps it simple:
   - Code is in SSA form when lives are computed, so a value has one definition, and a spilled one is stored just
     once, right behind it; its slot is good from there on.
   - Entries and exits name all pins at once that do not rest. Their registers are no fixed intervals, only hints: a parallel
     move at the entry and before the exit puts things right, mostly with nothing to do. In blocks and the like, pins that are never
     changed rest: they keep their registers, which are reserved for them. When the others are not enough, or an instruction insists on one
     of those, the function is made again without that (mach/compile.c).
   - An operand that must be in a certain register (rcx of a shift) is copied there just before (AT_BEFORE); the register is
     taken from then until the instruction has read it.
   - Two-address results are copied from their first source first, and so are phis on the edges; hints make most
     of those copies vanish. Of the rest some are left out, because the target has an instruction with a third address (untie).

   Order: alloc_split_edges, alloc_order (order.c), alloc_prepare (this file), alloc_build (live.c), alloc_scan (scan.c), alloc_rewrite
   (resolve.c). */
#include "mach/alloc.h"

#include <string.h>

/* ---- making the function regular ---- */

static bool has_phis(const struct mach_func *f, uint32_t b)
{
    const struct mach_block *block = &f->blocks[b];
    return block->first < block->end && f->insns[block->first].op == MACH_PHI;
}

/* A block of its own on the edge, laid out where its target is cold or not. */
static void split_edge(struct mach_func *f, uint32_t from, unsigned which)
{
    uint32_t middle = mach_block_new(f);
    uint32_t to = f->blocks[from].succs[which];
    struct mach_block *m = &f->blocks[middle];
    m->first = f->insn_count;
    mach_append(f, MACH_JUMP, 0, NULL);
    m->end = f->insn_count;
    m->preds = arena_alloc(f->arena, sizeof *m->preds);
    m->preds[0] = from;
    m->pred_count = 1;
    m->succs[0] = to;
    m->succ_count = 1;
    m->loop_depth = f->blocks[to].loop_depth < f->blocks[from].loop_depth ? f->blocks[to].loop_depth
                                                                           : f->blocks[from].loop_depth;
    m->cold = f->blocks[to].cold;
    f->blocks[from].succs[which] = middle;
    for (uint32_t k = 0; k < f->blocks[to].pred_count; k++)
        if (f->blocks[to].preds[k] == from) {
            f->blocks[to].preds[k] = middle;
            break;
        }
}

/* Moves on an edge need a place: the end of a block with one successor or the start of one with one predecessor. */
void alloc_split_edges(struct mach_func *f)
{
    uint32_t count = f->block_count;
    for (uint32_t b = 0; b < count; b++) {
        if (f->blocks[b].succ_count < 2)
            continue;
        for (unsigned k = 0; k < 2; k++) {
            uint32_t to = f->blocks[b].succs[k];
            if (f->blocks[to].pred_count > 1 || has_phis(f, to) || f->blocks[to].entry)
                split_edge(f, b, k);
        }
    }
}

static struct mach_operand reg_operand(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

static void append_move(struct mach_func *f, mach_reg to, mach_reg from)
{
    const struct mach_operand o[2] = { reg_operand(to), reg_operand(from) };
    mach_append(f, MACH_MOVE, 2, o);
}

/* Appends the instruction with copies for its tied and fixed operands around it. False: a fixed register is reserved. */
static bool append_prepared(struct mach_func *f, struct mach_insn insn)
{
    struct mach_operand after_to[MACH_ROLES], after_from[MACH_ROLES];
    unsigned after = 0;
    const struct mach_row *row = &f->target->rows[insn.op - MACH_TARGET_OPS];
    struct mach_operand o[MACH_ROLES];
    memcpy(o, &f->operands[insn.operand], insn.count * sizeof *o);
    for (unsigned n = 0; n < insn.count; n++) {
        const struct mach_role *r = &row->role[n];
        if (mach_is_reserved(f, r->fixed))
            return false;
        if (o[n].kind != MACH_REG || o[n].reg == r->fixed) /* selection has put it there */
            continue;
        if (r->tied) {
            append_move(f, o[n].reg, o[1].reg);
            o[1] = o[n];
        } else if (r->fixed && r->use) {
            append_move(f, r->fixed, o[n].reg);
            o[n].reg = r->fixed;
        } else if (r->fixed) {
            after_to[after] = o[n];
            after_from[after++] = reg_operand(r->fixed);
            o[n].reg = r->fixed;
        }
    }
    memcpy(&f->operands[insn.operand], o, insn.count * sizeof *o);
    mach_append_again(f, &insn);
    for (unsigned k = 0; k < after; k++)
        append_move(f, after_to[k].reg, after_from[k].reg);
    return true;
}

static bool needs_preparing(const struct mach_func *f, const struct mach_insn *i)
{
    return i->op >= MACH_TARGET_OPS && f->target->rows[i->op - MACH_TARGET_OPS].bound;
}

bool alloc_prepare(struct mach_func *f)
{
    struct mach_insn *old = f->insns;
    bool good = true;
    f->insns = NULL;
    f->insn_count = f->insn_capacity = 0;
    for (uint32_t b = 0; b < f->block_count; b++) {
        struct mach_block *block = &f->blocks[b];
        uint32_t first = f->insn_count;
        for (uint32_t i = block->first; i < block->end; i++) {
            if (needs_preparing(f, &old[i]))
                good &= append_prepared(f, old[i]);
            else
                mach_append_again(f, &old[i]);
        }
        block->first = first;
        block->end = f->insn_count;
    }
    return good;
}

static void verify(const struct mach_func *f)
{
    char error[1000];
    if (mach_verify(f, error, sizeof error))
        return;
    mach_print(f, stderr);
    bug_on(true, "%s", error);
}

static void check(const struct mach_check *c, const struct mach_func *f)
{
    char error[1000];
    verify(f);
    if (mach_check(c, f, error, sizeof error))
        return;
    mach_print(f, stderr);
    bug_on(true, "registers of %#lx: %s", (unsigned long)f->pc, error);
}

bool mach_allocate(struct mach_func *f, const struct mach_options *o)
{
    struct alloc a = { .f = f, .o = o, .arena = f->arena, .random = o->seed | 1 };
    struct mach_check *before = NULL;
    if (o->check) {
        verify(f);
        before = mach_check_new(f);
    }
    alloc_split_edges(f);
    alloc_order(f);
    if (!alloc_prepare(f))
        return false;
    alloc_build(&a);
    if (!alloc_scan(&a) || !alloc_rewrite(&a))
        return false;
    if (before)
        check(before, f);
    return true;
}
