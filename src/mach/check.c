/* The allocation checker: proves of each function that has been given registers that it computes what it did before.
   After regalloc2's checker, by Fallin; but backwards.

   The function in SSA form, kept by mach_check_new, says which value each instruction reads. The allocated one reads
   places: registers and spill slots. So each read is a demand, "rbx holds the value of %reg70 here". Demands
   are followed backwards: through a move, rbx = slot3, it becomes a demand on slot3; at an instruction that writes
   rbx it is fulfilled if that makes %reg70, and a mistake otherwise; to the ends of all predecessors
   at a block's start, where a demand for a phi becomes one for what comes along that edge. What is demanded at a block's start
   is remembered, so loops come to an end. A demand that gets to the function's start is a mistake, and so is one for the value of an
   instruction that is being passed: there a new value is made, in another place.

       7: rbx = add.64 ...          makes %reg70: fulfilled
          slot3 = rbx
       8: rbx = add.64 ...          does not touch slot3
          rbx = slot3               demand: slot3 holds %reg70
       9: cmp.64 rbx, 5             demand: rbx holds %reg70

   Values are numbers: a virtual register is its own, those that are copies (MACH_MOVE) or the same constant share one, and what an
   instruction leaves in a physical register has a number behind them. A register that is reserved (the state pointer's, that of a pin
   that rests) holds its own number all the time, because the verifier lets nothing write there. Instructions are known again by `extra`,
   also when they have been untied, blocks by `origin`; those without have been put in by the allocator. */
#include "mach/mach.h"

#include <stdarg.h>
#include <string.h>

enum { FIRST_SLOT = MACH_VIRTUAL }; /* places: physical registers, then spill slots */

struct reads { /* the values of an operand's registers; 0: none */
    uint32_t reg, index;
};

struct mach_check { /* the function in SSA form */
    struct mach_insn *insns;
    struct mach_operand *operands;
    struct mach_block *blocks;
    struct mach_slot *slots;
    uint32_t block_count;
    uint32_t physical; /* values from here on are those of physical registers: MACH_ROLES an instruction */
    uint32_t *like;    /* by value: the one that it is a copy of; 0: none */
    bool *constant;    /* by value */
    struct reads *values; /* by operand */
    uint32_t *slot_values;
    uint32_t *constants;  /* instructions */
    uint32_t constant_count;
};

struct demand {
    uint32_t place, value;
    uint32_t user; /* the instruction */
};
struct set {
    struct demand *list;
    uint32_t count, capacity;
};

struct replay {
    const struct mach_check *c;
    const struct mach_func *f;
    char *error;
    size_t size;
    bool failed;
    uint32_t block, insn;
    struct set now;
    struct set *at_start; /* by block */
    uint32_t *work;       /* blocks to be gone through */
    uint32_t work_count;
    bool *waiting;        /* by block: it is among them */
};

/* ---- the function in SSA form ---- */

static const struct mach_row *row_of(const struct mach_func *f, const struct mach_insn *i)
{
    return i->op < MACH_TARGET_OPS ? NULL : &f->target->rows[i->op - MACH_TARGET_OPS];
}

static bool is_def(const struct mach_row *row, const struct mach_insn *i, unsigned n)
{
    return row ? row->role[n].def : i->op == MACH_ENTRY || ((i->op == MACH_PHI || i->op == MACH_MOVE) && n == 0);
}

static uint32_t root(const struct mach_check *c, uint32_t value)
{
    while (value && c->like[value])
        value = c->like[value];
    return value;
}

static bool same_operand(const struct mach_operand *a, const struct mach_operand *b)
{
    return a->kind == b->kind && (a->kind == MACH_IMM ? a->imm == b->imm : a->disp == b->disp);
}

/* Whether an instruction makes its first operand of nothing but constants. */
static bool is_constant(const struct mach_func *f, const struct mach_insn *i, const struct mach_operand *o)
{
    const struct mach_row *row = row_of(f, i);
    if (!row || i->count < 2 || i->snapshot || row->conditional || row->reads_flags || row->clobbers || o[0].kind != MACH_REG)
        return false;
    for (unsigned n = 1; n < i->count; n++)
        if (row->role[n].def || (o[n].kind != MACH_IMM && o[n].kind != MACH_POOL))
            return false;
    return row->role[0].def && !row->role[0].use;
}

