/* mach as what ops.c tests. */
#include "mach/x86_64/t/ops.h"

#include "mach/x86_64/x86_64.h"

static const struct mach_func *last;

static bool compile(const struct mach_convention *c, bool random_registers, uint32_t seed,
                    const struct ir_func *f, struct mach_code *code, unsigned *calls)
{
    const struct mach_options options = { random_registers, seed, true };
    struct mach_func *mf = mach_func_new(f->arena, &mach_x86_64, c);
    last = mf;
    if (!mach_select(mf, f))
        return false;
    for (uint32_t i = 0; i < mf->insn_count; i++)
        *calls += mf->insns[i].op == X86_CALL_STUB;
    return mach_allocate(mf, &options) && mach_emit(mf, code);
}

static void print(FILE *out)
{
    mach_print(last, out);
}

const struct ops_generator ops_generator = { 6000, 3, 1, compile, print };
