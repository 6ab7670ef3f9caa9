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

/* From what is live at the end of block b to what is live at its start; phi operands are not. */
static void live_through(const struct alloc *a, uint32_t b, uint64_t *live)
{
    const struct mach_func *f = a->f;
    for (uint32_t n = f->blocks[b].end; n-- > f->blocks[b].first;) {
        const struct mach_insn *i = &f->insns[n];
        const struct mach_operand *o = &f->operands[i->operand];
        const struct alloc_roles roles = alloc_roles(f, i);
        for (unsigned k = 0; k < i->count; k++)
            if (o[k].kind == MACH_REG && o[k].reg >= MACH_VIRTUAL && alloc_role(roles, k)->def)
                set_remove(live, o[k].reg);
        if (i->op == MACH_PHI)
            continue;
        for (unsigned k = 0; k < i->count; k++) {
            if (o[k].kind == MACH_REG && o[k].reg >= MACH_VIRTUAL && alloc_role(roles, k)->use)
                set_add(live, o[k].reg);
            if (o[k].kind == MACH_MEM && o[k].reg >= MACH_VIRTUAL)
                set_add(live, o[k].reg);
            if (o[k].kind == MACH_MEM && o[k].index >= MACH_VIRTUAL)
                set_add(live, o[k].index);
        }
        struct mach_slot *slot;
        for (unsigned k = alloc_slots(f, i, &slot); k-- > 0;)
            if (slot[k].value.kind == MACH_REG && slot[k].value.reg >= MACH_VIRTUAL)
                set_add(live, slot[k].value.reg);
    }
}

/* Without them what is live comes out when intervals are built, and no sweep is needed. */
static bool has_loops(const struct mach_func *f)
{
    for (uint32_t b = 0; b < f->block_count; b++)
        for (unsigned k = 0; k < f->blocks[b].succ_count; k++)
            if (f->blocks[b].succs[k] <= b)
                return true;
    return false;
}

static void liveness(struct alloc *a, uint64_t *live)
{
    const struct mach_func *f = a->f;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t b = f->block_count; b-- > 0;) {
            live_out(a, b, live);
            live_through(a, b, live);
            if (memcmp(live, a->live_in[b], a->words * sizeof *live)) {
                memcpy(a->live_in[b], live, a->words * sizeof *live);
                again = true;
            }
        }
    }
}

/* ---- intervals, built backwards, so that ranges and uses come out in ascending order ---- */

static void add_range(struct alloc *a, struct interval *v, uint32_t from, uint32_t to)
{
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
};

static void build_def(struct build *b, mach_reg reg, const struct mach_role *role)
{
    uint32_t at = POSITION(b->number, role->early ? AT_BEFORE : AT_DEF);
    if (b->insn->op == MACH_PHI) /* all phis of a block happen at once, on the edges */
        at = b->block_start;
    struct interval *v = get_interval(b->a, reg);
    if (!v->ranges || v->ranges->from > at) /* never read */
        add_range(b->a, v, at, at + 1);
    else
        v->ranges->from = at;
    if (reg < MACH_VIRTUAL)
        return;
    set_remove(b->live, reg);
    uint32_t *def = &b->a->def[reg - MACH_VIRTUAL];
    if (!*def)
        *def = b->number + 1; /* the last one: a tied result is first copied, then computed */
    add_use(b->a, v, at, !role->memory);
}

static void build_use(struct build *b, mach_reg reg, bool in_register)
{
    if (mach_is_reserved(b->a->f, reg))
        return;
    uint32_t at = POSITION(b->number, AT_USE);
    struct interval *v = get_interval(b->a, reg);
    add_range(b->a, v, b->block_start, at + 1);
    if (reg < MACH_VIRTUAL)
        return;
    set_add(b->live, reg);
    add_use(b->a, v, at, in_register);
}

static void build_slots(struct build *b)
{
    struct mach_slot *slot;
    unsigned count = alloc_slots(b->a->f, b->insn, &slot);
    for (unsigned k = 0; k < count; k++)
        if (slot[k].value.kind == MACH_REG && slot[k].value.reg >= MACH_VIRTUAL) {
            add_range(b->a, get_interval(b->a, slot[k].value.reg), b->block_start, POSITION(b->number, AT_USE) + 1);
            set_add(b->live, slot[k].value.reg);
        }
}

static void build_clobbers(struct build *b)
{
    if (b->insn->op < MACH_TARGET_OPS)
        return;
    uint64_t clobbers = b->a->f->target->rows[b->insn->op - MACH_TARGET_OPS].clobbers;
    for (; clobbers; clobbers &= clobbers - 1) {
        uint32_t at = POSITION(b->number, AT_DEF);
        add_range(b->a, get_interval(b->a, (mach_reg)__builtin_ctzll(clobbers)), at, at + 1);
    }
}

