/* Private to the register allocator: live intervals, shared by mach/live.c (which builds them), mach/scan.c (which gives
   them registers) and mach/resolve.c (which rewrites the function). The essay is in mach/alloc.c. */
#ifndef MACH_ALLOC_H
#define MACH_ALLOC_H

#include "mach/mach.h"

/* Positions: instruction i has four, in this order. A live range [from, to) covers positions. */
enum {
    AT_BEFORE = 0, /* moves put before it: copies to fixed registers */
    AT_USE = 1,    /* it reads its operands */
    AT_DEF = 2,    /* it writes its results */
    AT_AFTER = 3,  /* moves put behind it */
    AT_STEP = 4
};
#define POSITION(insn, at) ((insn) * AT_STEP + (at))

struct range {
    uint32_t from, to;
    struct range *next; /* later */
};

struct use {
    uint32_t position;
    bool in_register; /* else a spill slot will do */
    struct use *next;
};

/* A virtual register's life, or after splitting one part of it; for physical registers, where they are taken. */
struct interval {
    mach_reg reg;         /* the virtual register */
    uint32_t to;          /* end of the last range */
    struct range *ranges; /* ascending, disjoint */
    struct use *uses;     /* ascending */
    mach_reg hint;        /* virtual or physical register whose place would save a move; 0: none */
    mach_reg place;       /* physical register; 0: in its spill slot */
    struct interval *split; /* the next part */
    struct interval *next;  /* in the scan's lists */
};

struct alloc {
    struct mach_func *f;
    const struct mach_options *o;
    struct arena *arena;
    uint32_t words;        /* of a set of virtual registers */
    uint64_t **live_in;    /* by block */
    struct interval *of;   /* by virtual register - MACH_VIRTUAL: its first part; no ranges: there is no such register */
    struct interval *fixed; /* by physical register: of those in `taken` */
    uint64_t taken;        /* physical registers that have ranges */
    uint32_t *slot;        /* by virtual register: spill slot + 1; 0: none yet */
    uint32_t *def;         /* by virtual register: the instruction that defines it */
    uint32_t random;       /* state of the generator for o->random_registers */
};

static inline struct interval *interval_of(const struct alloc *a, mach_reg r)
{
    return &a->of[r - MACH_VIRTUAL];
}
static inline uint32_t interval_from(const struct interval *i)
{
    return i->ranges->from;
}
static inline uint32_t interval_to(const struct interval *i)
{
    return i->to;
}
/* The part of a virtual register that covers a position; at a boundary the later one. */
static inline struct interval *interval_at(const struct alloc *a, mach_reg r, uint32_t position)
{
    struct interval *i = interval_of(a, r);
    while (i->split && interval_from(i->split) <= position)
        i = i->split;
    return i;
}

void alloc_split_edges(struct mach_func *f);
void alloc_order(struct mach_func *f);   /* blocks along execution, loops found (mach/order.c) */
bool alloc_has_loops(const struct mach_func *f);
bool alloc_prepare(struct mach_func *f); /* tied and fixed operands become moves; false: a pin rests in a register that is wanted */
void alloc_build(struct alloc *a);       /* liveness and intervals */
bool alloc_scan(struct alloc *a);        /* places; false: pins that rest are in the way */
bool alloc_rewrite(struct alloc *a);     /* final instructions */

/* The slots that the snapshot of an instruction has, which keep their registers alive; returns how many. */
static inline unsigned alloc_slots(const struct mach_func *f, const struct mach_insn *i, struct mach_slot **slots)
{
    if (!i->snapshot)
        return 0;
    const struct mach_snapshot *s = &f->snapshots[i->snapshot - 1];
    *slots = &f->slots[s->first];
    return s->count;
}

#endif
