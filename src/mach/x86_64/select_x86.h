/* Shared by the files of x86-64's selection actions: short ways to append rows. */
#ifndef MACH_X86_64_SELECT_X86_H
#define MACH_X86_64_SELECT_X86_H

#include "mach/select.h"
#include "mach/x86_64/target.h"

#define NONE ((struct mach_operand){ 0 })

/* A new register from a row with up to three operands (NONE: no more). */
struct mach_operand x86_gpr(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b);
struct mach_operand x86_vec(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b);
struct mach_operand x86_vec3(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b,
                             struct mach_operand c);
void x86_effect(struct select *s, unsigned row, struct mach_operand a, struct mach_operand b);
struct mach_operand x86_number(struct select *s, int64_t n); /* a constant in a general-purpose register */

/* An address moved by a memory operation's displacement. */
struct mach_operand x86_displaced(struct select *s, struct mach_operand a, ir_ref disp);
bool x86_plain_store(const struct select *s, ir_ref i);

#endif
