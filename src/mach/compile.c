/* The whole way from an IR function to bytes, for the engine and for the optimiser service: promotion when there is more than one
   path, then selection, allocation, emission. */
#include "mach/mach.h"

#include "ir/cfg.h"
#include "opt/opt.h"

/* Selection follows pins from block to block as long as each has one predecessor, in front of it. */
static bool needs_promotion(const struct ir_func *f)
{
    ir_label to[2];
    bool *seen = arena_alloc(f->arena, f->block_count);
    for (ir_label b = 0; b < f->block_count; b++)
        for (unsigned n = ir_successors(f, b, to); n-- > 0;) {
            if (to[n] <= b || seen[to[n]])
                return true;
            seen[to[n]] = true;
        }
    return f->entry_count > 0;
}

static const struct ir_func *promote(const struct mach_job *job, const struct ir_func *f)
{
    char error[512];
    const struct ir_func *g = opt_promote(f->arena, f, job->pins);
    bug_on(g && job->mode & MACH_CHECK && !ir_verify(g, error, sizeof error), "promoted: %s", error);
    return g;
}

/* Tells that a stage has ended, well or not. */
static bool done(const struct mach_job *job, enum mach_stage stage, bool good, const struct mach_func *f)
{
    if (job->stage)
        job->stage(job->context, stage, good ? f : NULL);
    return good;
}

/* A machine function with its registers allocated; NULL: it is too large. */
static struct mach_func *allocate(const struct mach_job *job, const struct ir_func *f, bool may_rest)
{
    const struct mach_options options = { job->mode & MACH_RANDOM, (uint32_t)f->pc, job->mode & MACH_CHECK };
    struct mach_func *mf = mach_func_new(f->arena, &mach_x86_64, job->convention);
    mf->pc = f->pc;
    mf->memo = job->memo;
    mf->polls = job->polls;
    mf->soft_fp = job->mode & MACH_SOFT_FP;
    mf->exact_underflow = job->mode & MACH_EXACT_UNDERFLOW;
    mf->may_rest = may_rest;
    if (!done(job, MACH_SELECTED, mach_select(mf, f), mf))
        return NULL;
    if (!done(job, MACH_ALLOCATED, mach_allocate(mf, &options), mf))
        return mach_pins_rest(mf) ? allocate(job, f, false) : NULL;
    return mf;
}

bool mach_compile(const struct mach_job *job, const struct ir_func *f, struct mach_code *out)
{
    /* random allocation is to meet both kinds of functions */
    bool may_rest = !(job->mode & MACH_RANDOM) || f->pc & 4;
    if (needs_promotion(f))
        f = promote(job, f);
    if (!done(job, MACH_PASSED, f, NULL))
        return false;
    struct mach_func *mf = allocate(job, f, may_rest);
    if (!mf || !done(job, MACH_EMITTED, mach_emit(mf, out), mf))
        return false;
    out->inexact_underflow = mf->inexact_underflow;
    out->uses_fp_flags = mf->uses_fp_flags;
    return true;
}
