/* Running in lockstep.

   A unit is compiled by both engines. When it is entered, the guest's state is kept; the reference runs it until it leaves, the
   state it comes to is kept, everything is put back, and the engine under test runs it. Then registers, the way it ended, and memory must
   agree; the latter's state is the one to go on with. Whatever the runtime does in between, a system call say, happens once.

   Units are not linked (-d nochain is switched on), so that every one of them begins and ends here. Both sides get a budget of polls that
   they will not spend; the thread's own loses one a unit, so that regions come about as ever. When the tested engine must have the
   code made anew it has done nothing, and there is nothing to compare.

   Memory: the interpreter has a page copied before it writes there for the first time (thread->pages, run/pages.c). Afterwards
   pages that have changed are put back, and what they had become is compared with what the tested engine makes of them. A wild store
   to a page that the reference leaves alone is not seen.

   Faults: run_host_fault leaves for thread->recover, which leads here while a side runs; or the code leaves by itself when it lands.
   Both sides must fault alike; then the fault goes on to the loop.

   What two runs cannot agree on, since time goes on between them (time counters, memory shared with other processes), is no difference:
   before one is reported the reference runs twice more, and must agree with itself. A signal that arrives meanwhile may end
   either side early; such a unit is not compared. Neither is one whose tested side leaves where it has changed the FP mode, because its code
   does not serve the new one, nor anything once there is a second thread. */
#define _GNU_SOURCE
#include "lockstep/internal.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct pair { /* an entry */
    void *code[SIDES];
    bool region;
};

struct unit {
    void *code[SIDES];
    struct pair pairs[RUN_ENTRIES];
};

static struct lockstep *of(const struct run *r)
{
    return r->around;
}

/* The side that the thread runs. */
static const struct run_engine *side_of(const struct run_thread *t)
{
    const struct lockstep *l = of(t->run);
    return t->pages ? l->e->reference : l->e->tested;
}

/* ---- the engine's functions. The reference has only some, and no data: engine_data is the tested engine's ---- */

static void destroy(struct run *r)
{
    struct lockstep *l = of(r);
    if (l->e->tested->destroy)
        l->e->tested->destroy(r);
    for (enum side side = REFERENCE; side < SIDES; side++)
        free(l->outcome[side].state);
    free(l->before);
    free(l->again.state);
    run_pages_free(&l->pages);
    free(l);
    r->around = NULL;
}

static bool init(struct run *r)
{
    struct lockstep *l = calloc(1, sizeof *l);
    struct ir_state **copies[] = { &l->before, &l->again.state, &l->outcome[REFERENCE].state, &l->outcome[TESTED].state };
    bool made = l != NULL;
    r->around = l;
    if (!l)
        return false;
    l->e = (const struct lockstep_engine *)r->engine;
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++)
        made &= (*copies[i] = aligned_alloc(64, (r->guest->state_size + 63) & ~(size_t)63)) != NULL;
    r->log->kinds |= 1ull << LOG_nochain;
    r->features |= r->guest->handed_over; /* what calls do not hand over is compared, too */
    return made && (!l->e->tested->init || l->e->tested->init(r));
}

static void start_thread(struct run_thread *t)
{
    const struct run_engine *e = of(t->run)->e->tested;
    if (e->start_thread)
        e->start_thread(t);
}

static void reset(struct run *r)
{
    const struct run_engine *e = of(r)->e->tested;
    if (e->reset)
        e->reset(r);
}

static void release(struct run *r, void *code)
{
    const struct lockstep_engine *e = of(r)->e;
    struct unit *u = code;
    if (u->code[REFERENCE])
        e->reference->release(r, u->code[REFERENCE]);
    if (u->code[TESTED])
        e->tested->release(r, u->code[TESTED]);
    free(u);
}

static bool before_fork(struct run *r)
{
    const struct run_engine *e = of(r)->e->tested;
    return !e->before_fork || e->before_fork(r);
}

static void after_fork(struct run *r, bool child)
{
    const struct run_engine *e = of(r)->e->tested;
    if (e->after_fork)
        e->after_fork(r, child);
}

