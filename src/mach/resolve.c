/* After the scan: operands get their places, phis, entries and exits become parallel moves, split intervals and edges get
   the moves that join their parts. Read mach/alloc.c first. */
#include "mach/alloc.h"

#include <stdlib.h>
#include <string.h>

/* A place: a physical register, or FIRST_SLOT + spill slot. */
typedef uint32_t place;
enum { FIRST_SLOT = MACH_VIRTUAL };

struct moves { /* made at once */
    struct move {
        place to, from;
    } *list;
    uint32_t count, capacity;
};

struct rewrite {
    struct alloc *a;
    struct interval **parts; /* that begin with a move, by start */
    uint32_t part_count, next_part;
    struct moves moves;
    place untied; /* where operand 1 of the next instruction is, when that needs no copy of it; 0: it is tied */
};

/* ---- places ---- */

static place slot_place(const struct alloc *a, mach_reg r)
{
    return FIRST_SLOT + a->slot[r - MACH_VIRTUAL] - 1;
}

static place place_at(const struct alloc *a, mach_reg r, uint32_t position)
{
    if (r < MACH_VIRTUAL)
        return r;
    const struct interval *i = interval_at(a, r, position);
    return i->place ? i->place : slot_place(a, r);
}

static struct mach_operand operand_of(place p)
{
    if (p < FIRST_SLOT)
        return (struct mach_operand){ .kind = MACH_REG, .reg = p };
    return (struct mach_operand){ .kind = MACH_SPILL, .disp = (int32_t)(p - FIRST_SLOT) };
}

/* ---- parallel moves ---- */

static void add_move(struct rewrite *w, place to, place from)
{
    struct moves *m = &w->moves;
    if (to == from)
        return;
    if (m->count == m->capacity) {
        uint32_t larger = m->capacity * 2 + 32;
        m->list = arena_grow(w->a->arena, m->list, m->count * sizeof *m->list, larger * sizeof *m->list);
        m->capacity = larger;
    }
    m->list[m->count++] = (struct move){ to, from };
}

static void emit(struct mach_func *f, unsigned op, place to, place from)
{
    const struct mach_operand o[2] = { operand_of(to), operand_of(from) };
    mach_append(f, op, 2, o);
}

static void emit_move(struct mach_func *f, place to, place from)
{
    const struct mach_target *t = f->target;
    if (to >= FIRST_SLOT && from >= FIRST_SLOT) {
        emit(f, t->reload[MACH_VEC], t->scratch[0], from);
        emit(f, t->spill[MACH_VEC], to, t->scratch[0]);
    } else if (to >= FIRST_SLOT) {
        emit(f, t->spill[mach_class_of(f, from)], to, from);
    } else {
        enum mach_class klass = mach_class_of(f, to);
        emit(f, from >= FIRST_SLOT ? t->reload[klass] : t->move[klass], to, from);
    }
}

static bool is_source(const struct moves *m, place p)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (m->list[i].from == p)
            return true;
    return false;
}

static bool is_gpr(const struct mach_func *f, place p)
{
    return p < FIRST_SLOT && mach_class_of(f, p) == MACH_GPR;
}

/* Two general-purpose registers exchange: first.to then holds what was in first.from, and the other way round. */
static void break_by_swap(struct mach_func *f, struct moves *m, uint32_t which)
{
    struct move x = m->list[which];
    emit(f, f->target->swap, x.to, x.from);
    m->list[which] = m->list[--m->count];
    for (uint32_t i = 0; i < m->count; i++) {
        if (m->list[i].from == x.to)
            m->list[i].from = x.from;
        else if (m->list[i].from == x.from)
            m->list[i].from = x.to;
        if (m->list[i].from == m->list[i].to)
            m->list[i--] = m->list[--m->count];
    }
}

/* Every remaining move is part of a cycle; breaks one. */
static void break_cycle(struct mach_func *f, struct moves *m)
{
    const struct mach_target *t = f->target;
    uint32_t which = 0;
    while (which < m->count && is_gpr(f, m->list[which].to))
        which++;
    if (which == m->count) {
        break_by_swap(f, m, 0);
        return;
    }
    place to = m->list[which].to; /* a vector register or a slot: its old value goes aside */
    emit_move(f, t->scratch[1], to);
    for (uint32_t i = 0; i < m->count; i++)
        if (m->list[i].from == to)
            m->list[i].from = t->scratch[1];
}

