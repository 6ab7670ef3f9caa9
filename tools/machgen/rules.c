/* The pattern language: the lines below rows, and statements of their own. */
#include "machgen.h"

void rules_parse(struct table *t)
{
    for (int i = 0; i < t->statements; i++)
        complain(&t->errors, t->statement[i]->at, "unknown statement '%s'", t->statement[i]->text);
}

void rules_emit(const struct table *t, FILE *out)
{
    (void)t;
    fprintf(out, "#include \"mach/mach.h\"\n");
}
