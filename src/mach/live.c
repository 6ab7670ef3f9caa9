/* Liveness of virtual registers over the blocks, and their intervals. Read mach/alloc.c first. */
#include "mach/alloc.h"

#include <string.h>

static void set_add(uint64_t *s, mach_reg r)
{
    r -= MACH_VIRTUAL;
    s[r / 64] |= (uint64_t)1 << r % 64;
}

static void set_remove(uint64_t *s, mach_reg r)
{
    r -= MACH_VIRTUAL;
    s[r / 64] &= ~((uint64_t)1 << r % 64);
}

/* ---- liveness: which registers are live where a block starts ---- */

/* Registers live where block b ends: what its successors need, and the phi operands that come from here. */
static void live_out(const struct alloc *a, uint32_t b, uint64_t *out)
{
    const struct mach_func *f = a->f;
    memset(out, 0, a->words * sizeof *out);
    for (unsigned k = 0; k < f->blocks[b].succ_count; k++) {
        const struct mach_block *to = &f->blocks[f->blocks[b].succs[k]];
        for (uint32_t w = 0; w < a->words; w++)
            out[w] |= a->live_in[f->blocks[b].succs[k]][w];
        unsigned which = 0;
        while (to->preds[which] != b)
            which++;
        for (uint32_t i = to->first; i < to->end && f->insns[i].op == MACH_PHI; i++)
            set_remove(out, f->operands[f->insns[i].operand].reg);
        for (uint32_t i = to->first; i < to->end && f->insns[i].op == MACH_PHI; i++) { /* one may be another's result */
            const struct mach_operand *o = &f->operands[f->insns[i].operand];
            if (o[1 + which].kind == MACH_REG && o[1 + which].reg >= MACH_VIRTUAL)
                set_add(out, o[1 + which].reg);
        }
    }
}

/* ---- intervals, built backwards, so that ranges and uses come out in ascending order ---- */

static void add_range(struct alloc *a, struct interval *v, uint32_t from, uint32_t to)
{
    if (to > v->to)
        v->to = to;
    if (v->ranges && v->ranges->from <= to) { /* touches or overlaps what begins behind it */
        if (from < v->ranges->from)
            v->ranges->from = from;
        if (to > v->ranges->to)
            v->ranges->to = to;
        while (v->ranges->next && v->ranges->next->from <= v->ranges->to) {
            if (v->ranges->next->to > v->ranges->to)
                v->ranges->to = v->ranges->next->to;
            v->ranges->next = v->ranges->next->next;
        }
        return;
    }
    struct range *r = arena_raw(a->arena, sizeof *r);
    *r = (struct range){ from, to, v->ranges };
    v->ranges = r;
}

static void add_use(struct alloc *a, struct interval *v, uint32_t position, bool in_register)
{
    struct use *u = arena_raw(a->arena, sizeof *u);
    *u = (struct use){ position, in_register, v->uses };
    v->uses = u;
}

/* Physical registers have intervals, too: from the copy into them to the instruction that reads them, from the
   instruction that writes them to the copy out of them. */
static struct interval *get_interval(struct alloc *a, mach_reg r)
{
    if (r < MACH_VIRTUAL) {
        bug_on(mach_is_reserved(a->f, r), "register %u is reserved", r);
        if (!(a->taken >> r & 1))
            a->fixed[r] = (struct interval){ .reg = r, .place = r };
        a->taken |= (uint64_t)1 << r;
        return &a->fixed[r];
    }
    struct interval *i = interval_of(a, r);
    i->reg = r;
    return i;
}

struct build {
    struct alloc *a;
    uint32_t number, block_start; /* of the instruction; position where its block starts */
    const struct mach_insn *insn;
    uint64_t *live;
    bool only_live;               /* no intervals yet */
};

static void build_def(struct build *b, mach_reg reg, uint32_t at, bool in_register)
{
    if (reg >= MACH_VIRTUAL)
        set_remove(b->live, reg);
    if (b->only_live)
        return;
    struct interval *v = get_interval(b->a, reg);
    if (!v->ranges || v->ranges->from > at) /* never read */
        add_range(b->a, v, at, at + 1);
    else
        v->ranges->from = at;
    if (reg < MACH_VIRTUAL)
        return;
    uint32_t *def = &b->a->def[reg - MACH_VIRTUAL];
    if (!*def)
        *def = b->number + 1; /* the last one: a tied result is first copied, then computed */
    add_use(b->a, v, at, in_register);
}

/* From the start of the block, as far as one can see. */
static struct interval *build_life(struct build *b, mach_reg reg, uint32_t at)
{
    struct interval *v = get_interval(b->a, reg);
    if (!v->ranges || v->ranges->from != b->block_start)
        add_range(b->a, v, b->block_start, at + 1);
    return v;
}

static void build_use(struct build *b, mach_reg reg, bool in_register)
{
    if (mach_is_reserved(b->a->f, reg))
        return;
    if (reg >= MACH_VIRTUAL)
        set_add(b->live, reg);
    if (b->only_live)
        return;
    uint32_t at = POSITION(b->number, AT_USE);
    struct interval *v = build_life(b, reg, at);
    if (reg >= MACH_VIRTUAL)
        add_use(b->a, v, at, in_register);
}

static void build_slots(struct build *b)
{
    struct mach_slot *slot;
    unsigned count = alloc_slots(b->a->f, b->insn, &slot);
    for (unsigned k = 0; k < count; k++) {
        if (slot[k].value.kind != MACH_REG || slot[k].value.reg < MACH_VIRTUAL)
            continue;
        set_add(b->live, slot[k].value.reg);
        if (!b->only_live)
            build_life(b, slot[k].value.reg, POSITION(b->number, AT_USE));
    }
}