static void flush_moves(struct rewrite *w)
{
    struct mach_func *f = w->a->f;
    struct moves *m = &w->moves;
    while (m->count) {
        bool moved = false;
        for (uint32_t i = 0; i < m->count; i++) {
            struct move x = m->list[i];
            m->list[i].from = 0; /* itself does not count */
            if (is_source(m, x.to)) {
                m->list[i].from = x.from;
                continue;
            }
            emit_move(f, x.to, x.from);
            m->list[i--] = m->list[--m->count];
            moved = true;
        }
        if (!moved)
            break_cycle(f, m);
    }
}

/* ---- operands ---- */

static void rewrite_address(const struct alloc *a, mach_reg *reg, uint32_t number)
{
    if (*reg >= MACH_VIRTUAL)
        *reg = interval_at(a, *reg, POSITION(number, AT_USE))->place;
}

static void rewrite_reg(const struct alloc *a, struct mach_operand *o, uint32_t position)
{
    place p = place_at(a, o->reg, position);
    if (p < FIRST_SLOT)
        o->reg = p;
    else
        *o = operand_of(p);
}

static void rewrite_operand(const struct alloc *a, struct mach_operand *o, const struct mach_role *role, uint32_t number)
{
    if (o->kind == MACH_MEM) {
        rewrite_address(a, &o->reg, number);
        rewrite_address(a, &o->index, number);
    } else if (o->kind == MACH_REG) {
        rewrite_reg(a, o, POSITION(number, role->def ? role->early ? AT_BEFORE : AT_DEF : AT_USE));
    }
}

static void rewrite_slots(const struct alloc *a, const struct mach_insn *i, uint32_t number)
{
    struct mach_slot *slot;
    for (unsigned k = alloc_slots(a->f, i, &slot); k-- > 0;)
        if (slot[k].value.kind == MACH_REG)
            rewrite_reg(a, &slot[k].value, POSITION(number, AT_USE));
}

/* A value with a slot is stored right behind its definition. */
static void store_definition(struct rewrite *w, uint32_t number, mach_reg r)
{
    const struct alloc *a = w->a;
    if (r < MACH_VIRTUAL || !a->slot[r - MACH_VIRTUAL] || a->def[r - MACH_VIRTUAL] != number + 1)
        return;
    place p = place_at(a, r, POSITION(number, AT_DEF));
    if (p < FIRST_SLOT)
        emit_move(a->f, slot_place(a, r), p);
}

/* ---- instructions ---- */

static void rewrite_entry(struct rewrite *w, uint32_t number, const struct mach_operand *o)
{
    const struct alloc *a = w->a;
    mach_append(a->f, MACH_ENTRY, 0, NULL);
    for (unsigned n = 0; n < a->f->pin_count; n++) {
        mach_reg r = o[n].reg, from = mach_pin_reg(a->f, n);
        if (a->slot[r - MACH_VIRTUAL])
            emit_move(a->f, slot_place(a, r), from);
        place p = place_at(a, r, POSITION(number, AT_DEF));
        if (p < FIRST_SLOT)
            add_move(w, p, from);
    }
    flush_moves(w);
}

static void rewrite_exit(struct rewrite *w, uint32_t number, const struct mach_insn *i, const struct mach_operand *o)
{
    struct mach_func *f = w->a->f;
    for (unsigned n = 0; n < i->count; n++)
        add_move(w, n < f->pin_count ? mach_pin_reg(f, n) : f->target->exit_pc, place_at(w->a, o[n].reg, POSITION(number, AT_USE)));
    flush_moves(w);
    mach_append(f, MACH_EXIT, 0, NULL);
    f->insns[f->insn_count - 1].extra = i->extra;
}

/* Whether somebody from i on reads flags that are there. */
static bool are_flags_read(const struct mach_func *f, const struct mach_insn *i, const struct mach_insn *end)
{
    for (; i < end; i++) {
        if (i->op == MACH_BRANCH)
            return true;
        if (i->op < MACH_TARGET_OPS)
            continue;
        const struct mach_row *row = &f->target->rows[i->op - MACH_TARGET_OPS];
        if (row->reads_flags || row->writes_flags)
            return row->reads_flags;
    }
    return false;
}

