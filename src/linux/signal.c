/* Signals: from the host's handler to the guest's.

   A guest's handler can run only where the guest's registers are exact: between translated blocks
   or after a system call. So a signal takes three steps.

   1. Acceptance. The host kernel calls on_signal(), on top of anything: translated code, a system
      call, our own C code. It stores the siginfo in the thread, sets `pending` and
      state->interrupt, and blocks all further signals (in the context it returns to), so that they
      wait in the kernel, in the kernel's order. The guest's mask is the host's mask otherwise;
      blocked signals, real-time queues, sigtimedwait, signalfd and the like are therefore the
      host's business alone.
   2. The safepoint. Translated code sees state->interrupt at its next block entry, and run_loop
      calls linux_deliver(), as linux_dispatch() does after a call.
   3. Delivery. The guest's action is looked up, the frame is pushed, the mask is set for guest and
      host.

   Signals with default action or ignored are so on the host too, and never come here. The exception
   are those an instruction can cause (SIGSEGV and so on): their host handler is always there and
   they are never blocked on the host, because a fault may be ours to handle. When one is *sent*
   while the guest blocks it, it waits in a slot here.

   The safe-syscall window. A signal accepted just before a blocking call would not be delivered
   until the call returns, perhaps never: the check of `pending` and the call must be one.
   linux_window_call (host_<isa>.c) checks and calls in a few instructions, and on_signal() looks
   whether it interrupted exactly those. Before the syscall instruction the context is moved so
   that the call is not made at all. At it: the kernel has undone an interrupted call, to make it
   again after the handler (all host actions have SA_RESTART); the context is moved so that the
   guest's action decides about that. Behind it: the call is done, with EINTR if the kernel says
   so. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/internal.h"

/* SIGTRAP is one too: the guest's breakpoints are our traps, but a host debugger may want the
   real one. */
static const uint8_t fault_signals[LINUX_SLOTS] = { 0, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };

uint64_t linux_fault_mask(void)
{
    return BIT(SIGSEGV) | BIT(SIGBUS) | BIT(SIGILL) | BIT(SIGFPE) | BIT(SIGTRAP);
}

static int slot_of(int signal)
{
    for (int i = 1; i < LINUX_SLOTS; i++)
        if (fault_signals[i] == signal)
            return i;
    return 0;
}

static void set_host_mask(uint64_t mask)
{
    mask &= ~linux_fault_mask();
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, 8);
}

/* The slot whose signal is to be delivered next, those that the guest blocks left out; -1: none.
   What is in the common slot was accepted while the guest's mask, or the one of sigsuspend, let
   it through. */
static int next_slot(const struct linux_thread *t)
{
    for (int i = LINUX_SLOTS - 1; i >= 0; i--)
        if ((t->accepted >> i & 1) && (i == 0 || !(t->mask & BIT(fault_signals[i]))))
            return i;
    return -1;
}

int linux_set_mask(struct linux_thread *t, uint64_t mask)
{
    uint64_t host = mask & ~linux_fault_mask();
    int64_t result = LINUX_HOST(t, rt_sigprocmask, SIG_SETMASK, (uintptr_t)&host, 0, 8);

    if (result == 0)
        t->mask = mask & ~(BIT(SIGKILL) | BIT(SIGSTOP));
    if (next_slot(t) > 0)
        __atomic_store_n(&t->pending, 1, __ATOMIC_RELAXED);
    return (int)result;
}

void linux_block_all(void)
{
    set_host_mask(~0ull);
}

uint64_t linux_accepted_set(const struct linux_thread *t)
{
    uint64_t set = t->accepted & 1 ? BIT(t->slots[0].si_signo) : 0;

    for (int i = 1; i < LINUX_SLOTS; i++)
        if (t->accepted >> i & 1)
            set |= BIT(fault_signals[i]);
    return set;
}

