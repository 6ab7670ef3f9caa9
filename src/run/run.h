/* Running translated code: the loop that finds, translates, links and enters blocks for a guest thread, and what
   happens when it leaves them. Knows no operating system but through struct run_os.

   run_loop(thread)            the loop (run/loop.c)
   run_host_fault(...)         from the host's signal handler: a fault of the guest, or ours? (run/fault.c)
   run_invalidate(run, ...)    guest code has changed (run/cache.c)
   run/optimize.h              what is hot goes to an optimiser outside

   Any number of threads run at once; what they share, and when what was translated may be freed, is told in
   run/threads.c. */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/base.h"
#include "guest/guest.h"
#include "ir/state.h"
#include "run/pages.h"
#include "run/perf.h"
#include "run/stats.h"

struct run;
struct run_thread;
struct run_link;
struct run_optimizer;
struct run_optimize;
struct interp_insns;
struct run_profile;
struct run_located;

/* A fault that the guest's own access caused. */
struct run_fault {
    int signal;       /* host SIGSEGV, SIGBUS, SIGFPE */
    int code;         /* si_code */
    uint64_t address; /* si_addr */
};

/* What the operating system's side is told. All run on the guest's thread, outside of translated code, with the guest
   state exact and state->pc the next instruction (the faulting one for trap and fault). */
struct run_os {
    /* Copies up to size bytes of executable guest memory at pc; returns how many (0: not mapped or not executable). */
    size_t (*fetch)(struct run *r, uint64_t pc, void *bytes, size_t size);
    void (*syscall)(struct run_thread *t);                            /* pc is behind the system call instruction */
    void (*trap)(struct run_thread *t, enum ir_trap trap);
    void (*fault)(struct run_thread *t, const struct run_fault *f);
    void (*interrupt)(struct run_thread *t);                          /* after run_interrupt: deliver signals */
    /* The guest says that it has written code there: run_invalidate, wherever that code is run. NULL: run_invalidate will do. */
    void (*flush)(struct run *r, uint64_t start, uint64_t end);
    /* A new descriptor of the runtime, which the guest is not to meet: its number from now on. -1: it cannot be hidden and has
       been closed. kept_fd: the number now (-1: there is none); drop_fd closes it. NULL: there are none. */
    int (*keep_fd)(struct run *r, int fd);
    int (*kept_fd)(const struct run *r);
    void (*drop_fd)(struct run *r);
    void (*symbol)(struct run *r, uint64_t pc, char *name, size_t size); /* what the guest's code at pc is called, for perf */
};

/* How code is made and entered: interp/ and mach/. compile, release, reset, linked and unlinked are called by one thread
   at a time (run_lock); the rest by each thread for itself while others do any of it. */
