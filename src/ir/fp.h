/* Floating point as guests define it, exactly: the meaning of the IR's FP ops for one scalar.

   Numbers are bits of IR_F16, IR_F32 or IR_F64 in the low end of a uint64_t. `aux` is the op's,
   made by IR_FP(nan rule, rounding, extra). The environment's mode is read and its sticky flags
   are ORed into; the host's own FP environment is not looked at (it must be the default one) and
   what happens to its flags does not matter.

   Arm (IR_NAN_ARM): NaNs propagate by the FPProcessNaNs rules, tininess is found before rounding,
   FZ, FZ16, DN and AHP are honoured. RISC-V: every NaN is canonical, tininess after rounding.

   Each operation has one definition in integer arithmetic (fp_soft.c and the files after it). In
   front of the frequent ones stands a test for when the host's own instruction must give the same:
   see fp_arith.c. */
#ifndef IR_FP_H
#define IR_FP_H

#include "ir/ir.h"

/* fp_arith.c */
uint64_t ir_fp_add(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_sub(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_mul(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_div(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_sqrt(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a);
/* a * b + c */
uint64_t ir_fp_fma(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b,
                   uint64_t c);
uint64_t ir_fp_mulx(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
/* 2 - a * b and (3 - a * b) / 2 */
uint64_t ir_fp_recps(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_rsqrts(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);

/* fp_compare.c */
uint64_t ir_fp_min(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_max(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_minnm(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint64_t ir_fp_maxnm(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
/* Bits 31..28: N less, Z and C equal, C greater, C and V unordered. */
uint32_t ir_fp_compare(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
/* The comparison that aux names (IR_FCMP_*). */
bool ir_fp_test(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, uint64_t b);
uint32_t ir_fp_class(ir_type t, uint64_t a); /* RISC-V's FCLASS mask */

/* fp_convert.c */
uint64_t ir_fp_convert(struct ir_fpenv *env, ir_type to, ir_type from, unsigned aux, uint64_t a);
uint64_t ir_fp_round(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a);
/* a * 2^fraction to an integer of `bits` bits (8..64), saturating; the bits above are zero. */
uint64_t ir_fp_to_int(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, bool is_signed,
                      unsigned bits, int fraction);
/* The low `bits` bits of a as an integer, divided by 2^fraction. */
uint64_t ir_fp_from_int(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a, bool is_signed,
                        unsigned bits, int fraction);

/* fp_estimate.c */
uint64_t ir_fp_recpe(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a);
uint64_t ir_fp_rsqrte(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a);
uint64_t ir_fp_recpx(struct ir_fpenv *env, ir_type t, unsigned aux, uint64_t a);
uint32_t ir_fp_recpe_u(uint32_t a);  /* Arm URECPE */
uint32_t ir_fp_rsqrte_u(uint32_t a); /* Arm URSQRTE */

/* eval_fp.c: ir_eval for the FP ops and the estimates, all lanes. False: op is none of these. */
bool ir_eval_fp(enum ir_op op, ir_type t, ir_type operand, unsigned aux, union ir_value *result,
                const union ir_value *a, const union ir_value *b, const union ir_value *c,
                struct ir_fpenv *env);

#endif
