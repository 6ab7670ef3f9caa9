/* Shared by the files of linux/riscv64/. */
#ifndef LINUX_RISCV64_H
#define LINUX_RISCV64_H

#include "linux/internal.h"

bool linux_riscv64_frame_push(struct linux_thread *t, const struct linux_frame *f);
bool linux_riscv64_frame_pop(struct linux_thread *t, uint64_t *mask, stack_t *altstack);

#endif