static void build_insn(struct build *b)
{
    const struct mach_func *f = b->a->f;
    const struct mach_insn *i = b->insn;
    const struct mach_operand *o = &f->operands[i->operand];
    const struct alloc_roles roles = alloc_roles(f, i);
    bool only_uses = i->op == MACH_EXIT, only_defs = i->op == MACH_ENTRY || i->op == MACH_PHI;
    for (unsigned k = 0; k < i->count && !only_uses; k++) {
        const struct mach_role *role = alloc_role(roles, k);
        if (role->def && o[k].kind == MACH_REG)
            build_def(b, o[k].reg, role);
    }
    build_clobbers(b);
    for (unsigned k = 0; k < i->count && !only_defs; k++) {
        const struct mach_role *role = alloc_role(roles, k);
        if (o[k].kind == MACH_REG && role->use)
            build_use(b, o[k].reg, !role->memory);
        if (o[k].kind == MACH_MEM && o[k].reg)
            build_use(b, o[k].reg, true);
        if (o[k].kind == MACH_MEM && o[k].index)
            build_use(b, o[k].index, true);
    }
    build_slots(b);
}

/* Leaves in `live` what is live where the block starts. */
static void build_block(struct alloc *a, uint32_t block, uint64_t *live)
{
    struct mach_func *f = a->f;
    uint32_t first = f->blocks[block].first, end = f->blocks[block].end;
    live_out(a, block, live);
    for (uint32_t w = 0; w < a->words; w++)
        for (uint64_t bits = live[w]; bits; bits &= bits - 1) {
            mach_reg r = MACH_VIRTUAL + w * 64 + (uint32_t)__builtin_ctzll(bits);
            add_range(a, get_interval(a, r), POSITION(first, 0), POSITION(end, 0));
        }
    struct build b = { .a = a, .block_start = POSITION(first, 0), .live = live };
    for (uint32_t i = end; i-- > first;) {
        b.number = i;
        b.insn = &f->insns[i];
        build_insn(&b);
    }
    memcpy(a->live_in[block], live, a->words * sizeof *live);
}

/* ---- hints: whose place would save a move ---- */

static void hint(struct alloc *a, mach_reg r, mach_reg like)
{
    if (r >= MACH_VIRTUAL && !interval_of(a, r)->hint)
        interval_of(a, r)->hint = like;
}

static void hint_insn(struct alloc *a, const struct mach_insn *i)
{
    const struct mach_operand *o = &a->f->operands[i->operand];
    switch (i->op) {
    case MACH_MOVE:
        hint(a, o[0].reg, o[1].reg);
        hint(a, o[1].reg, o[0].reg);
        break;
    case MACH_PHI:
        for (unsigned n = 1; n < i->count; n++)
            if (o[n].kind == MACH_REG) {
                hint(a, o[0].reg, o[n].reg);
                hint(a, o[n].reg, o[0].reg);
            }
        break;
    case MACH_ENTRY:
    case MACH_EXIT:
        for (unsigned n = 0; n < a->f->pin_count; n++)
            hint(a, o[n].reg, mach_pin_reg(a->f, n));
        break;
    default:
        break;
    }
}

static uint32_t end_of(const struct interval *i)
{
    const struct range *r = i->ranges;
    while (r->next)
        r = r->next;
    return r->to;
}

void alloc_build(struct alloc *a)
{
    struct mach_func *f = a->f;
    a->words = (f->reg_count + 63) / 64;
    a->of = arena_alloc(a->arena, f->reg_count * sizeof *a->of);
    a->slot = arena_alloc(a->arena, f->reg_count * sizeof *a->slot + 8);
    a->def = arena_alloc(a->arena, f->reg_count * sizeof *a->def + 8);
    a->fixed = arena_raw(a->arena, MACH_VIRTUAL * sizeof *a->fixed);
    uint64_t *live = arena_raw(a->arena, a->words * sizeof *live + 8), *all = arena_alloc(a->arena, f->block_count * a->words * sizeof *all);
    a->live_in = arena_raw(a->arena, f->block_count * sizeof *a->live_in);
    for (uint32_t b = 0; b < f->block_count; b++)
        a->live_in[b] = all + b * a->words;
    if (has_loops(f))
        liveness(a, live);
    for (uint32_t b = f->block_count; b-- > 0;)
        build_block(a, b, live);
    for (uint32_t r = 0; r < f->reg_count; r++)
        if (a->of[r].ranges)
            a->of[r].to = end_of(&a->of[r]);
    for (uint32_t i = f->insn_count; i-- > 0;) /* last first: exits say more than entries */
        hint_insn(a, &f->insns[i]);
}

/* ---- looking at intervals ---- */

struct interval *interval_at(const struct alloc *a, mach_reg r, uint32_t position)
{
    struct interval *i = interval_of(a, r);
    while (i->split && interval_from(i->split) <= position)
        i = i->split;
    return i;
}
