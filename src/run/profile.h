/* A profile by samples of processor time: which guest functions it went to, how they were called, and what ran them. Who takes the samples
   is the operating system's side (linux/profile.c); here is where a thread is (run_locate) and what was found, a tree of calls.
   What becomes of it: run/flame.h. */
#ifndef RUN_PROFILE_H
#define RUN_PROFILE_H

#include "run/run.h"

/* What was at work. The tiers come first, in their order. */
enum run_place {
    RUN_IN_FIRST,     /* the interpreter */
    RUN_IN_BLOCK,
    RUN_IN_REGION,
    RUN_IN_OPTIMIZED,
    RUN_IN_HELPER,    /* C code that translated code has called */
    RUN_IN_RUNTIME,   /* translating, linking, finding, signals */
    RUN_IN_CALL,      /* a system call, in the kernel or here */
    RUN_PLACES
};
extern const char *const run_place_names[RUN_PLACES];

/* Guest pc and registers, 0: not known. Right in translated code to what is recorded there: the last access in front. */
struct run_located {
    enum run_place place;
    uint64_t pc, sp, fp, lr;
};

/* Where the thread was interrupted by a signal. */
void run_locate(const struct run_thread *t, const void *ucontext, struct run_located *out);

enum { RUN_CALLERS = 64 };
struct run_stack {
    enum run_place place;
    uint64_t pc;
    uint64_t link;                 /* the return address register, when it says more than the frames do: perhaps the caller; 0 */
    unsigned count;
    uint64_t callers[RUN_CALLERS]; /* return addresses, innermost first */
};

struct run_profile *run_profile_new(void); /* NULL: no memory */
void run_profile_free(struct run_profile *p);
/* In a signal handler; `weight` in units of time. Threads may do so at once. What there is no room for is counted as lost. */
void run_profile_add(struct run_profile *p, const struct run_stack *s, uint64_t weight);
/* In between nothing is added. */
void run_profile_hold(struct run_profile *p);
void run_profile_release(struct run_profile *p);

struct run_profile_sum {
    uint64_t samples, lost, weight, place[RUN_PLACES];
};
void run_profile_sum(const struct run_profile *p, struct run_profile_sum *out);
/* Calls back for each stack that there are samples of. Held. */
void run_profile_each(const struct run_profile *p, void (*visit)(void *context, const struct run_stack *s, uint64_t weight),
                      void *context);

#endif
