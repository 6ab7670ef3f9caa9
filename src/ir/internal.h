/* Private to ir/: the builder's memory, and the parts that building is split into.

   ir_emit (build.c)
     pure op:        ir_simplify (simplify.c, simplify_*.c), then numbered
     FP op:          numbered within its epoch
     get, put:       forward.c
     anything else:  ir_simplify_effect, then appended */
#ifndef IR_INTERNAL_H
#define IR_INTERNAL_H

#include "ir/ir.h"

/* What four bytes of guest state are known to hold. */
struct ir_known {
    ir_ref value; /* they are a part of it */
    ir_ref
        since; /* when that was learned: forgotten when it is not later than ir_builder.forgotten */
    ir_ref put;     /* the instruction that stored them, or 0 */
    uint16_t start; /* where in guest state `value` begins */
    uint8_t bytes;  /* bit for each of the four that this is true of */
};

struct ir_builder {
    ir_label block;      /* being built */
    bool ended;          /* it has its terminator */
    ir_ref *table;       /* values by hash, linear probing; entries of finished blocks are stale */
    uint32_t table_mask, table_used;
    ir_ref epoch;     /* first instruction of the FP epoch */
    ir_ref forgotten; /* last instruction that made all knowledge of guest state void */
    ir_ref observed;  /* last instruction at which somebody may have looked at guest state */
    uint32_t wide[16]; /* where the latest constants are in the pool, round and round */
    uint32_t wide_count;
    struct ir_known *known;
    uint64_t *touched; /* bit for each of `known` that has been given a value */
    uint32_t known_count;
    bool phis; /* there are some */
};

static inline const struct ir_ins *ir_at(const struct ir_func *f, ir_ref v)
{
    return &f->ins[v];
}

/* ---- build.c ---- */
void ir_make_room(struct ir_func *f); /* for one more instruction, in a block that has not ended */
static inline ir_ref ir_append(struct ir_func *f, const struct ir_ins *i)
{
    if (f->count == f->capacity || f->builder->ended)
        ir_make_room(f);
    f->ins[f->count] = *i;
    return f->count++;
}
ir_ref ir_emit_imm(struct ir_func *f, enum ir_op op, ir_type t, unsigned aux,
                   uint64_t imm);                         /* the rows with a Q */
uint32_t ir_pool16(struct ir_func *f, const void *bytes); /* index of 16 bytes in the pool */

/* ---- forward.c ---- */
ir_ref ir_forward_get(struct ir_func *f, ir_type t, unsigned offset);
void ir_forward_put(struct ir_func *f, unsigned offset, ir_ref v);

/* ---- simplify.c: what *i can be replaced by, or 0. *i may have become a simpler instruction.
   ---- */
ir_ref ir_simplify(struct ir_func *f, struct ir_ins *i);
void ir_simplify_effect(struct ir_func *f, struct ir_ins *i);

/* ---- constants ---- */
bool ir_constant(const struct ir_func *f, ir_ref v, union ir_value *value); /* false: v is none */
ir_ref ir_constant_of(struct ir_func *f, ir_type t, const union ir_value *value);

#endif
