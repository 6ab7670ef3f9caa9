/* Private to llvm/: a tier, and one function on its way from IR to LLVM IR.

   tier.c         contexts, target machine, passes, self test, llvm_compile
   lower.c        one function: entries, blocks, which lowering does which op
   state.c        guest state as allocas, which LLVM turns into values; what is dirty where
   flags.c        N Z C V
   exits.c        leaving, calls of the runtime's stubs
   integer.c vector.c shift.c memory.c float.c convert.c aes.c sha.c the ops
   guarded.c      accesses whose faults are exact
   object.c       LLVM's object file to struct mach_code; lines.c its line table
   drop_polls.c   polls that no loop needs any more
   pin_loads.c    keeps loads apart from what uses them */
#ifndef LLVM_INTERNAL_H
#define LLVM_INTERNAL_H

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/TargetMachine.h>

#include "llvm/llvm.h"

typedef LLVMValueRef val;
typedef LLVMTypeRef type;

struct llvm_tier {
    struct llvm_options o;
    LLVMContextRef context;
    LLVMTargetMachineRef machine;
    LLVMBuilderRef builder;
    type scalar[16];      /* by scalar ir_type; f16 is i16; flags i32 */
    type pointer, none;   /* void */
    type code;            /* of all translated code: a pin, the state, other pins, one more */
    val round, strict;    /* metadata: dynamic rounding, strict exceptions */
    char attributes[512]; /* target-features */
    char tune[64];
};

enum { PRESERVE_NONE = 21 }; /* LLVM's number of the calling convention */
/* Where its arguments are, by number: it begins with r12, a pin, and r13, the state. */
enum { STATE_PARAM = 1 };
#define PIN_PARAM(n) ((n) < STATE_PARAM ? (n) : (n) + 1)

/* ---- one compilation ---- */
struct unit {
    struct llvm_tier *t;
    const struct ir_func *f;
    struct arena *arena;
    LLVMModuleRef module;
    LLVMBuilderRef b;
    val function, state;
    LLVMMetadataRef scope; /* of debug locations */
    val *value;            /* by ir_ref */
    struct flags **flags;  /* by ir_ref, of type flags */
    bool *
        bits_seen; /* by ir_ref: used by more than FP arithmetic, for which one NaN is like another */
    uint64_t *pc_of;          /* by block: the guest instruction that it begins in */
    LLVMBasicBlockRef *block; /* by label: where it begins */
    LLVMBasicBlockRef *last;  /* by label: where it ends */
    ir_label now;             /* the block being lowered */
    uint64_t pc;              /* of the guest instruction being lowered */
    uint32_t length;          /* its bytes */
    bool faulting; /* what is stored to the state may be looked at before the next exit */
    LLVMBasicBlockRef landing; /* of guarded.c: where an access of the instruction at landing_pc lands;
                                  NULL: none, or the state is another by now */
    uint64_t landing_pc;
    struct state *s;
    struct module *m;
};

/* What the functions of a module share: names of exits and line numbers are indices. */
struct module {
    struct arena *arena;
    const uint16_t *dead_at_call; /* see llvm_compile */
    LLVMDIBuilderRef debug;
    LLVMMetadataRef file;
    uint64_t *links; /* by number: guest pc */
    uint32_t link_count, link_capacity;
    uint64_t *lines; /* by line - 1: guest pc */
    uint32_t line_count, line_capacity;
};

/* Exits that the linker makes; a name is EXIT_NAME and a number. */
enum exit_name {
    EXIT_LINK,
    EXIT_HIT,
    EXIT_MISS,
    EXIT_SYSCALL,
    EXIT_TRAP,
    EXIT_SAFEPOINT,
    EXIT_NAMES
};
extern const char *const exit_names[EXIT_NAMES];

/* ---- shorthand (lower.c) ---- */
type type_of(const struct unit *u, ir_type t); /* of a value; vectors with lanes of t */
type lanes_of(const struct unit *u, ir_type lane, unsigned count); /* <count x lane> */
type int_lanes(const struct unit *u,
               ir_type t);                      /* t's lanes as integers, or the scalar's integer */
val as(const struct unit *u, val v, type t);    /* the same bits */
val in(struct unit *u, ir_ref v);               /* the operand's value, as its own type */
val in_as(struct unit *u, ir_ref v, ir_type t); /* as t's lanes */
val in_int(struct unit *u, ir_ref v, ir_type t); /* as t's lanes, as integers */
val number(type t, uint64_t n);                  /* in each lane */
val call_intrinsic(struct unit *u, const char *name, const type *over, unsigned overs,
                   const val *args, unsigned count);
val intrinsic1(struct unit *u, const char *name, val a); /* overloaded by the type of a */
val intrinsic2(struct unit *u, const char *name, val a, val b);
LLVMBasicBlockRef new_block(struct unit *u, const char *name);
void go_to(struct unit *u, LLVMBasicBlockRef b); /* build there from now on */
/* Branches to a new cold block when c holds and builds there; returns the block that goes on. */
LLVMBasicBlockRef branch_cold(struct unit *u, val c);
void weigh(struct unit *u, val branch, unsigned first, unsigned second);
val at_state(struct unit *u, unsigned offset); /* its address */
val load_state(struct unit *u, type t, unsigned offset);
LLVMValueRef store_state(struct unit *u, val v, unsigned offset);
bool has(const struct unit *u, uint64_t features);

