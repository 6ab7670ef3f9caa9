/* Blocks of the first tier without IR of their own. Most instruction words of a program are there many times: of 102 thousand
   instructions that python3 -S -c pass has translated, those aside that depend on where they are, 22 thousand differ. So an instruction
   is lifted and compiled by itself, the ops are kept by its word, and a block is what its instructions have, one behind another.

   That takes more ops than a block compiled as a whole, which knows what is in guest state and leaves puts out that others
   follow; but what runs in the first tier runs a few times. What a block needs to know of its code is kept with the ops.

   Where the instruction is goes into its ops when they are copied: the pc itself, what a distance in the instruction leads to from there, or
   from the page. Of which ops is found out by lifting it at two places, and with two distances; instructions that differ in the distance alone
   are kept as one. One in which anything else changes, or of more than MOST_KEPT ops, is lifted each time. */
#include "interp/internal.h"

#include <stdlib.h>
#include <string.h>

/* The ops of an instruction, behind this. */
struct insn {
    uint32_t word;
    uint8_t count;
    uint8_t flags;
    uint8_t looks, writes; /* at pieces of guest->not_handed_over, by index */
    uint16_t with[3];      /* by enum base: bit for each op that it is to be added to */
    struct interp_op op[];
};
static_assert(sizeof(struct insn) == sizeof(struct interp_op), "the store is made of units of that size");
enum { ENDED = 1, FP_FLAGS = 2, FAR = 4 }; /* it ends the block; it reads or writes the FP flags; a distance is wanted */
enum base { PC, TARGET, PAGE, BASES };     /* TARGET, PAGE: with the distance, in bytes or pages */
enum { UNIT = sizeof(struct insn), MOST_KEPT = 16, MOST_PIECES = 8 };

struct slot {
    uint32_t word;
    uint32_t at; /* in the store, in units; 0: nothing */
};

/* One mapping has all, what comes one behind another: first a few pages, enough for small programs, then huge pages. Slots are in it, too; when
   they are half full, twice as many follow. */
enum { FEW_SLOTS = 2048, OWN_SLOTS = 512, MANY_SLOTS = 128 << 10, STORE = 16 << 20, SMALL = BASE_SMALL, BLOCK = 1024 };
enum { FIRST_LARGE = SMALL / UNIT, LAST_UNIT = STORE / UNIT };
static_assert(SMALL + 2 * MANY_SLOTS * sizeof(struct slot) <= STORE / 2, "most of it is for instructions");

/* Linear probing, at most half full; in the store. */
struct slots {
    struct slot *slot;
    uint32_t count, used;
};

struct interp_insns {
    uint64_t features; /* of the guest, with which these have been lifted */
    struct insn *store;
    struct slots now, old; /* old: shared with another process since a fork, and only read; count 0: there are none */
    uint32_t next, end;    /* of the store's units those are free */
    bool forked;           /* `now` has become shared */
    struct interp_op block[BLOCK], single[1 + UINT8_MAX]; /* being made; one instruction that is not kept */
};

/* Room for so many units; 0: there is none. */
static uint32_t take(struct interp_insns *m, uint32_t units)
{
    if (m->next + units > m->end && m->end == FIRST_LARGE) {
        m->next = FIRST_LARGE;
        m->end = LAST_UNIT;
    }
    if (m->next + units > m->end)
        return 0;
    m->next += units;
    return m->next - units;
}

static bool new_slots(struct interp_insns *m, struct slots *s, uint32_t count)
{
    uint32_t at = take(m, count * sizeof *s->slot / UNIT);
    if (!at)
        return false;
    *s = (struct slots){ (struct slot *)&m->store[at], count, 0 };
    base_touch(s->slot, count * sizeof *s->slot);
    memset(s->slot, 0, count * sizeof *s->slot);
    return true;
}

static void forget(struct interp_insns *m)
{
    m->next = 1; /* 0 is none */
    m->end = FIRST_LARGE;
    m->old.count = 0;
    m->forked = false;
    new_slots(m, &m->now, FEW_SLOTS);
}

static struct interp_insns *new_insns(void)
{
    struct interp_insns *m = malloc(sizeof *m);
    struct insn *store = base_map(STORE, SMALL);
    if (!m || !store) {
        base_unmap(store, STORE, SMALL);
        free(m);
        return NULL;
    }
    m->store = store;
    m->features = 0;
    forget(m);
    return m;
}

static struct interp_insns *insns_for(struct run *r, uint64_t features)
{
    if (!r->insns)
        r->insns = new_insns();
    if (r->insns && r->insns->features != features) {
        forget(r->insns);
        r->insns->features = features;
    }
    return r->insns;
}

/* ---- by word ---- */

