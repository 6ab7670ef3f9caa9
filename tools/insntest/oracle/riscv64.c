/* The oracle on RISC-V. */
#include "arch.h"

static uint64_t thread_pointer;

void arch_start(void)
{
    __asm__("mv %0, tp" : "=r"(thread_pointer));
}

void arch_enter_handler(void)
{
    __asm__ volatile(".option push\n.option norelax\nla gp, __global_pointer$\n.option pop"
                     :
                     :
                     : "memory");
    __asm__ volatile("mv tp, %0" : : "r"(thread_pointer) : "memory");
    uint64_t dummy = 0, failed;
    __asm__ volatile("sc.d %0, zero, %1" : "=r"(failed), "+A"(dummy)); /* drops a reservation */
}

/* __gregs[0] is the pc. */
void arch_put(ucontext_t *context, const struct image *i)
{
    mcontext_t *m = &context->uc_mcontext;
    m->__gregs[0] = i->reg[IMAGE_PC][0];
    for (int n = 1; n < 32; n++)
        m->__gregs[n] = i->reg[n][0];
    for (int n = 0; n < 32; n++)
        m->__fpregs.__d.__f[n] = i->reg[RISCV64_F0 + n][0];
    m->__fpregs.__d.__fcsr = (unsigned)i->reg[RISCV64_FCSR][0];
}

void arch_get(const ucontext_t *context, struct image *i)
{
    const mcontext_t *m = &context->uc_mcontext;
    i->reg[IMAGE_PC][0] = m->__gregs[0];
    for (int n = 1; n < 32; n++)
        i->reg[n][0] = m->__gregs[n];
    for (int n = 0; n < 32; n++)
        i->reg[RISCV64_F0 + n][0] = m->__fpregs.__d.__f[n];
    i->reg[RISCV64_FCSR][0] = m->__fpregs.__d.__fcsr;
}