/* ---- guest state (state.c) ---- */
void state_find(struct unit *u);
void state_allocate(struct unit *u); /* in the function's first block */
/* At an entry: pins from a struct of them, or (NULL) the arguments; loads the rest. */
void state_enter(struct unit *u, val pins);
void state_start(struct unit *u, ir_label b); /* what is dirty where b starts */
val state_get(struct unit *u, ir_ref i);
struct flags *state_get_flags(struct unit *u, ir_ref i);
void state_put(struct unit *u, const struct ir_ins *x);
void state_store(struct unit *u,
                 bool call); /* what is dirty, to its place; call: not what is dead there */
void state_store_all(struct unit *u); /* pins too */
void state_reload(struct unit *u);    /* all of it: a helper has had it */
val state_pin(struct unit *u, unsigned n);

/* ---- flags (flags.c) ---- */
enum flag {
    FLAG_N,
    FLAG_Z,
    FLAG_C,
    FLAG_V,
    FLAG_LT,
    FLAG_LS,
    FLAG_LE,
    FLAGS
}; /* the last three: conditions of several */
struct flags *flags_of_bits(struct unit *u, const val *bits);
struct flags *flags_of_word(struct unit *u, val word); /* bits 31..28 */
struct flags *flags_make(struct unit *u, ir_ref i);    /* what an op of result G gives */
struct flags *flags_in(struct unit *u, ir_ref v);
val flags_bit(struct unit *u, const struct flags *f, enum flag bit);
val flags_word(struct unit *u, const struct flags *f);
val flags_condition(struct unit *u, const struct flags *f, enum ir_cond c);

/* ---- leaving (exits.c) ---- */
void exit_direct(struct unit *u, const struct ir_ins *x);
void exit_indirect(struct unit *u, const struct ir_ins *x);
void exit_syscall(struct unit *u, uint64_t pc);
void exit_trap(struct unit *u, enum ir_trap trap, uint64_t pc);
void exit_safepoint(struct unit *u, uint64_t pc); /* ends the block */
void safepoint(struct unit *u, uint64_t pc);      /* goes on unless the state asks */
val call_eval(struct unit *u, ir_ref i);          /* the op, by ir_eval */
val call_helper(struct unit *u, ir_ref i);
void before_access(struct unit *u); /* state where a fault must find it */

/* ---- ops: NULL where there is no lowering, for call_eval ---- */
val lower_aes(struct unit *u, ir_ref i);
val lower_sha(struct unit *u, ir_ref i);
val lower_integer(struct unit *u, ir_ref i);
val lower_vector(struct unit *u, ir_ref i);
val lower_shift(struct unit *u, ir_ref i);
val lower_float(struct unit *u, ir_ref i);
val lower_convert(struct unit *u, ir_ref i);
val lower_memory(struct unit *u, ir_ref i);
void lower_fp_environment(struct unit *u, ir_ref i);
/* Accesses whose faults are exact (guarded.c). */
val guarded_load(struct unit *u, type t, val at);
void guarded_store(struct unit *u, val v, val at);
/* Shared by float.c and convert.c. Ops on short vectors are done on 128 bits, with copies as the other lanes. */
bool fp_is_wide(ir_type t); /* f32 or f64 */
ir_type fp_full(ir_type t);
val fp_lengthen(struct unit *u, val v, ir_type t);
val fp_shorten(struct unit *u, val v, ir_type t);
val constrained(struct unit *u, const char *name, type result, const val *args, unsigned count,
                bool rounds);
val constrained_compare(struct unit *u, const char *predicate, val a, val b, bool signals);
val eval_when(struct unit *u, ir_ref i, val rare, val otherwise); /* cold: by ir_eval */
val any_lane(struct unit *u, val mask); /* i1 of an i1 or of lanes of i1 */
val fp_result(struct unit *u, ir_ref i,
              val r); /* canonical where RISC-V wants that and it can be seen */

/* ---- the function, and what becomes of it ---- */
void lower(struct llvm_tier *t, LLVMModuleRef module, struct module *m, const struct ir_func *f,
           unsigned n);
/* To integral values, without raising inexact. NULL: the host has no such instruction. */
val fp_round(struct unit *u, enum ir_round round, val a);
void separate_loads(struct llvm_tier *t, LLVMModuleRef module);
void mark_poll(struct llvm_tier *t, val load); /* as one that drop_polls may take away */
void drop_polls(struct llvm_tier *t, LLVMModuleRef module, struct arena *arena);
bool object_link(struct llvm_tier *t, const struct module *m, const uint8_t *object, size_t size,
                 const struct ir_func *const *f, unsigned count, struct arena *arena,
                 struct mach_code *out, char *error, size_t error_size);
/* Calls row(context, section, offset, line) for each row of the line table in address order within a sequence; section:
   the index that `relocated` gives for the address operand at an offset of .debug_line. False: it cannot be read. */
struct line_reader {
    bool (*relocated)(void *context, uint64_t at, unsigned *section, uint64_t *offset);
    void (*row)(void *context, unsigned section, uint64_t offset, uint64_t line, bool end);
    void *context;
};
bool lines_read(const struct line_reader *r, const uint8_t *bytes, size_t size);
char *disassemble(const struct mach_code *code, unsigned count); /* freed by the caller */

#endif
