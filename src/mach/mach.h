/* Machine functions: the code generator's own form, between IR and bytes. Read docs/mach.md for the picture.

   mach_select()    IR to machine instructions over virtual registers, by tree patterns (mach/select.c, generated tables)
   mach_allocate()  virtual to physical registers, linear scan (mach/alloc.c)
   mach_emit()      to bytes, with labels, links and fault tables (mach/emit.c)

   Everything that depends on the host is behind struct mach_target: tables made by tools/machgen from
   mach/<host>/<host>.tab, and a few functions. What depends on guest and host together is struct mach_convention. */
#ifndef MACH_MACH_H
#define MACH_MACH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/base.h"
#include "ir/ir.h"

/* ---- registers: 0 is none, then the target's physical ones, then virtual ones ---- */
typedef uint32_t mach_reg;
enum { MACH_VIRTUAL = 64 }; /* the first virtual register; physical ones are bits of a 64-bit set */
enum mach_class { MACH_GPR, MACH_VEC, MACH_CLASSES };

/* ---- operands ---- */
enum mach_kind {
    MACH_NONE,
    MACH_REG,   /* reg */
    MACH_IMM,   /* imm */
    MACH_MEM,   /* [reg + index << scale + disp]; reg and index may be 0 */
    MACH_SPILL, /* spill slot number disp (after allocation) */
    MACH_BLOCK, /* machine block number disp */
    MACH_POOL,  /* 16 bytes of constants at byte disp of the function's constant pool */
};
struct mach_operand {
    uint8_t kind;  /* enum mach_kind */
    uint8_t scale; /* MEM: log2 */
    mach_reg reg;
    union {
        struct {
            mach_reg index;
            int32_t disp;
        };
        int64_t imm;
    };
};

/* ---- instructions: destination first ---- */
struct mach_insn {
    uint16_t op;       /* row of the target's table, or enum mach_pseudo */
    uint8_t cc;        /* condition of conditional rows, the target's encoding */
    uint8_t count;     /* operands */
    uint32_t operand;  /* index of the first one in mach_func.operands */
    uint32_t snapshot; /* for what may fault: 1 + index into mach_func.snapshots; else 0 */
    uint32_t extra;    /* pseudo ops: see there; rows: the checker's */
};

/* Rows below MACH_TARGET_OPS mean the same for every target. */
enum mach_pseudo {
    MACH_ENTRY,   /* defines, in order, one register for each pin that does not rest; first of an entry block */
    MACH_PHI,     /* def, then one use a predecessor in the block's order of predecessors */
    MACH_MOVE,    /* def = use, same class, the whole register */
    MACH_EXIT,    /* leaves: uses in order one register for each such pin, then what the kind needs; extra: index into mach_func.exits */
    MACH_JUMP,    /* to the block's only successor */
    MACH_BRANCH,  /* to succs[0] when condition cc holds in the host's flags, else to succs[1] */
    MACH_TARGET_OPS = 16,
};

/* How a function is left. */
enum mach_exit_kind { MACH_EXIT_DIRECT, MACH_EXIT_INDIRECT /* last operand: pc, in target.exit_pc */, MACH_EXIT_SYSCALL, MACH_EXIT_TRAP,
                      MACH_EXIT_SAFEPOINT /* cold side of a safepoint: to the runtime at pc */ };
struct mach_exit {
    enum mach_exit_kind kind;
    enum ir_hint hint;
    enum ir_trap trap;
    uint64_t pc;        /* guest pc to go on at (not INDIRECT) */
    bool poll;          /* takes one from state->budget before going on (direct exits backwards and calls) */
};

/* What a fault at an instruction must put back: guest state that is not in its place. Everything not named is in the state
   struct, or (pins) in its own physical register. */
struct mach_snapshot {
    uint64_t pc;    /* of the guest instruction */
    uint32_t first; /* into mach_func.slots */
    uint32_t count;
};
enum { MACH_SLOTS = 16 + 256 }; /* at most, in a snapshot */
struct mach_slot {
    uint16_t offset, size;      /* in the state struct, bytes */
    struct mach_operand value;  /* REG, SPILL or IMM; replaced by where it is when registers have been allocated */
};

struct mach_block {
    uint32_t first, end; /* instructions [first, end) */
    uint32_t *preds;     /* machine blocks, in the order of phis' operands */
    uint32_t pred_count;
    uint32_t succs[2];
    uint32_t succ_count;
    uint16_t loop_depth;
    bool cold;           /* to be laid out behind everything else */
    bool entry;          /* entered from outside, by the convention */
    uint64_t entry_pc;   /* its guest pc */
    uint32_t origin;     /* the checker's */
};

