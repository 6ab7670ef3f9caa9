/* Processes: clone in all its forms, and exit.

   A child with memory of its own is a host clone with the same flags, which leaves it a copy of
   the guest and of us. A vfork child shares memory with its parent, who waits until it executes
   a program or ends. It has to be done truly, since posix_spawn's child tells its parent about
   errors through that memory; and it is fast, however large the parent. The host child shares
   our memory, too: it runs the guest on a host stack and a thread of its own, with a copy of
   struct linux_process, because signal actions and descriptors are not shared. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/sched.h>
#include <sanitizer/asan_interface.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/program.h"

enum { VFORK_STACK = 1 << 20 };

/* ---- exit ---- */

int64_t linux_sys_exit_group(struct linux_thread *t, const uint64_t a[6])
{
    linux_report_end(t->process);
    _exit((int)a[0]);
}

int64_t linux_sys_set_tid_address(struct linux_thread *t, const uint64_t a[6])
{
    t->clear_tid = a[0];
    return LINUX_HOST(t, gettid);
}

/* ---- clone ---- */

/* The registers with which a child goes on: its parent's but for these. */
static void start_child(const struct linux_abi *abi, struct ir_state *s, const struct clone_args *c)
{
    if (c->stack)
        abi->set_sp(s, c->stack + c->stack_size);
    if (c->flags & CLONE_SETTLS)
        abi->set_tls(s, c->tls);
    abi->set_result(s, 0);
}

void linux_child_state(struct linux_thread *child, const struct linux_thread *parent,
                       const struct clone_args *c)
{
    run_thread_copy(child->run, parent->run);
    start_child(parent->process->abi, child->run->state, c);
}

/* CLONE_CLEAR_SIGHAND: only the host's own flag would take our handlers away, too. */
static void reset_actions(struct linux_process *p)
{
    for (int signal = 1; signal <= 64; signal++) {
        if (p->actions[signal].handler == (uint64_t)SIG_IGN)
            continue;
        p->actions[signal] = (struct linux_action){ .handler = (uint64_t)SIG_DFL };
        linux_follow_action(signal, &p->actions[signal]);
    }
}

static int64_t host_clone(const struct clone_args *given, uint64_t flags)
{
    struct clone_args c = *given;
    long result;

    c.flags = flags & ~(CLONE_SETTLS | CLONE_CLEAR_SIGHAND);
    c.stack = c.stack_size = c.tls = 0;
    if (c.set_tid_size || c.flags >> 32)
        result = syscall(SYS_clone3, &c, sizeof c);
    else /* sandboxes know this one */
        result = syscall(SYS_clone, c.flags | c.exit_signal, 0,
                         c.flags & CLONE_PIDFD ? c.pidfd : c.parent_tid, c.child_tid, 0);
    return result < 0 ? -errno : result;
}

/* With other threads about, if only in the C library's end of them, whose locks the child must not find held. */
static int64_t library_fork(const struct clone_args *c)
{
    int64_t result = fork();

    if (result < 0)
        return -errno;
    int tid = result ? (int)result : (int)getpid();
    if (result && (c->flags & CLONE_PARENT_SETTID))
        linux_copy_out(c->parent_tid, &tid, sizeof tid);
    if (!result && (c->flags & CLONE_CHILD_SETTID))
        linux_copy_out(c->child_tid, &tid, sizeof tid);
    return result;
}

/* So that the child, in which there are no other threads, finds everything whole and free. */
static bool lock_all(struct linux_process *p)
{
    if (!run_lock_for_fork(p->run))
        return false;
    linux_memory_lock(p);
    pthread_mutex_lock(&p->lock);
    return true;
}

static void unlock_all(struct linux_process *p, bool child)
{
    pthread_mutex_unlock(&p->lock);
    linux_memory_unlock(p);
    run_unlock_after_fork(p->run, child);
}

static int64_t fork_guest(struct linux_thread *t, const struct clone_args *c)
{
    enum { PLAIN = CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | CLONE_SETTLS };
    struct linux_process *p = t->process;
    bool plain = !(c->flags & ~(uint64_t)PLAIN) && c->exit_signal == SIGCHLD;

    if (!lock_all(p)) {
        linux_set_mask(t, t->mask);
        return -ENOMEM;
    }
    int64_t result = p->threaded && plain ? library_fork(c) : host_clone(c, c->flags & ~(uint64_t)CLONE_VM);
    unlock_all(p, !result);
    if (result) {
        linux_set_mask(t, t->mask);
        return result;
    }
    t->accepted = 0; /* they are the parent's */
    linux_threads_forked(t);
    linux_report_start(p);
    run_forked(p->run);
    linux_profile_forked(t);
    linux_set_mask(t, t->mask);
    if (c->flags & CLONE_CLEAR_SIGHAND)
        reset_actions(p);
    start_child(p->abi, t->run->state, c);
    return -LINUX_NO_RESULT;
}

/* ---- vfork ---- */

struct vfork {
    struct linux_process process;
    struct linux_thread thread;
    struct log log;
    const struct clone_args *args;
};

static int vfork_main(void *argument)
{
    struct vfork *v = argument;

    run_self = v->thread.run;
    if (v->args->flags & CLONE_CLEAR_SIGHAND)
        reset_actions(&v->process);
    linux_set_mask(&v->thread, v->thread.mask);
    run_loop(v->thread.run);
    _exit(0);
}