bool linux_release_accepted(struct linux_thread *t, uint64_t mask)
{
    for (int i = 1; i < LINUX_SLOTS; i++) {
        if ((t->accepted >> i & 1) && !(mask & BIT(fault_signals[i])) && !(t->accepted & 1)) {
            t->slots[0] = t->slots[i];
            t->accepted = (t->accepted | 1) & ~(1u << i);
            t->pending = 1;
            return true;
        }
    }
    return false;
}

/* ---- acceptance ---- */

static void accept_signal(struct linux_thread *t, int signal, const siginfo_t *info, void *ucontext)
{
    int slot = slot_of(signal);

    if (!(t->accepted >> slot & 1)) {
        t->slots[slot] = *info;
        __atomic_or_fetch(&t->accepted, 1u << slot, __ATOMIC_RELAXED);
    }
    if (!slot)
        *linux_host_mask(ucontext) = ~linux_fault_mask();
    __atomic_store_n(&t->pending, 1, __ATOMIC_RELAXED);
    run_interrupt(t->run);
    linux_host_leave_window(ucontext, t->process->host_call_marks);
}

static void on_signal(int signal, siginfo_t *info, void *ucontext)
{
    int error = errno;
    struct run_thread *run = run_self;

    if (run && run->os_thread)
        accept_signal(linux_thread_of(run), signal, info, ucontext);
    errno = error;
}

/* A fault of the host's processor, or a signal of that number that somebody sent. */
static void on_fault(int signal, siginfo_t *info, void *ucontext)
{
    struct run_thread *run = run_self;
    if (linux_profile_sample(signal, info, ucontext))
        return;
    bool sent = info->si_code <= 0 || linux_host_in_window(ucontext);

    if (sent) {
        on_signal(signal, info, ucontext);
        return;
    }
    if (linux_host_copy_fault(ucontext))
        return;
    if (run && run->os_thread)
        linux_thread_of(run)->fault_flags =
            LINUX_FAULT | (linux_host_fault_write(ucontext) ? LINUX_FAULT_WRITE : 0);
    if (run_host_fault(info, ucontext))
        return;
    linux_host_sigaction(signal, (uintptr_t)SIG_DFL, 0, 0); /* our own mistake: die of it */
}

/* ---- actions ---- */

/* Makes the host's action follow the guest's. */
void linux_follow_action(int signal, const struct linux_action *action)
{
    uint64_t flags = action->flags & (SA_NOCLDSTOP | SA_NOCLDWAIT);

    if (signal == SIGTRAP) /* samples (profile.c): no other signal is to be accepted on top, where the window is out of sight */
        linux_host_sigaction(signal, (uintptr_t)on_fault, SA_SIGINFO | SA_RESTART, ~linux_fault_mask());
    else if (slot_of(signal))
        linux_host_sigaction(signal, (uintptr_t)on_fault, SA_SIGINFO | SA_RESTART | SA_NODEFER, 0);
    else if (action->handler == (uint64_t)SIG_DFL || action->handler == (uint64_t)SIG_IGN)
        linux_host_sigaction(signal, action->handler, flags, 0);
    else
        linux_host_sigaction(signal, (uintptr_t)on_signal, flags | SA_SIGINFO | SA_RESTART,
                             ~linux_fault_mask());
}

void linux_signals_init(struct linux_thread *t)
{
    struct linux_process *p = t->process;

    p->host_call_marks = linux_host_marks();
    t->altstack.ss_flags = SS_DISABLE;
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &t->mask, 8);
    run_self = t->run;
    for (int signal = 1; signal <= 64; signal++) {
        if (linux_host_ignored(signal))
            p->actions[signal].handler = (uint64_t)SIG_IGN;
        if (slot_of(signal))
            linux_follow_action(signal, &p->actions[signal]);
    }
    set_host_mask(t->mask);
}

/* A program that execve starts finds ignored what the guest ignores. (For the rest the host's kernel restores the default,
   not before the other threads have gone: they may need our handlers until then.) */
