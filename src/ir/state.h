/* What every guest's state begins with: the part that engines and the runtime know. Each guest's own registers follow
   in its struct (guest/<isa>/guest.h), whose first member is a struct ir_state. */
#ifndef IR_STATE_H
#define IR_STATE_H

#include <stddef.h>
#include <stdint.h>

/* Sticky FP exception flags, abstract; the bits are those of Arm's FPSR. */
enum {
    IR_FPX_INVALID = 1,
    IR_FPX_DIVZERO = 2,
    IR_FPX_OVERFLOW = 4,
    IR_FPX_UNDERFLOW = 8,
    IR_FPX_INEXACT = 16,
    IR_FPX_DENORMAL_INPUT = 128, /* Arm IDC: an input was flushed */
};

/* Rounding modes, for the FP mode and for ops that name one. */
enum ir_round {
    IR_ROUND_NEAREST,      /* ties to even */
    IR_ROUND_UP,           /* towards +infinity */
    IR_ROUND_DOWN,         /* towards -infinity */
    IR_ROUND_ZERO,
    IR_ROUND_AWAY,         /* nearest, ties away from zero */
    IR_ROUND_ODD,          /* von Neumann: inexact results get an odd last bit */
    IR_ROUND_DYNAMIC,      /* what the FP mode says (only in ops) */
};

/* FP mode: rounding in bits 2..0, then: */
enum {
    IR_FPM_ROUND = 7,
    IR_FPM_FLUSH = 8,       /* flush denormal inputs and results to zero (Arm FZ) */
    IR_FPM_DEFAULT_NAN = 16, /* every NaN result is the default NaN (Arm DN) */
    IR_FPM_ALT_HALF = 32,   /* f16 is Arm's alternative format (AHP) */
    IR_FPM_FLUSH16 = 64,    /* the same for f16 (Arm FZ16) */
};

struct ir_fpenv {
    uint32_t mode;  /* IR_FPM_* */
    uint32_t flags; /* IR_FPX_*, sticky */
};

/* What generated code reaches by an offset from the state pointer, because it contains no host address. */
enum ir_stub {
    IR_STUB_EXIT_DIRECT,   /* the runtime links and goes on */
    IR_STUB_EXIT_INDIRECT, /* looks into the table of all threads first */
    IR_STUB_EXIT_SYSCALL,
    IR_STUB_EXIT_TRAP,
    IR_STUB_EXIT_SAFEPOINT, /* a poll has found the budget spent */
    IR_STUB_EVAL,          /* ir_eval of an op that the code generator has no rule for */
    IR_STUB_CALL,          /* a guest helper */
    IR_STUB_EXIT_LOOKUP,   /* as EXIT_INDIRECT, but the runtime looks */
    IR_STUBS = 16
};

/* The last members and what the guest's struct begins with, its general registers, are what code names most: IR_STATE_WINDOW is where
   the 256 bytes begin that a host reaches with a displacement of one byte. */
struct ir_state {
    uint64_t pc;            /* next guest instruction, exact whenever translated code has been left */
    uint64_t trap_address;  /* with IR_TRAP_ALIGN: of the access */
    uint64_t flush_start;   /* with IR_TRAP_FLUSH: guest code that may have changed */
    uint64_t flush_size;    /* bytes; 0: all of it */
    struct ir_fpenv fp;
    void *own_jumps;        /* the thread's cache of computed targets (run/run.h) */
    void *targets;          /* where the pointer to all threads' table of targets is (run/run.h) */
    uint32_t trap;          /* enum ir_trap of the last trap exit */
    uint32_t link;          /* the direct exit that was taken, by number; ~0: none */
    uint32_t host_fp;       /* the host's FP control word while in translated code */
    uint32_t runtime_fp;    /* and while not */
    void *stubs[IR_STUBS];  /* enum ir_stub */
    _Alignas(16) union {                 /* operands and result of IR_STUB_EVAL and IR_STUB_CALL */
        uint64_t u64[2];
    } scratch[4];
    void *thread;           /* the owner, for helpers: see run/run.h */
    void *jumps;            /* where computed targets are looked up: own_jumps, or an empty cache while `interrupt` is set */
    uint32_t interrupt;     /* not 0: leave soon; set by other threads and signal handlers (run/run.h), which then spend the budget, too */
    int32_t budget;         /* polls (safepoints, jumps backwards, calls) until the runtime has a look; each takes one, and
                               leaves when it becomes negative */
    uint32_t flags;         /* the guest's: condition flags, if it has any */
    uint32_t unused;
};
enum {
    IR_STATE_HEAD = offsetof(struct ir_state, flags), /* guest state, which gets and puts may name, is behind it */
    IR_STATE_WINDOW = offsetof(struct ir_state, jumps),
};

#endif