struct mach_func {
    uint64_t pc; /* guest address it starts at */
    const struct mach_target *target;
    const struct mach_convention *convention;
    struct select_memo *memo; /* what selection keeps from one function to the next; NULL: nothing. Not owned */
    struct arena *arena; /* owns all arrays; not owned */
    struct mach_insn *insns;
    uint32_t insn_count, insn_capacity;
    struct mach_operand *operands;
    uint32_t operand_count, operand_capacity;
    struct mach_block *blocks; /* in layout order after allocation */
    uint32_t block_count, block_capacity;
    struct mach_snapshot *snapshots;
    uint32_t snapshot_count, snapshot_capacity;
    struct mach_slot *slots;
    uint32_t slot_count, slot_capacity;
    struct mach_exit *exits;
    uint32_t exit_count, exit_capacity;
    uint8_t *class_of; /* by virtual register - MACH_VIRTUAL: enum mach_class */
    uint32_t reg_count, reg_capacity;
    uint8_t *pool;     /* constants, 16-byte pieces */
    uint32_t pool_size, pool_capacity;
    uint32_t spill_count; /* 16-byte slots used; slot n is at MACH_SPILL_BASE + 16 n from the stack pointer */
    bool may_rest;        /* in: pins that are never changed may rest */
    uint64_t reserved;    /* physical registers that nothing writes: the stack pointer, the state pointer, those of pins that rest */
    uint8_t pins[16], pin_count; /* the pins that entries and exits name, by number in the convention: those that do not rest */
    bool polls;           /* entries take one from state->budget, too */
    bool soft_fp; /* FP ops are calls: see select_emit_fp */
    bool exact_underflow;   /* Arm's underflow flag is to be exact even where the host's tininess differs */
    bool inexact_underflow; /* out: there are instructions of which it is not */
    bool uses_fp_flags;     /* out: the guest reads or writes them */
    bool allocated;
};
/* An op to be evaluated by mach_eval, as IR_STUB_EVAL and snapshots of FP instructions name it. */
#define MACH_EVAL_READ     ((uint64_t)1 << 40) /* its result goes where the instruction reads */
#define MACH_EVAL_NEGATE_A ((uint64_t)1 << 41) /* of operands whose signs have been flipped */
#define MACH_EVAL_NEGATE_C ((uint64_t)1 << 42)
static inline uint64_t mach_eval_code(enum ir_op op, ir_type t, ir_type operand, unsigned aux)
{
    return (uint64_t)op | (uint64_t)t << 8 | (uint64_t)operand << 16 | (uint64_t)aux << 24;
}
/* The same for recovery from a fault: the result belongs at an offset in the state struct. Never 0. */
static inline uint64_t mach_recover_code(uint64_t code, unsigned offset)
{
    return code | (uint64_t)offset << 40 | (uint64_t)1 << 63;
}

/* Wherever translated code is entered or left the stack pointer is 8 modulo 16, as behind a call; slots are aligned. The runtime reserves
   so many of them below its frame; more: the function is refused. */
enum { MACH_SPILLS = 2000, MACH_SPILL_BASE = 8 };

/* ---- the convention of a guest on a host: the guest's hottest registers (guest.pins) paired with the host's pin_regs. Pinned
   guest registers live in host registers wherever translated code is entered or left; all other guest state is
   in the state struct. ---- */
struct mach_pin {
    uint16_t offset; /* in the state struct; 8 bytes */
    uint8_t reg;     /* physical */
};
enum { MACH_PINNED = 1024 }; /* pins are in the first bytes of the state struct */
struct mach_convention {
    uint8_t state;                /* register that holds the state pointer */
    uint8_t pin_count;
    struct mach_pin pins[16];
    uint8_t pin_at[MACH_PINNED / 8]; /* by 8 bytes of the state struct: 1 + number of the pin that is there; 0: none */
    uint64_t features;            /* of the host that the code is for */
};

