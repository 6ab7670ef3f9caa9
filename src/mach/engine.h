/* The code generator as an engine of run/: compiles, places code in executable memory, links, recovers faults. */
#ifndef MACH_ENGINE_H
#define MACH_ENGINE_H

#include "mach/mach.h"
#include "run/run.h"

extern const struct run_engine mach_engine;

/* The host's part (mach/x86_64/stubs.c): writes the stubs into executable memory at `at`, returns their size, and
   fills in where each one and the way in is. */
struct mach_stubs {
    enum run_exit (*enter)(struct ir_state *state, const void *code);
    void *stub[IR_STUBS];
};
size_t mach_stubs_write(uint8_t *at, const struct mach_convention *c, struct mach_stubs *out);

/* What stubs call: an op without rule, a guest helper; operands and result in state->scratch. */
void mach_eval(struct ir_state *state, uint64_t packed);
void mach_call(struct ir_state *state, uint64_t helper);

#endif
