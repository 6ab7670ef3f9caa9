/* Private to interp/: the threaded code that compile.c makes and execute.c runs. */
#ifndef INTERP_INTERNAL_H
#define INTERP_INTERNAL_H

#include "interp/interp.h"

/* Operands are places of values, in units of 8 bytes from the frame; place 0 is nobody's, guest state has negative ones. imm is a constant
   of 64 bits or, where an op needs both, 48 bits (a pc or a host address) and a fourth operand, c. By handler also:
     load           b = displacement, imm = guest pc of the access (`recover` looks there)
     store          a = address, b = value, dst = displacement, imm = guest pc
     check_align    a = address, b = displacement, dst = mask, imm = guest pc
     put_flags      imm = offset in guest state; with an immediate operand there b = offset
     generic        imm = IR op, type, operand type, aux; c; constant operands are in the frame
     wide128, cas   the next op is not run: its imm is the upper half, or the width
     jump, br       distances in ops from this one, in imm: taken, and in its upper half not taken; br: dst = condition
     exit_direct    imm = its link
     count, gone    WORD = the block's counter, imm = its pc: the first op in the first tier
     leave_direct   WORD = a first op that this may go on with, imm = pc
     leave_indirect imm = a first op that this may go on with
*/
struct interp_op {
    uint16_t handler;
    int16_t dst, a, b;
    uint64_t imm;
};
static_assert(sizeof(struct interp_op) == 16, "ops are small: much code runs only a few times");
#define INTERP_WITH_C(imm, c) ((uint64_t)(imm) << 16 >> 16 | (uint64_t)(uint16_t)(c) << 48)
#define INTERP_C(imm)         ((int16_t)((imm) >> 48))
#define INTERP_LOW(imm)       ((imm) & (((uint64_t)1 << 48) - 1))
/* The three operands as one, a host address. */
#define INTERP_WORD(op)       (__atomic_load_n((const uint64_t *)(op), __ATOMIC_ACQUIRE) >> 16)
#define INTERP_WITH_WORD(handler, word) ((uint64_t)(handler) | (uint64_t)(uintptr_t)(word) << 16)
#define INTERP_TO(imm)        ((int32_t)(imm))
#define INTERP_ELSE(imm)      ((int32_t)((imm) >> 32))
enum { INTERP_PLACE = 8, INTERP_LAST_PLACE = INT16_MAX - 1 };

enum interp_handler {
#define BIN(op, e) INTERP_##op##_i64, INTERP_##op##_i32, INTERP_##op##_i64_imm, INTERP_##op##_i32_imm,
#define UNARY(op, e) INTERP_##op##_i64, INTERP_##op##_i32,
#define CMP(cc, e) INTERP_##cc##_i64, INTERP_##cc##_i32, INTERP_##cc##_i64_imm, INTERP_##cc##_i32_imm,
#define PLAIN(name) INTERP_##name,
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
#undef PLAIN
    INTERP_HANDLERS
};
enum { INTERP_I32 = 1, INTERP_IMM = 2 }; /* added to the first of a BIN, CMP or put_flags */

struct interp_code {
    uint32_t size;       /* of all of it, in bytes */
    uint32_t link_count; /* one an exit_direct; behind the ops */
    struct interp_op ops[];
};
static_assert(offsetof(struct interp_code, ops) == 8, "what is given back keeps its ops: see pool_keeps");

static inline struct interp_code *interp_code_of(void *ops)
{
    return (struct interp_code *)((char *)ops - offsetof(struct interp_code, ops));
}

/* What an op leads to that may go on with nothing yet. */
extern const struct interp_op interp_nowhere;

/* imm of `generic`, `atomic`, `cas`. */
#define INTERP_PACK(op, type, operand, aux) \
    ((uint64_t)(op) | (uint64_t)(type) << 8 | (uint64_t)(operand) << 16 | (uint64_t)(aux) << 24)

/* ---- engine.c ---- */

/* Copies finished ops, with so many direct exits to link, to where they will run; from then on others may come to a block of the
   first tier. NULL: no memory. */
struct interp_op *interp_place(struct run *r, const struct interp_op *ops, uint32_t count, uint32_t link_count);

/* ---- compile.c ---- */

void *interp_compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *entry_count); /* as run_engine.compile */

/* For insns.c, all for the first tier. */

/* The ops of a function, in its arena, without a first op. */
struct interp_piece {
    const struct interp_op *op;
    uint32_t count;
    uint64_t with_pc; /* bit for each of the first 64 ops that has the pc of its guest instruction in imm, as the lower 48 bits at least */
};
bool interp_compile_piece(const struct run *r, const struct ir_func *f, struct interp_piece *out); /* false: it is too large */
struct interp_op interp_first_op(const struct run *r, uint64_t pc);
struct interp_op interp_leave_op(uint64_t pc); /* the exit to pc */

/* ---- insns.c ---- */
void *interp_quick(struct run *r, const struct guest_unit *u, struct run_quick *out);
void interp_free_insns(struct run *r);
void interp_insns_forked(struct run *r); /* in parent and child */

enum run_exit interp_enter(struct run_thread *t, void *code);

/* Atomic accesses (interp/atomic.c): old value at address. bits: 8..64, cas also 128. */
uint64_t interp_atomic(enum ir_op op, unsigned bits, void *address, uint64_t operand);
void interp_cas(unsigned bits, void *address, union ir_value *old, const union ir_value *expected,
                const union ir_value *desired);

#endif
