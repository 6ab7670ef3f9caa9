/* What groups promise: outside of a { } group no two patterns match the same instruction, and
   inside of one no pattern is unreachable. Next: tree.c. */
#include "decodegen.h"

/* The group that holds both, below which they part. */
static const struct node *common_group(const struct node *a, const struct node *b)
{
    for (const struct node *x = a->parent; x; x = x->parent)
        for (const struct node *y = b->parent; y; y = y->parent)
            if (x == y)
                return x;
    return NULL;
}

static bool overlap(const struct encoding *a, const struct encoding *b)
{
    return a->width == b->width && ((a->bits ^ b->bits) & a->mask & b->mask) == 0;
}

static void check_pair(struct table *t, const struct node *first, const struct node *second)
{
    const struct pattern *a = first->pattern, *b = second->pattern;
    if (!overlap(&a->e, &b->e))
        return;
    if (!common_group(first, second)->overlapping)
        complain(&t->errors, b->at, "pattern '%s' overlaps pattern '%s' (%s:%d)", b->unique, a->unique,
                 a->at.file, a->at.line);
    else if ((a->e.mask & ~b->e.mask) == 0 && !a->feature)
        complain(&t->errors, b->at, "pattern '%s' is never reached: '%s' (%s:%d) covers it", b->unique,
                 a->unique, a->at.file, a->at.line);
}

static void collect(struct node *n, struct node **leaf)
{
    if (n->pattern)
        leaf[n->pattern->number] = n;
    for (int i = 0; i < n->kids; i++)
        collect(n->kid[i], leaf);
}

void check_groups(struct table *t)
{
    struct node **leaf = allocate(sizeof *leaf * (size_t)(t->patterns + 1));
    collect(t->root, leaf);
    for (int j = 1; j < t->patterns; j++)
        for (int i = 0; i < j; i++)
            check_pair(t, leaf[i], leaf[j]);
}
