/* Shared by the files that lift floating point: the FP environment of Arm's instructions, and
   lifting by shape. */
#ifndef GUEST_AARCH64_FLOAT_H
#define GUEST_AARCH64_FLOAT_H

#include "guest/aarch64/simd.h"

/* aux of FP ops: Arm's NaN rule; rounding by FPCR or as given. */
enum { FLOAT_ARM = IR_FP(IR_NAN_ARM, IR_ROUND_DYNAMIC, 0) };
#define FLOAT_ROUND(round) IR_FP(IR_NAN_ARM, round, 0)

/* Two-operand ops of scalar or vector type t. */
ir_ref float_op(struct lift *l, enum ir_op op, ir_type t, ir_ref n, ir_ref m);
/* d + n * m. */
ir_ref float_fma(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m);

#endif