static void name_code(struct run *r)
{
    const struct run_engine *e = of(r)->e->tested;
    if (e->name_code)
        e->name_code(r);
}

/* The tested engine's entries, each with the reference's at the same place. */
static bool pair_entries(struct unit *u, struct run_unit_entry *entries, unsigned count, const struct run_unit_entry *others,
                         unsigned other_count, bool region)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned k = 0;
        while (k < other_count && others[k].pc != entries[i].pc)
            k++;
        if (k == other_count)
            return false;
        u->pairs[i] = (struct pair){ { others[k].code, entries[i].code }, region };
        entries[i].code = &u->pairs[i];
    }
    return true;
}

static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *count)
{
    struct unit *u = calloc(1, sizeof *u);
    struct run_unit_entry others[RUN_ENTRIES];
    unsigned other_count = *count;
    if (!u)
        return NULL;
    u->code[REFERENCE] = of(r)->e->reference->compile(r, f, others, &other_count);
    if (u->code[REFERENCE])
        u->code[TESTED] = of(r)->e->tested->compile(r, f, entries, count);
    if (u->code[TESTED] && pair_entries(u, entries, *count, others, other_count, r->stats.tier == RUN_TIER_REGION))
        return u;
    release(r, u);
    return NULL;
}

/* ---- faults: called by the host's handler ---- */

static bool recover(struct run_thread *t, uintptr_t host_pc, const void *ucontext)
{
    return side_of(t)->recover(t, host_pc, ucontext);
}

static bool land(struct run_thread *t, void *ucontext)
{
    const struct run_engine *e = side_of(t);
    return e->land && e->land(t, ucontext);
}

static bool resume(struct run_thread *t, const siginfo_t *info, void *ucontext)
{
    const struct run_engine *e = side_of(t);
    return e->resume && e->resume(t, info, ucontext);
}

/* The handler has been left for good: what an instruction can cause must not be blocked. */
static void unblock_faults(void)
{
    sigset_t faults;
    sigemptyset(&faults);
    sigaddset(&faults, SIGSEGV);
    sigaddset(&faults, SIGBUS);
    sigaddset(&faults, SIGFPE);
    sigaddset(&faults, SIGILL);
    sigprocmask(SIG_UNBLOCK, &faults, NULL);
}

/* ---- running ---- */

static void copy_part(struct ir_state *to, const struct ir_state *from, size_t start, size_t end)
{
    memcpy((uint8_t *)to + start, (const uint8_t *)from + start, end - start);
}

/* All of the state is the guest's but what a signal changes, which may come at any time. */
static void put_state(struct run_thread *t, const struct ir_state *from)
{
    struct ir_state *s = t->state;
    copy_part(s, from, 0, offsetof(struct ir_state, own_jumps));
    copy_part(s, from, offsetof(struct ir_state, trap), offsetof(struct ir_state, jumps));
    copy_part(s, from, IR_STATE_HEAD, t->run->guest->state_size);
}

static bool is_interrupted(const struct run_thread *t)
{
    return __atomic_load_n(&t->state->interrupt, __ATOMIC_RELAXED);
}

/* What a signal spends stays spent. */
static void set_budget(struct run_thread *t, int32_t polls)
{
    __atomic_store_n(&t->state->budget, polls, __ATOMIC_RELAXED);
    if (is_interrupted(t))
        __atomic_store_n(&t->state->budget, 0, __ATOMIC_RELAXED);
}

static enum run_exit enter_side(struct run_thread *t, void *code)
{
    set_budget(t, INT32_MAX);
    t->in_code = true;
    enum run_exit why = side_of(t)->enter(t, code);
    t->in_code = false;
    return why;
}

static void run_side(struct run_thread *t, enum side side, void *code, struct outcome *out)
{
    sigjmp_buf loop;
    memcpy(&loop, &t->recover, sizeof loop);
    t->pages = side == REFERENCE ? &of(t->run)->pages : NULL;
    out->faulted = sigsetjmp(t->recover, 0) != 0;
    if (!out->faulted) {
        out->why = enter_side(t, code);
        out->faulted = t->landing;
        t->landing = false;
    } else {
        unblock_faults();
    }
    out->fault = t->fault;
    t->pages = NULL;
    t->link = NULL;
    memcpy(&t->recover, &loop, sizeof loop);
    memcpy(out->state, t->state, t->run->guest->state_size);
}

