/* The harness on AArch64. */
#include "harness.h"

#include <string.h>

enum {
    FPCR_FZ = 1 << 24,
    FPCR_DN = 1 << 25,
    FPCR_AHP = 1 << 26,
    FPCR_RMODE = 22,
    FPSR_FLAGS = 0x9f,
    FPSR_QC = 1 << 27,
};

/* Half of the states have the modes that programs use. */
static uint64_t random_fpcr(uint64_t r, bool rare)
{
    if (r & 1)
        return 0;
    uint64_t modes = (r >> 1 & 3) << FPCR_RMODE;
    if (!rare)
        return modes;
    modes |= r >> 3 & 1 ? FPCR_FZ : 0;
    modes |= r >> 4 & 1 ? FPCR_DN : 0;
    return modes | ((r >> 5 & 7) ? 0 : FPCR_AHP);
}

/* Reads FPSR, because Dragoman is exact about it for programs that do. */
void arch_random(struct image *i, uint64_t v[32][2], bool rare, uint64_t *seed)
{
    uint64_t r = state_next(seed), fpsr;
    __asm__ volatile("mrs %0, fpsr" : "=r"(fpsr));
    i->reg[AARCH64_SP][0] = SCRATCH + PAGE / 2;
    i->reg[AARCH64_NZCV][0] = r & 0xf0000000;
    i->reg[AARCH64_FPSR][0] = r >> 32 & 1 ? r >> 33 & (FPSR_FLAGS | FPSR_QC) : 0;
    i->reg[AARCH64_FPCR][0] = random_fpcr(state_next(seed), rare);
    memcpy(i->reg[AARCH64_V0], v, 32 * sizeof *v);
}

unsigned arch_length(const void *insn)
{
    (void)insn;
    return 4;
}
