/* AArch64: the guest state, and what the lift functions of all chapters share. The instruction set is decode.tab and
   the files it includes; lift functions: integer.c, branch.c, memory.c, atomic.c, system.c, float.c, simd*.c. */
#ifndef GUEST_AARCH64_GUEST_H
#define GUEST_AARCH64_GUEST_H

#include "guest/guest.h"
#include "guest/aarch64/decode.h"

struct aarch64_state {
    struct ir_state ir;
    uint64_t x[32];  /* x[31] is SP; the zero register is not stored */
    uint32_t nzcv;   /* bits 31..28 */
    uint32_t fpcr;   /* as the guest wrote it; ir.fp.mode follows it */
    uint64_t tpidr_el0;
    uint64_t exclusive_address; /* of the last load-exclusive; ~0: none */
    uint64_t exclusive_value[2];
    uint64_t exclusive_size;    /* bytes */
    _Alignas(16) union ir_value v[32];
    union ir_value qc; /* FPSR.QC: set when any bit is */
};
#define AARCH64_OFFSET(member) ((unsigned)offsetof(struct aarch64_state, member))

/* Features of -cpu: bit numbers in lift.features and in the table aarch64_features. */
enum aarch64_feature {
#define FEATURE(name, text) AARCH64_##name,
#include "guest/aarch64/features.def"
#undef FEATURE
    AARCH64_FEATURES
};

/* ---- registers (registers.c). Register 31 is the zero register, in the _sp forms the stack pointer. ---- */
ir_ref aarch64_get_x(struct lift *l, int n);              /* i64 */
ir_ref aarch64_get_r(struct lift *l, int sf, int n);      /* i64 when sf, else the low i32 */
ir_ref aarch64_get_r_sp(struct lift *l, int sf, int n);
void aarch64_set_r(struct lift *l, int n, ir_ref v);      /* i32 is zero-extended */
void aarch64_set_r_sp(struct lift *l, int n, ir_ref v);
ir_ref aarch64_get_flags(struct lift *l);                 /* abstract */
void aarch64_set_flags(struct lift *l, ir_ref flags);

/* SIMD&FP registers: any type up to 128 bits is read from the low end; writing clears what is above. */
ir_ref aarch64_get_v(struct lift *l, ir_type t, int n);
void aarch64_set_v(struct lift *l, int n, ir_ref v);

/* The pseudocode's bit patterns: logical immediates (DecodeBitMasks; false: reserved), VFPExpandImm, AdvSIMDExpandImm. */
bool aarch64_bit_masks(unsigned n, unsigned imms, unsigned immr, unsigned size, uint64_t *wmask, uint64_t *tmask);

#endif
