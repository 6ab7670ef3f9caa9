/* The scan: intervals in the order of their starts get places. Read mach/alloc.c first.

   Splitting. A part that gets a register begins at an instruction's AT_BEFORE, where a move can be inserted. A part that
   begins anywhere else is in its slot, and needs no move, because the slot has been filled behind the definition. */
#include "mach/alloc.h"

#include <string.h>

enum { FOREVER = ~0u };

struct scan {
    struct alloc *a;
    struct interval *unhandled; /* by start */
    struct interval *active;    /* in a register, alive here */
    struct interval *inactive;  /* in a register, in a hole here */
    uint32_t position;
};

static bool covers(const struct interval *i, uint32_t position)
{
    for (const struct range *r = i->ranges; r && r->from <= position; r = r->next)
        if (position < r->to)
            return true;
    return false;
}

/* The first position where both are alive. */
static uint32_t intersection(const struct interval *x, const struct interval *y)
{
    const struct range *p = x->ranges, *q = y->ranges;
    while (p && q) {
        if (p->to <= q->from)
            p = p->next;
        else if (q->to <= p->from)
            q = q->next;
        else
            return p->from > q->from ? p->from : q->from;
    }
    return FOREVER;
}

/* The first use at or behind position that needs a register. */
static uint32_t next_use(const struct interval *i, uint32_t position)
{
    for (const struct use *u = i->uses; u; u = u->next)
        if (u->in_register && u->position >= position)
            return u->position;
    return FOREVER;
}

/* The same when choosing what to spill: also one that can be of the slot, if it is so near that it would wait for
   the store. */
static uint32_t next_wish(const struct interval *i, uint32_t position)
{
    enum { NEAR = 16 * AT_STEP };
    for (const struct use *u = i->uses; u; u = u->next)
        if (u->position >= position && (u->in_register || u->position < position + NEAR))
            return u->position;
    return FOREVER;
}

/* In front of others that start at the same place. */
static void insert(struct interval **list, struct interval *i)
{
    while (*list && interval_from(*list) < interval_from(i))
        list = &(*list)->next;
    i->next = *list;
    *list = i;
}

/* Cuts at position, from < position < to: returns the rest, linked as the next part. */
static struct interval *split(struct scan *s, struct interval *i, uint32_t position)
{
    struct interval *rest = arena_alloc(s->a->arena, sizeof *rest);
    struct range **r = &i->ranges, *before = NULL;
    for (; *r && (*r)->to <= position; r = &(*r)->next)
        before = *r;
    rest->reg = i->reg;
    rest->ranges = *r;
    rest->to = i->to;
    if (rest->ranges->from < position) {
        struct range *head = arena_alloc(s->a->arena, sizeof *head);
        *head = (struct range){ rest->ranges->from, position, NULL };
        rest->ranges->from = position;
        *r = head;
        i->to = position;
    } else {
        *r = NULL;
        i->to = before->to;
    }
    struct use **u = &i->uses;
    while (*u && (*u)->position < position)
        u = &(*u)->next;
    rest->uses = *u;
    *u = NULL;
    rest->hint = i->hint;
    rest->split = i->split;
    i->split = rest;
    return rest;
}

/* The part lives in its slot, up to the instruction of its next use in a register. */
static void spill(struct scan *s, struct interval *i)
{
    struct alloc *a = s->a;
    uint32_t *slot = &a->slot[i->reg - MACH_VIRTUAL];
    if (!*slot)
        *slot = ++a->f->spill_count;
    i->place = 0;
    uint32_t use = next_use(i, interval_from(i));
    if (use == FOREVER)
        return;
    uint32_t at = use / AT_STEP * AT_STEP;
    bug_on(at <= interval_from(i), "no register for %%reg%u at %u", i->reg, use);
    insert(&s->unhandled, split(s, i, at));
}

/* ---- choosing ---- */

