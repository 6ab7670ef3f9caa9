/* Case files: IR text and what becomes of it. A case is

       ==== title
       IR text
       =>
       expectation

   In fold.ir that is the function as the builder simplifies it (and both must do the same), in
   laws.ir the error that the parser or the verifier gives, in polls.ir the function without
   safepoints that it does not need. --bless writes what was got into the file. */
#include "ir/t/test.h"

#include <stdlib.h>
#include <string.h>

/* malloc'ed */
typedef char *become(struct test *t, const char *title, const char *text);

static char *with_newline(const char *text)
{
    char *copy = malloc(strlen(text) + 2);
    strcpy(copy, text);
    return strcat(copy, "\n");
}

/* Text that was printed must be read back as the same function. */
static void round_trip(struct test *t, const char *title, const struct ir_func *f)
{
    char error[512] = "", name[256];
    struct arena arena;
    arena_init(&arena);
    char *first = test_print(f), *second = NULL;
    struct ir_func *again = ir_parse(&arena, first, error, sizeof error);
    if (again)
        second = test_print(again);
    snprintf(name, sizeof name, "%s: round trip", title);
    test_check(t, second && strcmp(first, second) == 0, name, error);
    free(first);
    free(second);
    arena_free(&arena);
}

static char *folded(struct test *t, const char *title, const char *text)
{
    char error[512];
    struct arena arena;
    arena_init(&arena);
    char *result;
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    if (!f || !ir_verify(f, error, sizeof error)) {
        result = with_newline(error);
    } else {
        round_trip(t, title, f);
        struct ir_func *simple = test_rebuild(&arena, f);
        result = ir_verify(simple, error, sizeof error) ? test_print(simple) : with_newline(error);
        snprintf(error, sizeof error, "%s: means the same", title);
        test_check(t, test_same(t, f, simple), error, result);
    }
    arena_free(&arena);
    return result;
}

static char *law(struct test *t, const char *title, const char *text)
{
    char error[512];
    struct arena arena;
    arena_init(&arena);
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    if (f)
        round_trip(t, title, f);
    if (f && ir_verify(f, error, sizeof error))
        strcpy(error, "right");
    arena_free(&arena);
    return with_newline(error);
}

static char *without_polls(struct test *t, const char *title, const char *text)
{
    char error[512] = "";
    struct arena arena;
    arena_init(&arena);
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    test_check(t, f && ir_verify(f, error, sizeof error), title, error);
    if (f)
        ir_drop_polls(f);
    char *result = f ? test_print(f) : with_newline(error);
    arena_free(&arena);
    return result;
}

/* ---- files ---- */

struct item {
    char *title, *text, *expected;
};

/* Cuts the item off the front of *rest; false: there is none. */
static bool next_item(char **rest, struct item *c)
{
    char *start = strstr(*rest, "==== ");
    if (!start)
        return false;
    c->title = start + 5;
    c->text = strchr(c->title, '\n');
    *c->text++ = 0;
    c->expected = strstr(c->text, "=>\n");
    if (!c->expected)
        return false;
    *c->expected = 0;
    c->expected += 3;
    char *end = strstr(c->expected, "\n==== ");
    *rest = end ? end + 1 : c->expected + strlen(c->expected);
    if (end)
        end[0] = 0; /* the next title begins behind it */
    return true;
}

/* Blank lines at the end do not count. */
static void strip(char *text)
{
    size_t n = strlen(text);
    while (n && text[n - 1] == '\n')
        text[--n] = 0;
}

static void run_item(struct test *t, FILE *blessed, struct item *c, become *how)
{
    char *got = how(t, c->title, c->text);
    strip(got);
    strip(c->expected);
    bool good = strcmp(got, c->expected) == 0;
    if (blessed)
        fprintf(blessed, "==== %s\n%s=>\n%s\n\n", c->title, c->text, got);
    else
        test_check(t, good, c->title, got);
    free(got);
}

static void run_file(struct test *t, const char *name, become *how)
{
    char path[512];
    char *text = test_read(t->folder, name, path, sizeof path), *rest = text;
    char *head = strstr(text, "==== ");
    FILE *blessed = t->bless ? fopen(path, "w") : NULL;
    struct item c;
    if (blessed)
        fprintf(blessed, "%.*s", head ? (int)(head - text) : 0, text);
    while (next_item(&rest, &c))
        run_item(t, blessed, &c, how);
    if (blessed)
        fclose(blessed);
    free(text);
}

void test_cases(struct test *t)
{
    run_file(t, "fold.ir", folded);
    run_file(t, "laws.ir", law);
    run_file(t, "polls.ir", without_polls);
}
