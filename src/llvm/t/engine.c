/* An engine for tests: mach's, but what it compiles is compiled by LLVM, at once and in this process. Where regions are grown (-hot)
   single blocks are left to mach, so that the two kinds of code meet.
       llvm         a fault tells its pc only, until the guest has a handler for one
       llvm-exact   faults are exact from the start */
#include <pthread.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "interp/interp.h"
#include "llvm/llvm.h"
#include "mach/engine.h"

/* One of each a process is enough: translation is under a lock. */
static struct llvm_tier *tiers[2];
static struct mach_convention convention;

static struct llvm_tier *tier_of(const struct run *r)
{
    char error[256];
    const struct llvm_options options = { .convention = &convention,
                                          .exact_faults = r->exact_faults,
                                          .verify = r->options.check };
    struct llvm_tier **tier = &tiers[r->exact_faults];
    if (!*tier)
        *tier = llvm_tier_new(&options, error, sizeof error);
    bug_on(!*tier, "%s", error);
    return *tier;
}

static bool init(struct run *r)
{
    mach_convention_make(&convention, &mach_x86_64, r->guest->pins);
    return mach_engine.init(r);
}

static bool init_exact(struct run *r)
{
    r->exact_faults = true;
    return init(r);
}

static void show(const struct run *r, const char *title, char *text)
{
    if (text)
        log_write(r->log, "%s:\n%s\n", title, text);
    free(text);
}

static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries,
                     unsigned *count)
{
    struct mach_code code;
    char error[512];
    bool wanted = log_in_range(r->log, f->pc);
    struct llvm_dump dump = { wanted && log_on(r->log, LOG_llvm_ir),
                              wanted && log_on(r->log, LOG_llvm_opt),
                              wanted && log_on(r->log, LOG_out_asm),
                              NULL,
                              NULL,
                              NULL };
    bool regions = r->options.hot != RUN_NEVER, hands_over = r->features & r->guest->handed_over;
    const uint16_t *dead = regions && !hands_over ? r->guest->not_handed_over : NULL;
    if ((regions && r->stats.tier == RUN_TIER_BLOCK) || mach_is_soft(r, f->pc))
        return mach_engine.compile(r, f, entries, count);
    bool done = llvm_compile(tier_of(r), &f, 1, dead, f->arena, &code, &dump, error, sizeof error);
    show(r, "LLVM IR", dump.ir_text);
    show(r, "LLVM IR, optimised", dump.optimised_text);
    show(r, "LLVM", dump.assembly_text);
    if (!done) {
        log_write(r->log, "LLVM: %#lx: %s\n", (unsigned long)f->pc, error);
        return mach_engine.compile(r, f, entries, count);
    }
    r->loose_code |= !r->exact_faults;
    return mach_install(r, f->pc, &code, entries, count);
}

/* Everything else is mach's. */
static void destroy(struct run *r)
{
    mach_engine.destroy(r);
}

static void reset(struct run *r)
{
    mach_engine.reset(r);
}

static void name_code(struct run *r)
{
    mach_engine.name_code(r);
}

static void start_thread(struct run_thread *t)
{
    mach_engine.start_thread(t);
}

static void release(struct run *r, void *code)
{
    mach_engine.release(r, code);
}

static void linked(struct run *r, struct run_link *link)
{
    mach_engine.linked(r, link);
}

static void unlinked(struct run *r, struct run_link *link)
{
    mach_engine.unlinked(r, link);
}

static enum run_exit enter(struct run_thread *t, void *code)
{
    return mach_engine.enter(t, code);
}

static bool recover(struct run_thread *t, uintptr_t host_pc, const void *ucontext)
{
    return mach_engine.recover(t, host_pc, ucontext);
}

static bool land(struct run_thread *t, void *ucontext)
{
    return mach_engine.land(t, ucontext);
}

static bool resume(struct run_thread *t, const siginfo_t *info, void *ucontext)
{
    return mach_engine.resume(t, info, ucontext);
}

#define ENGINE(name_, init_) \
    { \
        .name = name_, .init = init_, .destroy = destroy, .reset = reset, .name_code = name_code, \
        .start_thread = start_thread, .compile = compile, .release = release, .linked = linked, \
        .unlinked = unlinked, .enter = enter, .recover = recover, .land = land, .resume = resume, \
    }
static const struct run_engine plain = ENGINE("llvm", init),
                               exact = ENGINE("llvm-exact", init_exact);

const struct run_engine *const cli_engines[] = { &mach_engine, &interp_engine, &plain, &exact,
                                                 NULL };
