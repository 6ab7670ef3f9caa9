/* Shared by the selection actions for vectors: short ways to append rows, and operations on
   lanes that are one instruction on some hosts and a sequence on others. `lane` is log2 of a
   lane's bytes: 0 (i8) to 3 (i64). Constants come as operands in the pool (x86_pool, x86_lanes):
   a row's last operand may be one, others need x86_vector_load. */
#ifndef MACH_X86_64_SELECT_VECTOR_H
#define MACH_X86_64_SELECT_VECTOR_H

#include "mach/x86_64/select_x86.h"

#define ACTION(name) \
    struct mach_operand x86_##name(struct select *s, ir_ref i, const struct mach_operand *leaf)
#define TEST(name) bool x86_##name(const struct select *s, ir_ref i)
#define UNUSED(x)  (void)(x)

typedef struct mach_operand vec; /* a vector register, or memory where a row allows it */

enum x86_shift { X86_SHL, X86_SHR, X86_SAR };

/* ---- select_lanes.c ---- */
TEST(zero_constant); /* v is 0 */
bool x86_wide_constant(const struct select *s, ir_ref v,
                       union ir_value *value); /* whether v is one */
vec x86_pool(struct select *s, uint64_t low, uint64_t high);
vec x86_lanes(struct select *s, unsigned lane, uint64_t value); /* the same in all lanes */
vec x86_vector_load(struct select *s, vec memory);
vec x86_vector_zero(struct select *s);
vec x86_vector_ones(struct select *s);
vec x86_1(struct select *s, unsigned row, vec a);
vec x86_imm(struct select *s, unsigned row, vec a, unsigned imm);
vec x86_2_imm(struct select *s, unsigned row, vec a, vec b, unsigned imm);
vec x86_splat(struct select *s, unsigned lane, vec a); /* of lane 0 */
unsigned x86_lane(const struct select *s, ir_ref i);   /* of the instruction's type */
uint64_t x86_lane_mask(unsigned lane);                 /* ones in a whole lane */
bool x86_is_wide(const struct select *s, ir_ref i);    /* its type is v128 */

/* ---- select_vector.c ---- */
vec x86_add(struct select *s, unsigned lane, vec a, vec b);
vec x86_sub(struct select *s, unsigned lane, vec a, vec b);
vec x86_not(struct select *s, vec a);
vec x86_blend(struct select *s, vec mask, vec a,
              vec b); /* a where the mask's lanes are ones, b where they are zero */
vec x86_equal(struct select *s, unsigned lane, vec a, vec b);
vec x86_greater(struct select *s, unsigned lane, vec a, vec b); /* signed */
vec x86_extreme_of(struct select *s, unsigned lane, bool is_signed, bool max, vec a, vec b);
vec x86_signs(struct select *s, unsigned lane, vec a); /* ones where a is negative */

/* ---- select_shift.c ---- */
vec x86_shift_by(struct select *s, enum x86_shift op, unsigned lane, vec a, unsigned count);

/* ---- select_bits.c ---- */
vec x86_affine(struct select *s, vec a, uint64_t matrix); /* needs GFNI */

#endif
