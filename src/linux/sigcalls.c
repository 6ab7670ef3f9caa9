/* System calls about signals. How signals arrive and are delivered is signal.c's story; masks,
   pending sets and queues are the host's, apart from the signals of faults, which the host never
   blocks. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/internal.h"

enum { SET_SIZE = 8 };

/* ---- actions ---- */

static bool is_real(int signal)
{
    return signal >= 1 && signal <= 64 && signal != SIGKILL && signal != SIGSTOP;
}

static int action_in(const struct linux_abi *abi, struct linux_action *to, uint64_t from)
{
    uint64_t raw[4];
    int error = linux_copy_in(raw, from, abi->action_has_restorer ? 32 : 24);

    if (error)
        return error;
    *to = (struct linux_action){ raw[0], raw[1], 0, raw[2] };
    if (abi->action_has_restorer) {
        to->restorer = raw[2];
        to->mask = raw[3];
    }
    to->mask &= ~(BIT(SIGKILL) | BIT(SIGSTOP));
    return 0;
}

static int action_out(const struct linux_abi *abi, uint64_t to, const struct linux_action *a)
{
    uint64_t with[4] = { a->handler, a->flags, a->restorer, a->mask };
    uint64_t without[3] = { a->handler, a->flags, a->mask };

    return abi->action_has_restorer ? linux_copy_out(to, with, sizeof with)
                                    : linux_copy_out(to, without, sizeof without);
}

int64_t linux_sys_rt_sigaction(struct linux_thread *t, const uint64_t a[6])
{
    struct linux_process *p = t->process;
    int signal = (int)a[0];
    struct linux_action new, old;

    if (a[3] != SET_SIZE)
        return -EINVAL;
    if (a[1] && action_in(p->abi, &new, a[1]))
        return -EFAULT;
    if (signal < 1 || signal > 64 || (a[1] && !is_real(signal)))
        return -EINVAL;
    pthread_mutex_lock(&p->lock);
    old = p->actions[signal];
    if (a[1]) {
        p->actions[signal] = new;
        linux_follow_action(signal, &new);
    }
    pthread_mutex_unlock(&p->lock);
    if (a[1] && new.handler > (uint64_t)SIG_IGN && (linux_fault_mask() & BIT(signal)))
        run_expose_faults(t->run->run);
    return a[2] ? action_out(p->abi, a[2], &old) : 0;
}

/* ---- masks ---- */

int64_t linux_sys_rt_sigprocmask(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t old = t->mask, set;

    if (a[3] != SET_SIZE)
        return -EINVAL;
    if (a[1]) {
        if (linux_copy_in(&set, a[1], SET_SIZE))
            return -EFAULT;
        if (a[0] == SIG_BLOCK)
            set = old | set;
        else if (a[0] == SIG_UNBLOCK)
            set = old & ~set;
        else if (a[0] != SIG_SETMASK)
            return -EINVAL;
        int error = linux_set_mask(t, set);
        if (error)
            return error;
    }
    return a[2] ? linux_copy_out(a[2], &old, SET_SIZE) : 0;
}

int64_t linux_sys_rt_sigpending(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t set;

    if (a[1] > SET_SIZE)
        return -EINVAL;
    int64_t result = LINUX_HOST(t, rt_sigpending, (uintptr_t)&set, SET_SIZE);
    if (result)
        return result;
    set |= linux_accepted_set(t) & t->mask;
    return linux_copy_out(a[0], &set, a[1]);
}

int64_t linux_sys_rt_sigsuspend(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t mask;

    if (a[1] != SET_SIZE)
        return -EINVAL;
    if (linux_copy_in(&mask, a[0], SET_SIZE))
        return -EFAULT;
    if (linux_release_accepted(t, mask))
        return -LINUX_RESTART_NOHAND;
    mask &= ~linux_fault_mask();
    return LINUX_HOST(t, rt_sigsuspend, (uintptr_t)&mask, SET_SIZE);
}

/* ---- alternate stack ---- */

static bool on_altstack(const struct linux_thread *t, uint64_t sp)
{
    uint64_t start = (uint64_t)t->altstack.ss_sp;

    return !(t->altstack.ss_flags & SS_AUTODISARM) && sp > start &&
           sp - start <= t->altstack.ss_size;
}

int linux_altstack_flags(const struct linux_thread *t, uint64_t sp)
{
    if (!t->altstack.ss_size)
        return SS_DISABLE;
    return on_altstack(t, sp) ? SS_ONSTACK : 0;
}

int linux_set_altstack(struct linux_thread *t, const stack_t *stack)
{
    int mode = stack->ss_flags & ~SS_AUTODISARM;

    if (on_altstack(t, t->process->abi->get_sp(t->run->state)))
        return -EPERM;
    if (mode != 0 && mode != SS_DISABLE && mode != SS_ONSTACK)
        return -EINVAL;
    if (mode == SS_DISABLE) {
        t->altstack = (stack_t){ .ss_flags = stack->ss_flags };
        return 0;
    }
    if (stack->ss_size < t->process->abi->altstack_least)
        return -ENOMEM;
    t->altstack = *stack;
    return 0;
}

int64_t linux_sys_sigaltstack(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t sp = t->process->abi->get_sp(t->run->state);
    stack_t old = { 0 }, new;

    old.ss_sp = t->altstack.ss_sp;
    old.ss_size = t->altstack.ss_size;
    old.ss_flags = linux_altstack_flags(t, sp) | (t->altstack.ss_flags & SS_AUTODISARM);
    if (a[0]) {
        if (linux_copy_in(&new, a[0], sizeof new))
            return -EFAULT;
        int error = linux_set_altstack(t, &new);
        if (error)
            return error;
    }
    return a[1] ? linux_copy_out(a[1], &old, sizeof old) : 0;
}

/* ---- return from a handler ---- */

int64_t linux_sys_rt_sigreturn(struct linux_thread *t, const uint64_t a[6])
{
    static const siginfo_t bad_frame = { .si_signo = SIGSEGV, .si_code = SI_KERNEL };
    uint64_t mask;
    stack_t altstack;

    (void)a;
    if (!t->process->abi->frame_pop(t, &mask, &altstack)) {
        linux_force_signal(t, &bad_frame);
        return -LINUX_NO_RESULT;
    }
    linux_set_altstack(t, &altstack);
    t->mask = mask & ~(BIT(SIGKILL) | BIT(SIGSTOP));
    linux_set_mask(t, t->mask); /* or linux_deliver does it, which comes first then */
    return -LINUX_NO_RESULT;
}

int64_t linux_sys_restart_syscall(struct linux_thread *t, const uint64_t a[6])
{
    (void)t;
    (void)a;
    return -EINTR; /* as the kernel answers when nothing is to be restarted */
}