static bool vfork_init(struct vfork *v, struct linux_thread *t, const struct clone_args *c)
{
    struct linux_process *p = t->process;

    v->log = *p->log;
    pthread_mutex_lock(&p->lock);
    v->process = *p;
    pthread_mutex_unlock(&p->lock);
    v->process.log = &v->log;
    v->process.threads = 1;
    pthread_mutex_init(&v->process.lock, NULL);
    v->thread =
        (struct linux_thread){ .process = &v->process, .mask = t->mask, .altstack = t->altstack };
    v->args = c;
    v->thread.run = run_thread_new(p->run);
    if (!v->thread.run)
        return false;
    v->thread.run->os_thread = &v->thread;
    v->thread.run->borrowed = true;
    linux_child_state(&v->thread, t, c);
    return true;
}

/* What the child left when it went, perhaps in the middle of something. */
static void vfork_free(struct vfork *v, struct linux_process *p)
{
    if (v->thread.program)
        linux_program_free(v->thread.program);
    if (lock_held_by(&p->memory->lock, v->thread.run->id))
        linux_memory_unlock(p);
    run_thread_bury(v->thread.run);
    free(v);
}

static int64_t vfork_run(struct linux_thread *t, struct vfork *v, const struct clone_args *c)
{
    int flags = (int)((c->flags & ~(CLONE_SETTLS | CLONE_CLEAR_SIGHAND)) | c->exit_signal);
    char *stack = mmap(NULL, VFORK_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    void *parent_tid = (void *)(c->flags & CLONE_PIDFD ? c->pidfd : c->parent_tid);

    if (stack == MAP_FAILED) {
        linux_set_mask(t, t->mask);
        return -ENOMEM;
    }
    ASAN_UNPOISON_MEMORY_REGION(stack, VFORK_STACK); /* what an earlier child was in the midst of */
    int64_t result =
        clone(vfork_main, stack + VFORK_STACK, flags, v, parent_tid, NULL, (void *)c->child_tid);
    if (result < 0)
        result = -errno;
    run_self = t->run;
    linux_set_mask(t, t->mask);
    munmap(stack, VFORK_STACK);
    return result;
}

static int64_t vfork_guest(struct linux_thread *t, const struct clone_args *c)
{
    struct vfork *v = calloc(1, sizeof *v);

    if (!v || !vfork_init(v, t, c)) {
        free(v);
        linux_set_mask(t, t->mask);
        return -ENOMEM;
    }
    int64_t result = vfork_run(t, v, c);
    vfork_free(v, t->process);
    return result;
}

/* ---- which form ---- */

/* Each form begins with all signals blocked and sets the mask again for both: what comes
   meanwhile waits in the kernel for the parent, and what has been accepted before is delivered
   to it first. */
static int64_t clone_any(struct linux_thread *t, const struct clone_args *c)
{
    enum { SHARED = CLONE_VM | CLONE_VFORK, THREAD = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD };
    bool host_clone3_only = c->set_tid_size || (c->flags & ~(uint64_t)CLONE_CLEAR_SIGHAND) >> 32;

    if (c->exit_signal > 64)
        return -EINVAL;
    if ((c->flags & CLONE_THREAD) && ((c->flags & THREAD) != THREAD || (c->flags & CLONE_VFORK)))
        return -EINVAL;
    if ((c->flags & (SHARED | CLONE_THREAD)) == CLONE_VM)
        return -EINVAL;
    linux_block_all();
    if (t->pending)
        return -LINUX_RESTART_NOINTR;
    if (c->flags & CLONE_THREAD)
        return linux_thread_clone(t, c);
    if ((c->flags & SHARED) == SHARED && !host_clone3_only)
        return vfork_guest(t, c);
    return fork_guest(t, c);
}

/* clone(flags, stack, parent_tid, tls, child_tid): the order of arguments of AArch64 and RISC-V. */
int64_t linux_sys_clone(struct linux_thread *t, const uint64_t a[6])
{
    struct clone_args c = {
        .flags = (uint32_t)a[0] & ~(uint32_t)CSIGNAL,
        .pidfd = a[2],
        .child_tid = a[4],
        .parent_tid = a[2],
        .exit_signal = a[0] & CSIGNAL,
        .stack = a[1],
        .tls = a[3],
    };

    return clone_any(t, &c);
}

int64_t linux_sys_clone3(struct linux_thread *t, const uint64_t a[6])
{
    struct clone_args c = { 0 };
    uint8_t rest[PAGE];

    if (a[1] > PAGE)
        return -E2BIG;
    if (a[1] < CLONE_ARGS_SIZE_VER0)
        return -EINVAL;
    if (linux_copy_in(rest, a[0], a[1]))
        return -EFAULT;
    memcpy(&c, rest, a[1] < sizeof c ? a[1] : sizeof c);
    for (uint64_t i = sizeof c; i < a[1]; i++)
        if (rest[i])
            return -E2BIG;
    if ((c.flags & CSIGNAL) || !c.stack != !c.stack_size)
        return -EINVAL;
    return clone_any(t, &c);
}