/* The value of a constant that another instruction has made already; 0. */
static uint32_t find_constant(const struct mach_check *c, const struct mach_insn *i, const struct mach_operand *o)
{
    for (uint32_t k = 0; k < c->constant_count; k++) {
        const struct mach_insn *x = &c->insns[c->constants[k]];
        bool same = x->op == i->op && x->count == i->count;
        for (unsigned n = 1; same && n < i->count; n++)
            same = same_operand(&c->operands[x->operand + n], &o[n]);
        if (same)
            return c->values[x->operand].reg;
    }
    return 0;
}

static void note_constant(struct mach_check *c, uint32_t number, const struct mach_operand *o)
{
    uint32_t value = o[0].reg, same = find_constant(c, &c->insns[number], o);
    if (value < MACH_VIRTUAL)
        return;
    if (same)
        c->like[value] = same;
    else
        c->constants[c->constant_count++] = number;
    c->constant[value] = true;
}

/* What the instruction reads and makes, given what is in physical registers. */
static void note_values(struct mach_check *c, const struct mach_func *f, uint32_t number, uint32_t *held)
{
    const struct mach_insn *i = &c->insns[number];
    const struct mach_row *row = row_of(f, i);
    const struct mach_operand *o = &c->operands[i->operand];
    for (unsigned n = 0; n < i->count; n++) {
        struct reads *v = &c->values[i->operand + n];
        if ((o[n].kind == MACH_REG && !is_def(row, i, n)) || o[n].kind == MACH_MEM)
            v->reg = o[n].reg < MACH_VIRTUAL ? held[o[n].reg] : o[n].reg;
        if (o[n].kind == MACH_MEM)
            v->index = o[n].index < MACH_VIRTUAL ? held[o[n].index] : o[n].index;
    }
    for (uint64_t left = row ? row->clobbers : 0; left; left &= left - 1)
        held[__builtin_ctzll(left)] = 0;
    for (unsigned n = 0; n < i->count; n++) {
        if (o[n].kind != MACH_REG || !is_def(row, i, n))
            continue;
        uint32_t value = o[n].reg;
        if (value < MACH_VIRTUAL)
            value = held[value] = i->op == MACH_MOVE ? c->values[i->operand + 1].reg : c->physical + number * MACH_ROLES + n;
        else if (i->op == MACH_MOVE)
            c->like[value] = c->values[i->operand + 1].reg;
        c->values[i->operand + n].reg = value;
    }
    if (is_constant(f, i, o))
        note_constant(c, number, o);
}

static void *copy(struct arena *a, const void *from, size_t size)
{
    void *to = arena_alloc(a, size + 8);
    if (size)
        memcpy(to, from, size);
    return to;
}

struct mach_check *mach_check_new(struct mach_func *f)
{
    struct mach_check *c = arena_alloc(f->arena, sizeof *c);
    for (uint32_t i = 0; i < f->insn_count; i++)
        if (f->insns[i].op >= MACH_TARGET_OPS)
            f->insns[i].extra = i + 1;
    for (uint32_t b = 0; b < f->block_count; b++)
        f->blocks[b].origin = b + 1;
    c->insns = copy(f->arena, f->insns, f->insn_count * sizeof *f->insns);
    c->operands = copy(f->arena, f->operands, f->operand_count * sizeof *f->operands);
    c->blocks = copy(f->arena, f->blocks, f->block_count * sizeof *f->blocks);
    c->slots = copy(f->arena, f->slots, f->slot_count * sizeof *f->slots);
    c->block_count = f->block_count;
    c->physical = MACH_VIRTUAL + f->reg_count;
    size_t values = c->physical + (size_t)f->insn_count * MACH_ROLES;
    c->like = arena_alloc(f->arena, values * sizeof *c->like);
    c->constant = arena_alloc(f->arena, values);
    c->values = arena_alloc(f->arena, f->operand_count * sizeof *c->values + 8);
    c->constants = arena_alloc(f->arena, f->insn_count * sizeof *c->constants + 8);
    for (uint32_t b = 0; b < f->block_count; b++) {
        uint32_t held[MACH_VIRTUAL];
        for (mach_reg r = 0; r < MACH_VIRTUAL; r++)
            held[r] = mach_is_reserved(f, r) ? r : 0;
        for (uint32_t i = f->blocks[b].first; i < f->blocks[b].end; i++)
            note_values(c, f, i, held);
    }
    return c;
}

