/* The side table of places that may fault: which guest instruction is at fault, and the guest state
   that is not in its place there. It is read about never and written for each compilation, so it is
   made small, and searched from its start.

       kind    a byte: enum table_kind, below
       entry   at - that of the entry before, as uleb
               pc - that of the entry before, as sleb
               0: the same slots as in the entry before; else, as uleb, 1 + their number, and they
       slot    offset - that of the slot before (0 for the first), as sleb
               enum mach_kind << 3 | log2 of the size, a byte
               REG: the register, a byte; SPILL: its number as uleb; IMM: its value as sleb

   A pin that is in its own register is in its place, and left out.

   A table of places (mach_faults_of_places) has no slots: an entry is at and pc only, and good up to the next one. In front of them
   are the number of landings, as uleb, and for each one, as sleb: at - that of the one before, and to - at.

   uleb and sleb are DWARF's: seven bits a byte, low ones first, bit 7 set when another follows. */
#include "mach/emit.h"

#include <string.h>

enum table_kind { SNAPSHOTS, PLACES, LOOSE_PLACES /* guest state is not known there */ };

/* ---- writing ---- */

struct writer {
    uint8_t *at;
};

static void put_uleb(struct writer *w, uint64_t v)
{
    for (; v >= 128; v >>= 7)
        *w->at++ = (uint8_t)(v | 128);
    *w->at++ = (uint8_t)v;
}

static void put_sleb(struct writer *w, int64_t v)
{
    while (v < -64 || v > 63) {
        *w->at++ = (uint8_t)(v | 128);
        v >>= 7;
    }
    *w->at++ = (uint8_t)(v & 127);
}

static void put_slot(struct writer *w, const struct mach_slot *s, unsigned offset)
{
    bug_on(!s->size || s->size & (s->size - 1), "a slot of %u bytes", s->size);
    put_sleb(w, (int64_t)s->offset - offset);
    *w->at++ = (uint8_t)(s->value.kind << 3 | __builtin_ctz(s->size));
    switch (s->value.kind) {
    case MACH_REG:
        *w->at++ = (uint8_t)s->value.reg;
        break;
    case MACH_SPILL:
        put_uleb(w, (uint32_t)s->value.disp);
        break;
    default:
        bug_on(s->value.kind != MACH_IMM, "a slot's value of kind %u", s->value.kind);
        put_sleb(w, s->value.imm);
    }
}

/* A snapshot without what is in its place. */
struct slots {
    const struct mach_slot *slot[MACH_SLOTS];
    uint32_t count;
};

static bool is_in_place(const struct mach_convention *c, const struct mach_slot *s)
{
    int pin = mach_pin_at(c, s->offset);
    return pin >= 0 && s->size == 8 && s->value.kind == MACH_REG && s->value.reg == c->pins[pin].reg;
}

static void gather(struct slots *out, const struct mach_func *f, const struct mach_snapshot *s)
{
    bug_on(s->count > MACH_SLOTS, "%u slots in a snapshot", s->count);
    out->count = 0;
    for (uint32_t i = 0; i < s->count; i++)
        if (!is_in_place(f->convention, &f->slots[s->first + i]))
            out->slot[out->count++] = &f->slots[s->first + i];
}

static bool same_value(const struct mach_operand *a, const struct mach_operand *b)
{
    return a->kind == b->kind && (a->kind == MACH_REG     ? a->reg == b->reg
                                  : a->kind == MACH_SPILL ? a->disp == b->disp
                                                          : a->imm == b->imm);
}

static bool same_slots(const struct slots *a, const struct slots *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        const struct mach_slot *x = a->slot[i], *y = b->slot[i];
        if (x->offset != y->offset || x->size != y->size || !same_value(&x->value, &y->value))
            return false;
    }
    return true;
}

static void put_slots(struct writer *w, const struct slots *s)
{
    unsigned offset = 0;
    put_uleb(w, s->count + 1);
    for (uint32_t i = 0; i < s->count; i++) {
        put_slot(w, s->slot[i], offset);
        offset = s->slot[i]->offset;
    }
}

enum { MOST_ENTRY = 5 + 10 + 5, MOST_SLOT = 3 + 1 + 10 };

void faults_encode(const struct mach_func *f, const struct fault_entry *entries, uint32_t count,
                   struct mach_code *out)
{
    struct slots slots[2]; /* of this entry and of the one before */
    uint64_t pc = 0;
    uint32_t at = 0;
    size_t most = 1;
    for (uint32_t i = 0; i < count; i++)
        most += MOST_ENTRY + (size_t)f->snapshots[entries[i].snapshot].count * MOST_SLOT;
    uint8_t *bytes = arena_alloc(f->arena, most);
    struct writer w = { bytes };
    *w.at++ = SNAPSHOTS;
    slots[1].count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct mach_snapshot *s = &f->snapshots[entries[i].snapshot];
        struct slots *now = &slots[i % 2];
        gather(now, f, s);
        put_uleb(&w, entries[i].at - at);
        put_sleb(&w, (int64_t)(s->pc - pc));
        if (same_slots(now, &slots[(i + 1) % 2]))
            put_uleb(&w, 0);
        else
            put_slots(&w, now);
        at = entries[i].at;
        pc = s->pc;
    }
    out->faults = bytes;
    out->fault_size = (uint32_t)(w.at - bytes);
}

