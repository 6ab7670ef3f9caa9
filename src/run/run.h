/* Running translated code: the loop that finds, translates, links and enters blocks for a guest thread, and what
   happens when it leaves them. Knows no operating system but through struct run_os.

   run_loop(thread)            the loop (run/loop.c)
   run_host_fault(...)         from the host's signal handler: a fault of the guest, or ours? (run/fault.c)
   run_invalidate(run, ...)    guest code has changed (run/cache.c)                                        */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/base.h"
#include "guest/guest.h"
#include "ir/state.h"

struct run;
struct run_thread;
struct run_block;

/* A fault that the guest's own access caused. */
struct run_fault {
    int signal;       /* host SIGSEGV, SIGBUS, SIGFPE */
    int code;         /* si_code */
    uint64_t address; /* si_addr */
};

/* What the operating system's side is told. All run on the guest's thread, outside of translated code, with the guest
   state exact and state->pc the next instruction (the faulting one for trap and fault). */
struct run_os {
    void (*syscall)(struct run_thread *t);                            /* pc is behind the system call instruction */
    void (*trap)(struct run_thread *t, enum ir_trap trap);
    void (*fault)(struct run_thread *t, const struct run_fault *f);
    void (*interrupt)(struct run_thread *t);                          /* state->interrupt was set: deliver signals; clears it */
};

/* How code is made and entered: interp/ and, later, mach/. */
enum run_exit { RUN_LOOKUP, RUN_SYSCALL, RUN_TRAP, RUN_INTERRUPT };
struct run_engine {
    const char *name; /* for -accel */
    /* Makes code of a finished IR function; NULL: out of memory. It is released by `release`. */
    void *(*compile)(struct run *r, struct run_block *b, const struct ir_func *f);
    void (*release)(void *code);
    /* Runs from code until it must leave; sets state->pc; may store where a link can be put (see interp). */
    enum run_exit (*enter)(struct run_thread *t, void *code);
    /* The guest pc of the access that faulted at host pc, given what the thread recorded. */
    uint64_t (*fault_pc)(struct run_thread *t, uintptr_t host_pc);
};

/* One guest address space and its translations; shared by its threads. */
struct run {
    const struct guest *guest;
    const struct run_engine *engine;
    const struct run_os *os;
    struct log *log;
    uint64_t features;
    unsigned max_insns; /* per block (-one-insn-per-tb: 1) */
    void *os_process;   /* the operating system's side's own; not used here */
    struct run_cache *cache;
};

/* One guest thread. `state` is the guest's state struct, state->thread points back here. */
struct run_thread {
    struct run *run;
    struct ir_state *state;
    void *os_thread;      /* the operating system's side's own */
    bool stop;            /* run_loop returns when set */
    volatile bool in_code; /* translated code is running: faults are the guest's */
    const void *volatile at; /* interp: the op that runs, for fault_pc */
    sigjmp_buf recover;   /* run_loop's: where a fault in translated code goes */
    struct run_fault fault;
};

/* The current guest thread of this host thread; NULL on others. The one thread-local, because a signal handler
   receives no argument. */
extern _Thread_local struct run_thread *run_self;

bool run_init(struct run *r);  /* after guest, engine, os, log are set; false: no memory */
void run_free(struct run *r);
struct run_thread *run_thread_new(struct run *r); /* with a zeroed, reset state */
void run_thread_free(struct run_thread *t);

/* Runs the thread from state->pc until t->stop. */
void run_loop(struct run_thread *t);

/* Called by the host signal handler for SIGSEGV, SIGBUS, SIGILL, SIGFPE raised by the kernel for an instruction. When translated code
   was running it does not return: run_loop goes on with os->fault. Returns when the fault is not the guest's. */
void run_host_fault(const siginfo_t *info, void *ucontext);

/* Guest code in [start, end) has changed or gone (munmap, mprotect, mmap over it, cache maintenance): translations
   of it are dropped. Safe at any time outside of translated code. */
void run_invalidate(struct run *r, uint64_t start, uint64_t end);
/* All of it: after execve's replacement or in tests. */
void run_invalidate_all(struct run *r);

#endif
