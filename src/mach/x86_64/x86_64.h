/* Private to the x86-64 target: an instruction on its way to bytes, and the pieces of struct
   mach_encoder. */
#ifndef MACH_X86_64_X86_64_H
#define MACH_X86_64_X86_64_H

#include "mach/emit.h"
#include "mach/x86_64/target.h"

/* Vector registers that are never allocated; the second one is the allocator's only. */
enum { X86_SCRATCH = X86_XMM15, X86_SCRATCH2 = X86_XMM14 };

struct x86_insn {
    unsigned op, cc;
    const struct mach_operand *operand; /* as many as the row says */
};

/* encode.c */
/* The form that is used for it. */
const struct x86_form *x86_form_for(uint64_t features, const struct x86_insn *i);
void x86_put(struct emit *e, const struct x86_insn *i, uint32_t snapshot);
void x86_emit_insn(struct emit *e, const struct mach_insn *i);

/* exit.c */
void x86_emit_entry(struct emit *e, const struct mach_block *b);
void x86_emit_exit(struct emit *e, const struct mach_insn *i);
void x86_emit_cold(struct emit *e, const struct emit_cold *c);

/* features.c */
uint64_t mach_x86_64_features(void);
uint64_t mach_x86_64_usable(uint64_t features);

#endif