/* Whether the move copies a tied operand for the next instruction, which can do without. Nothing may be put between them. */
static bool is_untied(const struct rewrite *w, uint32_t number, const struct mach_insn *move, const struct mach_insn *end)
{
    const struct mach_func *f = w->a->f;
    const struct mach_insn *next = move + 1;
    struct mach_operand o[MACH_ROLES];
    if (next == end || next->op < MACH_TARGET_OPS)
        return false;
    memcpy(o, &f->operands[next->operand], next->count * sizeof *o);
    if (!f->target->rows[next->op - MACH_TARGET_OPS].role[0].tied || o[0].reg != f->operands[move->operand].reg)
        return false;
    for (unsigned n = 2; n < next->count; n++)
        if (o[n].kind == MACH_REG) /* it may be in a slot */
            rewrite_reg(w->a, &o[n], POSITION(number + 1, AT_USE));
    if (!f->target->untie(next->op, o))
        return false;
    bool joined = w->next_part < w->part_count && interval_from(w->parts[w->next_part]) <= POSITION(number + 1, AT_BEFORE);
    return !joined && !are_flags_read(f, next + 1, end);
}

static void rewrite_move(struct rewrite *w, uint32_t number, const struct mach_insn *i, const struct mach_insn *end)
{
    const struct mach_operand *o = &w->a->f->operands[i->operand];
    place to = place_at(w->a, o[0].reg, POSITION(number, AT_DEF)), from = place_at(w->a, o[1].reg, POSITION(number, AT_USE));
    w->untied = to != from && to < FIRST_SLOT && from < FIRST_SLOT && is_untied(w, number, i, end) ? from : 0;
    if (to != from && !w->untied)
        emit_move(w->a->f, to, from);
    store_definition(w, number, o[0].reg);
}

static void untie(struct rewrite *w, struct mach_insn *i)
{
    const struct mach_func *f = w->a->f;
    struct mach_operand *o = &f->operands[i->operand];
    o[1].reg = w->untied;
    i->op = (uint16_t)f->target->untie(i->op, o);
    i->count = f->target->rows[i->op - MACH_TARGET_OPS].operands;
    w->untied = 0;
}

static void rewrite_row(struct rewrite *w, uint32_t number, const struct mach_insn *i)
{
    struct mach_func *f = w->a->f;
    mach_reg results[MACH_ROLES];
    const struct mach_row *row = &f->target->rows[i->op - MACH_TARGET_OPS];
    struct mach_operand *o = &f->operands[i->operand];
    for (unsigned n = 0; n < row->results_end; n++)
        results[n] = o[n].kind == MACH_REG && row->role[n].def ? o[n].reg : 0;
    for (unsigned n = 0; n < i->count; n++)
        rewrite_operand(w->a, &o[n], &row->role[n], number);
    rewrite_slots(w->a, i, number);
    mach_append_again(f, i);
    if (w->untied)
        untie(w, &f->insns[f->insn_count - 1]);
    for (unsigned n = 0; n < row->results_end && f->spill_count; n++)
        store_definition(w, number, results[n]);
}

/* Parts that begin here get what the part before them held. */
static void join_parts(struct rewrite *w, uint32_t position)
{
    const struct alloc *a = w->a;
    while (w->next_part < w->part_count && interval_from(w->parts[w->next_part]) < position)
        w->next_part++;
    for (; w->next_part < w->part_count && interval_from(w->parts[w->next_part]) == position; w->next_part++) {
        const struct interval *part = w->parts[w->next_part];
        const struct interval *before = interval_at(a, part->reg, position - 1);
        if (interval_to(before) == position)
            add_move(w, part->place, before->place ? before->place : slot_place(a, part->reg));
    }
    flush_moves(w);
}

/* ---- edges ---- */

static void edge_moves(struct rewrite *w, const struct mach_insn *old, uint32_t from, uint32_t to, const uint32_t *first,
                       const uint32_t *end)
{
    const struct alloc *a = w->a;
    const struct mach_func *f = a->f;
    uint32_t leave = POSITION(end[from], 0) - 1, arrive = POSITION(first[to], 0);
    for (uint32_t word = 0; word < a->words; word++)
        for (uint64_t bits = a->live_in[to][word]; bits; bits &= bits - 1) {
            mach_reg r = MACH_VIRTUAL + word * 64 + (uint32_t)__builtin_ctzll(bits);
            place p = place_at(a, r, arrive);
            if (p < FIRST_SLOT)
                add_move(w, p, place_at(a, r, leave));
        }
    unsigned which = 0;
    while (f->blocks[to].preds[which] != from)
        which++;
    for (uint32_t i = first[to]; i < end[to] && old[i].op == MACH_PHI; i++) {
        const struct mach_operand *o = &f->operands[old[i].operand];
        add_move(w, place_at(a, o[0].reg, arrive), place_at(a, o[1 + which].reg, leave));
    }
    flush_moves(w);
}

