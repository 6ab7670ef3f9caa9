/* Private to interp/: the threaded code that compile.c makes and execute.c runs. */
#ifndef INTERP_INTERNAL_H
#define INTERP_INTERNAL_H

#include "interp/interp.h"

/* Operands are byte offsets into the frame, whose value 0 is nobody's. By handler also:
     load           b = displacement, imm = guest pc of the access (`recover` looks there)
     store          a = address, b = value, dst = displacement, imm = guest pc
     check_align    a = address, b = displacement, c = mask, imm = guest pc
     generic        imm = IR op, type, operand type, aux; constant operands are in the frame
     jump, br       a (taken), b (not taken) = distance in ops from this one; br: dst = condition
     exit_direct    link, imm = guest pc
*/
struct interp_op {
    const void *go; /* the handler's label */
    uint32_t dst, c;
    union {
        struct {
            uint32_t a, b;
        };
        struct run_link *link;
    };
    uint64_t imm;
};

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
enum { INTERP_I32 = 1, INTERP_IMM = 2 }; /* added to the first of a BIN or CMP */

struct interp_code {
    struct run_link *links; /* one an exit_direct; behind the ops */
    unsigned link_count;
    size_t size;            /* of all that, in bytes */
    struct interp_op ops[];
};

/* imm of `generic`, `atomic`, `cas`. */
#define INTERP_PACK(op, type, operand, aux) \
    ((uint64_t)(op) | (uint64_t)(type) << 8 | (uint64_t)(operand) << 16 | (uint64_t)(aux) << 24)

const void *const *interp_labels(void);
enum run_exit interp_enter(struct run_thread *t, void *code);

/* Atomic accesses (interp/atomic.c): old value at address. bits: 8..64, cas also 128. */
uint64_t interp_atomic(enum ir_op op, unsigned bits, void *address, uint64_t operand);
void interp_cas(unsigned bits, void *address, union ir_value *old, const union ir_value *expected,
                const union ir_value *desired);

#endif
