/* Private to lockstep/: the state of a run, shared by lockstep.c (running) and compare.c (comparing and telling). */
#ifndef LOCKSTEP_INTERNAL_H
#define LOCKSTEP_INTERNAL_H

#include "lockstep/lockstep.h"

enum side { REFERENCE, TESTED, SIDES };

/* How one side has ended. */
struct outcome {
    enum run_exit why;
    bool faulted;
    struct run_fault fault;
    struct ir_state *state; /* a copy of all the guest's state */
};

struct lockstep { /* of a struct run: its `around` */
    const struct lockstep_engine *e;
    struct run_pages pages; /* what the reference has written to */
    struct ir_state *before;
    struct outcome outcome[SIDES], again;
    bool off; /* there has been a second thread */
};

/* Registers, pc and FP environment. */
bool lockstep_same(const struct run *r, const struct ir_state *a, const struct ir_state *b);
/* What the second outcome has other than the first, into `text`; NULL: nothing. Memory is compared by the caller. */
const char *lockstep_compare(const struct run *r, const struct outcome *a, const struct outcome *b, char *text, size_t size);
/* The report of a difference, then the end. */
__attribute__((noreturn)) void lockstep_differs(struct run_thread *t, const char *what, bool region);

#endif
