/* The samples of a profile; see run/profile.h. They are kept as a tree: a node is an address that was called from its parent's, and the innermost
   ones have weights. So a program that runs for long takes no more room than one that runs short, and a handler takes no memory: the
   nodes are one mapping, which fills up as they are used. */
#define _GNU_SOURCE
#include "run/profile.h"

#include <sched.h>

enum { NODES = 1 << 20, HEADS = 1 << 16, TRIES = 1000 };
enum kind { CALLER, LINK, INNERMOST /* + enum run_place */ };

struct node {
    uint64_t pc, weight;
    uint32_t parent;
    uint32_t next; /* of those with its hash */
    uint32_t kind;
};

struct run_profile { /* zeroed; node 0 is the root */
    bool held;
    uint32_t count;
    uint64_t samples, lost;
    uint64_t place[RUN_PLACES];
    uint32_t head[HEADS];
    struct node node[NODES];
};

enum { SIZE = (sizeof(struct run_profile) + 4095) & ~4095 }; /* no huge pages: most of it stays unused */

const char *const run_place_names[RUN_PLACES] = { "first tier", "blocks", "regions", "optimised", "helpers", "runtime", "calls" };
static_assert((int)RUN_IN_OPTIMIZED == (int)RUN_TIER_OPTIMIZED && (int)RUN_IN_FIRST == (int)RUN_TIER_FIRST, "tiers are places");

/* ---- where a thread is ---- */

static uint64_t register_at(const struct run_thread *t, unsigned offset)
{
    return *(const uint64_t *)((const char *)t->state + offset);
}

void run_locate(const struct run_thread *t, const void *ucontext, struct run_located *out)
{
    const struct guest_stack *stack = &t->run->guest->stack;
    out->place = t->in_code ? RUN_IN_FIRST : t->in_call ? RUN_IN_CALL : RUN_IN_RUNTIME;
    out->pc = t->state->pc;
    out->sp = register_at(t, stack->sp);
    out->fp = register_at(t, stack->fp);
    out->lr = register_at(t, stack->lr);
    if (t->in_code && t->run->engine->locate)
        t->run->engine->locate(t, ucontext, out);
}

/* ---- the tree ---- */

struct run_profile *run_profile_new(void)
{
    struct run_profile *p = base_map(SIZE, SIZE);
    if (p)
        p->count = 1;
    return p;
}

void run_profile_free(struct run_profile *p)
{
    base_unmap(p, SIZE, SIZE);
}

static bool take(struct run_profile *p)
{
    return !__atomic_exchange_n(&p->held, true, __ATOMIC_ACQUIRE);
}

void run_profile_hold(struct run_profile *p)
{
    while (!take(p))
        sched_yield();
}

void run_profile_release(struct run_profile *p)
{
    __atomic_store_n(&p->held, false, __ATOMIC_RELEASE);
}

/* The node below `parent`, made when there is none. 0: there is no room. */
static uint32_t below(struct run_profile *p, uint32_t parent, uint64_t pc, uint32_t kind)
{
    uint64_t hash = (pc ^ (uint64_t)parent << 32 ^ kind) * 0x9e3779b97f4a7c15;
    uint32_t *head = &p->head[hash >> 48], i;
    static_assert(HEADS == 1 << 16, "as many as 16 bits tell apart");
    for (i = *head; i; i = p->node[i].next)
        if (p->node[i].pc == pc && p->node[i].parent == parent && p->node[i].kind == kind)
            return i;
    if (p->count == NODES)
        return 0;
    i = p->count++;
    p->node[i] = (struct node){ .pc = pc, .parent = parent, .next = *head, .kind = kind };
    return *head = i;
}

static bool enter(struct run_profile *p, const struct run_stack *s, uint64_t weight)
{
    uint32_t at = 0;
    for (unsigned i = s->count; i--;)
        if (!(at = below(p, at, s->callers[i], CALLER)))
            return false;
    if (s->link && !(at = below(p, at, s->link, LINK)))
        return false;
    if (!(at = below(p, at, s->pc, INNERMOST + s->place)))
        return false;
    p->node[at].weight += weight;
    p->place[s->place] += weight;
    p->samples++;
    return true;
}

void run_profile_add(struct run_profile *p, const struct run_stack *s, uint64_t weight)
{
    bool taken = false, entered = false;
    for (unsigned i = 0; i < TRIES && !(taken = take(p)); i++)
        __builtin_ia32_pause();
    if (taken) {
        entered = enter(p, s, weight);
        run_profile_release(p);
    }
    if (!entered)
        __atomic_fetch_add(&p->lost, 1, __ATOMIC_RELAXED);
}

void run_profile_sum(const struct run_profile *p, struct run_profile_sum *out)
{
    *out = (struct run_profile_sum){ .samples = p->samples, .lost = p->lost };
    for (unsigned i = 0; i < RUN_PLACES; i++)
        out->weight += out->place[i] = p->place[i];
}

void run_profile_each(const struct run_profile *p, void (*visit)(void *context, const struct run_stack *s, uint64_t weight),
                      void *context)
{
    for (uint32_t i = 1; i < p->count; i++) {
        const struct node *n = &p->node[i];
        if (n->kind < INNERMOST)
            continue;
        struct run_stack s = { .place = n->kind - INNERMOST, .pc = n->pc };
        for (const struct node *up = &p->node[n->parent]; up != &p->node[0]; up = &p->node[up->parent]) {
            if (up->kind == LINK)
                s.link = up->pc;
            else
                s.callers[s.count++] = up->pc;
        }
        visit(context, &s, n->weight);
    }
}