enum run_exit {
    RUN_LOOKUP,
    RUN_SYSCALL,
    RUN_TRAP,
    RUN_INTERRUPT,
    RUN_DIRECT, /* as RUN_LOOKUP, by an exit to a known pc that is not to be linked */
    RUN_WARM,   /* the block at state->pc has run often enough in the first tier */
};
struct run_unit_entry { /* where compiled code can be entered */
    uint64_t pc;
    void *code;
};
struct run_quick { /* what is known of a block without its IR */
    size_t size;        /* of its guest code */
    unsigned insns;
    bool looks;         /* at what calls and returns do not hand over (struct guest) */
    bool uses_fp_flags;
};
struct run_mode { /* what code depends on besides the guest's code and features; the bits are the engine's */
    uint64_t host;
    uint32_t bits;
};
struct run_engine {
    const char *name; /* for -accel */
    bool (*init)(struct run *r); /* NULL: nothing to do; sets r->engine_data; false: no memory */
    void (*destroy)(struct run *r);
    void (*start_thread)(struct run_thread *t);
    /* Makes code of a finished IR function and tells where it can be entered (first: f->pc; room for *count). NULL: it is too large, there
       is no memory, or (r->full set) no room until everything has been flushed. `release` gives it back. */
    void *(*compile)(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *count);
    /* For the first tier: as compile, of the block at unit->pc, whose IR is not needed. NULL: as there; if r->full is not set, compile
       may know better. No function: there is no quicker way. */
    void *(*quick)(struct run *r, const struct guest_unit *unit, struct run_quick *out);
    void (*release)(struct run *r, void *code);
    /* Before that, when nobody is to enter code of the first tier any more that threads may be in. */
    void (*drop)(struct run *r, void *code);
    /* For code made elsewhere, NULL when there can be none: the mode that code at pc is to be of; and compile's second half,
       for what the engine's like has made. */
    void (*describe)(const struct run *r, uint64_t pc, struct run_mode *out);
    void *(*install)(struct run *r, uint64_t pc, const void *ready, struct run_unit_entry *entries, unsigned *count);
    void (*reset)(struct run *r); /* all code has been released and no thread is in any: room again */
    void (*name_code)(struct run *r); /* calls run_perf_add for all code there is; NULL: there is none for perf */
    /* link->code has been set, or is about to be cleared. NULL: the code looks at link->code itself. */
    void (*linked)(struct run *r, struct run_link *link);
    void (*unlinked)(struct run *r, struct run_link *link);
    /* Under the lock; NULL: nothing to do. False: there is no memory for what the child is to have, and no fork. Otherwise after_fork
       follows, in the parent alone when there was none after all. */
    bool (*before_fork)(struct run *r);
    void (*after_fork)(struct run *r, bool child);
    /* Runs from code until it must leave; state->pc is set. Leaving by an exit that can be linked sets t->link. */
    enum run_exit (*enter)(struct run_thread *t, void *code);
    /* A fault at host_pc: makes the guest state exact, state->pc that of the faulting instruction. False: not ours. */
    bool (*recover)(struct run_thread *t, uintptr_t host_pc, const void *ucontext);
    /* Where a thread is that has been interrupted in here, for a profile; from a signal handler. `out` holds what the guest state says. False:
       what that says is all there is. NULL: as if false. */
    bool (*locate)(const struct run_thread *t, const void *ucontext, struct run_located *out);
    /* A fault whose code has a way of its own to make the guest state exact: ucontext is changed to take it, and the code leaves
       by RUN_INTERRUPT. NULL: there is no such code. */
    bool (*land)(struct run_thread *t, void *ucontext);
    /* A fault in translated code. True: the code had left a rare case to this function, which has changed ucontext so that it
       can be gone on with. NULL: there is no such code. */
    bool (*resume)(struct run_thread *t, const siginfo_t *info, void *ucontext);
};

/* A direct exit: the engine jumps to `code` when it is set. It is part of the code that it leaves; run/cache.c
   sets it when the target has been translated and clears it when the target goes. */
struct run_link {
    void *code;
    uint64_t pc;                /* where it leads */
    struct run_link *next;      /* others that lead to the same block */
    struct run_link **previous; /* who points here; NULL while unlinked */
};

enum { RUN_ENTRIES = 128 };

/* A thread's cache of computed targets: code by guest pc, direct-mapped by its last 16 bits, which are one instruction to find
   the entry. Only the thread itself uses it. */
enum { RUN_JUMPS = 32768 };
struct run_jump {
    uint64_t pc;
    void *code;
};
static inline unsigned run_jump_index(uint64_t pc)
{
    return (pc >> 1) % RUN_JUMPS;
}
/* What an empty entry has as its pc: one that is looked for in another. */
static inline uint64_t run_jump_none(unsigned index)
{
    return index ? 0 : 2;
}

/* All translations by guest pc, as they can be entered: open addressing, at most half full. Looked up without a lock, by
   translated code, too: a slot's pc is set once, after its code; its code is NULL while there is none. */
struct run_targets {
    uint64_t mask; /* of a distance in bytes: 16 * (number of slots - 1) */
    struct run_targets *dead_next;
    uint64_t dead_epoch;
    uint64_t unused;
    struct run_jump slot[]; /* one more than the mask reaches: pc 0's, because 0 marks the free ones */
};
/* Where a pc's search begins, in bytes from slot 0. The code of one function is to be in few pages, which a child of fork may have to
   copy; but if neighbouring instructions had neighbouring slots, full stretches would be long: so three slots for each. */
enum { RUN_TARGETS_FACTOR = 12 };
static inline uint64_t run_target_distance(const struct run_targets *t, uint64_t pc)
{
    return pc * RUN_TARGETS_FACTOR & t->mask;
}

