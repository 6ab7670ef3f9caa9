/* Guest threads among one another. Read run/run.h first; docs/threads.md tells the whole story.

   Inside and outside. A thread is inside while it looks translations up and runs them, outside while it serves a system
   call, translates, or waits. What has been dropped from the cache is freed when no thread can be in it any more:
   each thread that goes inside notes the epoch, dropping moves the epoch on, and what was dropped in epoch e can be
   freed when all that are inside have noted a later one. A flush makes everything free at once: it keeps threads from
   going inside, interrupts those that are, and waits until they have come out. Nobody waits for anything while inside.

   Interrupts. Others ask a thread to come out by bits of its state->interrupt; they spend its budget of polls, and let its
   computed jumps miss by pointing state->jumps to an empty cache, in this order. The thread restores state->jumps first
   and looks at the bits then, so it never runs with its own cache and bits set. */
#define _GNU_SOURCE
#include "run/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { FRAME_SIZE = 256 << 10 }; /* address space; only what blocks use is touched */

/* ---- the lock ---- */

uint32_t run_id(void)
{
    enum { NOBODY = INT32_MAX }; /* a thread that runs no guest, or not yet */
    return run_self ? run_self->id : NOBODY;
}

void run_lock(struct run *r)
{
    lock_take(&r->lock, run_id());
}

bool run_try_lock(struct run *r)
{
    return lock_try(&r->lock, run_id());
}

void run_unlock(struct run *r)
{
    lock_give(&r->lock);
}

static void wait_for_flush(struct run *r)
{
    uint32_t who = __atomic_load_n(&r->stopping, __ATOMIC_ACQUIRE);
    if (who)
        base_wait(&r->stopping, who);
}

bool run_lock_for_fork(struct run *r)
{
    for (run_lock(r); __atomic_load_n(&r->stopping, __ATOMIC_RELAXED); run_lock(r)) {
        run_unlock(r);
        wait_for_flush(r);
    }
    bool ready = !r->engine->before_fork || r->engine->before_fork(r);
    if (!ready)
        run_unlock(r);
    return ready;
}

void run_unlock_after_fork(struct run *r, bool child)
{
    if (r->engine->after_fork)
        r->engine->after_fork(r, child);
    run_unlock(r);
}

void run_forked(struct run *r)
{
    enum { BLOCKS = 512 }; /* that a child translates: a shell's subshell */
    pool_forked(&r->pool, BLOCKS * 128);
    pool_forked(&r->ops, BLOCKS * 256);
    run_cache_forked(r);
    run_optimize_forked(r);
}

/* ---- inside and outside ---- */

static bool is_shared(const struct run *r)
{
    return __atomic_load_n(&r->thread_count, __ATOMIC_RELAXED) > 1;
}

bool run_go_inside(struct run_thread *t)
{
    struct run *r = t->run;
    struct ir_state *s = t->state;
    uint64_t epoch = __atomic_load_n(&r->epoch, __ATOMIC_ACQUIRE);
    if (is_shared(r)) /* seen by others before anything is looked up */
        __atomic_store_n(&t->epoch, epoch, __ATOMIC_SEQ_CST);
    else
        __atomic_store_n(&t->epoch, epoch, __ATOMIC_RELAXED);
    if (__atomic_load_n(&s->jumps, __ATOMIC_RELAXED) != s->own_jumps)
        __atomic_store_n(&s->jumps, s->own_jumps, __ATOMIC_SEQ_CST);
    __atomic_signal_fence(__ATOMIC_SEQ_CST); /* a signal's run_interrupt may come from here on */
    if (__atomic_load_n(&s->interrupt, __ATOMIC_RELAXED) || __atomic_load_n(&r->stopping, __ATOMIC_SEQ_CST)) {
        run_go_outside(t);
        return false;
    }
    t->features = __atomic_load_n(&r->features, __ATOMIC_ACQUIRE);
    return true;
}

void run_go_outside(struct run_thread *t)
{
    __atomic_store_n(&t->epoch, RUN_OUTSIDE, __ATOMIC_RELEASE);
}

uint64_t run_oldest_epoch(const struct run *r)
{
    uint64_t oldest = RUN_OUTSIDE;
    __atomic_thread_fence(__ATOMIC_SEQ_CST); /* who goes inside from here on sees what has been dropped */
    for (const struct run_thread *t = r->threads; t; t = t->next) {
        uint64_t epoch = __atomic_load_n(&t->epoch, __ATOMIC_ACQUIRE);
        if (epoch < oldest)
            oldest = epoch;
    }
    return oldest;
}

/* ---- interrupts ---- */

static void clear_jumps(struct run_thread *t)
{
    memset(t->jumps, 0, sizeof t->jumps);
    t->jumps[0].pc = run_jump_none(0);
}

static void ask(struct run_thread *t, uint32_t why)
{
    struct run_jump *none = t->run->no_jumps;
    __atomic_store_n(&none[0].pc, run_jump_none(0), __ATOMIC_RELEASE);
    __atomic_fetch_or(&t->state->interrupt, why, __ATOMIC_SEQ_CST);
    __atomic_store_n(&t->state->budget, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&t->state->jumps, (void *)none, __ATOMIC_SEQ_CST);
}

void run_interrupt(struct run_thread *t)
{
    ask(t, RUN_ASKED_OS);
}

void run_come_out(struct run_thread *t)
{
    ask(t, RUN_ASKED_OUT);
}

bool run_may_be_tagged(const struct run_thread *t)
{
    return t->run->guest->tagged & ~t->features;
}

void run_ask_for_tags(struct run_thread *t)
{
    ask(t, RUN_ASKED_TAGS);
}

