/* Instruction selection's interface between the driver (mach/select.c), the tables that tools/machgen makes of a
   target's rules, and the actions that rules name (mach/<host>/select_*.c). How it works: mach/select.c. */
#ifndef MACH_SELECT_H
#define MACH_SELECT_H

#include "mach/mach.h"

/* What a tree can be reduced to. A target's rules use these names. */
enum select_goal {
    SELECT_reg,   /* a general-purpose register; above the type's width junk */
    SELECT_rz,    /* a general-purpose register with zeroes above the type's width */
    SELECT_xmm,   /* a vector register */
    SELECT_imm8,  /* a constant that fits, sign-extended */
    SELECT_imm32,
    SELECT_imm,   /* any constant of up to 64 bits */
    SELECT_addr,  /* an address: MEM operand */
    SELECT_mem8,  /* memory of that many bits, to be read by the user: MEM operand */
    SELECT_mem16,
    SELECT_mem32,
    SELECT_mem64,
    SELECT_mem128,
    SELECT_cc,    /* the host's flags; the operand's imm is the condition code */
    SELECT_stmt,  /* nothing: an effect */
    SELECT_GOALS
};

enum { SELECT_VECTOR = 0xf0 }; /* in a pattern's type: a vector of any width */

/* A pattern in prefix order. A node is an op with its children behind it, a goal, or a certain constant. */
struct select_node {
    uint8_t kind;  /* 0: op, 1: goal, 2: constant */
    uint8_t op;    /* IR op, or goal */
    ir_type type;  /* of the op's or the leaf's value; IR_VOID: any */
    uint8_t count; /* children */
    int32_t aux;   /* the op's aux; -1: any. Constant: its value */
};

struct select;
/* Builds what a rule with an action stands for: leaf[] are the pattern's goals, reduced, in order (cc last). */
typedef struct mach_operand select_action(struct select *s, ir_ref i, const struct mach_operand *leaf);
typedef bool select_test(const struct select *s, ir_ref i); /* asked when the pattern fits */

struct select_rule {
    uint8_t goal;
    uint8_t cost;
    uint16_t node;         /* first of the pattern, an op (or a goal: a chain rule) */
    uint16_t row;          /* machine op when there is no action: leaves are its uses in order */
    int8_t cc;             /* goal cc: the condition that the row leaves in the flags; -1: select_condition says */
    uint64_t features;     /* of the host, all needed */
    select_action *action;
    select_test *test;     /* NULL: always */
};
struct select_tables {
    const struct select_node *nodes;
    const struct select_rule *rules;
    const uint16_t *first;  /* by IR op: its rules are [first[op], first[op + 1]) */
    const struct select_rule *chains; /* goal from goal, those from one goal together */
    const uint8_t *chain_first; /* by goal: its chains are [chain_first[goal], chain_first[goal + 1]) */
};
extern const struct select_tables mach_x86_64_rules;

/* One instruction's labels, or those of a kind of leaf. */
struct select_label {
    uint16_t cost[SELECT_GOALS];
    uint8_t rule[SELECT_GOALS]; /* number within the op's rules + 1; SELECT_CHAIN + n: chain rule n; 0: none */
    bool made;                  /* leaves: filled in already */
};
enum { SELECT_CHAIN = 128, SELECT_INFINITE = 0xffff, SELECT_PREDS = 32, SELECT_STATE_WORDS = 1024 };

/* What a tree's leaf may be when it is not swallowed. */
enum select_leaf { SELECT_LEAF_REG, SELECT_LEAF_RZ, SELECT_LEAF_XMM, SELECT_LEAF_IMM8, SELECT_LEAF_IMM32, SELECT_LEAF_IMM, SELECT_LEAVES };

enum { SELECT_TYPES = IR_V512 + 16, SELECT_FITS = 256 };

/* What depends on the host's features only: labels of leaves, and which rules come into question. */
struct select_memo {
    struct select_label leaf[SELECT_LEAVES][SELECT_TYPES]; /* by type */
    struct select_chains { /* that fit a type */
        struct select_reach { /* what can be made of a goal, by one chain after the other */
            uint32_t goals;              /* a bit for each */
            uint8_t cost[SELECT_GOALS];
            uint8_t rule[SELECT_GOALS];  /* the last one's; as in labels */
        } from[SELECT_GOALS];
        bool made;
    } chains[SELECT_TYPES];
    struct select_fit { /* an op's rules whose roots fit a type. By a hash of both, the last ones asked for */
        uint64_t rules;                /* a bit for each, by number */
        uint64_t constant[3], tree[3]; /* those for which operand k must be constant, or swallowed */
        uint8_t op;
        ir_type type;
        bool made;
    } fit[SELECT_FITS];
};

