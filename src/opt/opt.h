/* Passes over the IR that both code generators use. Each takes a finished function and makes a new one, or changes it
   in place and says so. */
#ifndef OPT_OPT_H
#define OPT_OPT_H

#include "ir/ir.h"

/* Guest state to SSA values across the function's blocks (opt/promote.c). `pins` are offsets of 8-byte slots whose
   value every block must know (they live in registers at exits); 0 ends. The result has `lazy` set: its puts need not be stored
   before an exit. NULL: the function is too large for it. */
struct ir_func *opt_promote(struct arena *arena, const struct ir_func *f, const uint16_t *pins);

#endif
