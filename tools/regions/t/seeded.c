/* LLVM's code with a mistake, for a test of the reducer: what adds 3 adds 4, where there are a comparison and a load in the region, too. */
#include "regions.h"

#include <string.h>

#include "cli/cli.h"

static struct run_engine engine;
static const struct run_engine *llvm;

static bool has(const struct ir_func *f, enum ir_op op)
{
    for (ir_ref i = 1; i < f->count; i++)
        if (f->ins[i].op == op)
            return true;
    return false;
}

static bool is_three(const struct ir_func *f, ir_ref i)
{
    return f->ins[i].op == IR_const && f->ins[i].b == 3 && !f->ins[i].c;
}

static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *count)
{
    for (ir_ref i = 1; i < f->count && has(f, IR_load) && has(f, IR_br); i++)
        if (is_three(f, i))
            f->ins[i].b = 4;
    return llvm->compile(r, f, entries, count);
}

const struct run_engine *regions_engine(void)
{
    for (unsigned i = 0; cli_engines[i]; i++)
        if (!strcmp(cli_engines[i]->name, "llvm-exact"))
            llvm = cli_engines[i];
    engine = *llvm;
    engine.compile = compile;
    return &engine;
}