/* Phis whose value has a slot but arrives in a register. */
static void store_phis(struct rewrite *w, const struct mach_insn *old, uint32_t first, uint32_t end)
{
    const struct alloc *a = w->a;
    for (uint32_t i = first; i < end && old[i].op == MACH_PHI; i++) {
        mach_reg r = a->f->operands[old[i].operand].reg;
        place p = place_at(a, r, POSITION(first, 0));
        if (a->slot[r - MACH_VIRTUAL] && p < FIRST_SLOT)
            emit_move(a->f, slot_place(a, r), p);
    }
}

/* ---- the whole function ---- */

static int by_start(const void *x, const void *y)
{
    uint32_t p = interval_from(*(struct interval *const *)x), q = interval_from(*(struct interval *const *)y);
    return p < q ? -1 : p > q;
}

static void collect_parts(struct rewrite *w)
{
    const struct alloc *a = w->a;
    uint32_t n = 0;
    for (uint32_t r = 0; r < a->f->reg_count; r++)
        for (const struct interval *i = &a->of[r]; i->split; i = i->split)
            n++;
    if (!n)
        return;
    w->parts = arena_alloc(a->arena, n * sizeof *w->parts + 8);
    for (uint32_t r = 0; r < a->f->reg_count; r++)
        for (struct interval *i = &a->of[r]; i->split; i = i->split)
            if (i->split->place)
                w->parts[w->part_count++] = i->split;
    if (w->part_count)
        qsort(w->parts, w->part_count, sizeof *w->parts, by_start);
}

static void rewrite_insn(struct rewrite *w, uint32_t number, const struct mach_insn *i, const struct mach_insn *end)
{
    const struct mach_operand *o = &w->a->f->operands[i->operand];
    switch (i->op) {
    case MACH_ENTRY:
        rewrite_entry(w, number, o);
        break;
    case MACH_EXIT:
        rewrite_exit(w, number, i, o);
        break;
    case MACH_MOVE:
        rewrite_move(w, number, i, end);
        break;
    case MACH_PHI:
        break;
    case MACH_JUMP:
    case MACH_BRANCH:
        mach_append_again(w->a->f, i);
        break;
    default:
        rewrite_row(w, number, i);
    }
}

bool alloc_rewrite(struct alloc *a)
{
    struct mach_func *f = a->f;
    struct rewrite w = { .a = a };
    const struct mach_insn *old = f->insns;
    uint32_t *first = arena_alloc(a->arena, f->block_count * sizeof *first + 4);
    uint32_t *end = arena_alloc(a->arena, f->block_count * sizeof *end + 4);
    if (f->spill_count > MACH_SPILLS)
        return false;
    for (uint32_t b = 0; b < f->block_count; b++) {
        first[b] = f->blocks[b].first;
        end[b] = f->blocks[b].end;
    }
    collect_parts(&w);
    f->insns = NULL;
    f->insn_count = f->insn_capacity = 0;
    for (uint32_t b = 0; b < f->block_count; b++) {
        struct mach_block *block = &f->blocks[b];
        block->first = f->insn_count;
        if (block->pred_count == 1 && f->blocks[block->preds[0]].succ_count == 2)
            edge_moves(&w, old, block->preds[0], b, first, end);
        store_phis(&w, old, first[b], end[b]);
        for (uint32_t i = first[b]; i < end[b]; i++) {
            if (i > first[b] && w.part_count)
                join_parts(&w, POSITION(i, AT_BEFORE));
            if (i + 1 == end[b] && block->succ_count == 1)
                edge_moves(&w, old, b, block->succs[0], first, end);
            rewrite_insn(&w, i, &old[i], &old[end[b]]);
        }
        block->end = f->insn_count;
    }
    f->allocated = true;
    return true;
}
