/* Polls that no loop needs any more. Lowering polls in front of each jump backwards; where the passes have unrolled a loop there
   is a poll in each copy of its body, and each keeps all guest state alive for its way out. One in every loop is enough: a poll
   goes when no way leads from it back to it that does not pass another one.

   Polls are loads with the mark that `safepoint` gave them; one that a pass has taken the mark from stays. Exits poll, too, for loops
   through other code, without a mark. */
#include "llvm/internal.h"

#include <stdlib.h>
#include <string.h>

struct node {
    val end;        /* the block's terminator */
    val load;       /* of the poll that it is; NULL: it is none */
    uint32_t *to;   /* successors */
    uint32_t count; /* of them */
    uint32_t seen;  /* the last search that came here */
};

struct graph {
    struct node *node; /* in the order of the function's blocks */
    uint32_t count;
    struct place {
        LLVMBasicBlockRef block;
        uint32_t index;
    } *place; /* the same by address */
    uint32_t *stack;
    uint32_t search;
};

static unsigned mark(struct llvm_tier *t)
{
    return LLVMGetMDKindIDInContext(t->context, "poll", 4);
}

void mark_poll(struct llvm_tier *t, val load)
{
    LLVMSetMetadata(load, mark(t), LLVMMetadataAsValue(t->context, LLVMMDNodeInContext2(t->context, NULL, 0)));
}

static int by_block(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct place *)a)->block, y = (uintptr_t)((const struct place *)b)->block;
    return x < y ? -1 : x > y;
}

static uint32_t index_of(const struct graph *g, LLVMBasicBlockRef b)
{
    const struct place key = { .block = b }, *p = bsearch(&key, g->place, g->count, sizeof key, by_block);
    return p->index;
}

/* The load of the poll that ends in this branch. NULL: it is none. */
static val poll_of(struct llvm_tier *t, val branch)
{
    if (!LLVMIsABranchInst(branch) || !LLVMIsConditional(branch))
        return NULL;
    val asked = LLVMGetCondition(branch);
    val load = LLVMIsAICmpInst(asked) ? LLVMGetOperand(asked, 0) : NULL;
    return load && LLVMIsALoadInst(load) && LLVMGetMetadata(load, mark(t)) ? load : NULL;
}

static void make_graph(struct graph *g, struct llvm_tier *t, struct arena *arena, val function)
{
    g->count = LLVMCountBasicBlocks(function);
    g->node = arena_alloc(arena, g->count * sizeof *g->node);
    g->place = arena_alloc(arena, g->count * sizeof *g->place);
    g->stack = arena_alloc(arena, g->count * sizeof *g->stack);
    uint32_t i = 0;
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b), i++) {
        val end = LLVMGetBasicBlockTerminator(b);
        g->place[i] = (struct place){ b, i };
        g->node[i] = (struct node){ .end = end, .load = poll_of(t, end), .count = LLVMGetNumSuccessors(end) };
    }
    qsort(g->place, g->count, sizeof *g->place, by_block);
    for (i = 0; i < g->count; i++) {
        struct node *n = &g->node[i];
        n->to = arena_alloc(arena, n->count * sizeof *n->to);
        for (unsigned k = 0; k < n->count; k++)
            n->to[k] = index_of(g, LLVMGetSuccessor(n->end, k));
    }
}

/* Whether a way leads from the block back to it without a poll. */
static bool closes_loop(struct graph *g, uint32_t from)
{
    uint32_t depth = 0;
    g->stack[depth++] = from;
    g->search++;
    while (depth) {
        const struct node *n = &g->node[g->stack[--depth]];
        for (uint32_t k = 0; k < n->count; k++) {
            struct node *to = &g->node[n->to[k]];
            if (n->to[k] == from)
                return true;
            if (to->seen == g->search || to->load)
                continue;
            to->seen = g->search;
            g->stack[depth++] = n->to[k];
        }
    }
    return false;
}

/* Nobody asks: the branch goes where it goes then. */
static void drop(struct node *n)
{
    val asked = LLVMGetCondition(n->end);
    LLVMSetCondition(n->end, number(LLVMTypeOf(asked), LLVMGetICmpPredicate(asked) == LLVMIntEQ));
    if (!LLVMGetFirstUse(asked))
        LLVMInstructionEraseFromParent(asked);
    if (!LLVMGetFirstUse(n->load))
        LLVMInstructionEraseFromParent(n->load);
    n->load = NULL;
}

void drop_polls(struct llvm_tier *t, LLVMModuleRef module, struct arena *arena)
{
    for (val f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
        struct graph g = { 0 };
        struct arena_mark before = arena_mark(arena);
        if (!LLVMIsDeclaration(f))
            make_graph(&g, t, arena, f);
        for (uint32_t i = 0; i < g.count; i++)
            if (g.node[i].load && !closes_loop(&g, i))
                drop(&g.node[i]);
        arena_release(arena, before);
    }
}
