/* What the oracle needs to know of the processor that it runs on: aarch64.c, riscv64.c. */
#ifndef ARCH_H
#define ARCH_H

#include <ucontext.h>

#include "oracle.h"

void arch_start(void);         /* notes what arch_enter_handler restores */
void arch_enter_handler(void); /* first thing in the handler; drops exclusive access, too */
void arch_put(ucontext_t *context, const struct image *i);
void arch_get(const ucontext_t *context, struct image *i);

#endif
