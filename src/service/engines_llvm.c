/* The code generators of dragoman-opt; LLVM's is src/llvm/, and here is what it is told and asked for. A worker keeps a compiler for each
   guest and mode that it has met. */
#include "service/service.h"

#include <stdlib.h>

#include "llvm/llvm.h"

enum { KEPT = 8, ERROR = 256 };

struct kept { /* a compiler, and what it is for */
    struct llvm_tier *tier;
    struct mach_convention convention; /* the tier points to it */
    const struct guest *guest;
    uint32_t mode;
};
struct state { /* a worker's */
    struct kept *kept[KEPT];
    unsigned next; /* to give way */
};
enum { MODE = MACH_EXACT_FAULTS | MACH_CHECK }; /* what a compiler is made for */

static void kept_free(struct kept *k)
{
    if (k && k->tier)
        llvm_tier_free(k->tier);
    free(k);
}

static struct kept *kept_new(const struct service_work *w)
{
    char error[ERROR];
    struct kept *k = calloc(1, sizeof *k);
    if (!k)
        return NULL;
    *k = (struct kept){ .convention = *w->convention, .guest = w->guest, .mode = w->request->mode & MODE };
    const struct llvm_options o = { .convention = &k->convention,
                                    .exact_faults = k->mode & MACH_EXACT_FAULTS,
                                    .verify = k->mode & MACH_CHECK };
    k->tier = llvm_tier_new(&o, error, sizeof error);
    if (k->tier)
        return k;
    kept_free(k);
    return NULL;
}

static bool suits(const struct kept *k, const struct service_work *w)
{
    return k && k->guest == w->guest && k->mode == (w->request->mode & MODE) && k->convention.features == w->convention->features;
}

/* The worker's compiler for this work; NULL: there is none. */
static struct llvm_tier *tier_for(const struct service_work *w)
{
    struct state *s = *w->state ? *w->state : (*w->state = calloc(1, sizeof *s));
    for (unsigned i = 0; s && i < KEPT; i++)
        if (suits(s->kept[i], w))
            return s->kept[i]->tier;
    struct kept *k = s ? kept_new(w) : NULL;
    if (!k)
        return NULL;
    kept_free(s->kept[s->next]);
    s->kept[s->next] = k;
    s->next = (s->next + 1) % KEPT;
    return k->tier;
}

/* What the runtime must know of the code's FP: see struct mach_func. LLVM's has the host's underflow. */
static void note_fp(const struct service_work *w, const struct ir_func *f, struct mach_code *out)
{
    bool arithmetic = false, flags = false;
    for (ir_ref i = 1; i < f->count; i++) {
        arithmetic |= ir_ops[f->ins[i].op].flags & IR_FP_ENV;
        flags |= f->ins[i].op == IR_fp_get_flags || f->ins[i].op == IR_fp_set_flags;
    }
    out->inexact_underflow = arithmetic && w->guest == &guest_aarch64;
    out->uses_fp_flags = flags;
}

static void show(const struct service_work *w, const char *title, char *text)
{
    if (text && w->text)
        fprintf(w->text, "%s:\n%s\n", title, text);
    free(text);
}

static bool compile_llvm(const struct service_work *w, const struct ir_func *f, struct mach_code *out)
{
    const struct service_request *q = w->request;
    char error[ERROR];
    struct llvm_dump dump = { .ir = q->dumps & SERVICE_DUMP_LLVM_IR,
                              .optimised = q->dumps & SERVICE_DUMP_LLVM_OPT,
                              .assembly = q->dumps & SERVICE_DUMP_ASM };
    const uint16_t *dead = q->features & w->guest->handed_over ? NULL : w->guest->not_handed_over;
    struct mach_code fp = { 0 };
    note_fp(w, f, &fp);
    bool serves = !(q->mode & MACH_SOFT_FP) && !(q->mode & MACH_EXACT_UNDERFLOW && fp.inexact_underflow);
    struct llvm_tier *tier = serves ? tier_for(w) : NULL;
    *out = (struct mach_code){ 0 };
    if (!tier || !llvm_compile(tier, &f, 1, dead, f->arena, out, &dump, error, sizeof error))
        return false;
    show(w, "LLVM IR", dump.ir_text);
    show(w, "LLVM IR, optimised", dump.optimised_text);
    show(w, "LLVM", dump.assembly_text);
    out->inexact_underflow = fp.inexact_underflow;
    out->uses_fp_flags = fp.uses_fp_flags;
    return true;
}

const struct service_engine service_llvm = { "llvm", "LLVM", compile_llvm };
const struct service_engine *const service_engines[] = { &service_llvm, &service_mach, NULL };