/* Whether the reference comes to the same again, twice. */
static bool repeats(struct run_thread *t, void *code)
{
    struct lockstep *l = of(t->run);
    char text[300];
    size_t pages = l->pages.count;
    bool same = true;
    for (unsigned n = 0; n < 2 && same; n++) {
        put_state(t, l->before);
        run_pages_restore(&l->pages, RUN_PAGE_OLD);
        run_side(t, REFERENCE, code, &l->again);
        same = !lockstep_compare(t->run, &l->outcome[REFERENCE], &l->again, text, sizeof text) &&
               l->pages.count == pages && !run_pages_compare(&l->pages, RUN_PAGE_MADE);
    }
    return same;
}

static void compare(struct run_thread *t, const struct pair *p)
{
    struct lockstep *l = of(t->run);
    char text[300];
    const char *what = lockstep_compare(t->run, &l->outcome[REFERENCE], &l->outcome[TESTED], text, sizeof text);
    const uint8_t *byte = what ? NULL : run_pages_compare(&l->pages, RUN_PAGE_MADE);
    if (byte) {
        snprintf(text, sizeof text, "the byte at %p is %02x, not %02x", (const void *)byte, *byte,
                 run_pages_byte(&l->pages, RUN_PAGE_MADE, byte));
        what = text;
    }
    if (!what)
        return;
    run_pages_keep(&l->pages, RUN_PAGE_ASIDE);
    if (repeats(t, p->code[REFERENCE]))
        lockstep_differs(t, what, p->region);
    run_pages_restore(&l->pages, RUN_PAGE_ASIDE);
    put_state(t, l->outcome[TESTED].state);
}

static bool leaves_for_fp_mode(const struct lockstep *l)
{
    const struct outcome *tested = &l->outcome[TESTED];
    return !tested->faulted && tested->why == RUN_INTERRUPT && tested->state->fp.mode != l->before->fp.mode;
}

static enum run_exit enter(struct run_thread *t, void *code)
{
    struct lockstep *l = of(t->run);
    const struct pair *p = code;
    struct outcome *tested = &l->outcome[TESTED];
    int32_t budget = t->state->budget;
    l->off |= t->run->threads->next != NULL;
    if (l->off)
        return l->e->tested->enter(t, p->code[TESTED]);
    memcpy(l->before, t->state, t->run->guest->state_size);
    run_pages_clear(&l->pages);
    run_side(t, REFERENCE, p->code[REFERENCE], &l->outcome[REFERENCE]);
    put_state(t, l->before);
    run_pages_keep(&l->pages, RUN_PAGE_MADE);
    run_pages_restore(&l->pages, RUN_PAGE_OLD);
    run_side(t, TESTED, p->code[TESTED], tested);
    bool idle = !tested->faulted && lockstep_same(t->run, l->before, tested->state);
    if (!idle && !is_interrupted(t) && !leaves_for_fp_mode(l))
        compare(t, p);
    set_budget(t, budget - 1);
    if (tested->faulted) {
        t->fault = tested->fault;
        siglongjmp(t->recover, 1);
    }
    return tested->why == RUN_LOOKUP && budget <= 0 ? RUN_INTERRUPT : tested->why;
}

void lockstep_make(struct lockstep_engine *e, const struct run_engine *reference, const struct run_engine *tested,
                   char *const *command)
{
    bug_on(reference->init || reference->start_thread || reference->reset, "%s has data of its own", reference->name);
    *e = (struct lockstep_engine){
        .engine = { .name = "lockstep", .init = init, .destroy = destroy, .start_thread = start_thread, .compile = compile,
                    .release = release, .reset = reset, .before_fork = before_fork, .after_fork = after_fork, .name_code = name_code,
                    .enter = enter, .recover = recover, .land = land, .resume = resume },
        .reference = reference,
        .tested = tested,
        .command = command,
    };
}