/* How to translate; all zero: as is best. */
struct run_options {
    unsigned max_insns;    /* per block (-one-insn-per-tb: 1) */
    size_t code_size;      /* bytes of translated code before it is flushed (-tb-size) */
    bool code_apart;       /* no mapping of it is both writable and executable (-wx) */
    /* The first tier: an engine that makes code quickly, to run `warm` times. r->engine, which knows how to have it run code, enters
       it. NULL, or warm 0: there is none. */
    const struct run_engine *first;
    uint32_t warm;
    uint32_t hot;          /* executions, as estimated by samples, after which a block grows into a region (-hot); RUN_NEVER */
    enum guest_scope scope; /* of regions (-regions) */
    bool random_registers; /* testing: see mach/mach.h */
    bool check;
    bool stats;            /* -stats */
    bool wait;             /* testing: for the optimiser (-opt sync) */
    uint32_t optimize_after; /* executions, estimated in the same way, after which a block goes to the optimiser (-opt-threshold) */
    struct run_optimizer *optimizer; /* NULL: none; run/optimize.h */
};
enum { RUN_NEVER = INT32_MAX };

/* One guest address space and its translations; shared by its threads. */
struct run {
    const struct guest *guest;
    const struct run_engine *engine;
    const struct run_os *os;
    struct log *log;
    uint64_t features;
    struct run_options options;
    struct arena arena; /* of single blocks being compiled; keeps its memory */
    struct pool pool;   /* of what is kept of translations; under the lock */
    struct pool ops;    /* interp: of its code alone, since stale pointers to that are looked at; under the lock */
    struct interp_insns *insns; /* interp: what it keeps of single instructions; under the lock */
    bool first_tier;    /* the block being compiled is to be compiled quickly: it may run a few times only */
    int32_t *left;      /* then: how often; counted down by the code, which leaves as RUN_WARM when it is 0 */
    struct lock lock;      /* over the cache, the engine's compiling and linking, and what is below unless said otherwise */
    struct run_targets *targets; /* read without the lock */
    struct run_targets *no_targets; /* an empty one, for translated code that is to have none */
    uint64_t epoch;        /* moves on when translations are dropped; read without the lock */
    uint32_t stopping;     /* the thread that flushes everything, while nobody may enter translated code; read without the lock */
    uint32_t thread_count; /* read without the lock */
    uint32_t last_id;
    bool looking;       /* what is being added: see struct run_block */
    bool provisional;   /* what is being added is dropped by run_drop_provisional; set by the engine */
    bool poll_entries;  /* what is being compiled is reached by computed jumps, which do not poll */
    struct run_optimize *optimize; /* run/optimize.c's own; NULL: there is no optimiser */
    void *os_process;   /* the operating system's side's own; not used here */
    void *engine_data;  /* the engine's own */
    void *around;       /* lockstep/: its own, while engine_data is that of an engine inside */
    bool full;          /* the engine wants a flush */
    bool exact_faults;  /* the guest may look at its registers after a fault: see run_expose_faults */
    bool loose_code;    /* there is code whose faults tell no more than their pc */
    size_t flushes;     /* how often it has had one */
    struct run_cache *cache; /* cache.c's own */
    struct run_jump *no_jumps; /* an empty cache of targets, for threads that are to be interrupted */
    struct run_thread *threads;
    struct run_stats stats;
    struct run_perf perf;
    struct run_profile *profile; /* run/profile.h; NULL: none is wanted */
};

/* One guest thread. `state` is the guest's state struct, state->thread points back here. */
struct run_thread {
    struct run *run;
    struct ir_state *state;
    uint32_t id;                  /* for locks */
    uint64_t epoch;               /* what it may see of dropped translations: see run/threads.c; read by others */
    uint64_t features;            /* run->features, as of then */
    void *os_thread;              /* the operating system's side's own */
    bool stop;                    /* run_loop returns when set */
    bool borrowed;                /* of a process that shares our memory, not our descriptors: a vfork child's */
    volatile bool in_code;        /* translated code is running: faults are the guest's */
    volatile bool in_first;       /* of that, what options.first runs */
    volatile bool in_call;        /* os->syscall is at work */
    const void *volatile at;      /* interp: the op whose access runs, for `recover` */
    void *left_by;                /* interp: the exit of the first tier that was taken; NULL: none, or it does not matter any more */
    bool looks_itself;            /* its code looks into run->targets, and enters in `jumps` what it finds */
    struct run_link *link;        /* the exit that was taken, when it can be linked; others may clear it */
    bool computed;                /* it was a computed jump that found no code */
    uint64_t noted;               /* the engine's own: what it has to do once the code has been left; 0: nothing */
    union ir_value *frame;        /* interp: values of the running block; run_frame_distance behind `state` */
    struct run_pages *pages;      /* interp: copies of the pages that it writes to are wanted here; NULL: they are not */
    sigjmp_buf recover;           /* run_loop's: where a fault in translated code goes */
    struct run_fault fault;
    volatile bool landing;        /* the code is about to leave because of it */
    bool loose;                   /* it has told no more than its pc: nothing can be gone on with */
    uint32_t random, period;      /* see loop.c, samples */
    struct run_thread *next;      /* in run->threads */
    struct run_jump jumps[RUN_JUMPS + 1]; /* an odd pc's look reaches into the last one */
};

