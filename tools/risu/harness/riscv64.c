/* The harness on RISC-V. */
#include "harness.h"

/* frm: mostly a mode that exists; RMM, the last of those, is rare. */
static uint64_t random_fcsr(uint64_t r, bool rare)
{
    uint64_t frm = r & 15 ? (r >> 4) % (rare ? 5 : 4) : r >> 4 & (rare ? 7 : 3);
    return (r >> 8 & 1 ? frm : 0) << 5 | (r >> 16 & 1 ? r >> 17 & 31 : 0);
}

/* Singles are boxed in half of the registers that do not hold one already. */
void arch_random(struct image *i, uint64_t v[32][2], bool rare, uint64_t *seed)
{
    uint64_t r = state_next(seed);
    for (int n = 0; n < 32; n++)
        i->reg[RISCV64_F0 + n][0] = v[n][0] | (r >> n & 1 ? UINT64_C(0xffffffff00000000) : 0);
    i->reg[0][0] = 0;
    i->reg[RISCV64_FCSR][0] = random_fcsr(state_next(seed), rare);
}

unsigned arch_length(const void *insn)
{
    return (*(const uint8_t *)insn & 3) == 3 ? 4 : 2;
}