/* ---- messages ---- */

static void print_place(const struct replay *r, uint32_t place, FILE *out)
{
    if (place < FIRST_SLOT)
        fprintf(out, "%s", r->f->target->reg_names[place]);
    else
        fprintf(out, "slot%u", place - FIRST_SLOT);
}

static void print_value(const struct replay *r, uint32_t value, FILE *out)
{
    if (value < MACH_VIRTUAL)
        print_place(r, value, out);
    else if (value < r->c->physical)
        fprintf(out, "%%reg%u", value);
    else
        fprintf(out, "result %u of instruction %u", (value - r->c->physical) % MACH_ROLES, (value - r->c->physical) / MACH_ROLES);
}

/* The first mistake: where it is, what it is about if that is a demand, and why. */
static void fail(struct replay *r, const struct demand *d, const char *why)
{
    FILE *out = r->failed ? NULL : fmemopen(r->error, r->size, "w");
    r->failed = true;
    if (!out)
        return;
    fprintf(out, "block %u: ", r->block);
    if (r->insn < r->f->insn_count)
        mach_print_insn(r->f, &r->f->insns[r->insn], out);
    fprintf(out, ": %s", why);
    if (d) {
        fprintf(out, ": ");
        print_place(r, d->place, out);
        fprintf(out, " is to hold ");
        print_value(r, d->value, out);
        fprintf(out, " for: ");
        mach_print_insn(r->f, &r->f->insns[d->user], out);
    }
    fclose(out);
}

/* ---- is it the same function? ---- */

static const struct mach_insn *original(const struct replay *r, const struct mach_insn *i)
{
    return i->op >= MACH_TARGET_OPS && i->extra ? &r->c->insns[i->extra - 1] : NULL;
}

/* Whether operand p of the allocated function can stand for operand o, if what it reads is the same. */
static bool stands_for(const struct mach_operand *p, const struct mach_operand *o)
{
    switch ((enum mach_kind)o->kind) {
    case MACH_REG:
        return p->kind == MACH_SPILL || p->kind == MACH_REG;
    case MACH_MEM:
        return p->kind == MACH_MEM && p->scale == o->scale && p->disp == o->disp && !p->reg == !o->reg && !p->index == !o->index;
    case MACH_NONE:
    case MACH_IMM:
    case MACH_SPILL:
    case MACH_BLOCK:
    case MACH_POOL:
        break;
    }
    return same_operand(p, o);
}

static void match_insn(struct replay *r, const struct mach_insn *i, const struct mach_insn *o)
{
    struct mach_operand operands[MACH_ROLES];
    memcpy(operands, &r->c->operands[o->operand], o->count * sizeof *operands);
    unsigned op = i->op == o->op ? o->op : r->f->target->untie(o->op, operands);
    unsigned count = i->op == o->op ? o->count : op ? r->f->target->rows[op - MACH_TARGET_OPS].operands : 0;
    if (i->op != op || i->count != count || i->cc != o->cc || i->snapshot != o->snapshot)
        fail(r, NULL, "was another instruction");
    for (unsigned n = 0; !r->failed && n < i->count; n++)
        if (!stands_for(&r->f->operands[i->operand + n], &operands[n]))
            fail(r, NULL, "has another operand");
}

/* The block of the SSA form that block b leads to by its kth way. */
static uint32_t leads_to(const struct replay *r, uint32_t b, unsigned k)
{
    const struct mach_block *to = &r->f->blocks[r->f->blocks[b].succs[k]];
    for (uint32_t steps = 0; !to->origin && to->succ_count == 1 && steps < r->f->block_count; steps++)
        to = &r->f->blocks[to->succs[0]];
    return to->origin;
}

static void match_end(struct replay *r, const struct mach_block *b, const struct mach_block *o)
{
    const struct mach_insn *end = &r->f->insns[b->end - 1], *before = &r->c->insns[o->end - 1];
    if (end->op != before->op || end->cc != before->cc || (end->op == MACH_EXIT && end->extra != before->extra) ||
        b->succ_count != o->succ_count || b->entry != o->entry || b->entry_pc != o->entry_pc)
        fail(r, NULL, "starts or ends in another way");
    for (unsigned k = 0; !r->failed && k < b->succ_count; k++)
        if (leads_to(r, r->block, k) != o->succs[k] + 1)
            fail(r, NULL, "leads elsewhere");
}

