/* The guest's half of risu. Reading order: harness.c, state.c; what is peculiar to a guest is in
   aarch64.c, riscv64.c and in insntest/oracle/<isa>.c, which gets and puts the registers of a
   signal frame. */
#ifndef RISU_HARNESS_H
#define RISU_HARNESS_H

#include <stdbool.h>

#include "../../insntest/oracle/arch.h"
#include "../stream.h"

/* state.c */
uint64_t state_next(uint64_t *seed);                /* 64 random bits */
void state_random(struct image *i, uint64_t *seed); /* all registers but the pc */
void state_random_memory(uint8_t *memory, uint64_t *seed);

/* aarch64.c, riscv64.c */
/* The rest of an image whose reg[0..31] are random: vector or FP registers, made of v, flags and
   modes. FP modes that a host may not have are only among them if `rare`: Dragoman's code generator
   computes differently from the first one of those on. */
void arch_random(struct image *i, uint64_t v[32][2], bool rare, uint64_t *seed);
unsigned arch_length(const void *insn);

#endif
