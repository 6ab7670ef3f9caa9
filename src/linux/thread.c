/* Threads. A guest's thread is a host thread with the same id, so that futexes, signals to one
   thread, affinity, priorities, credentials and robust lists are the host's business. What threads
   share of the translator is told in run/threads.c; what they share here has locks of its own
   (struct linux_memory, struct linux_process).

   A thread's end is the guest's before it is the host's: whoever waits for it may free its stack
   at once. So what the kernel would do to guest memory when the host thread ends, giving robust
   futexes up and clearing the id, is done here first, in the kernel's order. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/internal.h"

/* ---- the beginning of a thread ---- */

/* What parent and child tell each other. It is on the parent's stack: the child sets `tid` last. */
struct birth {
    struct linux_thread *thread;
    const struct clone_args *args;
    uint32_t tid;
};

static void *thread_main(void *argument)
{
    struct birth *b = argument;
    struct linux_thread *t = b->thread;
    int tid = (int)syscall(SYS_gettid);

    unshare((int)(~b->args->flags &
                  (CLONE_FS | CLONE_FILES | CLONE_SYSVSEM))); /* pthread_create shares all */
    if (b->args->flags & CLONE_CHILD_SETTID)
        linux_copy_out(b->args->child_tid, &tid, sizeof tid);
    if (b->args->flags & CLONE_PARENT_SETTID) /* before it can end and be cleared there */
        linux_copy_out(b->args->parent_tid, &tid, sizeof tid);
    __atomic_store_n(&b->tid, (uint32_t)tid, __ATOMIC_RELEASE);
    base_wake(&b->tid);

    run_self = t->run;
    linux_set_mask(t, t->mask);
    linux_profile_start(t);
    run_loop(t->run);
    linux_thread_end(t);
    return NULL;
}

static struct linux_thread *thread_new(struct linux_thread *parent, const struct clone_args *c)
{
    struct linux_process *p = parent->process;
    struct linux_thread *t = calloc(1, sizeof *t);

    if (!t)
        return NULL;
    t->process = p;
    t->mask = parent->mask;
    t->altstack.ss_flags = SS_DISABLE;
    t->clear_tid = c->flags & CLONE_CHILD_CLEARTID ? c->child_tid : 0;
    t->run = run_thread_new(p->run);
    if (!t->run) {
        free(t);
        return NULL;
    }
    t->run->os_thread = t;
    linux_child_state(t, parent, c);
    return t;
}

/* Starts the host thread; returns its id or -errno. */
static int thread_start(struct birth *b)
{
    enum { STACK = 1 << 19 };
    pthread_attr_t attributes;
    pthread_t id;

    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK);
    int error = pthread_create(&id, &attributes, thread_main, b);
    pthread_attr_destroy(&attributes);
    if (error)
        return -error;
    uint32_t tid;
    while (!(tid = __atomic_load_n(&b->tid, __ATOMIC_ACQUIRE)))
        base_wait(&b->tid, 0);
    return (int)tid;
}

int64_t linux_thread_clone(struct linux_thread *t, const struct clone_args *c)
{
    struct linux_process *p = t->process;
    struct birth b = { .thread = thread_new(t, c), .args = c };

    if (!b.thread) {
        linux_set_mask(t, t->mask);
        return -ENOMEM;
    }
    atomic_fetch_add(&p->threads, 1);
    p->threaded = true;
    int tid = thread_start(&b);
    linux_set_mask(t, t->mask);
    if (tid < 0) {
        run_thread_free(b.thread->run);
        free(b.thread);
        atomic_fetch_sub(&p->threads, 1);
    }
    return tid;
}

/* ---- its end ---- */

struct robust { /* a futex that the dying thread may hold */
    uint64_t address;
    uint32_t tid;
};

/* Marks the futex and wakes who waits for it. The memory's lock is held, so it stays writable. */
static bool mark_futex(void *context, const struct linux_mapping *m)
{
    const struct robust *f = context;
    uint32_t *futex = (uint32_t *)f->address, old;

    if (!(m->prot & PROT_WRITE) || linux_copy_in(&old, f->address, sizeof old))
        return false;
    while ((old & FUTEX_TID_MASK) == f->tid)
        if (__atomic_compare_exchange_n(futex, &old, (old & FUTEX_WAITERS) | FUTEX_OWNER_DIED,
                                        false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            if (old & FUTEX_WAITERS)
                syscall(SYS_futex, futex, FUTEX_WAKE, 1, NULL, NULL, 0);
            break;
        }
    return false;
}

static void give_futex_up(struct linux_process *p, uint64_t address, uint32_t tid)
{
    struct robust f = { address, tid };

    if (address % sizeof tid == 0)
        linux_each_mapping(p, address, address + sizeof tid, mark_futex, &f);
}

/* The thread's list of robust futexes, as the kernel goes through it. Those with priority
   inheritance stay to the kernel, which knows more of them. */
static void give_list_up(struct linux_process *p, uint32_t tid)
{
    enum { LIMIT = 2048, PI = 1 };
    struct robust_list_head *at, head;
    size_t size;

    if (syscall(SYS_get_robust_list, 0, &at, &size) < 0 || !at ||
        linux_copy_in(&head, (uint64_t)at, sizeof head))
        return;
    uint64_t next = (uint64_t)head.list.next, pending = (uint64_t)head.list_op_pending;
    for (int i = 0; i < LIMIT && next != (uint64_t)at; i++) {
        uint64_t entry = next & ~(uint64_t)PI;
        bool pi = next & PI;
        if (linux_copy_in(&next, entry, sizeof next))
            break;
        if (entry != pending && !pi)
            give_futex_up(p, entry + (uint64_t)head.futex_offset, tid);
    }
    if (pending && !(pending & PI))
        give_futex_up(p, pending + (uint64_t)head.futex_offset, tid);
}

void linux_thread_end(struct linux_thread *t)
{
    uint32_t tid = (uint32_t)syscall(SYS_gettid);
    bool first = (pid_t)tid == getpid(); /* its structs are linux_run's */
    uint64_t clear = t->clear_tid;
    int zero = 0, status = t->exit_status;

    linux_profile_stop(t);
    give_list_up(t->process, tid);
    run_self = NULL;
    atomic_fetch_sub(&t->process->threads, 1);
    if (!first) {
        run_thread_free(t->run);
        free(t);
    }
    if (clear && !linux_copy_out(clear, &zero, sizeof zero))
        syscall(SYS_futex, clear, FUTEX_WAKE, 1, NULL, NULL, 0);
    if (first)
        syscall(SYS_exit, status); /* not the process: other threads go on */
}

int64_t linux_sys_exit(struct linux_thread *t, const uint64_t a[6])
{
    if (atomic_load(&t->process->threads) == 1)
        return linux_sys_exit_group(t, a);
    linux_block_all();
    if (t->pending)
        return -LINUX_RESTART_NOINTR; /* a signal to the process that this thread has taken */
    t->exit_status = (int)a[0];
    t->run->stop = true;
    return -LINUX_NO_RESULT;
}

/* ---- fork: the child has this thread alone ---- */

void linux_threads_forked(struct linux_thread *t)
{
    struct linux_process *p = t->process;

    for (struct run_thread *r = p->run->threads, *next; r; r = next) {
        next = r->next;
        if (r != t->run)
            run_thread_free(r);
    }
    atomic_store(&p->threads, 1);
}
