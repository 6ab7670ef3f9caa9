/* The intermediate representation: one function of guest code in SSA form. Ops: ir/ops.def. Laws: ir/verify.c.

   A function is an array of instructions; a block is a consecutive range of it. A value is named by the index of
   the instruction that makes it (ir_ref; 0 is none). It is built forwards, block by block; the builder folds,
   numbers values and forwards guest state within a block, so the result of a builder call may be an older value.
   Values may be used in any block that their own block dominates. */
#ifndef IR_IR_H
#define IR_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/base.h"
#include "ir/state.h"

typedef uint32_t ir_ref;   /* index into ir_func.ins; 0: none */
typedef uint32_t ir_label; /* index into ir_func.blocks */

/* ---- types: lane (or scalar) in the low four bits, vector width above ---- */
enum ir_type {
    IR_VOID, IR_I1, IR_I8, IR_I16, IR_I32, IR_I64, IR_I128,
    IR_F16, IR_F32, IR_F64, IR_F80, IR_FLAGS,
    IR_V64 = 1 << 4, IR_V128 = 2 << 4, IR_V256 = 3 << 4, IR_V512 = 4 << 4,
    /* e.g. IR_V128 | IR_I32: four lanes of i32 */
};
typedef uint8_t ir_type;

extern const uint8_t ir_scalar_bits[16];
static inline ir_type ir_lane(ir_type t) /* the lane type; a scalar's is itself */
{
    return t & 15;
}
static inline bool ir_is_vector(ir_type t)
{
    return t >> 4 != 0;
}
static inline unsigned ir_bits(ir_type t) /* width in bits of the whole value (i1: 1, flags: 32) */
{
    return ir_is_vector(t) ? 32u << (t >> 4) : ir_scalar_bits[t];
}
static inline bool ir_is_float(ir_type t) /* of the lane */
{
    return ir_lane(t) >= IR_F16 && ir_lane(t) <= IR_F80;
}
unsigned ir_lanes(ir_type t);      /* number of lanes; 1 for scalars */
ir_type ir_int_type(unsigned bits); /* I1, I8 .. I128 */
ir_type ir_float_type(unsigned bits);

/* ---- ops ---- */
enum ir_op {
#define OP(name, result, a, b, c, aux, flags, meaning) IR_##name,
#include "ir/ops.def"
#undef OP
    IR_OPS
};

enum ir_cmp { IR_EQ, IR_NE, IR_LT_S, IR_LE_S, IR_GT_S, IR_GE_S, IR_LT_U, IR_LE_U, IR_GT_U, IR_GE_U };

/* Conditions on abstract flags, in Arm's encoding order. */
enum ir_cond {
    IR_C_EQ, IR_C_NE, IR_C_CS, IR_C_CC, IR_C_MI, IR_C_PL, IR_C_VS, IR_C_VC,
    IR_C_HI, IR_C_LS, IR_C_GE, IR_C_LT, IR_C_GT, IR_C_LE, IR_C_AL
};

enum ir_reduce { IR_SUM, IR_MIN_S, IR_MAX_S, IR_MIN_U, IR_MAX_U };

enum { IR_VSHIFT_ROUND = 1, IR_VSHIFT_SAT = 2, IR_VSHIFT_SAT_U = 4 /* vshift_s: signed in, saturated unsigned out (SQSHLU) */ };

/* aux of FP ops: NaN rule, rounding, extra. */
enum ir_nan { IR_NAN_ARM, IR_NAN_RISCV, IR_NAN_X86 };
enum {
    IR_FP_SIGNAL = 1, /* fcmp: quiet NaNs are invalid too */
    IR_FP_EXACT = 1,  /* fround: signal inexact */
    IR_FP_ALT = 1,    /* fcvt: honour IR_FPM_ALT_HALF */
    IR_FCMP_EQ = 0, IR_FCMP_GE = 1, IR_FCMP_GT = 2,
};
#define IR_FP(nan, round, extra) ((uint16_t)((nan) | (round) << 4 | (extra) << 8))
#define IR_FP_NAN(aux)   ((enum ir_nan)((aux) & 15))
#define IR_FP_ROUND(aux) ((enum ir_round)((aux) >> 4 & 15))
#define IR_FP_EXTRA(aux) ((aux) >> 8)