/* The word's slot, or the free one where it belongs. */
static struct slot *slot_of(const struct slots *s, uint32_t word)
{
    uint32_t mask = s->count - 1, k = (uint32_t)(word * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;
    while (s->slot[k].at && s->slot[k].word != word)
        k = (k + 1) & mask;
    return &s->slot[k];
}

static const struct insn *find(const struct interp_insns *m, uint32_t word)
{
    uint32_t at = slot_of(&m->now, word)->at;
    if (!at && m->old.count)
        at = slot_of(&m->old, word)->at;
    return at ? &m->store[at] : NULL;
}

static bool more_slots(struct interp_insns *m)
{
    struct slots more;
    if (m->now.count == MANY_SLOTS || !new_slots(m, &more, 2 * m->now.count))
        return false;
    for (uint32_t k = 0; k < m->now.count; k++)
        if (m->now.slot[k].at)
            *slot_of(&more, m->now.slot[k].word) = m->now.slot[k];
    more.used = m->now.used;
    m->now = more;
    return true;
}

/* Each new one would copy a page of slots that another process has, too: they go to slots of their own, which are few. */
static void part(struct interp_insns *m)
{
    struct slots own;
    m->forked = false;
    if (m->old.count || !new_slots(m, &own, OWN_SLOTS))
        return;
    m->old = m->now;
    m->now = own;
}

/* Where it is until the next is made. */
static const struct insn *put_aside(struct interp_insns *m, const struct insn *x)
{
    return memcpy(m->single, x, (1 + (size_t)x->count) * UNIT);
}

/* Where it is from now on. */
static const struct insn *keep(struct interp_insns *m, const struct insn *x)
{
    uint32_t size = 1 + x->count, at;
    if (m->forked)
        part(m);
    if (2 * m->now.used >= m->now.count && !more_slots(m))
        forget(m);
    at = take(m, size);
    if (!at) {
        forget(m);
        at = take(m, size);
    }
    memcpy(&m->store[at], x, size * UNIT);
    *slot_of(&m->now, x->word) = (struct slot){ x->word, at };
    m->now.used++;
    return &m->store[at];
}

/* ---- one instruction ---- */

static void note_use(const struct guest *g, const struct ir_func *f, struct insn *x)
{
    for (unsigned k = 0; g->not_handed_over && g->not_handed_over[k]; k++) {
        unsigned use = guest_use_of(f, g->not_handed_over[k]);
        bug_on(k >= MOST_PIECES, "more than %u pieces of guest state that are not handed over", MOST_PIECES);
        x->looks |= (uint8_t)((use & GUEST_LOOKS ? 1u : 0) << k);
        x->writes |= (uint8_t)((use & GUEST_WRITES ? 1u : 0) << k);
    }
    for (ir_ref i = 1; i < f->count; i++)
        if (f->ins[i].op == IR_fp_get_flags || f->ins[i].op == IR_fp_set_flags)
            x->flags |= FP_FLAGS;
}

/* Where an instruction is and what it says, apart from everything else. */
struct where {
    uint64_t pc;
    uint32_t word;
    int distance;
};

static uint64_t base_of(const struct where *at, enum base b)
{
    uint64_t distance = (uint64_t)(int64_t)at->distance;
    return b == PC ? at->pc : b == TARGET ? at->pc + distance : (at->pc & ~(uint64_t)4095) + (distance << 12);
}

/* Lifts and compiles it there, in the arena. NULL: it has too many ops. */
static struct insn *make_at(struct run *r, const struct guest_unit *u, const struct where *at, bool *placed)
{
    struct interp_piece p;
    bool ended;
    char error[512];
    const struct ir_func *f = guest_translate_insn(&r->arena, u, at->pc, at->word, &ended, placed);
    bug_on(r->options.check && !ir_verify(f, error, sizeof error), "%#lx: %s", (unsigned long)at->pc, error);
    if (!interp_compile_piece(r, f, &p) || p.count > UINT8_MAX)
        return NULL;
    /* The exit to what is behind it is the last op, and not needed: to go on is the same. */
    ended |= f->ins[f->count - 1].op != IR_exit_direct;
    p.count -= !ended;
    struct insn *x = arena_raw(&r->arena, (1 + p.count) * UNIT);
    *x = (struct insn){ .word = at->word, .count = (uint8_t)p.count, .flags = ended ? ENDED : 0 };
    x->with[PC] = (uint16_t)p.with_pc;
    note_use(u->guest, f, x);
    memcpy(x->op, p.op, p.count * sizeof *p.op);
    return x;
}

static bool same_handler(const struct interp_op *a, const struct interp_op *b)
{
    return memcmp(a, b, offsetof(struct interp_op, imm)) == 0;
}

/* What is to be added to the ops of x, which is from one place, by comparing them with those of y, from another. False: there is more
   between them. */
static bool find_bases(struct insn *x, const struct where *at, const struct insn *y, const struct where *other)
{
    bool same = y && x->count == y->count && x->flags == y->flags;
    memset(x->with, 0, sizeof x->with);
    for (unsigned k = 0; same && k < x->count; k++) {
        uint64_t apart = y->op[k].imm - x->op[k].imm;
        enum base b = PC;
        while (apart && b < BASES && apart != base_of(other, b) - base_of(at, b))
            b++;
        if (apart && b < BASES)
            x->with[b] |= (uint16_t)(1u << k);
        same = b < BASES && same_handler(&x->op[k], &y->op[k]);
    }
    return same;
}

/* Makes of ops at a place ops at none. */
static void take_off(struct insn *x, const struct where *at)
{
    for (enum base b = PC; b < BASES; b++)
        for (unsigned left = x->with[b]; left; left &= left - 1)
            x->op[__builtin_ctz(left)].imm -= base_of(at, b);
    if (x->with[TARGET] | x->with[PAGE])
        x->flags |= FAR;
}

/* Makes the instruction, of whose bits some are a distance, and keeps it if it can be elsewhere. */
static const struct insn *make(struct run *r, struct interp_insns *m, const struct guest_unit *u, const struct where *at, uint32_t bits)
{
    bool placed;
    struct insn *x = make_at(r, u, at, &placed);
    if (!x)
        return NULL;
    bool kept = x->count <= MOST_KEPT;
    if ((placed || bits) && kept) {
        struct where other = { at->pc ^ UINT64_C(0x155555555550), at->word ^ (bits & 0x5a5a5a5a), 0 };
        u->guest->distance(other.word, 8 * u->guest->length((uint16_t)other.word), &other.distance);
        kept = find_bases(x, at, make_at(r, u, &other, &placed), &other);
    }
    if (!kept) {
        memset(x->with, 0, sizeof x->with);
        return put_aside(m, x);
    }
    take_off(x, at);
    x->word &= ~bits;
    return keep(m, x);
}

/* The instruction, and its distance if that is wanted. NULL: it has too many ops. */
static const struct insn *look_up(struct run *r, struct interp_insns *m, const struct guest_unit *u, struct where *at)
{
    const struct insn *x = find(m, at->word);
    if (x && !(x->flags & FAR))
        return x;
    uint32_t bits = u->guest->distance(at->word, 8 * u->guest->length((uint16_t)at->word), &at->distance);
    if (bits)
        x = find(m, at->word & ~bits);
    if (x)
        return x;
    x = make(r, m, u, at, bits);
    arena_reset(&r->arena); /* many instructions are to take no more memory than one */
    return x;
}

/* ---- blocks ---- */

static void append(struct interp_op *to, const struct insn *x, const struct where *at)
{
    for (unsigned k = 0; k < x->count; k++)
        to[k] = x->op[k];
    for (unsigned left = x->with[PC]; left; left &= left - 1)
        to[__builtin_ctz(left)].imm += at->pc;
    if (!(x->flags & FAR))
        return;
    for (enum base b = TARGET; b < BASES; b++)
        for (unsigned left = x->with[b]; left; left &= left - 1)
            to[__builtin_ctz(left)].imm += base_of(at, b);
}

void *interp_quick(struct run *r, const struct guest_unit *u, struct run_quick *out)
{
    struct interp_insns *m = insns_for(r, u->features);
    struct guest_window w;
    struct where at = { .pc = u->pc };
    uint32_t count = 1;
    uint8_t looks = 0, written = 0, flags = 0;
    unsigned n = 0;
    if (!m)
        return NULL;
    w.start = w.size = 0;
    for (; !(flags & ENDED) && n < u->max_insns && (!n || guest_same_page(at.pc, u->pc)); n++) {
        unsigned length = at.pc % u->guest->insn_align ? 0 : guest_fetch(&w, u, at.pc, &at.word);
        const struct insn *x = length ? look_up(r, m, u, &at) : NULL;
        if (!x || count + x->count >= BLOCK)
            break;
        append(&m->block[count], x, &at);
        count += x->count;
        at.pc += length;
        looks |= x->looks & (uint8_t)~written;
        written |= x->writes;
        flags |= x->flags;
    }
    if (!n)
        return NULL;
    m->block[0] = interp_first_op(r, u->pc);
    if (!(flags & ENDED))
        m->block[count++] = interp_leave_op(at.pc);
    *out = (struct run_quick){ at.pc - u->pc, n, looks != 0, flags & FP_FLAGS };
    return interp_place(r, m->block, count, 0);
}

void interp_free_insns(struct run *r)
{
    if (r->insns)
        base_unmap(r->insns->store, STORE, SMALL);
    free(r->insns);
    r->insns = NULL;
}

void interp_insns_forked(struct run *r)
{
    if (r->insns)
        r->insns->forked = true;
}
