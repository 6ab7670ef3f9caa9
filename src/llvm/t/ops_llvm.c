/* LLVM as what mach/x86_64/t/ops.c tests: every pure op, on every type and with every aux, and random trees of ops. */
#include "llvm/llvm.h"

#include <stdlib.h>

#include "mach/x86_64/t/ops.h"

static struct llvm_tier *tier;
static uint64_t features; /* that the tier is for */
static char *text;        /* of what was compiled last */

static void prepare(const struct mach_convention *c)
{
    char error[256];
    const struct llvm_options options = { .convention = c, .verify = true };
    if (tier && features == c->features)
        return;
    if (tier)
        llvm_tier_free(tier);
    tier = llvm_tier_new(&options, error, sizeof error);
    bug_on(!tier, "%s", error);
    features = c->features;
}

static bool compile(const struct mach_convention *c, bool random_registers, uint32_t seed,
                    const struct ir_func *f, struct mach_code *code, unsigned *calls)
{
    struct llvm_dump dump = { .ir = true, .assembly = true };
    char error[256];
    (void)random_registers, (void)seed, (void)calls;
    prepare(c);
    bool done = llvm_compile(tier, &f, 1, NULL, f->arena, code, &dump, error, sizeof error);
    if (!done)
        printf("%s\n", error);
    free(text);
    free(dump.ir_text);
    text = dump.assembly_text;
    return done;
}

static void print(FILE *out)
{
    fputs(text, out);
}

const struct ops_generator ops_generator = { 150, 1, 6, compile, print };