/* ---- targets ---- */
enum { MACH_ROLES = 8 };
enum mach_immediate { MACH_SIGNED = 1, MACH_UNSIGNED };
struct mach_row {
    const char *name;
    uint8_t operands;           /* explicit ones */
    uint8_t results_end;        /* behind the last one that is written */
    bool bound;                 /* some are tied or fixed */
    struct mach_role {
        uint8_t use : 1, def : 1;
        uint8_t memory : 1;     /* may be MEM, SPILL or POOL instead of REG: size bytes */
        uint8_t tied : 1;       /* a def that shares its register with the use in operand 1 */
        uint8_t early : 1;      /* a def written before the uses are read */
        uint8_t klass;          /* enum mach_class; MACH_CLASSES: not a register */
        uint8_t fixed;          /* physical register it must be in; 0: any */
        uint8_t size;           /* bytes of the register, memory or immediate that take part; memory, 0: only its address */
        uint8_t immediate;      /* enum mach_immediate: must be an IMM that fits in size bytes; 0: none */
    } role[MACH_ROLES];
    uint64_t clobbers;          /* physical registers destroyed */
    uint64_t features;          /* of the host, all needed; bits are the target's */
    bool faults;                /* may touch guest memory */
    bool branch, reads_flags, writes_flags;
    bool conditional;           /* does what mach_insn.cc says */
};
struct mach_target {
    const char *name;
    uint64_t (*features)(void); /* what this machine has */
    uint64_t (*usable)(uint64_t features); /* without those that need others, which are not among them */
    const struct mach_row *rows; /* by op - MACH_TARGET_OPS */
    unsigned row_count;
    const char *const *reg_names;
    const struct select_tables *rules; /* mach/select.h */
    uint64_t allocatable[MACH_CLASSES]; /* without the state pointer and the stack pointer */
    uint8_t stack; /* stack pointer, base of spill slots */
    uint8_t state; /* state pointer */
    uint8_t exit_pc; /* register of an indirect exit's target; no pin */
    const uint8_t *pin_regs; /* in the order of LLVM's preserve_none; 0 ends */
    /* Rows that the allocator inserts, by class: register to register, register to slot (slot first), slot to register. And the exchange
       of two general-purpose registers. They leave the host's flags alone. */
    uint16_t move[MACH_CLASSES], spill[MACH_CLASSES], reload[MACH_CLASSES], swap;
    /* A row that does what this one does, with its result in another register than operand 1, and leaves the flags alone; makes the
       operands those that it wants. 0: there is none. */
    unsigned (*untie)(unsigned op, struct mach_operand *o);
    uint8_t scratch[2]; /* vector registers that are never allocated: for slot to slot, and for cycles */
    const struct mach_encoder *encoder; /* mach/emit.h */
};
extern const struct mach_target mach_x86_64;

/* The number of the pin that is in these 8 bytes of the state struct; -1: none. */
static inline int mach_pin_at(const struct mach_convention *c, unsigned offset)
{
    return offset < MACH_PINNED ? c->pin_at[offset / 8] - 1 : -1;
}

void mach_convention_make(struct mach_convention *c, const struct mach_target *t, const uint16_t *guest_pins);

/* Nothing writes this register, so it is an operand like a virtual one, but needs no allocation. */
static inline bool mach_is_reserved(const struct mach_func *f, mach_reg r)
{
    return r < MACH_VIRTUAL && f->reserved >> r & 1;
}
static inline bool mach_pins_rest(const struct mach_func *f)
{
    return f->pin_count < f->convention->pin_count;
}
/* The register in which the nth operand of an entry arrives, and that of an exit leaves. */
static inline mach_reg mach_pin_reg(const struct mach_func *f, unsigned n)
{
    return f->convention->pins[f->pins[n]].reg;
}

/* ---- building ---- */
struct mach_func *mach_func_new(struct arena *arena, const struct mach_target *t, const struct mach_convention *c);
/* From now on the pins in these registers rest: their values stay there all the time, to be read only. Entries, exits and snapshots do
   not name them. */
void mach_rest(struct mach_func *f, uint64_t regs);
enum mach_class mach_class_of(const struct mach_func *f, mach_reg r);
mach_reg mach_new_reg(struct mach_func *f, enum mach_class klass);
uint32_t mach_block_new(struct mach_func *f);
struct mach_insn *mach_append(struct mach_func *f, unsigned op, unsigned count, const struct mach_operand *operands);
void mach_reserve(struct mach_func *f, uint32_t count); /* room for so many instructions more */
static inline void mach_append_again(struct mach_func *f, const struct mach_insn *i) /* with the operands that it has */
{
    if (f->insn_count == f->insn_capacity)
        mach_reserve(f, 1);
    f->insns[f->insn_count++] = *i;
}
/* Index + 1, as mach_insn.snapshot wants it. */
uint32_t mach_snapshot_add(struct mach_func *f, uint64_t pc, const struct mach_slot *slots, uint32_t count);
uint32_t mach_exit_add(struct mach_func *f, const struct mach_exit *e);
uint32_t mach_pool_add(struct mach_func *f, const void *bytes16); /* byte offset; equal constants share */

