/* The control-flow graph of a finished function: who comes before a block, an order in which blocks
   come before what follows them (loops apart), and which block dominates which. */
#ifndef IR_CFG_H
#define IR_CFG_H

#include "ir/ir.h"

enum { IR_UNREACHED = UINT32_MAX };

struct ir_cfg {
    uint32_t *first;    /* predecessors of block b: before[first[b]] .. before[first[b + 1]] */
    ir_label *before;   /* a block that branches twice to the same one is there twice */
    ir_label *order;    /* the reachable blocks in reverse postorder */
    uint32_t reached;   /* how many those are */
    uint32_t *position; /* of a block in `order`, or IR_UNREACHED */
    ir_label *idom;     /* immediate dominator; itself when there is none: entries, what several of them reach,
                           unreachable blocks */
    uint32_t *enter;    /* the subtree of b in the forest of dominators is numbered enter[b] .. leave[b] - 1 */
    uint32_t *leave;
};

/* In the arena; every block must end with its terminator and every label be in range. */
void ir_cfg_make(struct ir_cfg *c, struct arena *arena, const struct ir_func *f);

/* Blocks that b may go to within the function; returns how many. */
unsigned ir_successors(const struct ir_func *f, ir_label b, ir_label to[2]);

/* Also true when a is b. Of unreachable blocks: only themselves. */
static inline bool ir_dominates(const struct ir_cfg *c, ir_label a, ir_label b)
{
    return c->enter[a] <= c->enter[b] && c->enter[b] < c->leave[a];
}

#endif
