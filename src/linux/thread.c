/* Threads. A guest's thread is a host thread with the same id, so that futexes, signals to one
   thread, affinity, priorities and robust lists are the host's business.

   The translator and its cache serve one thread at a time. So threads take turns: a thread holds
   the turn while it runs guest code or a system call's handler, and gives it away during the host's
   call itself (linux_host), which is where threads wait. One that computes without system calls is
   asked to yield after a while, by its state's interrupt flag, which it sees at its next safepoint.
   Turns are handed to the thread that has waited longest: were the lock merely released, the
   releasing thread would nearly always win it back. As long as there is one thread nobody looks at
   the turn.

   A vfork child takes turns with its parent's other threads, because it shares their
   translations; when it goes in the midst of its turn, the parent ends that for it. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "linux/internal.h"

/* ---- turns ---- */

/* Ends the holder's turn; the lock is held. */
static void hand_on(struct linux_turn *turn)
{
    struct linux_thread *next = turn->first;

    turn->owner = next;
    if (next) {
        turn->first = next->next_waiting;
        pthread_cond_signal(&next->turn);
    }
}

static void wait_for_turn(struct linux_turn *turn, struct linux_thread *t)
{
    enum { SLICE = 2000000 }; /* nanoseconds that a thread runs while others wait */
    struct linux_thread **last = &turn->first;
    struct timespec until;

    while (*last)
        last = &(*last)->next_waiting;
    *last = t;
    t->next_waiting = NULL;
    clock_gettime(CLOCK_MONOTONIC, &until);
    while (turn->owner != t) {
        until.tv_nsec += SLICE;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        if (pthread_cond_clockwait(&t->turn, &turn->lock, CLOCK_MONOTONIC, &until) == ETIMEDOUT &&
            turn->owner != t)
            run_interrupt(turn->owner->run);
    }
}

void linux_turn_take(struct linux_thread *t)
{
    struct linux_turn *turn = t->process->turn;

    if (!turn->shared)
        return;
    pthread_mutex_lock(&turn->lock);
    if (turn->owner)
        wait_for_turn(turn, t);
    turn->owner = t;
    pthread_mutex_unlock(&turn->lock);
}

bool linux_turn_give(struct linux_thread *t)
{
    struct linux_turn *turn = t->process->turn;

    if (!turn->shared)
        return false;
    pthread_mutex_lock(&turn->lock);
    if (turn->owner == t)
        hand_on(turn);
    pthread_mutex_unlock(&turn->lock);
    return true;
}

void linux_turn_yield(struct linux_thread *t)
{
    struct linux_turn *turn = t->process->turn;

    if (!turn->shared)
        return;
    pthread_mutex_lock(&turn->lock);
    if (turn->first) {
        hand_on(turn);
        wait_for_turn(turn, t);
    }
    pthread_mutex_unlock(&turn->lock);
}

void linux_turn_forget(struct linux_turn *turn, struct linux_thread *t)
{
    struct linux_thread **at = &turn->first;

    pthread_mutex_lock(&turn->lock);
    while (*at && *at != t)
        at = &(*at)->next_waiting;
    if (*at)
        *at = t->next_waiting;
    if (turn->owner == t)
        hand_on(turn);
    pthread_mutex_unlock(&turn->lock);
}

/* ---- the beginning of a thread ---- */

/* What parent and child tell each other. It is on the parent's stack: the child sets `tid` last. */
struct birth {
    struct linux_thread *thread;
    const struct clone_args *args;
    pthread_mutex_t lock;
    pthread_cond_t born;
    int tid;
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
    pthread_mutex_lock(&b->lock);
    b->tid = tid;
    pthread_cond_signal(&b->born);
    pthread_mutex_unlock(&b->lock);

    run_self = t->run;
    linux_turn_take(t);
    linux_set_mask(t, t->mask);
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
    pthread_cond_init(&t->turn, NULL);
    t->run = run_thread_new(p->run);
    if (!t->run) {
        free(t);
        return NULL;
    }
    t->run->os_thread = t;
    linux_child_state(t, parent, c);
    return t;
}

/* Starts the host thread, which waits for its turn; returns its id or -errno. */
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
    pthread_mutex_lock(&b->lock);
    while (!b->tid)
        pthread_cond_wait(&b->born, &b->lock);
    pthread_mutex_unlock(&b->lock);
    return b->tid;
}

int64_t linux_thread_clone(struct linux_thread *t, const struct clone_args *c)
{
    struct linux_process *p = t->process;
    struct birth b = { .thread = thread_new(t, c),
                       .args = c,
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .born = PTHREAD_COND_INITIALIZER };

    if (!b.thread) {
        linux_set_mask(t, t->mask);
        return -ENOMEM;
    }
    atomic_fetch_add(&p->threads, 1);
    p->turn->owner = t;
    p->turn->shared = true;
    int tid = thread_start(&b);
    if (tid > 0 && (c->flags & CLONE_PARENT_SETTID))
        linux_copy_out(c->parent_tid, &tid, sizeof tid); /* before the child can have its turn */
    linux_set_mask(t, t->mask);
    if (tid < 0) {
        run_thread_free(b.thread->run);
        free(b.thread);
        atomic_fetch_sub(&p->threads, 1);
    }
    return tid;
}

/* ---- its end ---- */

void linux_thread_end(struct linux_thread *t)
{
    bool first = syscall(SYS_gettid) == getpid(); /* its structs are linux_run's */
    uint64_t clear = t->clear_tid;
    int zero = 0, status = t->exit_status;

    run_self = NULL;
    atomic_fetch_sub(&t->process->threads, 1);
    if (!first)
        run_thread_free(t->run);
    linux_turn_forget(t->process->turn, t);
    if (!first)
        free(t);
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
    *p->turn = (struct linux_turn){ .lock = PTHREAD_MUTEX_INITIALIZER };
    atomic_store(&p->threads, 1);
}