void run_attend(struct run_thread *t)
{
    __atomic_store_n(&t->link, NULL, __ATOMIC_RELAXED); /* pc may change */
    uint32_t why = __atomic_exchange_n(&t->state->interrupt, 0, __ATOMIC_SEQ_CST);
    wait_for_flush(t->run);
    if (why & RUN_ASKED_CLEAR)
        clear_jumps(t);
    if (why & RUN_ASKED_TAGS)
        run_ignore_tags(t->run);
    if (why & RUN_ASKED_OS)
        t->run->os->interrupt(t);
}

static bool is_self(const struct run_thread *t)
{
    return t == run_self;
}

static void ask_all(struct run *r)
{
    for (struct run_thread *t = r->threads; t; t = t->next)
        if (!is_self(t))
            ask(t, RUN_ASKED_CLEAR);
}

void run_forget(struct run *r)
{
    __atomic_store_n(&r->epoch, r->epoch + 1, __ATOMIC_SEQ_CST);
    ask_all(r);
}

void run_forget_own(struct run *r, uint64_t pc)
{
    struct run_thread *t = run_self;
    if (!t || t->run != r)
        return;
    struct run_jump *jump = &t->jumps[run_jump_index(pc)];
    if (jump->pc == pc)
        *jump = (struct run_jump){ .pc = run_jump_none(run_jump_index(pc)) };
}

/* ---- the flush ---- */

static bool anybody_inside(const struct run *r)
{
    return run_oldest_epoch(r) != RUN_OUTSIDE;
}

static void stop_all(struct run *r)
{
    const struct timespec moment = { 0, 20000 };
    __atomic_store_n(&r->stopping, run_id(), __ATOMIC_SEQ_CST);
    for (ask_all(r); anybody_inside(r); ask_all(r)) { /* again and again: a poll may undo the spending of its budget */
        run_unlock(r); /* a vfork child may end inside; its parent takes it out of the list */
        nanosleep(&moment, NULL);
        run_lock(r);
    }
}

static void let_go(struct run *r)
{
    __atomic_store_n(&r->stopping, 0, __ATOMIC_SEQ_CST);
    base_wake(&r->stopping);
}

bool run_flush(struct run *r)
{
    if (__atomic_load_n(&r->stopping, __ATOMIC_RELAXED)) { /* another thread is at it */
        run_unlock(r);
        wait_for_flush(r);
        run_lock(r);
        return false;
    }
    stop_all(r);
    run_cache_drop_all(r);
    run_cache_bury(r);
    if (r->engine->reset)
        r->engine->reset(r);
    r->full = false;
    r->flushes++;
    run_count(r, STAT_flushes, 1);
    let_go(r);
    return true;
}

/* ---- a thread's beginning and end ---- */

static bool allocate(struct run_thread *t, const struct run *r)
{
    size_t distance = run_frame_distance(r->guest);
    char *p = mmap(NULL, distance + FRAME_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return false;
    t->state = (struct ir_state *)p;
    t->frame = (union ir_value *)(p + distance);
    return true;
}

static void enlist(struct run_thread *t)
{
    enum { LAST_ID = 1 << 30 };
    struct run *r = t->run;
    run_lock(r);
    t->id = r->last_id = r->last_id % LAST_ID + 1;
    t->next = r->threads;
    r->threads = t;
    __atomic_store_n(&r->thread_count, r->thread_count + 1, __ATOMIC_RELAXED);
    run_unlock(r);
}

static void delist(struct run_thread *t)
{
    struct run *r = t->run;
    struct run_thread **at = &r->threads;
    run_lock(r);
    while (*at != t)
        at = &(*at)->next;
    *at = t->next;
    __atomic_store_n(&r->thread_count, r->thread_count - 1, __ATOMIC_RELAXED);
    run_unlock(r);
}

/* The part of the state that is the runtime's, and different in each thread. */
static void set_own_part(struct run_thread *t)
{
    const struct run *r = t->run;
    struct ir_state *s = t->state;
    s->thread = t;
    s->interrupt = 0;
    s->jumps = s->own_jumps = t->jumps;
    s->targets = (void *)(log_on(r->log, LOG_nochain) ? &r->no_targets : &r->targets);
    s->budget = 0; /* the first sample sets it, and t->period */
    if (r->engine->start_thread)
        r->engine->start_thread(t);
}

void run_thread_copy(struct run_thread *to, const struct run_thread *from)
{
    run_lock(to->run); /* it can be asked for something already */
    memcpy(to->state, from->state, to->run->guest->state_size);
    set_own_part(to);
    run_unlock(to->run);
}

struct run_thread *run_thread_new(struct run *r)
{
    struct run_thread *t = base_pages(sizeof *t);
    if (!t || !allocate(t, r)) {
        base_pages_free(t, sizeof *t);
        return NULL;
    }
    t->run = r;
    t->epoch = RUN_OUTSIDE;
    r->guest->reset(t->state, r->features);
    set_own_part(t);
    t->jumps[0].pc = run_jump_none(0);
    enlist(t);
    return t;
}

void run_thread_free(struct run_thread *t)
{
    delist(t);
    munmap(t->state, run_frame_distance(t->run->guest) + FRAME_SIZE);
    base_pages_free(t, sizeof *t);
}

void run_thread_bury(struct run_thread *t)
{
    if (lock_held_by(&t->run->lock, t->id))
        lock_give(&t->run->lock);
    if (__atomic_load_n(&t->run->stopping, __ATOMIC_RELAXED) == t->id)
        let_go(t->run);
    run_thread_free(t);
}
