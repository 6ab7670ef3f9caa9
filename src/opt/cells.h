/* Private to opt/: the pieces of guest state that a function uses, and what is known of them where blocks begin and
   end (opt/cells.c). The essay is in opt/promote.c. */
#ifndef OPT_CELLS_H
#define OPT_CELLS_H

#include "ir/cfg.h"

enum { CELLS = 128, CELL_WORDS = CELLS / 64, CELL_OFFSETS = 4096, NO_CELL = 255 };

struct cell_set {
    uint64_t bits[CELL_WORDS];
};

struct cell {
    uint16_t offset, size;
    ir_type type; /* IR_VOID: not promoted, odd size */
    bool flags;   /* some access is of type flags */
    bool floats;  /* all are of scalar FP types */
};

struct cell_block {
    /* within the block */
    struct cell_set read;      /* before it is written, and before any call of a helper */
    struct cell_set seen;      /* read, or looked at by what may leave or fault, before it is written as a whole */
    struct cell_set touched;   /* read or written, behind the last call */
    struct cell_set put;       /* written, behind the last call */
    bool calls;
    /* over all blocks */
    struct cell_set reads, sees; /* from here on: the same for all paths */
    struct cell_set carried;   /* the block is in a loop that uses it */
    struct cell_set known_in, known_out;
    struct cell_set dirty_in, dirty_out;
    struct cell_set need_in;   /* to be a value where the block starts */
};

struct cells {
    const struct ir_func *f;
    const struct ir_cfg *cfg;
    struct cell cell[CELLS];
    unsigned count;
    uint8_t at[CELL_OFFSETS];  /* by byte of guest state; NO_CELL */
    struct cell_set all;       /* that are promoted */
    struct cell_set pins, faults; /* of those: pins; what must be right at every fault */
    struct cell_set light;     /* values where there is only one path: pins and flags */
    struct cell_block *block;
};

static inline bool cell_in(const struct cell_set *s, unsigned c)
{
    return s->bits[c / 64] >> c % 64 & 1;
}

static inline unsigned cell_bytes(ir_type t)
{
    return (ir_bits(t) + 7) / 8;
}

/* False: too many of them, or accesses that nothing but memory can serve. */
bool cells_find(struct cells *c, struct arena *arena, const struct ir_func *f, const uint16_t *pins);
/* The promoted cell that a get or put belongs to; CELLS: none. */
unsigned cells_of(const struct cells *c, const struct ir_ins *x);
void cells_flow(struct cells *c, struct arena *arena, const struct ir_cfg *cfg);

#endif
