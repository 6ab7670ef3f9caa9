/* What holds of every finished IR function: the verifier's laws, and that text is as good as it. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ir/ir.h"

static char *print(const struct ir_func *f)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    bug_on(!out, "no memory");
    ir_print(f, out);
    fclose(out);
    return text;
}

void fuzz_check_function(const struct ir_func *f, const char *from)
{
    char error[512];
    struct arena arena;
    char *text = print(f);
    bug_on(!ir_verify(f, error, sizeof error), "%s: %s\n%s", from, error, text);
    arena_init(&arena);
    struct ir_func *same = ir_parse(&arena, text, error, sizeof error);
    bug_on(!same, "%s: printed, and not read back: %s\n%s", from, error, text);
    char *again = print(same);
    bug_on(strcmp(text, again), "%s: printed, read back and printed:\n%s\nbecame\n%s", from, text, again);
    free(again);
    free(text);
    arena_free(&arena);
}
