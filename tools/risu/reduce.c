/* The shortest block that still fails: instructions are turned into nops one at a time, so that all
   others stay where they are and branches and addresses of code hold. */
#include "risu.h"

static bool is_nop(const struct arch *arch, const struct insn *i)
{
    return i->bits == arch->nop[i->length / 4];
}

static bool try_without(struct run_setup *s, struct block *b, unsigned at)
{
    struct insn old = b->insn[at];
    b->insn[at].bits = s->arch->nop[old.length / 4];
    b->insn[at].pattern = insn_pattern(s->arch, &b->insn[at]);
    if (run_differs(s, b))
        return true;
    b->insn[at] = old;
    return false;
}

unsigned reduce(struct run_setup *s, struct block *b)
{
    unsigned last = 0;
    bool smaller = true;
    while (smaller) {
        smaller = false;
        for (unsigned at = b->count; at-- > 0;)
            if (!is_nop(s->arch, &b->insn[at]))
                smaller |= try_without(s, b, at);
    }
    for (unsigned at = 0; at < b->count; at++)
        if (!is_nop(s->arch, &b->insn[at]))
            last = at;
    return last;
}
