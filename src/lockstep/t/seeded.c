/* Lockstep with a code generator that makes a mistake: seeded MISTAKE PROGRAM [ARGUMENTS]. The report must come, and the process end
   with LOCKSTEP_DIFFERS; without the mistake ("none") the program must run. */
#include <stdio.h>
#include <string.h>

#include "interp/interp.h"
#include "linux/linux.h"
#include "lockstep/lockstep.h"
#include "mach/engine.h"

extern char **environ;

struct mistake {
    const char *name;
    enum ir_op op, instead;
};

static const struct mistake mistakes[] = {
    { "none", IR_nop, IR_nop },
    { "sum", IR_add, IR_sub },      /* a wrong register */
    { "store", IR_store, IR_nop },  /* wrong memory */
    { "shift", IR_shl, IR_shr },
    { "carry", IR_flags_add, IR_flags_sub }, /* wrong flags, or a wrong turn */
};

struct broken { /* an engine */
    struct run_engine engine;
    const struct mistake *mistake;
    unsigned functions; /* compiled so far */
};

static struct broken broken;

/* Everywhere but in the first hundred functions, so that it has to be found. */
static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *count)
{
    const struct mistake *m = broken.mistake;
    bool late = ++broken.functions > 100;
    for (ir_ref i = 1; i < f->count && late; i++)
        if (f->ins[i].op == m->op)
            f->ins[i].op = m->instead;
    return mach_engine.compile(r, f, entries, count);
}

int main(int argc, char **argv)
{
    struct lockstep_engine e;
    struct log log = { .fd = 2 };
    broken = (struct broken){ .engine = mach_engine };
    broken.engine.compile = compile;
    for (size_t i = 0; argc > 2 && i < sizeof mistakes / sizeof *mistakes; i++)
        if (!strcmp(argv[1], mistakes[i].name))
            broken.mistake = &mistakes[i];
    if (!broken.mistake) {
        fprintf(stderr, "usage: seeded MISTAKE PROGRAM [ARGUMENTS]\n");
        return 2;
    }
    lockstep_make(&e, &interp_engine, &broken.engine, argv);
    struct linux_options o = { .engine = &e.engine, .exec_fd = -1, .again = (char *const[]){ argv[0], NULL }, .run = { .hot = 3, .stats = true } }; /* which counts */
    return linux_run(&o, &log, argv + 2, environ);
}
