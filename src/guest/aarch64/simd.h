/* Shared by the files that lift floating point (float*.c) and Advanced SIMD (simd*.c): operand
   shapes, access to registers by shape, saturation. The argument `form` of the decode tables says
   how many lanes, `size` how wide. */
#ifndef GUEST_AARCH64_SIMD_H
#define GUEST_AARCH64_SIMD_H

#include "guest/aarch64/guest.h"

enum simd_form {
    SIMD_HALF,   /* a vector of 64 bits */
    SIMD_FULL,   /* a vector of 128 bits */
    SIMD_SCALAR, /* one lane */
};

/* Sets of lane sizes, bit n for 1 << n bytes. */
enum { SIMD_B = 1, SIMD_H = 2, SIMD_S = 4, SIMD_D = 8 };

/* Whether `sizes` has the size and the arrangement is not 1D, which is reserved. */
bool simd_has(unsigned sizes, int form, int size);

/* The type of a vector of integer lanes. A scalar is the lowest lane of a v64 whose other lanes are
   zero, so that it can use the ops that exist for vectors alone. */
ir_type simd_ints(int form, int size);
/* The type of FP lanes; a scalar is a true scalar, since other lanes could raise exceptions. */
ir_type simd_floats(int form, int size);
/* The integer type that has as many lanes of the same size as simd_floats. */
ir_type simd_fixed(int form, int size);

/* Registers as simd_ints. */
ir_ref simd_get(struct lift *l, int form, int size, int n);
void simd_set(struct lift *l, int form, int size, int n, ir_ref v);

/* The narrow registers of widening and narrowing instructions, as v64: in the full form the high
   half of a register. A scalar is as in simd_get. Writing the high half keeps the low one. */
ir_ref simd_get_narrow(struct lift *l, int form, int size, int n);
void simd_set_narrow(struct lift *l, int form, int size, int n, ir_ref v);
/* The wide ones, as v128 of lanes of twice `size`. */
ir_type simd_wide(int size);
ir_ref simd_get_wide(struct lift *l, int form, int size, int n);
void simd_set_wide(struct lift *l, int form, int size, int n, ir_ref v);
/* A v64 of lanes of `size` as a v128 of twice the size. */
ir_ref simd_widen(struct lift *l, bool is_signed, int size, ir_ref v);

/* The sums of neighbours, as the lanes of t, which are twice as wide. */
ir_ref simd_add_pairs(struct lift *l, ir_type t, bool is_signed, ir_ref v);

/* `lane` in every lane of the integer vector type t. */
ir_ref simd_splat(struct lift *l, ir_type t, uint64_t lane);
ir_ref simd_zero(struct lift *l, ir_type t);
/* The smallest signed lane. */
uint64_t simd_min(ir_type t);

/* FPSR.QC becomes set when any bit of the vector is. */
void simd_set_qc(struct lift *l, ir_ref lost);
/* Returns `saturated`, having set QC when it differs from `exact` (of type t both). */
ir_ref simd_saturated(struct lift *l, ir_type t, ir_ref saturated, ir_ref exact);
/* Writes the lanes of `wide`, narrowed by IR_narrow or the saturating IR_narrow_*, which sets QC.
 */
void simd_narrow(struct lift *l, enum ir_op op, int form, int size, int n, ir_ref wide);

/* Lanes of the pair n (low), m (high): the even ones or the odd ones. */
ir_ref simd_unzip(struct lift *l, ir_type t, int size, bool odd, ir_ref n, ir_ref m);

/* By-element rows: number of the register and of its lane; and the lane in every lane of type t. */
int simd_element_register(const struct aarch64_vx *a);
unsigned simd_element_index(const struct aarch64_vx *a);
ir_ref simd_element(struct lift *l, ir_type t, const struct aarch64_vx *a);

/* Shift-by-immediate rows: the size of the lanes, 4 (which nobody has) when reserved; and the
   amounts. */
int simd_shift_size(const struct aarch64_vshift *a);
unsigned simd_shift_right(const struct aarch64_vshift *a);
unsigned simd_shift_left(const struct aarch64_vshift *a);

/* The manual's VFPExpandImm: an 8-bit immediate as a number of 1 << size bytes. */
uint64_t simd_expand_float(int size, unsigned imm8);

/* What the instructions do to lanes of type t. */
typedef ir_ref simd_unary(struct lift *l, ir_type t, ir_ref n);
typedef ir_ref simd_binary(struct lift *l, ir_type t, ir_ref n, ir_ref m);
typedef ir_ref simd_ternary(struct lift *l, ir_type t, ir_ref d, ir_ref n, ir_ref m);
bool simd_lift_unary(struct lift *l, const struct aarch64_v2 *a, unsigned sizes, simd_unary *op);
bool simd_lift_binary(struct lift *l, const struct aarch64_v3 *a, unsigned sizes, simd_binary *op);
bool simd_lift_ternary(struct lift *l, const struct aarch64_v3 *a, unsigned sizes,
                       simd_ternary *op);

#endif
