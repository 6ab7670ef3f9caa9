/* AArch64: the guest state, and what the lift functions of all chapters share. The instruction set
   is decode.tab and the files it includes; lift functions: integer.c, branch.c, memory*.c,
   atomic.c, system.c, float*.c, simd*.c, crypto.c. */
#ifndef GUEST_AARCH64_GUEST_H
#define GUEST_AARCH64_GUEST_H

#include "guest/guest.h"
#include "guest/aarch64/decode.h"

struct aarch64_state {
    struct ir_state ir; /* ir.flags: NZCV, bits 31..28 */
    uint64_t x[32];  /* x[31] is SP; the zero register is not stored */
    uint32_t fpcr;   /* as the guest wrote it; ir.fp.mode follows it */
    uint32_t fpsr;   /* its bits 31..28, which AArch32 uses; ir.fp.flags and qc have the others */
    uint64_t tpidr_el0;
    uint64_t exclusive_address; /* of the last load-exclusive; ~0: none */
    uint64_t exclusive_size;    /* bytes */
    _Alignas(16) uint64_t exclusive_value[2];
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

/* Number of the CPU's row in aarch64_cpus: the features' bits from here up. */
enum { AARCH64_CPU_SHIFT = 56 };

/* The feature bit of a translation mode: addresses have tags in their top bytes. */
#define AARCH64_TAGGED (1ull << 55)
/* Another: flags are looked at behind calls or returns. */
#define AARCH64_FLAGS_OBSERVED (1ull << 54)

/* Helpers of `call`: AARCH64_HELPER_name is the number of aarch64_helper_name. */
enum aarch64_helper {
#define HELPER(name) AARCH64_HELPER_##name,
#include "guest/aarch64/helpers.def"
#undef HELPER
    AARCH64_HELPERS
};
#define HELPER(name)                                                                         \
    void aarch64_helper_##name(struct ir_state *state, union ir_value *result,               \
                               const union ir_value *a, const union ir_value *b,             \
                               const union ir_value *c);
#include "guest/aarch64/helpers.def"
#undef HELPER

enum { AARCH64_COUNTER_HZ = 1000000000 }; /* CNTFRQ_EL0 */
#define AARCH64_NOT_EXCLUSIVE (~0ull)     /* exclusive_address */

#define AARCH64_FPCR_AHP   (1u << 26)
#define AARCH64_FPCR_DN    (1u << 25)
#define AARCH64_FPCR_FZ    (1u << 24)
#define AARCH64_FPCR_MASK  0x07c00000u /* what can be set: these and the rounding mode */
#define AARCH64_FPSR_QC    (1u << 27)
#define AARCH64_FPSR_FLAGS 0x9fu       /* the sticky flags, as IR_FPX_* */
#define AARCH64_FPSR_NZCV  0xf0000000u /* without meaning, but kept */

/* ---- registers (registers.c) ----
   Register 31 is the zero register, in the _sp forms the stack pointer. */
ir_ref aarch64_get_x(struct lift *l, int n);         /* i64 */
ir_ref aarch64_get_r(struct lift *l, int sf, int n); /* i64 when sf, else the low i32 */
ir_ref aarch64_get_r_sp(struct lift *l, int sf, int n);
void aarch64_set_r(struct lift *l, int n, ir_ref v); /* narrower values are zero-extended */
void aarch64_set_r_sp(struct lift *l, int n, ir_ref v);
ir_ref aarch64_get_base(struct lift *l, int rn);           /* x or SP, as the address of an access */
ir_ref aarch64_untag(struct lift *l, ir_ref address);
ir_ref aarch64_get_flags(struct lift *l); /* abstract */
void aarch64_set_flags(struct lift *l, ir_ref flags);
ir_ref aarch64_condition(struct lift *l, int cond); /* i1: the condition of this encoding holds */
/* The low bits of rm that option (uxtb .. sxtx) says, extended to i64 when sf, else i32, and
   shifted left by amount. */
ir_ref aarch64_extend(struct lift *l, int sf, int rm, int option, unsigned amount);

/* SIMD&FP registers: any type up to 128 bits is read from the low end; writing clears the rest. */
ir_ref aarch64_get_v(struct lift *l, ir_type t, int n);
void aarch64_set_v(struct lift *l, int n, ir_ref v);

/* The pseudocode's DecodeBitMasks; false: reserved. Either result may be NULL. */
bool aarch64_bit_masks(unsigned n, unsigned imms, unsigned immr, unsigned size, uint64_t *wmask,
                       uint64_t *tmask);

/* ---- the processor's description (cpu.c) ---- */
extern const struct guest_cpu aarch64_cpus[];
extern const struct guest_feature aarch64_features[];

/* What MRS gives for the identification register s3_0_c0_c<crm>_<op2>; false: undefined. */
bool aarch64_id_register(uint64_t features, int crm, int op2, uint64_t *value);

/* ---- for the operating system's side ---- */
uint64_t aarch64_hwcap(uint64_t features); /* AT_HWCAP, AT_HWCAP2 */
uint64_t aarch64_hwcap2(uint64_t features);

/* FPCR and FPSR as the guest sees them; setting FPCR sets the FP mode as well. */
void aarch64_set_fpcr(struct aarch64_state *s, uint32_t value);
uint32_t aarch64_get_fpsr(const struct aarch64_state *s);
void aarch64_set_fpsr(struct aarch64_state *s, uint32_t value);

#endif
