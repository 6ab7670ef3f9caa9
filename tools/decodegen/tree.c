/* Writes the decision tree of one instruction width.

   A set of nodes (patterns and groups) is told apart by the bits that are fixed in all of them: a
   switch over those bits, and again in each case over the bits not yet looked at. Where nodes have
   no such bits in common, the set is cut in two by the bit that most of them fix, and the part
   that does not fix it is tried after the other; that is sound because nodes of a [ ] group
   exclude each other. Nodes of a { } group must keep their order, so there each is tried in turn.

   A leaf is `if (it matches && accept()) return its number;`: when nothing matches or the lift
   function refuses, control falls out of all the switches to what comes next. */
#include "decodegen.h"

struct nodes {
    int count;
    struct node **node;
    bool ordered;
};

struct tree {
    const struct table *t;
    FILE *out;
    int width;
};

/* Finds what all patterns of this width below n have in common; false when there is none. */
static bool summarize(struct node *n, int width)
{
    if (n->pattern) {
        n->mask = n->pattern->e.mask;
        n->bits = n->pattern->e.bits;
        return n->pattern->e.width == width;
    }
    bool any = false;
    for (int i = 0; i < n->kids; i++) {
        const struct node *kid = n->kid[i];
        if (!summarize(n->kid[i], width))
            continue;
        n->mask = any ? n->mask & kid->mask & ~(n->bits ^ kid->bits) : kid->mask;
        n->bits = (any ? n->bits : kid->bits) & n->mask;
        any = true;
    }
    return any;
}

/* The kids of a group that have patterns of this width; groups of the same kind dissolve. */
static void gather(struct node *group, int width, struct nodes *into)
{
    for (int i = 0; i < group->kids; i++) {
        struct node *kid = group->kid[i];
        if (!summarize(kid, width))
            continue;
        if (!kid->pattern && kid->overlapping == group->overlapping)
            gather(kid, width, into);
        else
            push(&into->node, &into->count, kid);
    }
}

static uint32_t common_mask(const struct nodes *s)
{
    uint32_t mask = ~0u;
    for (int i = 0; i < s->count; i++)
        mask &= s->node[i]->mask;
    return mask;
}

/* How many nodes fix the bit; 0 unless both values occur. */
static int votes(const struct nodes *s, uint32_t bit)
{
    int fixed = 0, ones = 0;
    for (int i = 0; i < s->count; i++) {
        fixed += (s->node[i]->mask & bit) != 0;
        ones += (s->node[i]->bits & bit) != 0;
    }
    return ones && ones < fixed ? fixed : 0;
}

static uint32_t best_bit(const struct nodes *s, uint32_t tested)
{
    uint32_t best = 0;
    int most = 1;
    for (int i = 31; i >= 0; i--) {
        uint32_t bit = 1u << i;
        int n = tested & bit ? 0 : votes(s, bit);
        if (n > most) {
            most = n;
            best = bit;
        }
    }
    return best;
}

static struct nodes select_nodes(const struct nodes *s, uint32_t mask, uint32_t fixed,
                                 uint32_t bits)
{
    struct nodes some = { .ordered = s->ordered };
    for (int i = 0; i < s->count; i++)
        if ((s->node[i]->mask & mask) == fixed && (s->node[i]->bits & mask) == bits)
            push(&some.node, &some.count, s->node[i]);
    return some;
}

static void emit_nodes(const struct tree *t, const struct nodes *s, uint32_t tested, int depth);

static void indent(const struct tree *t, int depth)
{
    fprintf(t->out, "%*s", depth * 4, "");
}

static void emit_leaf(const struct tree *t, const struct pattern *p, uint32_t tested, int depth)
{
    uint32_t rest = p->e.mask & ~tested;
    indent(t, depth);
    if (rest)
        fprintf(t->out, "if ((insn & 0x%08x) == 0x%08x && w->accept(w, PAT(%s)))\n", rest,
                p->e.bits & rest, p->symbol);
    else
        fprintf(t->out, "if (w->accept(w, PAT(%s)))\n", p->symbol);
    indent(t, depth + 1);
    fprintf(t->out, "return PAT(%s);\n", p->symbol);
}

static void emit_node(const struct tree *t, struct node *n, uint32_t tested, int depth)
{
    if (n->pattern) {
        emit_leaf(t, n->pattern, tested, depth);
        return;
    }
    struct nodes kids = { .ordered = n->overlapping };
    gather(n, t->width, &kids);
    emit_nodes(t, &kids, tested, depth);
}

/* One case for each value that mask has among the nodes. */
static void emit_switch(const struct tree *t, const struct nodes *s, uint32_t mask, uint32_t tested,
                        int depth)
{
    indent(t, depth);
    fprintf(t->out, "switch (insn & 0x%08x) {\n", mask);
    for (int i = 0; i < s->count; i++) {
        uint32_t bits = s->node[i]->bits & mask;
        bool seen = false;
        for (int j = 0; j < i; j++)
            seen |= (s->node[j]->bits & mask) == bits;
        if (seen)
            continue;
        struct nodes same = select_nodes(s, mask, mask, bits);
        indent(t, depth);
        fprintf(t->out, "case 0x%08x:\n", bits);
        emit_nodes(t, &same, tested | mask, depth + 1);
        indent(t, depth + 1);
        fprintf(t->out, "break;\n");
    }
    indent(t, depth);
    fprintf(t->out, "}\n");
}

static void emit_nodes(const struct tree *t, const struct nodes *s, uint32_t tested, int depth)
{
    uint32_t mask = common_mask(s) & ~tested, bit;
    if (s->count == 1) {
        emit_node(t, s->node[0], tested, depth);
    } else if (mask) {
        emit_switch(t, s, mask, tested, depth);
    } else if (!s->ordered && (bit = best_bit(s, tested))) {
        struct nodes zero = select_nodes(s, bit, bit, 0), one = select_nodes(s, bit, bit, bit);
        struct nodes fixed = { 0 }, rest = select_nodes(s, bit, 0, 0);
        for (int i = 0; i < zero.count; i++)
            push(&fixed.node, &fixed.count, zero.node[i]);
        for (int i = 0; i < one.count; i++)
            push(&fixed.node, &fixed.count, one.node[i]);
        emit_nodes(t, &fixed, tested, depth);
        emit_nodes(t, &rest, tested, depth);
    } else {
        for (int i = 0; i < s->count; i++)
            emit_node(t, s->node[i], tested, depth);
    }
}

void emit_tree(const struct table *table, FILE *out, int width)
{
    struct tree t = { .t = table, .out = out, .width = width };
    struct nodes top = { 0 };
    gather(table->root, width, &top);
    fprintf(out, "\nstatic int walk%d(struct walk *w, uint32_t insn)\n{\n", width);
    if (top.count)
        emit_nodes(&t, &top, 0, 1);
    else
        fprintf(out, "    (void)w, (void)insn;\n");
    fprintf(out, "    return -1;\n}\n");
}