/* ---- the passes; false: too large or no memory, try less code ---- */
struct mach_check;
struct mach_options {
    bool random_registers; /* testing: choose registers and spills at random */
    uint32_t seed;
    bool check;            /* run mach_verify and the allocation checker */
};
bool mach_select(struct mach_func *f, const struct ir_func *ir);
/* The allocation checker (mach/check.c): notes what f does, before mach_allocate; and says whether the allocated f does that. */
struct mach_check *mach_check_new(struct mach_func *f);
bool mach_check(const struct mach_check *c, const struct mach_func *f, char *error, size_t size);
struct select_memo *mach_select_memo(void); /* for mach_func.memo, to be freed; NULL: no memory */
/* False: it takes too many slots or, when pins rest, too many registers, or one of theirs. */
bool mach_allocate(struct mach_func *f, const struct mach_options *o);
bool mach_verify(const struct mach_func *f, char *error, size_t size); /* SSA and operand rules before, roles and fixed registers after allocation */
void mach_print(const struct mach_func *f, FILE *out);
/* Reads what mach_print has printed (mach/parse.c); fills in *c, which the function refers to. NULL: `error` says what is wrong, and in
   which line. */
struct mach_func *mach_parse(struct arena *arena, const struct mach_target *t, struct mach_convention *c, const char *text, char *error,
                             size_t size);
void mach_print_insn(const struct mach_func *f, const struct mach_insn *i, FILE *out);

/* ---- bytes ---- */
struct mach_link { /* a direct exit in the code: where its jump is and where it goes. Until it is linked it leads to a stub, which asks the
                      runtime and is not in here (mach/engine.h) */
    uint32_t jump; /* offset of the 4-byte displacement, which lies in one cache line */
    uint32_t poll; /* of a branch that always leads to the stub, taken when the budget is spent; 0: none */
    uint64_t pc;
};
struct mach_entry_point {
    uint64_t pc;
    uint32_t offset;
};
struct mach_code {
    const uint8_t *bytes; /* position-independent: text, then constants; in the arena */
    uint32_t size, text_size;
    uint32_t align;       /* of its place, a power of two */
    struct mach_link *links;
    uint32_t link_count;
    struct mach_entry_point *entries;
    uint32_t entry_count;
    const uint8_t *faults; /* side table: see mach_fault_find */
    uint32_t fault_size;
    bool inexact_underflow, uses_fp_flags; /* as in struct mach_func */
};
bool mach_emit(const struct mach_func *f, struct mach_code *out);

/* The table of faults of code that another generator has made (llvm/): places from which on, up to the next one, the text belongs
   to a guest instruction, in order of their offsets. Guest state is where the code has stored it, that of pins too. */
struct mach_place {
    uint32_t at;
    uint64_t pc;
};
struct mach_landing { /* an access, and where to go on when it has faulted: there the code stores what is dirty and leaves at a safepoint. NULL: all faults
                         tell no more than their pc */
    uint32_t at, to;
};
void mach_faults_of_places(struct arena *arena, const struct mach_place *places, uint32_t count, const struct mach_landing *landings,
                           uint32_t landing_count, struct mach_code *out);
bool mach_fault_landing(const uint8_t *faults, uint32_t size, uint32_t at, uint32_t *to); /* false: it has none */
bool mach_faults_are_loose(const uint8_t *faults, uint32_t size); /* of places, without landings: guest state is not known at faults */
bool mach_faults_hold_places(const uint8_t *faults, uint32_t size); /* whether a table is one of those */

/* ---- all of it (mach/compile.c) ---- */
enum { /* the mode of translation: what else its result depends on */
    MACH_SOFT_FP = 1,
    MACH_EXACT_UNDERFLOW = 2,
    MACH_RANDOM = 4, /* testing: struct mach_options */
    MACH_CHECK = 8,
    MACH_EXACT_FAULTS = 16, /* guest state may be looked at where an access faults; mach's always can */
    MACH_MODES = 31,
};
enum mach_stage { MACH_PASSED /* f: NULL */, MACH_SELECTED, MACH_ALLOCATED, MACH_EMITTED };
struct mach_job {
    const struct mach_convention *convention;
    const uint16_t *pins; /* of the guest */
    struct select_memo *memo; /* see struct mach_func */
    uint32_t mode;
    bool polls;           /* see struct mach_func */
    void (*stage)(void *context, enum mach_stage done, const struct mach_func *f); /* NULL: nobody is interested */
    void *context;
};
/* From a finished IR function to bytes, all in its arena. False: too large, try less code. */
bool mach_compile(const struct mach_job *job, const struct ir_func *f, struct mach_code *out);

/* The guest pc recorded last in front of text offset `at`, or there; `pc` when there is none. */
uint64_t mach_fault_before(const uint8_t *faults, uint32_t size, uint32_t at, uint64_t pc);

/* What was recorded for the instruction at text offset `at`: false: nothing. `slot` is called for each piece of guest
   state to put back (value REG: physical register; SPILL; IMM). */
bool mach_fault_find(const uint8_t *faults, uint32_t size, uint32_t at, uint64_t *pc,
                     void (*slot)(void *context, const struct mach_slot *s), void *context);

#endif
