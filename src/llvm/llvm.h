/* From IR functions to x86-64 code by way of LLVM, through LLVM-C only. What comes out is what mach_emit
   makes: a position-independent blob with links, entries and a table of faults, which the engine places,
   links and releases like its own. docs/llvm.md tells how; next: tier.c, lower.c.

   LLVM is slow to start and slow to compile (about 100 microseconds a guest instruction), so this is
   linked only into programs of the optimiser's side, and several functions can be compiled at once. */
#ifndef LLVM_LLVM_H
#define LLVM_LLVM_H

#include "ir/ir.h"
#include "mach/mach.h"

/* What to compile for, and how; the same for all that one tier compiles. */
struct llvm_options {
    const struct mach_convention *convention; /* kept; its features are the host's */
    const char *
        tune; /* the processor to schedule for, as LLVM calls it; NULL: the one that this runs on */
    bool exact_faults; /* all guest state can be had where an access faults; else only the pc */
    bool verify; /* have LLVM verify what is given to it, and crash when it is wrong: for tests */
};

/* What -d shows, as text that the caller frees; NULL where nothing is wanted. */
struct llvm_dump {
    bool ir, optimised, assembly; /* wanted */
    char *ir_text, *optimised_text, *assembly_text;
};

/* A compiler, for one thread. NULL, and says why in error: there is no memory, or the LLVM that is installed
   does not pass arguments as the convention has them. */
struct llvm_tier *llvm_tier_new(const struct llvm_options *o, char *error, size_t error_size);
void llvm_tier_free(struct llvm_tier *t);

/* Compiles finished functions, without passes of opt/ over them, as one module; out[n] is the code of f[n], in the
   arena. dead_at_call: offsets of guest state that exits with hint CALL or RET need not store, because whoever goes on
   there does not look at it (guest.not_handed_over); 0 ends; NULL: none. dump: may be NULL. False, and says why in error: none
   of them can be had this way. */
bool llvm_compile(struct llvm_tier *t, const struct ir_func *const *f, unsigned count,
                  const uint16_t *dead_at_call, struct arena *arena, struct mach_code *out,
                  struct llvm_dump *dump, char *error, size_t error_size);

#endif
