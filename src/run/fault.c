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

bool run_host_fault(const siginfo_t *info, void *ucontext)
{
    struct run_thread *t = run_self;
    if (!t || !t->in_code)
        return false;
    const ucontext_t *uc = ucontext;
    const struct run_engine *engine = t->run->engine;
    if (info->si_signo == SIGFPE && engine->resume && engine->resume(t, ucontext))
        return true;
    if (engine->land && engine->land(t, ucontext)) {
        t->fault = (struct run_fault){ info->si_signo, info->si_code, (uint64_t)info->si_addr };
        t->landing = true;
        t->loose = false;
        return true;
    }
    if (!engine->recover(t, (uintptr_t)uc->uc_mcontext.gregs[REG_RIP], ucontext))
        return false;
    t->in_code = false;
    t->fault = (struct run_fault){ info->si_signo, info->si_code, (uint64_t)info->si_addr };
    siglongjmp(t->recover, 1);
}