/* Those of the allocator's aside, the block's instructions are the ones it had. */
static void match_block(struct replay *r)
{
    const struct mach_block *b = &r->f->blocks[r->block];
    const struct mach_block *o = b->origin ? &r->c->blocks[b->origin - 1] : NULL;
    uint32_t next = o ? o->first : 0, end = o ? o->end : 0;
    for (uint32_t i = b->first; i < b->end && !r->failed; i++) {
        const struct mach_insn *before = original(r, &r->f->insns[i]);
        r->insn = i;
        while (before && next < end && r->c->insns[next].op < MACH_TARGET_OPS)
            next++;
        if (before && (next >= end || before != &r->c->insns[next++]))
            fail(r, NULL, "is not in its place");
        else if (before)
            match_insn(r, &r->f->insns[i], before);
    }
    for (; next < end; next++)
        if (r->c->insns[next].op >= MACH_TARGET_OPS)
            fail(r, NULL, "instructions have gone");
    if (!o && (b->succ_count != 1 || b->entry))
        fail(r, NULL, "is no block for an allocator");
    else if (!r->failed && o)
        match_end(r, b, o);
}

static void match_entries(struct replay *r)
{
    uint32_t entries = 0;
    for (uint32_t b = 0; b < r->c->block_count; b++)
        entries += r->c->blocks[b].entry;
    for (uint32_t b = 0; b < r->f->block_count; b++)
        entries -= r->f->blocks[b].entry && r->f->blocks[b].origin;
    if (entries)
        fail(r, NULL, "entries have gone");
}

/* ---- demands ---- */

/* True: it is new, and not met already: by a register that is reserved. */
static bool add(struct replay *r, struct set *s, struct demand d)
{
    if (mach_is_reserved(r->f, d.place) && d.place == d.value)
        return false;
    for (uint32_t k = 0; k < s->count; k++)
        if (s->list[k].place == d.place && s->list[k].value == d.value)
            return false;
    if (s->count == s->capacity) {
        uint32_t larger = s->capacity * 2 + 32;
        s->list = arena_grow(r->f->arena, s->list, s->count * sizeof *s->list, larger * sizeof *s->list);
        s->capacity = larger;
    }
    s->list[s->count++] = d;
    return true;
}

static void demand(struct replay *r, uint32_t place, uint32_t value)
{
    struct demand d = { place, root(r->c, value), r->insn };
    if (!d.value)
        fail(r, &d, "reads what nothing has written");
    add(r, &r->now, d);
}

static uint32_t place_of(const struct mach_operand *o)
{
    return o->kind == MACH_SPILL ? FIRST_SLOT + (uint32_t)o->disp : o->reg;
}

/* `place` is written with a value, 0: none that anybody wants. */
static void define(struct replay *r, uint32_t place, uint32_t value)
{
    struct set *s = &r->now;
    value = root(r->c, value);
    for (uint32_t k = 0; k < s->count; k++)
        if (s->list[k].place == place) {
            if (s->list[k].value != value)
                fail(r, &s->list[k], "overwrites");
            s->list[k--] = s->list[--s->count];
        }
}

/* What had been made of `value` before is not it any more. */
static void renew(struct replay *r, uint32_t value)
{
    value = root(r->c, value);
    for (uint32_t k = 0; value && k < r->now.count; k++)
        if (r->now.list[k].value == value && !r->c->constant[value])
            fail(r, &r->now.list[k], "makes it anew, elsewhere");
}

static bool is_vector(const struct replay *r, uint32_t value)
{
    return value >= MACH_VIRTUAL && value < r->c->physical && r->f->class_of[value - MACH_VIRTUAL] == MACH_VEC;
}

/* to = from; `whole`: all of a vector register. */
static void copies(struct replay *r, uint32_t to, uint32_t from, bool whole)
{
    for (uint32_t k = 0; to != from && k < r->now.count; k++) {
        struct demand d = r->now.list[k];
        if (d.place != to)
            continue;
        if (!whole && is_vector(r, d.value))
            fail(r, &d, "copies a part only");
        d.place = from;
        r->now.list[k--] = r->now.list[--r->now.count];
        add(r, &r->now, d);
    }
}

