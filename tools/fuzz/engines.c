/* Code from IR functions by all engines, as run/loop.c asks for it, without running any. The code
   generator verifies what it makes before and after register allocation. */
#include "fuzz.h"

#include <stdlib.h>

#include "interp/interp.h"
#include "mach/engine.h"

struct fuzz_engines {
    struct log log;
    struct run run[FUZZ_ENGINES];
};

static const struct run_engine *const engines[FUZZ_ENGINES] = { &interp_engine, &mach_engine };

struct fuzz_engines *fuzz_engines_new(const struct guest *guest, unsigned choices)
{
    struct fuzz_engines *e = calloc(1, sizeof *e);
    bug_on(!e, "no memory");
    for (unsigned i = 0; i < FUZZ_ENGINES; i++) {
        struct run *r = &e->run[i];
        r->guest = guest;
        r->engine = engines[i];
        r->log = &e->log;
        r->options.code_size = 4 << 20;
        r->options.check = true;
        r->options.random_registers = choices & FUZZ_RANDOM;
        bug_on(!run_init(r), "no memory for engine %s", engines[i]->name);
        r->poll_entries = choices & FUZZ_POLLS;
    }
    return e;
}

void fuzz_engines_free(struct fuzz_engines *e)
{
    for (unsigned i = 0; i < FUZZ_ENGINES; i++)
        run_free(&e->run[i]);
    free(e);
}

static bool compile(struct run *r, const struct ir_func *f)
{
    struct run_unit_entry entries[RUN_ENTRIES];
    unsigned count = f->entry_count + 1 < RUN_ENTRIES ? f->entry_count + 1 : RUN_ENTRIES;
    void *code = r->engine->compile(r, f, entries, &count);
    if (code) {
        bug_on(!count || entries[0].pc != f->pc, "%s: the first entry is another one", r->engine->name);
        r->engine->release(r, code);
    }
    if (r->full && r->engine->reset)
        r->engine->reset(r);
    r->full = false;
    return code;
}

unsigned fuzz_engines_compile(struct fuzz_engines *e, const struct ir_func *f)
{
    unsigned made = 0;
    for (unsigned i = 0; i < FUZZ_ENGINES; i++)
        made += compile(&e->run[i], f);
    return made;
}
