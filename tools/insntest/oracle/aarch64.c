/* The oracle on AArch64: SIMD&FP registers are the first record in the frame's reserved space.
   Where there is SVE, a record of its registers follows, which are the same ones and would win: it
   is cut off. */
#include "arch.h"

#include <asm/sigcontext.h>
#include <string.h>

static uint64_t thread_pointer;

void arch_start(void)
{
    __asm__("mrs %0, tpidr_el0" : "=r"(thread_pointer));
}

void arch_enter_handler(void)
{
    __asm__ volatile("msr tpidr_el0, %0\nclrex" : : "r"(thread_pointer));
}

static struct fpsimd_context *fpsimd(const ucontext_t *context)
{
    struct _aarch64_ctx *record = (struct _aarch64_ctx *)context->uc_mcontext.__reserved;
    while (record->magic != FPSIMD_MAGIC && record->magic)
        record = (struct _aarch64_ctx *)((char *)record + record->size);
    return (struct fpsimd_context *)record;
}

void arch_put(ucontext_t *context, const struct image *i)
{
    struct fpsimd_context *v = fpsimd(context);
    for (int n = 0; n < 31; n++)
        context->uc_mcontext.regs[n] = i->reg[n][0];
    context->uc_mcontext.sp = i->reg[AARCH64_SP][0];
    context->uc_mcontext.pc = i->reg[IMAGE_PC][0];
    context->uc_mcontext.pstate = i->reg[AARCH64_NZCV][0];
    v->fpcr = (uint32_t)i->reg[AARCH64_FPCR][0];
    v->fpsr = (uint32_t)i->reg[AARCH64_FPSR][0];
    memcpy(v->vregs, i->reg[AARCH64_V0], sizeof v->vregs);
    *(struct _aarch64_ctx *)((char *)v + v->head.size) = (struct _aarch64_ctx){ 0 };
}

void arch_get(const ucontext_t *context, struct image *i)
{
    const struct fpsimd_context *v = fpsimd(context);
    for (int n = 0; n < 31; n++)
        i->reg[n][0] = context->uc_mcontext.regs[n];
    i->reg[AARCH64_SP][0] = context->uc_mcontext.sp;
    i->reg[IMAGE_PC][0] = context->uc_mcontext.pc;
    i->reg[AARCH64_NZCV][0] = context->uc_mcontext.pstate & 0xf0000000;
    i->reg[AARCH64_FPCR][0] = v->fpcr;
    i->reg[AARCH64_FPSR][0] = v->fpsr;
    memcpy(i->reg[AARCH64_V0], v->vregs, sizeof v->vregs);
}