static void swaps(struct replay *r, uint32_t x, uint32_t y)
{
    for (uint32_t k = 0; k < r->now.count; k++) {
        uint32_t *place = &r->now.list[k].place;
        *place = *place == x ? y : *place == y ? x : *place;
    }
}

/* ---- instructions, backwards ---- */

/* One that the allocator has put in. */
static void pass_inserted(struct replay *r, const struct mach_insn *i)
{
    const struct mach_target *t = r->f->target;
    const struct mach_operand *o = &r->f->operands[i->operand];
    for (unsigned k = 0; k < MACH_CLASSES; k++)
        if (i->op == t->move[k] || i->op == t->spill[k] || i->op == t->reload[k]) {
            copies(r, place_of(&o[0]), place_of(&o[1]), k == MACH_VEC);
            return;
        }
    if (i->op == t->swap)
        swaps(r, place_of(&o[0]), place_of(&o[1]));
    else if (!is_constant(r->f, i, o) || row_of(r->f, i)->writes_flags)
        fail(r, NULL, "is no instruction for an allocator");
    else
        define(r, place_of(&o[0]), find_constant(r->c, i, o));
}

static void pass_results(struct replay *r, const struct mach_insn *i, const struct mach_insn *before)
{
    const struct mach_row *row = row_of(r->f, i);
    const struct mach_operand *o = &r->f->operands[i->operand];
    for (unsigned n = 0; n < i->count; n++)
        if (row->role[n].def && o[n].kind != MACH_MEM)
            define(r, place_of(&o[n]), r->c->values[before->operand + n].reg);
    for (unsigned n = 0; n < i->count; n++)
        if (row->role[n].def && o[n].kind != MACH_MEM)
            renew(r, r->c->values[before->operand + n].reg);
    for (uint64_t left = row->clobbers; left; left &= left - 1)
        define(r, (uint32_t)__builtin_ctzll(left), 0);
}

/* Reads one place; early results may not be there. */
static void read_place(struct replay *r, const struct mach_insn *i, uint32_t place, uint32_t value)
{
    const struct mach_operand *o = &r->f->operands[i->operand];
    demand(r, place, value);
    for (unsigned n = 0; n < i->count; n++)
        if (row_of(r->f, i)->role[n].early && place_of(&o[n]) == place)
            fail(r, NULL, "writes a result where it still reads");
}

/* An untied sum: its operands have become an address. */
static void pass_address(struct replay *r, const struct mach_insn *i, const struct mach_insn *before)
{
    const struct mach_operand *o = &r->f->operands[i->operand];
    read_place(r, i, o[1].reg, r->c->values[before->operand + 1].reg);
    if (o[1].index)
        read_place(r, i, o[1].index, r->c->values[before->operand + 2].reg);
}

static void pass_operands(struct replay *r, const struct mach_insn *i, const struct mach_insn *before)
{
    if (i->op != before->op) {
        pass_address(r, i, before);
        return;
    }
    for (unsigned n = 0; n < i->count; n++) {
        const struct mach_operand *o = &r->f->operands[i->operand + n];
        const struct reads *v = &r->c->values[before->operand + n];
        if (o->kind == MACH_MEM && o->reg)
            read_place(r, i, o->reg, v->reg);
        if (o->kind == MACH_MEM && o->index)
            read_place(r, i, o->index, v->index);
        if ((o->kind == MACH_REG || o->kind == MACH_SPILL) && row_of(r->f, i)->role[n].use)
            read_place(r, i, place_of(o), v->reg);
    }
}

static void pass_snapshot(struct replay *r, const struct mach_insn *i)
{
    const struct mach_snapshot *s = i->snapshot ? &r->f->snapshots[i->snapshot - 1] : NULL;
    for (uint32_t k = 0; s && k < s->count; k++) {
        const struct mach_operand *now = &r->f->slots[s->first + k].value, *was = &r->c->slots[s->first + k].value;
        if (!stands_for(now, was))
            fail(r, NULL, "notes another thing for its fault");
        else if (was->kind == MACH_REG)
            read_place(r, i, place_of(now), was->reg);
    }
}