/* aux of memory ops: log2 of the size in bytes, then attributes. */
enum ir_order { IR_RELAXED, IR_ACQUIRE, IR_RELEASE, IR_ACQ_REL, IR_SEQ_CST, IR_ACQUIRE_PC /* RCpc */ };
enum {
    IR_MEM_SIZE = 7,          /* log2 bytes: 0..4 (up to 6 for wider vectors) */
    IR_MEM_SIGN = 1 << 3,     /* sign-extend to the result type */
    IR_MEM_BE = 1 << 4,       /* big-endian */
    IR_MEM_ALIGNED = 1 << 5,  /* misaligned access faults (SIGBUS) */
    IR_MEM_ATOMIC16 = 1 << 6, /* single-copy atomic over 16 bytes; otherwise up to 8 when aligned */
    IR_MEM_PAIR = 1 << 7,     /* two elements: each half single-copy atomic */
};
#define IR_MEM_ORDER(order)  ((uint16_t)((order) << 8))
#define IR_MEM_GET_ORDER(aux) ((enum ir_order)((aux) >> 8 & 7))

/* Which earlier accesses are ordered before which later ones. */
enum { IR_FENCE_RR = 1, IR_FENCE_RW = 2, IR_FENCE_WR = 4, IR_FENCE_WW = 8, IR_FENCE_ALL = 15 };

enum ir_hint { IR_HINT_JUMP, IR_HINT_CALL, IR_HINT_RET };

enum ir_trap {
    IR_TRAP_NONE,
    IR_TRAP_ILLEGAL,    /* SIGILL */
    IR_TRAP_BREAKPOINT, /* SIGTRAP */
    IR_TRAP_ALIGN_PC,   /* misaligned pc: SIGBUS */
    IR_TRAP_ALIGN,      /* misaligned access: SIGBUS */
    IR_TRAP_FETCH,      /* the instruction's bytes cannot be read: SIGSEGV */
    IR_TRAP_FLUSH,      /* no signal: instruction cache maintenance, state->flush_*; goes on at the exit's pc */
    IR_TRAPS
};

struct ir_ins {
    uint8_t op;    /* enum ir_op */
    ir_type type;
    uint16_t aux;
    ir_ref a, b, c; /* operands, labels, immediates: as ops.def says */
};
static_assert(sizeof(struct ir_ins) == 16, "instructions are small");

struct ir_block {
    uint32_t first, end; /* instructions [first, end) */
};

/* The environment of a helper: what `call` and `call_pure` name by number. A guest owns an array of these. Values of up to 64
   bits are passed in .u64, wider ones in .u8. */
union ir_value {
    uint8_t u8[16];
    uint16_t u16[8];
    uint32_t u32[4];
    uint64_t u64[2];
    int8_t s8[16];
    int16_t s16[8];
    int32_t s32[4];
    int64_t s64[2];
    float f32[4];
    double f64[2];
    unsigned __int128 u128;
};
struct ir_helper {
    const char *name;
    void (*fn)(struct ir_state *state, union ir_value *result, const union ir_value *a,
               const union ir_value *b, const union ir_value *c); /* state: NULL for call_pure */
};

/* A region being lifted: knows the blocks that direct exits may go to instead of leaving. Labels may be IR_OUTSIDE: leave. */
enum { IR_OUTSIDE = UINT32_MAX };
struct ir_region {
    ir_label (*jump)(struct ir_region *r, uint64_t pc);
    /* A call of *pc (NULL: computed) that returns to return_pc, where the region may want to be entered then. */
    ir_label (*call)(struct ir_region *r, const uint64_t *pc, uint64_t return_pc);
    /* A return, out of a function called inside: the block it leads to if its target is *return_pc. */
    ir_label (*ret)(struct ir_region *r, uint64_t *return_pc);
    uint64_t pc; /* of the instruction being lifted */
};

struct ir_func {
    uint64_t pc; /* guest address it starts at */
    struct ir_ins *ins;
    uint32_t count, capacity;
    struct ir_block *blocks; /* in order of building; block 0 is the entry */
    uint32_t block_count, block_capacity;
    uint32_t *pool;
    uint32_t pool_count, pool_capacity;
    const struct ir_helper *helpers; /* not owned */
    uint32_t helper_count;
    struct ir_region *region; /* while building: which exits stay inside of the function; NULL: none. Not owned */
    struct ir_builder *builder; /* value table, known guest state; NULL when building has ended */
    struct ir_entry {
        uint64_t pc;
        ir_label block;
    } *entries;                 /* further ways in besides block 0: blocks without predecessors */
    uint32_t entry_count;
    uint32_t *lazy;             /* bit per 4 bytes of guest state that `put` need not store before an exit; NULL: none */
    struct arena *arena;        /* owns everything above; not owned */
};

