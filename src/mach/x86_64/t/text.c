/* Machine functions as text: text FILE... runs the cases of a file (text.t says how they look); text --log FILE... takes all functions of a
   log (-d mach) through the parser. A function that has been parsed is printed again and must be the same text. In SSA form it is then
   verified, allocated under the eyes of the checker, as usual and at random, printed, parsed and verified once more, and emitted. Prints
   each failure and, last, the counts. */
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mach/x86_64/x86_64.h"

enum { ERROR = 500 };

struct text {
    struct arena arena;
    struct mach_convention convention;
    struct mach_func *f;
    char error[ERROR];
};

static bool parse(struct text *t, const char *text)
{
    arena_init(&t->arena);
    t->error[0] = 0;
    t->f = mach_parse(&t->arena, &mach_x86_64, &t->convention, text, t->error, sizeof t->error);
    t->convention.features = ~UINT64_C(0); /* nothing is executed */
    return t->f;
}

static char *printed(const struct mach_func *f)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    mach_print(f, out);
    fclose(out);
    return text;
}

static bool fail(struct text *t, const char *what)
{
    char *said = t->error[0] ? strdup(t->error) : strdup("");
    snprintf(t->error, sizeof t->error, "%s%s%.400s", what, *said ? ": " : "", said);
    free(said);
    return false;
}

/* What it prints is read as the same. */
static bool goes_round(struct text *t)
{
    struct text again;
    char *first = printed(t->f), *second = NULL;
    bool good = parse(&again, first);
    if (good) {
        second = printed(again.f);
        good = strcmp(first, second) == 0;
    }
    if (!good) {
        memcpy(t->error, again.error, sizeof t->error);
        fail(t, "its own text is read as another function");
    }
    arena_free(&again.arena);
    free(first);
    free(second);
    return good;
}

static bool is_verified(struct text *t, const char *when)
{
    return mach_verify(t->f, t->error, sizeof t->error) || fail(t, when);
}

/* From SSA form to bytes; *size: of the code. */
static bool compile(struct text *t, const struct mach_options *o, uint32_t *size)
{
    struct mach_code code;
    struct mach_check *check = mach_check_new(t->f);
    if (!is_verified(t, "the verifier") || !goes_round(t))
        return false;
    if (!mach_allocate(t->f, o)) /* with registers to spare it may be refused: without them it is selected once more */
        return mach_pins_rest(t->f) || fail(t, "it cannot be allocated");
    if (!is_verified(t, "the verifier, after allocation") || !goes_round(t))
        return false;
    if (!mach_check(check, t->f, t->error, sizeof t->error))
        return fail(t, "the allocation checker");
    if (!mach_emit(t->f, &code))
        return fail(t, "it cannot be emitted");
    *size = code.text_size;
    return true;
}

/* ---- cases ---- */

