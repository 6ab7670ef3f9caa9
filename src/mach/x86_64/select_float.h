/* Shared by the selection actions for floating point: rows by type, and operations that the
   conversions need as well. What is exact about it all: fpu.c. */
#ifndef MACH_X86_64_SELECT_FLOAT_H
#define MACH_X86_64_SELECT_FLOAT_H

#include "mach/x86_64/select_vector.h"

/* Rows come in fours, for scalar and packed f32 and f64. */
enum x86_shape { X86_SS, X86_SD, X86_PS, X86_PD, X86_SHAPES };
enum x86_shape x86_shape(ir_type t);

enum ir_round x86_rounding(const struct select *s, ir_ref i);
TEST(float_wide);    /* f32 or f64 lanes */
TEST(float_dynamic); /* and rounds as the mode says */

/* v with other lanes than those of t such that they do nothing: copies of the low half. */
vec x86_clean(struct select *s, ir_type t, vec v);
/* The op of i, as its code (mach_eval_code). */
uint64_t x86_code(const struct select *s, ir_ref i);
/* A row with a new vector register as its result and up to three operands. When it traps, the instruction
   tells what it comes to. */
vec x86_float(struct select *s, unsigned row, vec a, vec b, vec c);
/* The same; when it traps, it comes to an op of args. */
vec x86_trap(struct select *s, ir_ref i, unsigned row, vec a, vec b, vec c, uint64_t code,
             const vec args[3]);
/* x, of type t, made integral; inexact results stay quiet. */
vec x86_round(struct select *s, ir_type t, enum ir_round round, vec x);

#endif