/* ---- building (ir/build.c). Types come from the operands where they can. ---- */
struct ir_func *ir_func_new(struct arena *arena, uint64_t pc); /* with block 0 started */
void ir_drop_polls(struct ir_func *f); /* safepoints in front of jumps that close no loop (ir/polls.c); every block has ended */
void ir_func_finish(struct ir_func *f);                        /* every block has ended; drops the builder */
ir_label ir_block_new(struct ir_func *f);
void ir_block_start(struct ir_func *f, ir_label b); /* the current block must have ended */
bool ir_block_ended(const struct ir_func *f);       /* the current block has its terminator */

/* The general form: folds, numbers, forwards; the typed ones below are made of it. */
ir_ref ir_emit(struct ir_func *f, enum ir_op op, ir_type t, unsigned aux, ir_ref a, ir_ref b, ir_ref c);

ir_ref ir_const(struct ir_func *f, ir_type t, uint64_t bits);
ir_ref ir_const_wide(struct ir_func *f, ir_type t, uint64_t low, uint64_t high);
ir_ref ir_get(struct ir_func *f, ir_type t, unsigned offset);
void ir_put(struct ir_func *f, unsigned offset, ir_ref v);
void ir_insn_start(struct ir_func *f, uint64_t pc, unsigned length);

/* ir_add(f, a, b), ir_shl(f, a, b) ...: T is the type of a. For lanes, see ir_v*: T is given, operands are bags of bits. */
#define IR_BUILD_SAME2(name) \
    static inline ir_ref ir_##name(struct ir_func *f, ir_ref a, ir_ref b) \
    { \
        return ir_emit(f, IR_##name, f->ins[a].type, 0, a, b, 0); \
    } \
    static inline ir_ref ir_v##name(struct ir_func *f, ir_type t, ir_ref a, ir_ref b) \
    { \
        return ir_emit(f, IR_##name, t, 0, a, b, 0); \
    }
#define IR_BUILD_SAME1(name) \
    static inline ir_ref ir_##name(struct ir_func *f, ir_ref a) \
    { \
        return ir_emit(f, IR_##name, f->ins[a].type, 0, a, 0, 0); \
    } \
    static inline ir_ref ir_v##name(struct ir_func *f, ir_type t, ir_ref a) \
    { \
        return ir_emit(f, IR_##name, t, 0, a, 0, 0); \
    }
IR_BUILD_SAME2(add) IR_BUILD_SAME2(sub) IR_BUILD_SAME2(mul) IR_BUILD_SAME2(mulh_s) IR_BUILD_SAME2(mulh_u)
IR_BUILD_SAME2(div_s) IR_BUILD_SAME2(div_u) IR_BUILD_SAME2(rem_s) IR_BUILD_SAME2(rem_u)
IR_BUILD_SAME2(smin) IR_BUILD_SAME2(smax) IR_BUILD_SAME2(umin) IR_BUILD_SAME2(umax)
IR_BUILD_SAME2(and) IR_BUILD_SAME2(or) IR_BUILD_SAME2(xor) IR_BUILD_SAME2(andn)
IR_BUILD_SAME2(shl) IR_BUILD_SAME2(shr) IR_BUILD_SAME2(sar) IR_BUILD_SAME2(rotr)
IR_BUILD_SAME1(neg) IR_BUILD_SAME1(abs) IR_BUILD_SAME1(not) IR_BUILD_SAME1(clz) IR_BUILD_SAME1(ctz)
IR_BUILD_SAME1(popcnt) IR_BUILD_SAME1(bswap) IR_BUILD_SAME1(bitrev) IR_BUILD_SAME1(fneg) IR_BUILD_SAME1(fabs)
IR_BUILD_SAME2(add_sat_s) IR_BUILD_SAME2(add_sat_u) IR_BUILD_SAME2(sub_sat_s) IR_BUILD_SAME2(sub_sat_u)
IR_BUILD_SAME2(hsub_s) IR_BUILD_SAME2(hsub_u) IR_BUILD_SAME2(pmul) IR_BUILD_SAME2(tbl)

ir_ref ir_add_i(struct ir_func *f, ir_ref a, int64_t imm); /* with a constant of a's type; also for the next ones */
ir_ref ir_and_i(struct ir_func *f, ir_ref a, uint64_t imm);
ir_ref ir_or_i(struct ir_func *f, ir_ref a, uint64_t imm);
ir_ref ir_xor_i(struct ir_func *f, ir_ref a, uint64_t imm);
ir_ref ir_lsl_i(struct ir_func *f, ir_ref a, unsigned n); /* scalar shifts by a constant: shl, shr, sar, rotr */
ir_ref ir_lsr_i(struct ir_func *f, ir_ref a, unsigned n);
ir_ref ir_asr_i(struct ir_func *f, ir_ref a, unsigned n);
ir_ref ir_ror_i(struct ir_func *f, ir_ref a, unsigned n);
ir_ref ir_cmp(struct ir_func *f, enum ir_cmp cc, ir_ref a, ir_ref b);
ir_ref ir_cmp_i(struct ir_func *f, enum ir_cmp cc, ir_ref a, int64_t imm);
ir_ref ir_select(struct ir_func *f, ir_ref cond, ir_ref a, ir_ref b);
ir_ref ir_zext(struct ir_func *f, ir_type t, ir_ref a); /* a itself when the types are equal; also sext, trunc, bitcast */
ir_ref ir_sext(struct ir_func *f, ir_type t, ir_ref a);
ir_ref ir_trunc(struct ir_func *f, ir_type t, ir_ref a);
ir_ref ir_bitcast(struct ir_func *f, ir_type t, ir_ref a);
ir_ref ir_concat(struct ir_func *f, ir_type t, ir_ref low, ir_ref high);
ir_ref ir_low(struct ir_func *f, ir_type t, ir_ref a);
ir_ref ir_high(struct ir_func *f, ir_type t, ir_ref a);

ir_ref ir_flags_add(struct ir_func *f, ir_ref a, ir_ref b);
ir_ref ir_flags_sub(struct ir_func *f, ir_ref a, ir_ref b);
ir_ref ir_flags_adc(struct ir_func *f, ir_ref a, ir_ref b, ir_ref carry);
ir_ref ir_flags_sbb(struct ir_func *f, ir_ref a, ir_ref b, ir_ref carry);
ir_ref ir_flags_logic(struct ir_func *f, ir_ref a);
ir_ref ir_flags_pack(struct ir_func *f, ir_ref nzcv);
ir_ref ir_flags_unpack(struct ir_func *f, ir_ref flags);
ir_ref ir_flags_select(struct ir_func *f, ir_ref cond, ir_ref a, ir_ref b);
ir_ref ir_cond(struct ir_func *f, enum ir_cond cc, ir_ref flags);

ir_ref ir_vcmp(struct ir_func *f, ir_type t, enum ir_cmp cc, ir_ref a, ir_ref b);
ir_ref ir_splat(struct ir_func *f, ir_type t, ir_ref scalar);
ir_ref ir_vzext(struct ir_func *f, ir_type t, ir_ref a);
ir_ref ir_extract(struct ir_func *f, ir_type scalar, ir_ref v, unsigned lane);
ir_ref ir_insert(struct ir_func *f, ir_type t, ir_ref v, ir_ref scalar, unsigned lane);
ir_ref ir_bitsel(struct ir_func *f, ir_type t, ir_ref mask, ir_ref ones, ir_ref zeroes);
ir_ref ir_shuffle(struct ir_func *f, ir_type t, ir_ref a, ir_ref b, const uint8_t mask[16]);
ir_ref ir_reduce(struct ir_func *f, ir_type scalar, enum ir_reduce how, ir_ref v);

ir_ref ir_load(struct ir_func *f, ir_type t, ir_ref addr, unsigned mem);
void ir_store(struct ir_func *f, ir_ref addr, ir_ref v, unsigned mem);
ir_ref ir_atomic(struct ir_func *f, enum ir_op op, ir_ref addr, ir_ref v, unsigned mem);
ir_ref ir_cas(struct ir_func *f, ir_ref addr, ir_ref expected, ir_ref desired, unsigned mem);
void ir_fence(struct ir_func *f, unsigned kinds);

/* Joins what the predecessors `from` bring; values may be filled in later, in the pool. Only at a block's head. */
ir_ref ir_phi(struct ir_func *f, ir_type t, uint32_t count, const ir_label *from, const ir_ref *value);
ir_ref ir_call(struct ir_func *f, ir_type t, unsigned helper, ir_ref a, ir_ref b, ir_ref c);
ir_ref ir_call_pure(struct ir_func *f, ir_type t, unsigned helper, ir_ref a, ir_ref b, ir_ref c);
void ir_jump(struct ir_func *f, ir_label to);
void ir_br(struct ir_func *f, ir_ref cond, ir_label then, ir_label otherwise);
void ir_exit_direct(struct ir_func *f, uint64_t pc, enum ir_hint hint, uint64_t return_pc);
void ir_exit_indirect(struct ir_func *f, ir_ref pc, enum ir_hint hint, uint64_t return_pc);
void ir_exit_syscall(struct ir_func *f, uint64_t next_pc);
void ir_exit_trap(struct ir_func *f, enum ir_trap trap, uint64_t pc);

static inline uint64_t ir_imm(const struct ir_ins *i) /* the Q operand */
{
    return i->b | (uint64_t)i->c << 32;
}
static inline ir_type ir_typeof(const struct ir_func *f, ir_ref v)
{
    return f->ins[v].type;
}

/* Whether a block is entered from outside, and at which guest pc. */
static inline bool ir_is_entry(const struct ir_func *f, ir_label b)
{
    for (uint32_t i = 0; i < f->entry_count; i++)
        if (f->entries[i].block == b)
            return true;
    return b == 0;
}
static inline uint64_t ir_entry_pc(const struct ir_func *f, ir_label b)
{
    for (uint32_t i = 0; i < f->entry_count; i++)
        if (f->entries[i].block == b)
            return f->entries[i].pc;
    return f->pc;
}

/* ---- knowing ops ---- */
enum {
    IR_PURE = 1, IR_FP_ENV = 2, IR_STATE = 4, IR_MEM = 8, IR_EXIT = 16, IR_EFFECT = 32,
    IR_INT = 64, IR_FLT = 128, IR_VEC = 256,
};
struct ir_op_info {
    const char *name;
    char result, a, b, c; /* the letters of ops.def */
    const char *aux;
    unsigned flags; /* IR_PURE ... */
    const char *meaning;
    uint8_t values; /* which operands are values: bits 0, 1, 2 for a, b, c (an O may still be none) */
};
extern const struct ir_op_info ir_ops[IR_OPS];

/* Whether operand n (0, 1, 2) of the instruction is a value; 0 is none. */
static inline bool ir_is_value(const struct ir_ins *i, unsigned n)
{
    return ir_ops[i->op].values >> n & 1;
}
static inline ir_ref ir_operand(const struct ir_ins *i, unsigned n)
{
    return n == 0 ? i->a : n == 1 ? i->b : i->c;
}

/* ---- text (ir/print.c, ir/parse.c): what the printer writes the parser reads back ---- */
void ir_print(const struct ir_func *f, FILE *out);
void ir_print_ins(const struct ir_func *f, ir_ref i, FILE *out);
/* Returns NULL and writes "line N: what" into error. */
struct ir_func *ir_parse(struct arena *arena, const char *text, char *error, size_t error_size);

/* ---- the laws (ir/verify.c). Returns false and writes the broken law and the instruction into error. ---- */
bool ir_verify(const struct ir_func *f, char *error, size_t error_size);

/* ---- evaluation of pure and FP ops (ir/eval*.c): the meaning shared by folding and the interpreter ----
   Values are little-endian in ir_value, bits above the type's width zero. `operand` is the type of a (crc32: of b).
   Immediate operands come as values: shuffle's mask is *c, the binary point of fcvt_to_*, fcvt_from_* is *b; those that
   an op does not have may be NULL. The result may be one of the operands. env may be NULL for ops without FP, which
   ir_eval_fp (ir/fp.h) evaluates. */
void ir_eval(enum ir_op op, ir_type t, ir_type operand, unsigned aux, union ir_value *result, const union ir_value *a,
             const union ir_value *b, const union ir_value *c, struct ir_fpenv *env);
static inline ir_type ir_operand_type(const struct ir_func *f, const struct ir_ins *i) /* what ir_eval calls operand */
{
    return ir_ops[i->op].values ? f->ins[i->op == IR_crc32 ? i->b : i->a].type : IR_VOID;
}

#endif