void mach_faults_of_places(struct arena *arena, const struct mach_place *places, uint32_t count, const struct mach_landing *landings,
                           uint32_t landing_count, struct mach_code *out)
{
    uint8_t *bytes = arena_alloc(arena, 1 + ((size_t)count + landing_count + 1) * MOST_ENTRY);
    struct writer w = { bytes };
    *w.at++ = landings ? PLACES : LOOSE_PLACES;
    put_uleb(&w, landing_count);
    for (uint32_t i = 0; i < landing_count; i++) {
        put_sleb(&w, (int64_t)landings[i].at - (i ? landings[i - 1].at : 0));
        put_sleb(&w, (int64_t)landings[i].to - landings[i].at);
    }
    for (uint32_t i = 0; i < count; i++) {
        put_uleb(&w, places[i].at - (i ? places[i - 1].at : 0));
        put_sleb(&w, (int64_t)(places[i].pc - (i ? places[i - 1].pc : 0)));
    }
    out->faults = bytes;
    out->fault_size = (uint32_t)(w.at - bytes);
}

/* ---- reading ---- */

struct reader {
    const uint8_t *at, *end;
};

static unsigned get_byte(struct reader *r)
{
    return r->at < r->end ? *r->at++ : 0;
}

static uint64_t get_uleb(struct reader *r)
{
    uint64_t v = 0;
    for (unsigned shift = 0;; shift += 7) {
        unsigned b = get_byte(r);
        v |= (uint64_t)(b & 127) << (shift & 63);
        if (b < 128)
            return v;
    }
}

static int64_t get_sleb(struct reader *r)
{
    uint64_t v = 0;
    unsigned shift = 0, b;
    do {
        b = get_byte(r);
        v |= (uint64_t)(b & 127) << (shift & 63);
        shift += 7;
    } while (b >= 128);
    if (shift < 64 && b & 64)
        v |= ~(uint64_t)0 << shift;
    return (int64_t)v;
}

static struct mach_slot get_slot(struct reader *r, unsigned offset)
{
    struct mach_slot s = { .offset = (uint16_t)(offset + (unsigned)get_sleb(r)) };
    unsigned shape = get_byte(r);
    s.size = (uint16_t)(1u << (shape & 7));
    s.value.kind = (uint8_t)(shape >> 3);
    if (s.value.kind == MACH_REG)
        s.value.reg = get_byte(r);
    else if (s.value.kind == MACH_SPILL)
        s.value.disp = (int32_t)get_uleb(r);
    else
        s.value.imm = get_sleb(r);
    return s;
}

/* Goes over a list of slots, count first, and shows each one to `slot` unless that is NULL. */
static void get_slots(struct reader *r, void (*slot)(void *context, const struct mach_slot *s),
                      void *context)
{
    uint64_t count = get_uleb(r);
    unsigned offset = 0;
    for (uint64_t i = 1; i < count && r->at < r->end; i++) {
        struct mach_slot s = get_slot(r, offset);
        offset = s.offset;
        if (slot)
            slot(context, &s);
    }
}

bool mach_faults_hold_places(const uint8_t *faults, uint32_t size)
{
    return size && faults[0] != SNAPSHOTS;
}

bool mach_faults_are_loose(const uint8_t *faults, uint32_t size)
{
    return size && faults[0] == LOOSE_PLACES;
}

/* Goes over the landings. */
static bool find_landing(struct reader *r, uint32_t at, uint32_t *to)
{
    uint32_t here = 0;
    bool found = false;
    for (uint64_t n = get_uleb(r); n > 0 && r->at < r->end; n--) {
        here += (uint32_t)get_sleb(r);
        uint32_t there = here + (uint32_t)get_sleb(r);
        if (here == at) {
            *to = there;
            found = true;
        }
    }
    return found;
}

bool mach_fault_landing(const uint8_t *faults, uint32_t size, uint32_t at, uint32_t *to)
{
    struct reader r = { faults, faults + size };
    return get_byte(&r) != SNAPSHOTS && find_landing(&r, at, to);
}

/* The last place in front of the address, or there. */
static bool find_place(struct reader *r, uint32_t at, uint64_t *pc)
{
    uint64_t position = 0, here = 0;
    bool found = false;
    while (r->at < r->end) {
        position += get_uleb(r);
        here += (uint64_t)get_sleb(r);
        if (position > at)
            break;
        *pc = here;
        found = true;
    }
    return found;
}

bool mach_fault_find(const uint8_t *faults, uint32_t size, uint32_t at, uint64_t *pc,
                     void (*slot)(void *context, const struct mach_slot *s), void *context)
{
    struct reader r = { faults, faults + size }, slots = { NULL, NULL };
    uint64_t position = 0;
    *pc = 0;
    if (get_byte(&r) != SNAPSHOTS) {
        uint32_t to;
        find_landing(&r, at, &to);
        return find_place(&r, at, pc);
    }
    while (r.at < r.end) {
        position += get_uleb(&r);
        *pc += (uint64_t)get_sleb(&r);
        if (r.at < r.end && *r.at)
            slots = r;
        get_slots(&r, NULL, NULL);
        if (position == at) {
            get_slots(&slots, slot, context);
            return true;
        }
    }
    return false;
}

uint64_t mach_fault_before(const uint8_t *faults, uint32_t size, uint32_t at, uint64_t pc)
{
    struct reader r = { faults, faults + size };
    uint64_t position = 0, here = 0;
    if (get_byte(&r) != SNAPSHOTS) {
        uint32_t to;
        find_landing(&r, at, &to);
        find_place(&r, at, &pc);
        return pc;
    }
    while (r.at < r.end) {
        position += get_uleb(&r);
        here += (uint64_t)get_sleb(&r);
        if (position > at)
            break;
        pc = here;
        get_slots(&r, NULL, NULL);
    }
    return pc;
}
