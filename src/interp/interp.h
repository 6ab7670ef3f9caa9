/* The interpreter: executes IR. It is the reference meaning of every op (through ir_eval), the fallback on hosts that have no
   code generator, and an engine like any other (run/run.h). A block becomes an array of small ops with operands
   resolved to offsets in the frame (interp/compile.c), run by threaded dispatch (interp/execute.c);
   interp/engine.c has what the runtime asks of it. */
#ifndef INTERP_INTERP_H
#define INTERP_INTERP_H

#include "run/run.h"

extern const struct run_engine interp_engine;

#endif
