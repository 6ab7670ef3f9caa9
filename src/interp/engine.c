/* The interpreter as an engine of run/: where its code lies, how it goes away, what a fault in it means. What is in the code is
   compile.c's business and insns.c's. */
#include "interp/internal.h"

#include <string.h>

static struct run_link *links_of(struct interp_code *code)
{
    return (struct run_link *)((char *)code + code->size) - code->link_count;
}

/* Each direct exit has its link, behind the ops. */
struct interp_op *interp_place(struct run *r, const struct interp_op *ops, uint32_t count, uint32_t link_count)
{
    size_t size = sizeof(struct interp_code) + count * sizeof *ops, links = link_count * sizeof(struct run_link);
    struct interp_code *code = pool_take(&r->ops, size + links);
    if (!code)
        return NULL;
    code->size = (uint32_t)(size + links);
    code->link_count = link_count;
    memcpy(code->ops, ops, count * sizeof *ops);
    struct run_link *link = links_of(code);
    memset(link, 0, links);
    for (uint32_t i = 0; i < count && links; i++)
        if (code->ops[i].handler == INTERP_exit_direct) {
            link->pc = code->ops[i].imm;
            code->ops[i].imm = (uintptr_t)link++;
        }
    if (code->ops->handler == INTERP_gone)
        __atomic_store_n(&code->ops->handler, INTERP_count, __ATOMIC_RELEASE);
    return code->ops;
}

/* Exits of the first tier that lead here notice. */
static void drop(struct run *r, void *ops)
{
    struct interp_op *first = ops;
    (void)r;
    if (first->handler == INTERP_count)
        __atomic_store_n(&first->handler, INTERP_gone, __ATOMIC_RELEASE);
}

static void release(struct run *r, void *p)
{
    struct interp_code *code = interp_code_of(p);
    for (unsigned i = 0; i < code->link_count; i++)
        run_unlink(r, &links_of(code)[i]);
    pool_give(&r->ops, code, code->size);
}

/* Every access has recorded its op, the op its guest pc, and the state is in its place all the time. */
static bool recover(struct run_thread *t, uintptr_t host_pc, const void *ucontext)
{
    (void)host_pc;
    (void)ucontext;
    t->state->pc = INTERP_LOW(((const struct interp_op *)t->at)->imm);
    return true;
}

static void after_fork(struct run *r, bool child)
{
    (void)child;
    interp_insns_forked(r);
}

const struct run_engine interp_engine = {
    .name = "interp",
    .destroy = interp_free_insns,
    .after_fork = after_fork,
    .compile = interp_compile,
    .quick = interp_quick,
    .drop = drop,
    .release = release,
    .enter = interp_enter,
    .recover = recover,
};