static void build_row(struct build *b, const struct mach_row *row, const struct mach_operand *o)
{
    const struct mach_role *role = row->role;
    unsigned count = b->insn->count;
    for (unsigned k = 0; k < row->results_end; k++)
        if (o[k].kind == MACH_REG && role[k].def)
            build_def(b, o[k].reg, POSITION(b->number, role[k].early ? AT_BEFORE : AT_DEF), !role[k].memory);
    for (uint64_t left = row->clobbers; left; left &= left - 1)
        build_def(b, (mach_reg)__builtin_ctzll(left), POSITION(b->number, AT_DEF), true);
    for (unsigned k = 0; k < count; k++) {
        if (o[k].kind == MACH_REG && role[k].use)
            build_use(b, o[k].reg, !role[k].memory);
        if (o[k].kind == MACH_MEM && o[k].reg)
            build_use(b, o[k].reg, true);
        if (o[k].kind == MACH_MEM && o[k].index)
            build_use(b, o[k].index, true);
    }
    build_slots(b);
}

/* Whose place would save a move. What comes last in the code is asked first: exits say more than entries. */
static void hint(struct alloc *a, mach_reg r, mach_reg like)
{
    if (r >= MACH_VIRTUAL && !interval_of(a, r)->hint)
        interval_of(a, r)->hint = like;
}

static void build_pseudo(struct build *b, const struct mach_operand *o)
{
    struct alloc *a = b->a;
    unsigned count = b->insn->count;
    switch ((enum mach_pseudo)b->insn->op) {
    case MACH_ENTRY:
        for (unsigned n = 0; n < count; n++) {
            build_def(b, o[n].reg, POSITION(b->number, AT_DEF), false);
            hint(a, o[n].reg, mach_pin_reg(a->f, n));
        }
        break;
    case MACH_PHI: /* all phis of a block happen at once, on the edges */
        build_def(b, o[0].reg, b->block_start, false);
        for (unsigned n = 1; n < count; n++) {
            hint(a, o[0].reg, o[n].reg);
            hint(a, o[n].reg, o[0].reg);
        }
        break;
    case MACH_MOVE:
        build_def(b, o[0].reg, POSITION(b->number, AT_DEF), true);
        build_use(b, o[1].reg, true);
        hint(a, o[0].reg, o[1].reg);
        hint(a, o[1].reg, o[0].reg);
        break;
    case MACH_EXIT:
        for (unsigned n = 0; n < count; n++) {
            build_use(b, o[n].reg, false);
            if (n < a->f->pin_count)
                hint(a, o[n].reg, mach_pin_reg(a->f, n));
        }
        break;
    case MACH_JUMP:
    case MACH_BRANCH:
    case MACH_TARGET_OPS:
        break;
    }
}

/* Leaves in `live` what is live where the block starts. */
static void build_block(struct build *b, uint32_t block)
{
    const struct mach_func *f = b->a->f;
    uint32_t first = f->blocks[block].first, end = f->blocks[block].end;
    live_out(b->a, block, b->live);
    b->block_start = POSITION(first, 0);
    for (uint32_t w = 0; w < b->a->words && !b->only_live; w++)
        for (uint64_t bits = b->live[w]; bits; bits &= bits - 1) {
            mach_reg r = MACH_VIRTUAL + w * 64 + (uint32_t)__builtin_ctzll(bits);
            add_range(b->a, get_interval(b->a, r), b->block_start, POSITION(end, 0));
        }
    for (uint32_t i = end; i-- > first;) {
        b->number = i;
        b->insn = &f->insns[i];
        const struct mach_operand *o = &f->operands[b->insn->operand];
        if (b->insn->op < MACH_TARGET_OPS)
            build_pseudo(b, o);
        else
            build_row(b, &f->target->rows[b->insn->op - MACH_TARGET_OPS], o);
    }
}

/* From the last block to the first; true: something was not known to be live before. */
static bool build_blocks(struct build *b)
{
    struct alloc *a = b->a;
    bool news = false;
    for (uint32_t n = a->f->block_count; n-- > 0;) {
        build_block(b, n);
        news |= memcmp(a->live_in[n], b->live, a->words * sizeof *b->live) != 0;
        memcpy(a->live_in[n], b->live, a->words * sizeof *b->live);
    }
    return news;
}

void alloc_build(struct alloc *a)
{
    struct mach_func *f = a->f;
    a->words = (f->reg_count + 63) / 64;
    a->of = arena_alloc(a->arena, f->reg_count * sizeof *a->of);
    a->slot = arena_alloc(a->arena, f->reg_count * sizeof *a->slot + 8);
    a->def = arena_alloc(a->arena, f->reg_count * sizeof *a->def + 8);
    a->fixed = arena_raw(a->arena, MACH_VIRTUAL * sizeof *a->fixed);
    uint64_t *all = arena_alloc(a->arena, f->block_count * a->words * sizeof *all);
    a->live_in = arena_raw(a->arena, f->block_count * sizeof *a->live_in);
    for (uint32_t b = 0; b < f->block_count; b++)
        a->live_in[b] = all + b * a->words;
    struct build b = { .a = a, .live = arena_raw(a->arena, a->words * sizeof *b.live + 8) };
    for (b.only_live = alloc_has_loops(f); b.only_live;)
        b.only_live = build_blocks(&b);
    build_blocks(&b);
}