/* The physical register that the hint leads to: by way of other registers' hints while those have no place yet. */
static mach_reg hinted(const struct alloc *a, const struct interval *i)
{
    mach_reg h = i->hint;
    for (unsigned steps = 0; h >= MACH_VIRTUAL && steps < 4; steps++) {
        const struct interval *like = interval_of(a, h);
        h = like->place ? like->place : like->hint;
    }
    return h < MACH_VIRTUAL ? h : 0;
}

static uint64_t choices(const struct alloc *a, const struct interval *i)
{
    return a->f->target->allocatable[a->f->class_of[i->reg - MACH_VIRTUAL]] & ~a->f->reserved;
}

static uint32_t next_random(struct alloc *a)
{
    a->random = a->random * 1664525 + 1013904223;
    return a->random >> 8;
}

/* The register that is free longest, or the hinted one if that is free long enough. A random one is free beyond this
   instruction, which may not lose its operands. */
static mach_reg longest(struct alloc *a, const struct interval *i, const uint32_t *until, uint32_t to)
{
    mach_reg best = 0, hint = hinted(a, i);
    uint64_t set = choices(a, i);
    if (a->o->random_registers) {
        mach_reg start = next_random(a) % MACH_VIRTUAL;
        for (unsigned k = 0; k < MACH_VIRTUAL; k++) {
            mach_reg r = (start + k) % MACH_VIRTUAL;
            if (set >> r & 1 && until[r] / AT_STEP * AT_STEP > interval_from(i) &&
                (!best || (until[r] >= to && until[best] < to)))
                best = r;
        }
        if (best)
            return best;
    }
    if (hint && set >> hint & 1 && until[hint] >= to)
        return hint;
    for (; set; set &= set - 1) {
        mach_reg r = (mach_reg)__builtin_ctzll(set);
        if (!best || until[r] > until[best])
            best = r;
    }
    return best;
}

static void forbid(uint32_t *until, const struct interval *other, const struct interval *i)
{
    uint32_t at = intersection(other, i);
    if (at < until[other->place])
        until[other->place] = at;
}

/* A register that nothing else wants as long as i lives, if that can be seen at once: what `longest` would take. 0: look
   closer. */
static mach_reg simply_free(const struct scan *s, const struct interval *i)
{
    const struct alloc *a = s->a;
    uint64_t busy = 0, wanted = a->taken, set = choices(a, i);
    for (const struct interval *x = s->active; x; x = x->next)
        busy |= (uint64_t)1 << x->place;
    for (const struct interval *x = s->inactive; x; x = x->next)
        wanted |= (uint64_t)1 << x->place;
    mach_reg hint = hinted(a, i);
    uint64_t free = set & ~busy & ~wanted, hinted_bit = hint ? set & ~busy & (uint64_t)1 << hint : 0;
    if (hinted_bit)
        return hinted_bit & free ? hint : 0;
    return free && !a->o->random_registers ? (mach_reg)__builtin_ctzll(free) : 0;
}

static mach_reg free_until(struct scan *s, const struct interval *i, uint32_t *until)
{
    struct alloc *a = s->a;
    memset(until, 0xff, MACH_VIRTUAL * sizeof *until); /* FOREVER */
    for (const struct interval *x = s->active; x; x = x->next)
        until[x->place] = 0;
    for (const struct interval *x = s->inactive; x; x = x->next)
        forbid(until, x, i);
    for (uint64_t set = choices(a, i) & a->taken; set; set &= set - 1) {
        mach_reg r = (mach_reg)__builtin_ctzll(set);
        if (until[r])
            forbid(until, &a->fixed[r], i);
    }
    return longest(a, i, until, interval_to(i));
}

static bool allocate_free(struct scan *s, struct interval *i)
{
    uint32_t until[MACH_VIRTUAL];
    i->place = simply_free(s, i);
    if (i->place)
        return true;
    mach_reg best = free_until(s, i, until);
    if (!best)
        return false;
    if (until[best] < interval_to(i)) {
        uint32_t at = until[best] / AT_STEP * AT_STEP;
        if (at <= interval_from(i))
            return false;
        insert(&s->unhandled, split(s, i, at));
    }
    i->place = best;
    return true;
}