void linux_signals_before_exec(struct linux_thread *t)
{
    for (int i = 1; i < LINUX_SLOTS; i++)
        if (t->process->actions[fault_signals[i]].handler == (uint64_t)SIG_IGN)
            linux_host_sigaction(fault_signals[i], (uintptr_t)SIG_IGN, 0, 0);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &t->mask, NULL, 8);
}

void linux_signals_after_exec(struct linux_thread *t)
{
    set_host_mask(t->mask);
    for (int i = 1; i < LINUX_SLOTS; i++)
        linux_follow_action(fault_signals[i], &t->process->actions[fault_signals[i]]);
}

/* ---- the end of a process by a signal ---- */

void linux_die(int signal)
{
    uint64_t all = ~0ull, none = ~BIT(signal);

    if (run_self)
        linux_report_end(linux_thread_of(run_self)->process);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, 8);
    linux_host_sigaction(signal, (uintptr_t)SIG_DFL, 0, 0);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), signal);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
    _exit(128 + signal);
}

/* The default action of a signal that had a handler when it was accepted, or that an instruction
   caused. */
static void act_by_default(int signal)
{
    switch (signal) {
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
        break;
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:
        syscall(SYS_kill, getpid(), SIGSTOP);
        break;
    default:
        linux_die(signal);
    }
}

/* ---- delivery ---- */

/* A call that a signal interrupted: the handler will return to what it answers. */
static void settle_restart(struct linux_thread *t, uint64_t action_flags)
{
    bool again = t->restart == LINUX_RESTART_NOINTR ||
                 (t->restart == LINUX_RESTART_SYS && (action_flags & SA_RESTART));

    if (t->restart && !again) {
        t->run->state->pc += t->process->abi->call_length;
        t->process->abi->set_result(t->run->state, (uint64_t)-EINTR);
    }
    t->restart = 0;
}

static bool push_frame(struct linux_thread *t, int signal, const siginfo_t *info,
                       const struct linux_action *action)
{
    enum { RESTORER = 0x04000000 };
    const struct linux_abi *abi = t->process->abi;
    uint64_t sp = abi->get_sp(t->run->state);
    stack_t shown = t->altstack;
    bool own_restorer = abi->action_has_restorer && (action->flags & RESTORER);
    uint64_t restorer = own_restorer ? action->restorer : t->process->sigreturn;
    struct linux_frame f = {
        .signal = signal,
        .info = info,
        .handler = action->handler,
        .flags = action->flags,
        .restorer = restorer,
        .mask = t->mask,
        .altstack = &shown,
        .sp = sp,
    };

    shown.ss_flags = linux_altstack_flags(t, sp) | (t->altstack.ss_flags & SS_AUTODISARM);
    if ((action->flags & SA_ONSTACK) && linux_altstack_flags(t, sp) == 0)
        f.sp = (uint64_t)t->altstack.ss_sp + t->altstack.ss_size;
    if (!abi->frame_push(t, &f))
        return false;
    if (t->altstack.ss_flags & SS_AUTODISARM)
        t->altstack = (stack_t){ .ss_flags = SS_DISABLE };
    return true;
}

/* The action, as it is for this delivery. */
static struct linux_action take_action(struct linux_process *p, int signal)
{
    pthread_mutex_lock(&p->lock);
    struct linux_action action = p->actions[signal];
    if ((action.flags & SA_RESETHAND) && action.handler > 1) {
        p->actions[signal].handler = (uint64_t)SIG_DFL;
        linux_follow_action(signal, &p->actions[signal]);
    }
    pthread_mutex_unlock(&p->lock);
    return action;
}