static void pass_entry(struct replay *r)
{
    const struct mach_block *o = &r->c->blocks[r->f->blocks[r->block].origin - 1];
    for (unsigned n = 0; n < r->f->pin_count; n++)
        define(r, mach_pin_reg(r->f, n), r->c->values[r->c->insns[o->first].operand + n].reg);
    if (r->now.count)
        fail(r, &r->now.list[0], "has not written");
}

static void pass_exit(struct replay *r)
{
    const struct mach_block *o = &r->c->blocks[r->f->blocks[r->block].origin - 1];
    const struct mach_insn *exit = &r->c->insns[o->end - 1];
    for (unsigned n = 0; n < exit->count; n++)
        demand(r, n < r->f->pin_count ? mach_pin_reg(r->f, n) : r->f->target->exit_pc, r->c->values[exit->operand + n].reg);
}

static void pass(struct replay *r, const struct mach_insn *i)
{
    const struct mach_insn *before = original(r, i);
    if (i->op == MACH_ENTRY) {
        pass_entry(r);
    } else if (i->op == MACH_EXIT) {
        pass_exit(r);
    } else if (before) {
        pass_results(r, i, before);
        pass_operands(r, i, before);
        pass_snapshot(r, i);
    } else if (i->op >= MACH_TARGET_OPS) {
        pass_inserted(r, i);
    }
}

/* ---- blocks, backwards ---- */

/* What must hold at the end of a predecessor for d to hold where block `to` starts: its phis, all at once, take what comes from there. */
static struct demand along_edge(struct replay *r, uint32_t to, uint32_t which, struct demand d)
{
    const struct mach_block *o = r->f->blocks[to].origin ? &r->c->blocks[r->f->blocks[to].origin - 1] : NULL;
    for (uint32_t i = o ? o->first : 0; o && i < o->end && (r->c->insns[i].op == MACH_PHI || r->c->insns[i].op == MACH_ENTRY); i++) {
        const struct mach_insn *phi = &r->c->insns[i];
        if (phi->op == MACH_PHI && r->c->values[phi->operand].reg == d.value) {
            d.value = root(r->c, r->c->values[phi->operand + 1 + which].reg);
            break;
        }
    }
    return d;
}

/* What the successors demand of the end of the block. */
static void start_at_end(struct replay *r)
{
    const struct mach_block *b = &r->f->blocks[r->block];
    r->now.count = 0;
    for (unsigned k = 0; k < b->succ_count; k++) {
        uint32_t to = b->succs[k], which = 0;
        while (r->f->blocks[to].preds[which] != r->block)
            which++;
        for (uint32_t n = 0; n < r->at_start[to].count; n++)
            add(r, &r->now, along_edge(r, to, which, r->at_start[to].list[n]));
    }
}

static void enqueue(struct replay *r, uint32_t block)
{
    if (!r->waiting[block])
        r->work[r->work_count++] = block;
    r->waiting[block] = true;
}

static void replay_block(struct replay *r)
{
    const struct mach_block *b = &r->f->blocks[r->block];
    bool more = false;
    start_at_end(r);
    for (uint32_t i = b->end; i-- > b->first && !r->failed;) {
        r->insn = i;
        pass(r, &r->f->insns[i]);
    }
    if (!r->failed && r->now.count && !b->pred_count)
        fail(r, &r->now.list[0], "nothing is before it");
    for (uint32_t n = 0; n < r->now.count; n++)
        more |= add(r, &r->at_start[r->block], r->now.list[n]);
    for (uint32_t k = 0; more && k < b->pred_count; k++)
        enqueue(r, b->preds[k]);
}

bool mach_check(const struct mach_check *c, const struct mach_func *f, char *error, size_t size)
{
    struct replay r = { .c = c, .f = f, .error = error, .size = size, .insn = f->insn_count };
    r.at_start = arena_alloc(f->arena, f->block_count * sizeof *r.at_start);
    r.work = arena_alloc(f->arena, f->block_count * sizeof *r.work);
    r.waiting = arena_alloc(f->arena, f->block_count);
    match_entries(&r);
    for (r.block = 0; r.block < f->block_count && !r.failed; r.block++)
        match_block(&r);
    for (uint32_t b = 0; b < f->block_count; b++)
        enqueue(&r, b);
    while (r.work_count && !r.failed) {
        r.block = r.work[--r.work_count];
        r.waiting[r.block] = false;
        replay_block(&r);
    }
    return !r.failed;
}
