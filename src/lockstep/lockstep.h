/* Two engines side by side: each piece of code runs by a reference and by the engine under test, from the same state,
   and both must come to the same. The first difference ends the process with a report. -accel lockstep is
   the interpreter and the code generator. The essay is in lockstep.c. */
#ifndef LOCKSTEP_LOCKSTEP_H
#define LOCKSTEP_LOCKSTEP_H

#include "run/run.h"

struct lockstep_engine {
    struct run_engine engine; /* first: what `struct run` gets */
    const struct run_engine *reference, *tested; /* reference: keeps no data of its own, and notes pages (run/pages.h) */
    char *const *command; /* how the program was started, for the report; ends with NULL */
};
void lockstep_make(struct lockstep_engine *e, const struct run_engine *reference, const struct run_engine *tested,
                   char *const *command);

enum { LOCKSTEP_DIFFERS = 70 }; /* exit status */

#endif
