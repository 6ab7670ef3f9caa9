/* Host faults in translated code are the guest's: the handler notes what happened and goes back to run_loop, which
   tells the operating system's side with the exact guest pc. */
#define _GNU_SOURCE
#include "run/internal.h"

#include <ucontext.h>

void run_expose_faults(struct run *r)
{
    run_lock(r);
    r->exact_faults = true;
    if (r->loose_code)
        run_cache_drop_all(r);
    r->loose_code = false;
    run_unlock(r);
}

/* x86 calls an access that is relative to rbp or rsp, and leads to no address at all, a fault of the stack segment, and Linux that SIGBUS;
   to the guest all registers are alike. */
static struct run_fault fault_of(const siginfo_t *info)
{
    bool stack = info->si_signo == SIGBUS && info->si_code == SI_KERNEL;
    return (struct run_fault){ stack ? SIGSEGV : info->si_signo, info->si_code, (uint64_t)info->si_addr };
}

bool run_host_fault(const siginfo_t *info, void *ucontext)
{
    struct run_thread *t = run_self;
    if (!t || !t->in_code)
        return false;
    const ucontext_t *uc = ucontext;
    const struct run_engine *engine = t->run->engine;
    if (engine->resume && engine->resume(t, info, ucontext))
        return true;
    if (engine->land && engine->land(t, ucontext)) {
        t->fault = fault_of(info);
        t->landing = true;
        t->loose = false;
        return true;
    }
    if (!engine->recover(t, (uintptr_t)uc->uc_mcontext.gregs[REG_RIP], ucontext))
        return false;
    t->in_code = false;
    t->fault = fault_of(info);
    siglongjmp(t->recover, 1);
}