/* Takes an interval that holds a register from here on out of it. */
static void evict(struct scan *s, struct interval *x, uint32_t position)
{
    if (interval_from(x) >= position) { /* a part that starts here: it has no use before */
        spill(s, x);
        return;
    }
    struct interval *rest = split(s, x, position);
    if (interval_from(rest) > position) /* it was in a hole */
        insert(&s->unhandled, rest);
    else
        spill(s, rest);
}

/* Removes from a list the ones in register r that meet i and evicts them. */
static void evict_all(struct scan *s, struct interval **list, mach_reg r, const struct interval *i)
{
    for (struct interval **at = list; *at;) {
        struct interval *x = *at;
        if (x->place == r && intersection(x, i) != FOREVER) {
            *at = x->next;
            evict(s, x, s->position);
        } else {
            at = &x->next;
        }
    }
}

static void allocate_blocked(struct scan *s, struct interval *i)
{
    struct alloc *a = s->a;
    uint32_t use[MACH_VIRTUAL], block[MACH_VIRTUAL];
    for (mach_reg r = 0; r < MACH_VIRTUAL; r++)
        use[r] = block[r] = FOREVER;
    for (struct interval *list = s->active, *pass = s->inactive; list || pass; list = pass, pass = NULL)
        for (const struct interval *x = list; x; x = x->next) {
            if (intersection(x, i) == FOREVER)
                continue;
            uint32_t u = next_wish(x, s->position / AT_STEP * AT_STEP);
            if (u < use[x->place])
                use[x->place] = u;
        }
    for (uint64_t set = choices(a, i) & a->taken; set; set &= set - 1) {
        mach_reg r = (mach_reg)__builtin_ctzll(set);
        uint32_t at = intersection(&a->fixed[r], i);
        block[r] = at;
        if (at < use[r])
            use[r] = at;
    }
    mach_reg best = longest(a, i, use, FOREVER);
    uint32_t first = next_use(i, interval_from(i));
    if (first > use[best] && first / AT_STEP * AT_STEP > interval_from(i)) {
        spill(s, i);
        return;
    }
    if (block[best] < interval_to(i))
        insert(&s->unhandled, split(s, i, block[best] / AT_STEP * AT_STEP));
    i->place = best;
    evict_all(s, &s->active, best, i);
    evict_all(s, &s->inactive, best, i);
}

/* ---- the walk ---- */

static void move_on(struct scan *s)
{
    struct interval *lists[2] = { s->active, s->inactive };
    s->active = s->inactive = NULL;
    for (unsigned k = 0; k < 2; k++)
        for (struct interval *x = lists[k], *next; x; x = next) {
            next = x->next;
            if (interval_to(x) <= s->position)
                continue;
            struct interval **to = covers(x, s->position) ? &s->active : &s->inactive;
            x->next = *to;
            *to = x;
        }
}

/* By start; those of one start in the order of their registers. A list for each instruction: those are short. */
static void queue_all(struct scan *s)
{
    struct alloc *a = s->a;
    uint32_t count = a->f->insn_count;
    struct interval **starts = arena_alloc(a->arena, count * sizeof *starts);
    for (uint32_t r = a->f->reg_count; r-- > 0;)
        if (a->of[r].ranges)
            insert(&starts[interval_from(&a->of[r]) / AT_STEP], &a->of[r]);
    struct interval **end = &s->unhandled;
    for (uint32_t n = 0; n < count; n++)
        for (*end = starts[n]; *end; end = &(*end)->next)
            ;
}

bool alloc_scan(struct alloc *a)
{
    struct scan s = { .a = a };
    queue_all(&s);
    while (s.unhandled) {
        struct interval *i = s.unhandled;
        s.unhandled = i->next;
        s.position = interval_from(i);
        move_on(&s);
        if (!allocate_free(&s, i)) {
            if (mach_pins_rest(a->f))
                return false;
            allocate_blocked(&s, i);
        }
        if (i->place) {
            i->next = s.active;
            s.active = i;
        }
    }
    return true;
}