/* From a thread's guest state to its frame, so that the interpreter's ops may name either; bytes. */
static inline size_t run_frame_distance(const struct guest *g)
{
    return (g->state_size + 4095) & ~(size_t)4095;
}

/* The current guest thread of this host thread; NULL on others. The one thread-local, because a signal handler
   receives no argument. */
extern _Thread_local struct run_thread *run_self;

bool run_init(struct run *r);  /* after guest, engine, os, log are set; false: no memory */
void run_free(struct run *r);
struct run_thread *run_thread_new(struct run *r); /* with a zeroed, reset state */
void run_thread_free(struct run_thread *t);
void run_thread_copy(struct run_thread *to, const struct run_thread *from); /* the guest's registers; before `to` runs */

/* The code at the thread's pc that translated code would go on with by itself; NULL: there is none, or it is to leave. Inside. */
void *run_next(const struct run_thread *t);

/* Takes a link out of its list: an engine does that for every exit of code that it releases. */
void run_unlink(struct run *r, struct run_link *link);
/* The engine finds that it has to compile otherwise than it did: code that was provisional goes, and no thread enters it again. Under the
   lock, while the engine compiles. */
void run_drop_provisional(struct run *r);
void run_log_registers(const struct run_thread *t); /* -d cpu */
/* Translates the block, or the region, at pc once more and logs it in all its forms, for a report of what went wrong. */
void run_explain(struct run *r, uint64_t pc, bool region);

/* Makes the thread leave translated code soon and call os->interrupt. From signal handlers and other threads. Polls find the
   budget spent, computed jumps an empty cache of targets. (A poll at the same moment on another processor may undo the
   spending: then the thread leaves when its budget, a few thousand polls at most, is spent by itself.) */
void run_interrupt(struct run_thread *t);
void run_come_out(struct run_thread *t); /* leaves translated code soon, for nothing else */

/* For the engine, at a fault: whether the guest ignores a tag in an address that the thread's translated code does not; and to
   leave that code soon, so that code which does is made. */
bool run_may_be_tagged(const struct run_thread *t);
void run_ask_for_tags(struct run_thread *t);

/* What run/run.h says is done under the lock. Inside of it only locks that are held for a moment without waiting
   for anything; it is held while guest memory is read. */
void run_lock(struct run *r);
void run_unlock(struct run *r);
uint32_t run_id(void); /* the calling thread's number for locks */
/* Around fork, which leaves the child this thread alone: as run_lock and run_unlock. The child frees the other threads. False: there is
   no memory for it, and nothing is locked. */
bool run_lock_for_fork(struct run *r);
void run_unlock_after_fork(struct run *r, bool child);
/* A thread of another process (a vfork child) has gone: frees it, and the lock if it died with it. */
void run_thread_bury(struct run_thread *t);

/* Runs the thread from state->pc until t->stop. */
void run_loop(struct run_thread *t);

/* Called by the host signal handler for SIGSEGV, SIGBUS, SIGILL, SIGFPE raised by the kernel for an
   instruction. A fault of the guest does not return: run_loop goes on with os->fault. True: ucontext
   has been changed so that it can be gone on with. False: the fault is not the guest's. */
bool run_host_fault(const siginfo_t *info, void *ucontext);

/* Guest code in [start, end) has changed or gone (munmap, mprotect, mmap over it, cache maintenance): translations
   of it are dropped, and no thread enters them again (one that is in them now leaves at its next exit). Not under the lock. */
void run_invalidate(struct run *r, uint64_t start, uint64_t end);
/* All of it: after execve's replacement or in tests. */
void run_invalidate_all(struct run *r);
/* In a child that has a copy of all memory and this thread: what the parent waits for is not for it. */
void run_forked(struct run *r);

/* From now on the guest may look at its registers after a fault, because it has a handler: code that cannot tell them is
   dropped, and no more is made. Outside of translated code. */
void run_expose_faults(struct run *r);

#endif
