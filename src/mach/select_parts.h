/* Private to selection: what its parts have of one another. mach/select.c has the idea and the walks, mach/select_tree.c labels and
   reducing, mach/select_state.c guest state and snapshots, mach/select_control.c exits, jumps and blocks. */
#ifndef MACH_SELECT_PARTS_H
#define MACH_SELECT_PARTS_H

#include "mach/select.h"

static inline enum mach_class select_class(ir_type t)
{
    return t < IR_I128 || t == IR_FLAGS ? MACH_GPR : MACH_VEC; /* smaller integers are in front of it */
}

static inline bool select_is_constant(const struct ir_ins *x)
{
    return x->op == IR_const && select_class(x->type) == MACH_GPR;
}

/* Constants for vector registers are made anew, or are a memory operand, for each user. */
static inline bool select_is_vector_constant(const struct ir_ins *x)
{
    return x->op == IR_const_wide || (x->op == IR_const && select_class(x->type) == MACH_VEC);
}

static inline int select_pin(const struct select *s, unsigned offset)
{
    return mach_pin_at(s->f->convention, offset);
}

static inline bool select_is_lazy(const struct select *s, unsigned offset)
{
    return s->ir->lazy && s->ir->lazy[offset / 128] >> offset / 4 % 32 & 1;
}

/* ---- select.c ---- */
struct mach_insn *select_append(struct select *s, unsigned row, const struct mach_operand *operands); /* ends with kind NONE */

/* ---- select_tree.c ---- */
/* The label of value i, whose operands have theirs. */
void select_label(struct select *s, ir_ref i);
/* Reduces the tree of i by this rule of its op's. */
struct mach_operand select_tree(struct select *s, ir_ref i, unsigned number);
/* Makes value i for a goal by its own label; without a rule it is evaluated. */
struct mach_operand select_made(struct select *s, ir_ref i, enum select_goal goal);

/* ---- select_state.c ---- */
void select_get(struct select *s, ir_ref i);
void select_put(struct select *s, ir_ref i);
void select_sync(struct select *s, const struct ir_ins *x);
/* Stores what differs from memory: lazy slots, and the pins when C is going to look. */
void select_flush(struct select *s, bool pins);
void select_reload(struct select *s); /* C may have changed it all */
void select_forget(struct select *s); /* no lazy slot is dirty */

/* ---- select_control.c ---- */
void select_exit(struct select *s, ir_ref i, enum mach_exit_kind kind);
void select_safepoint(struct select *s, ir_ref i);
void select_jump(struct select *s, ir_label to);
void select_br(struct select *s, const struct ir_ins *x);
void select_phi(struct select *s, ir_ref i);

#endif
