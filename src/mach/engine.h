/* The code generator as an engine of run/: compiles, places code in executable memory, links, recovers faults. */
#ifndef MACH_ENGINE_H
#define MACH_ENGINE_H

#include "mach/mach.h"
#include "run/run.h"

extern const struct run_engine mach_engine;

/* Puts code into the engine's memory that is ready: its own, or another generator's. As run_engine.compile from there on. */
void *mach_install(struct run *r, uint64_t pc, const struct mach_code *code, struct run_unit_entry *entries, unsigned *count);
/* Whether the function's FP instructions must be calls: only mach_engine.compile can do that. */
bool mach_is_soft(const struct run *r, uint64_t pc);

/* Memory of code (mach/text.c). */
struct mach_text {
    uint8_t *base;      /* where it runs, and can be read */
    size_t size;
    ptrdiff_t writable; /* from there to where it is written; 0: it is the same mapping */
};
struct mach_part {
    size_t start, end; /* bytes from base */
};
bool mach_text_map(struct mach_text *t, size_t size, bool apart); /* apart: never writable and executable. False: no memory */
void mach_text_unmap(struct mach_text *t);
static inline void *mach_writable(const struct mach_text *t, const void *address)
{
    return (uint8_t *)address + t->writable;
}
/* Of text that is apart: before a fork a copy of the parts in use (false: no memory); in the child `adopt` puts it in
   the text's place, in the parent it is unmapped. */
bool mach_text_copy(struct mach_text *to, const struct mach_text *from, const struct mach_part *parts, unsigned count);
void mach_text_adopt(const struct mach_text *t, struct mach_text *copy);

/* The host's part (mach/x86_64/stubs.c): writes the stubs that are to run at `at` to at + writable, returns their size, and
   fills in where each one and the way in is. */
struct mach_stubs {
    enum run_exit (*enter)(struct ir_state *state, const void *code);
    void *stub[IR_STUBS];
};
/* At most MACH_LEAVE bytes of code that leaves for the runtime at a guest pc. */
enum { MACH_LEAVE = 17 };
void mach_leave_write(uint8_t *at, const struct mach_convention *c, uint64_t pc);
size_t mach_stubs_write(uint8_t *at, ptrdiff_t writable, const struct mach_convention *c, struct mach_stubs *out);
/* Stubs of links: away from the code, where they would lie between what runs. Writes those of code that lies at `text`, MACH_LINK_STUB bytes
   each, to run at `at`; each leaves with its link's number, the first one with `first`. All jumps of the links lead there then. */
enum { MACH_LINK_STUB = 10 };
void mach_link_stubs_write(uint8_t *at, ptrdiff_t writable, const struct mach_stubs *s, const struct mach_code *code, uint8_t *text, uint32_t first);
/* The jump whose displacement is there leads to `to`; other threads see the old target or the new one. */
void mach_jump_write(uint8_t *displacement, ptrdiff_t writable, const uint8_t *to);

/* The host's FPU as translated code uses it (mach/x86_64/fpu.c): in the guest's rounding mode, with the
   guest's sticky flags, and so that an invalid operation is a trap. */
bool mach_fpu_serves(uint32_t mode);           /* does all of FP mode IR_FPM_* exactly, given the traps */
uint32_t mach_fpu_control(uint32_t mode);      /* its control word for that mode, without sticky flags */
uint32_t mach_fpu_flags(uint32_t control);     /* the sticky flags in a control word as IR_FPX_* */
/* After a trap: the instruction at ucontext's pc has this result, or (`read`) its operand has; go on
   behind it. */
void mach_fpu_complete(void *ucontext, const union ir_value *result, bool read);

/* After a trap, by the instruction's bytes: does at ucontext's pc what the instruction there would, NaNs by the guest's
   rule, flags into s->fp; go on behind it. Comparisons, minimum, maximum and conversions to integers give what the host
   does with the exception masked. False: no instruction that is known. */
bool mach_trap_complete(struct ir_state *s, enum ir_nan rule, void *ucontext);

/* An instruction whose address the host refuses because of a tag in its top byte, which the guest ignores: a copy of it that has none runs alone, in
   a signal's context (mach/x86_64/step.c). False: that is not what is wrong. _end comes with the next fault or trap, before which
   the copy has run or has done nothing; the context is then as if the original had. */
enum { MACH_STEP = 16 };
struct mach_step {
    uint8_t *text, *written; /* where the copy runs, and where it is written; MACH_STEP bytes */
    uint32_t taken;
    uintptr_t from;
    int reg; /* of gregs, and what is in it otherwise */
    uint64_t value;
};
bool mach_step_begin(struct mach_step *s, void *ucontext);
void mach_step_end(const struct mach_step *s, void *ucontext);

/* What stubs call: an op without rule, a guest helper; operands and result in state->scratch. */
void mach_eval(struct ir_state *state, uint64_t packed);
void mach_call(struct ir_state *state, uint64_t helper);

/* The first tier: see mach/first.c. */
struct mach_first {
    const struct mach_text *text;
    struct first_slot *slots; /* MACH_FIRST_SIZE bytes of it, within reach of all code */
    int32_t *left;  /* by slot: executions until it is hot; only roughly right when several threads count */
    uint32_t used;  /* as many have been used */
    uint32_t free;  /* 1 + number of the first of those that have been given back; 0: none */
};
enum { MACH_FIRST_SIZE = 2 << 20 };
bool mach_first_init(struct mach_first *m); /* all but text and slots; false: no memory */
void mach_first_free(struct mach_first *m);
void mach_first_forked(struct mach_first *m); /* in a child */
size_t mach_first_used(const struct mach_first *m); /* bytes of the slots that have ever been in use */
/* As run_engine.compile; NULL: no memory, or no slot. */
void *mach_first_compile(struct run *r, struct mach_first *m, const struct mach_convention *c, const struct ir_func *f,
                         struct run_unit_entry *entries, unsigned *entry_count);
void *mach_first_quick(struct run *r, struct mach_first *m, const struct mach_convention *c, const struct guest_unit *unit,
                       struct run_quick *out); /* as run_engine.quick */
static inline bool mach_first_has(const struct mach_first *m, const void *code)
{
    return (uintptr_t)code - (uintptr_t)m->slots < MACH_FIRST_SIZE;
}
/* Runs the block, and those of the first tier behind it. */
enum run_exit mach_first_enter(const struct mach_first *m, struct run_thread *t, void *code);
void mach_first_drop(struct run *r, void *code);
void mach_first_release(struct run *r, struct mach_first *m, void *code);

#endif