/* Lines of the text that match. */
static unsigned count_matches(const char *text, const char *pattern)
{
    regex_t r;
    unsigned n = 0;
    if (regcomp(&r, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return ~0u;
    char *copy = strdup(text), *at = copy;
    for (char *line; (line = strsep(&at, "\n"));)
        n += regexec(&r, line, 0, NULL, 0) == 0;
    free(copy);
    regfree(&r);
    return n;
}

/* What an expectation finds; `expected` is the number in it. */
static unsigned found(const struct text *t, const char *line, uint32_t size, const char *text, unsigned *expected)
{
    char *end;
    bool slots = strncmp(line, "slots ", 6) == 0, bytes = strncmp(line, "bytes ", 6) == 0, has = strncmp(line, "has ", 4) == 0;
    *expected = (unsigned)strtoul(strchr(line, ' ') ? strchr(line, ' ') : line, &end, 10);
    if (slots)
        return t->f->spill_count;
    if (bytes)
        return size;
    return has && *end == ' ' ? count_matches(text, end + 1) : ~0u;
}

static bool meets(struct text *t, const char *line, uint32_t size)
{
    unsigned expected;
    char *text = printed(t->f);
    unsigned n = found(t, line, size, text, &expected);
    bool good = n == expected;
    if (!good)
        printf("FAILED: %s: %u\n%s", line, n, text);
    free(text);
    return good;
}

/* That it is refused, and why. */
static bool is_refused(struct text *t, bool parsed, const char *line)
{
    bool by_parser = strncmp(line, "error ", 6) == 0;
    bool refused = by_parser ? !parsed : parsed && !mach_verify(t->f, t->error, sizeof t->error);
    if (refused && strstr(t->error, strchr(line, ' ') + 1))
        return true;
    printf("FAILED: %s: %s\n", line, t->error);
    return false;
}

static bool is_refusal(const char *line)
{
    return strncmp(line, "error ", 6) == 0 || strncmp(line, "refused ", 8) == 0;
}

/* With registers chosen at random. */
static bool compiles_at_random(const char *text, uint32_t seed)
{
    struct text t;
    uint32_t size;
    const struct mach_options o = { .random_registers = true, .seed = seed };
    bool good = parse(&t, text) && compile(&t, &o, &size);
    if (!good)
        printf("FAILED: seed %u: %s\n", seed, t.error);
    arena_free(&t.arena);
    return good;
}

static bool run_good(struct text *t, const char *text, char *expectations)
{
    const struct mach_options usual = { 0 };
    uint32_t size = 0;
    bool good = compile(t, &usual, &size);
    if (!good)
        printf("FAILED: %s\n", t->error);
    for (char *line; good && (line = strsep(&expectations, "\n"));)
        good = !*line || meets(t, line, size);
    for (uint32_t seed = 1; good && seed < 20; seed++)
        good = compiles_at_random(text, seed);
    return good;
}

/* Without its name's line; behind "--" is what is expected. */
static bool run_case(const char *name, char *text)
{
    struct text t;
    char *expectations = strstr(text, "\n--\n");
    if (!expectations) {
        printf("FAILED: %s expects nothing\n", name);
        return false;
    }
    expectations[1] = 0;
    expectations += 4;
    bool parsed = parse(&t, text), good;
    if (is_refusal(expectations)) {
        expectations[strcspn(expectations, "\n")] = 0;
        good = is_refused(&t, parsed, expectations);
    } else {
        good = parsed && run_good(&t, text, expectations);
        if (!parsed)
            printf("FAILED: %s\n", t.error);
    }
    if (!good)
        printf("  in %s\n", name);
    arena_free(&t.arena);
    return good;
}

/* ---- logs ---- */

static bool run_logged(const char *text)
{
    struct text t;
    const struct mach_options usual = { 0 };
    uint32_t size;
    bool good = parse(&t, text);
    if (good) {
        char *again = printed(t.f);
        good = strcmp(text, again) == 0 || fail(&t, "printed again it is another text");
        free(again);
    }
    if (good)
        good = t.f->allocated ? is_verified(&t, "the verifier") : compile(&t, &usual, &size);
    if (!good)
        printf("FAILED: %s in\n%s", t.error, text);
    arena_free(&t.arena);
    return good;
}

/* Whatever becomes of the text when a byte of it is another one: a function, or an error. */
static bool run_broken(const char *text, uint32_t seed)
{
    static const char bytes[] = "0123456789 %[]+-*=,.:\n\tabrx";
    size_t size = strlen(text);
    char *copy = strdup(text);
    bool good = true;
    for (unsigned n = 0; n < 200 && good; n++) {
        struct text t;
        size_t at = (seed = seed * 1664525 + 1013904223) % size;
        copy[at] = bytes[(seed >> 20) % (sizeof bytes - 1)];
        if (parse(&t, copy)) {
            if (mach_verify(t.f, t.error, sizeof t.error))
                good = goes_round(&t);
        } else {
            good = strncmp(t.error, "line ", 5) == 0;
        }
        if (!good)
            printf("FAILED: %s in\n%s", t.error, copy);
        arena_free(&t.arena);
        copy[at] = text[at];
    }
    free(copy);
    return good;
}

/* ---- files ---- */

static char *contents(const char *path)
{
    struct stat s;
    FILE *in = fopen(path, "r");
    if (!in || fstat(fileno(in), &s) < 0) {
        perror(path);
        exit(1);
    }
    char *text = calloc(1, (size_t)s.st_size + 1);
    if (fread(text, 1, (size_t)s.st_size, in) != (size_t)s.st_size)
        perror(path);
    fclose(in);
    return text;
}

struct counts {
    unsigned passed, failed;
};

static void note(struct counts *c, bool good)
{
    c->passed += good;
    c->failed += !good;
}

static void run_cases(struct counts *c, char *text)
{
    char *at = strstr(text, "\n== ");
    while (at) {
        char *name = at + 4, *next = strstr(name, "\n== ");
        char *body = name + strcspn(name, "\n");
        if (next)
            *next = 0;
        if (*body)
            *body++ = 0;
        note(c, run_case(name, body));
        at = next;
        if (at)
            *at = '\n';
    }
}

/* Functions end with an empty line. Every hundredth is broken, too. */
static void run_log(struct counts *c, char *text)
{
    static const char first[] = "\nx86_64, ";
    unsigned n = 0;
    for (char *at = strstr(text, first); at; at = strstr(at, first), n++) {
        char *end = strstr(++at, "\n\n");
        if (!end)
            return;
        end[1] = 0;
        note(c, run_logged(at));
        if (n % 100 == 0)
            note(c, run_broken(at, n));
        end[1] = '\n';
    }
}

int main(int argc, char **argv)
{
    struct counts c = { 0, 0 };
    bool log = argc > 1 && strcmp(argv[1], "--log") == 0;
    for (int k = log ? 2 : 1; k < argc; k++) {
        char *text = contents(argv[k]);
        if (log)
            run_log(&c, text);
        else
            run_cases(&c, text);
        free(text);
    }
    printf("%u passed, %u failed\n", c.passed, c.failed);
    return c.failed != 0 || c.passed == 0;
}