static void deliver_one(struct linux_thread *t, const siginfo_t *info)
{
    static const siginfo_t no_stack = { .si_signo = SIGSEGV, .si_code = SI_KERNEL };
    int signal = info->si_signo;
    struct linux_action action = take_action(t->process, signal);

    if (log_on(t->process->log, LOG_int))
        log_write(t->process->log, "signal %d, code %d, pc %#lx\n", signal, info->si_code,
                  t->run->state->pc);
    if (action.handler == (uint64_t)SIG_IGN)
        return;
    if (action.handler == (uint64_t)SIG_DFL) {
        act_by_default(signal);
        return;
    }
    settle_restart(t, action.flags);
    if (push_frame(t, signal, info, &action)) {
        t->mask |= action.mask | (action.flags & SA_NODEFER ? 0 : BIT(signal));
        t->fault_flags = 0;
    } else if (signal == SIGSEGV) {
        linux_die(SIGSEGV);
    } else {
        linux_force_signal(t, &no_stack);
    }
}

void linux_force_signal(struct linux_thread *t, const siginfo_t *info)
{
    int signal = info->si_signo;

    if (t->process->actions[signal].handler <= (uint64_t)SIG_IGN || (t->mask & BIT(signal)))
        linux_die(signal);
    deliver_one(t, info);
}

void linux_deliver(struct run_thread *run)
{
    struct linux_thread *t = linux_thread_of(run);

    if (!__atomic_load_n(&t->pending, __ATOMIC_RELAXED))
        return; /* done behind a system call */
    for (;;) {
        __atomic_store_n(&t->pending, 0, __ATOMIC_RELAXED);
        for (int slot; (slot = next_slot(t)) >= 0;) {
            siginfo_t info = t->slots[slot];
            __atomic_and_fetch(&t->accepted, ~(1u << slot), __ATOMIC_RELAXED);
            deliver_one(t, &info);
        }
        set_host_mask(t->mask);
        if (!__atomic_load_n(&t->pending, __ATOMIC_RELAXED))
            break;
    }
    t->restart = 0;
}

/* ---- what the guest's own instructions cause ---- */

static void force(struct linux_thread *t, int signal, int code, uint64_t address)
{
    siginfo_t info = { .si_signo = signal, .si_code = code };

    info.si_addr = (void *)address;
    t->fault_address = address;
    linux_force_signal(t, &info);
    linux_set_mask(t, t->mask);
}

void linux_fault(struct run_thread *run, const struct run_fault *f)
{
    bool no_address = f->code == SI_KERNEL; /* x86 says nothing about addresses that cannot exist */

    force(linux_thread_of(run), f->signal, no_address ? SEGV_MAPERR : f->code,
          no_address ? ~0ull : f->address);
}

/* The instruction at pc cannot be read: which byte of it, and why. */
static void force_fetch(struct linux_thread *t)
{
    uint64_t pc = t->run->state->pc, end = linux_executable(t->process, pc),
             address = end ? end : pc;
    bool mapped = false;

    linux_memory_lock(t->process);
    mapped = linux_mapping_covers(t->process->memory, address, address + 1);
    linux_memory_unlock(t->process);
    t->fault_flags = LINUX_FAULT | LINUX_FAULT_FETCH;
    force(t, SIGSEGV, mapped ? SEGV_ACCERR : SEGV_MAPERR, address);
}

void linux_trap(struct run_thread *run, enum ir_trap trap)
{
    struct linux_thread *t = linux_thread_of(run);
    uint64_t pc = run->state->pc;

    t->fault_flags = 0;
    switch (trap) {
    case IR_TRAP_ILLEGAL:
        force(t, SIGILL, ILL_ILLOPC, pc);
        break;
    case IR_TRAP_BREAKPOINT:
        force(t, SIGTRAP, TRAP_BRKPT, pc);
        break;
    case IR_TRAP_ALIGN_PC:
        force(t, SIGBUS, BUS_ADRALN, pc);
        break;
    case IR_TRAP_ALIGN:
        force(t, SIGBUS, BUS_ADRALN, t->run->state->trap_address);
        break;
    case IR_TRAP_FETCH:
        force_fetch(t);
        break;
    case IR_TRAP_NONE:
    case IR_TRAP_FLUSH:
    case IR_TRAPS:
        break;
    }
}