struct select {
    struct mach_func *f;
    const struct ir_func *ir;
    const struct ir_ins *ins; /* its instructions */
    const struct select_tables *tables;
    struct select_memo *memo;
    struct select_label *label; /* by value */
    struct select_value {
        struct mach_operand operand; /* where it is, once made */
        const struct select_label *seen; /* by its users */
        uint32_t uses;
        uint32_t user;   /* the last one */
        uint32_t epoch;  /* of the instruction: changes with every effect */
        uint32_t order;  /* likewise, with what an FP comparison must not be moved over */
        uint32_t block;
        uint64_t pc;     /* of the guest instruction it belongs to */
        uint32_t phi;    /* a phi's machine instruction */
        uint32_t puts;   /* how many of its uses are puts to lazy slots */
        bool deferred;   /* flags that only puts use: made where they are stored */
        bool bits_seen;  /* used by more than FP arithmetic, for which one NaN is like another */
        bool reads;      /* guest state or memory: itself, or what it swallows */
        bool swallowed;  /* made by its only user */
        bool zero_above; /* its register has zeroes above the type's width */
    } *value;                    /* by IR instruction */
    mach_reg pins[16];           /* current register of each pin; of those that rest, their own */
    uint32_t changed_pins;       /* by number: somewhere in the function */
    mach_reg (*end_pins)[16];    /* by IR block: what they were at its end */
    mach_reg *current;           /* by 4 bytes of guest state: register of the lazy slot that starts there */
    ir_ref *pending;             /* likewise: the deferred value that it is instead; 0: none */
    uint8_t *dirty;              /* likewise: its size in bytes, 0 when memory has it */
    uint16_t *lazy_slots;        /* the ones there are, as indices of these */
    uint32_t lazy_count;
    uint64_t features;           /* of the host */
    ir_label block;              /* being selected */
    uint32_t machine_block;
    uint32_t *ir_block, *ir_end; /* by IR block: machine blocks that start and end it */
    struct select_preds {
        uint32_t count;
        ir_label list[SELECT_PREDS];
    } *preds;                    /* by IR block */
    struct select_feed { /* operand `which` of a phi */
        ir_ref phi;
        uint32_t which;
        mach_reg reg;
    } *feeds;
    uint32_t feed_count;
    uint32_t loop_phi;           /* select_loop_start's: the phi's instruction */
    uint32_t loop_block;
    bool failed;
};

/* ---- for actions ---- */
struct mach_operand select_reduce(struct select *s, ir_ref v, enum select_goal goal);
struct mach_operand select_reg(mach_reg r);
struct mach_operand select_imm(int64_t n);
struct mach_operand select_state(struct select *s, unsigned offset); /* MEM: guest state at offset */
struct mach_operand select_pool(struct select *s, const void *bytes16);
mach_reg select_new(struct select *s, enum mach_class klass);
/* Appends row with operands (ends with kind NONE); returns the first one. */
struct mach_operand select_emit(struct select *s, unsigned row, const struct mach_operand *operands);
/* The same for a row that may fault as the IR instruction i does: with its snapshot. */
struct mach_operand select_emit_fault(struct select *s, ir_ref i, unsigned row, const struct mach_operand *operands);
/* The same for a row that traps where the host's result is not the guest's: then ir_eval's is used, of
   an op (mach_eval_code) and its operands (IMM for an immediate, NONE: fewer). */
struct mach_operand select_emit_trap(struct select *s, ir_ref i, unsigned row,
                                     const struct mach_operand *operands, uint64_t code,
                                     const struct mach_operand args[3]);
/* The same when that is the op of i. */
struct mach_operand select_emit_fp(struct select *s, ir_ref i, unsigned row,
                                   const struct mach_operand *operands,
                                   const struct mach_operand args[3]);
/* A new register of the class, written by row from the operands (up to 5, ends with NONE). */
struct mach_operand select_make(struct select *s, enum mach_class klass, unsigned row, const struct mach_operand *uses);
static inline const struct ir_ins *select_ins(const struct select *s, ir_ref v)
{
    return &s->ins[v];
}

/* Unless the host's flags hold cc, leaves by the trap at pc. */
void select_trap_unless(struct select *s, int cc, enum ir_trap trap, uint64_t pc);
/* The same, to the runtime; it comes back behind the guest instruction of i. */
void select_leave_unless(struct select *s, int cc, ir_ref i);
/* A detour within one instruction, taken while the host's flags hold cc: what is appended after
   select_detour is on it, until select_detour_back says what value it comes back with; then what is on
   the direct way, until select_detour_join does the same. */
struct select_detour {
    uint32_t here, first, last; /* machine blocks: where it branches off, of the detour */
    struct mach_operand value;
};
struct select_detour select_detour(struct select *s, int cc);
void select_detour_back(struct select *s, struct select_detour *d, struct mach_operand value);
struct mach_operand select_detour_join(struct select *s, const struct select_detour *d,
                                       struct mach_operand value);
/* A loop within one instruction: its value is `first` in the first turn, then what select_loop_end says; it goes round
   again while the host's flags hold cc. */
struct mach_operand select_loop_start(struct select *s, mach_reg first);
void select_loop_end(struct select *s, int cc, mach_reg next);
mach_reg select_value(struct select *s, ir_ref v); /* in a register of its type's class */

/* ---- what the driver asks of the target: code that is no rule (mach/<host>/select_base.c) ---- */
struct mach_operand select_constant(struct select *s, ir_ref i, enum select_goal goal); /* into a register */
void select_store_state(struct select *s, unsigned offset, unsigned size, mach_reg r, enum mach_class klass);
mach_reg select_load_state(struct select *s, unsigned offset, unsigned size, enum mach_class klass);
/* A part of a pin's 8 bytes as type t, from byte `at`; and the pin with `size` bytes from `at` replaced by value v. */
struct mach_operand select_pin_part(struct select *s, mach_reg pin, unsigned at, ir_type t);
mach_reg select_pin_insert(struct select *s, mach_reg pin, unsigned at, unsigned size, ir_ref v);
/* An FP instruction's result r, where the host's may be another NaN than the guest's. */
struct mach_operand select_fp_result(struct select *s, ir_ref i, struct mach_operand r);
/* The host's condition for a comparison (cmp) or a test of flags, after a row for goal cc whose rule names none. */
int select_condition(const struct select *s, ir_ref i);
/* Takes one from state->budget; returns the condition that says it is spent. */
int select_poll(struct select *s);
/* Calls IR_STUB_EVAL for ops without rule, IR_STUB_CALL for helpers: operands through state->scratch. */
struct mach_operand select_eval(struct select *s, ir_ref i);
struct mach_operand select_helper(struct select *s, ir_ref i);

#endif
