/* Completes the patterns: each takes over its format's bits and fields, gets its argument set and
   its unique name. Next: check.c. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <ctype.h>
#include <string.h>

#define NAME_CHARACTERS "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

uint32_t bits_of(int pos, int len)
{
    return len >= 32 ? ~0u : ((1u << len) - 1) << pos;
}

uint32_t field_bits(const struct field *f)
{
    uint32_t bits = 0;
    for (int i = 0; i < f->segments; i++)
        bits |= bits_of(f->segment[i].pos, f->segment[i].len);
    return bits;
}

const char *next_piece(const char *s, struct piece *p)
{
    *p = (struct piece){ .literal = *s };
    if (*s != '{' && *s != '}')
        return s + 1;
    if (s[1] == s[0])
        return s + 2;
    const char *end = *s == '{' ? strchr(s, '}') : NULL;
    if (!end)
        return NULL;
    const char *colon = memchr(s, ':', (size_t)(end - s));
    const char *arg = colon ? colon + 1 : s + 1;
    p->literal = 0;
    p->kind = colon ? strndup(s + 1, (size_t)(colon - s - 1)) : NULL;
    p->arg = strndup(arg, (size_t)(end - arg));
    return end + 1;
}

static const struct field *find_arg(const struct encoding *e, const char *name)
{
    for (int i = 0; i < e->args; i++)
        if (!strcmp(e->arg[i].name, name))
            return &e->arg[i];
    return NULL;
}

static bool set_has(const struct set *s, const char *arg)
{
    for (int i = 0; i < s->args; i++)
        if (!strcmp(s->arg[i], arg))
            return true;
    return false;
}

/* The highest bit of a mask, for messages. */
static int top_bit(uint32_t mask)
{
    return 31 - __builtin_clz(mask);
}

static void merge_bits(struct table *t, struct pattern *p)
{
    const struct encoding *f = &p->format->e;
    struct encoding *e = &p->e;
    uint32_t both = e->mask & f->mask & (e->bits ^ f->bits);
    uint32_t ignored =
        (e->ignored & (f->mask | f->in_place)) | (f->ignored & (e->mask | e->in_place));
    uint32_t named = (e->in_place & (f->in_place | f->mask));
    if (e->width != f->width)
        complain(&t->errors, p->at, "pattern '%s' has %d bits, its format '@%s' %d", p->name, e->width,
                 p->format->name, f->width);
    else if (both)
        complain(&t->errors, p->at, "bit %d of pattern '%s' contradicts format '@%s' (%s:%d)", top_bit(both),
                 p->name, p->format->name, p->format->at.file, p->format->at.line);
    else if (ignored)
        complain(&t->errors, p->at, "bit %d of pattern '%s' and format '@%s' (%s:%d) is ignored by one",
                 top_bit(ignored), p->name, p->format->name, p->format->at.file,
                 p->format->at.line);
    else if (named)
        complain(&t->errors, p->at, "a field of pattern '%s' overlaps bit %d of format '@%s' (%s:%d)",
                 p->name, top_bit(named), p->format->name, p->format->at.file, p->format->at.line);
    e->mask |= f->mask;
    e->bits |= f->bits;
    e->ignored |= f->ignored;
    e->in_place |= f->in_place;
}

static void merge_args(struct table *t, struct pattern *p)
{
    const struct encoding *f = &p->format->e;
    for (int i = 0; i < f->args; i++) {
        if (find_arg(&p->e, f->arg[i].name))
            complain(&t->errors, p->at, "duplicate field '%s' of pattern '%s' and format '@%s' (%s:%d)",
                     f->arg[i].name, p->name, p->format->name, p->format->at.file,
                     p->format->at.line);
        else if (p->e.args == MAX_ARGS)
            complain(&t->errors, p->at, "pattern '%s' has more than %d fields", p->name, MAX_ARGS);
        else
            p->e.arg[p->e.args++] = f->arg[i];
    }
}

static bool same_args(const struct set *s, const struct encoding *e)
{
    if (s->args != e->args)
        return false;
    for (int i = 0; i < e->args; i++)
        if (!set_has(s, e->arg[i].name))
            return false;
    return true;
}

/* The set named after a format or pattern that has none, with the fields of e. */
static struct set *inferred_set(struct table *t, const struct pattern *p, const char *name,
                                const struct encoding *e)
{
    for (int i = 0; i < t->sets; i++) {
        struct set *s = t->set[i];
        if (strcmp(s->name, name) != 0)
            continue;
        if (!same_args(s, e))
            complain(&t->errors, p->at,
                     "the fields of pattern '%s' are not those of argument set '%s' (%s:%d)",
                     p->name, name, s->at.file, s->at.line);
        return s;
    }
    struct set *s = allocate(sizeof *s);
    s->name = name;
    s->at = p->at;
    for (; s->args < e->args; s->args++)
        s->arg[s->args] = e->arg[s->args].name;
    push(&t->set, &t->sets, s);
    return s;
}

static void check_set(struct table *t, const struct pattern *p)
{
    const struct set *s = p->e.set;
    for (int i = 0; i < s->args; i++)
        if (!find_arg(&p->e, s->arg[i]))
            complain(&t->errors, p->at, "pattern '%s' lacks field '%s' of argument set '&%s'", p->name,
                     s->arg[i], s->name);
    for (int i = 0; i < p->e.args; i++)
        if (!set_has(s, p->e.arg[i].name))
            complain(&t->errors, p->at, "field '%s' of pattern '%s' is not in argument set '&%s'",
                     p->e.arg[i].name, p->name, s->name);
}

static void choose_set(struct table *t, struct pattern *p, bool own_fields)
{
    struct format *f = p->format;
    if (p->e.set && f && f->e.set)
        complain(&t->errors, p->at, "pattern '%s' and format '@%s' both name an argument set", p->name,
                 f->name);
    if (!p->e.set && f)
        p->e.set = f->e.set;
    if (p->e.set)
        check_set(t, p);
    else if (f && !own_fields)
        p->e.set = inferred_set(t, p, f->name, &p->e);
    else
        p->e.set = inferred_set(t, p, p->name, &p->e);
}

/* Every bit is fixed, ignored or in a field. */
static void check_bits(struct table *t, const struct pattern *p)
{
    const struct encoding *e = &p->e;
    uint32_t fields = 0;
    for (int i = 0; i < e->args; i++)
        fields |= field_bits(&e->arg[i]);
    uint32_t missing = bits_of(0, e->width) & ~(e->mask | e->ignored | fields);
    uint32_t ignored = e->ignored & fields;
    if (missing)
        complain(&t->errors, p->at, "bit %d of pattern '%s' is in no field (write - to ignore it)",
                 top_bit(missing), p->name);
    if (ignored)
        complain(&t->errors, p->at, "bit %d of pattern '%s' is written - but is in a field",
                 top_bit(ignored), p->name);
}

static bool is_name(const char *s)
{
    return *s && !isdigit((unsigned char)*s) && strspn(s, NAME_CHARACTERS) == strlen(s);
}

static void check_text(struct table *t, const struct pattern *p)
{
    struct piece piece;
    for (const char *s = p->text; s && *s;) {
        s = next_piece(s, &piece);
        if (!s)
            complain(&t->errors, p->at, "the text of pattern '%s' has a single brace", p->name);
        else if (!piece.literal && !set_has(p->e.set, piece.arg))
            complain(&t->errors, p->at,
                     "the text of pattern '%s' prints '%s', which is no argument (of {kind:arg})",
                     p->name, piece.arg);
        else if (piece.kind && !is_name(piece.kind))
            complain(&t->errors, p->at, "the text of pattern '%s': '%s' names no printer", p->name,
                     piece.kind);
    }
}

/* No other argument may look at the bits of a distance. */
static void check_distance(struct table *t, const struct pattern *p)
{
    const struct field *f = p->distance ? find_arg(&p->e, p->distance) : NULL;
    if (p->distance && (!f || f->function == FN_CALL || !f->segments))
        complain(&t->errors, p->at, "the distance of pattern '%s' is no argument made of bits alone: '%s'", p->name, p->distance);
    for (int i = 0; f && i < p->e.args; i++)
        if (&p->e.arg[i] != f && field_bits(&p->e.arg[i]) & field_bits(f))
            complain(&t->errors, p->at, "'%s' of pattern '%s' has bits of its distance", p->e.arg[i].name, p->name);
}

/* Gives the pattern its number among those of its name, which must agree about arguments. */
static void name_pattern(struct table *t, struct pattern *p)
{
    int repeat = 1;
    for (int i = 0; i < p->number; i++) {
        const struct pattern *other = t->pattern[i];
        if (strcmp(other->name, p->name) != 0)
            continue;
        if (++repeat == 2 && other->e.set != p->e.set)
            complain(&t->errors, p->at, "pattern '%s' has argument set '%s', the one of %s:%d has '%s'",
                     p->name, p->e.set->name, other->at.file, other->at.line, other->e.set->name);
    }
    bool first = repeat == 1;
    p->unique = first ? p->name : print_string("%s.%d", p->name, repeat);
    p->symbol = first ? p->name : print_string("%s_%d", p->name, repeat);
    for (int i = 0; i < p->number; i++)
        if (!strcmp(t->pattern[i]->symbol, p->symbol))
            complain(&t->errors, p->at, "pattern '%s' needs the name '%s', which %s:%d has", p->name,
                     p->symbol, t->pattern[i]->at.file, t->pattern[i]->at.line);
}

void resolve(struct table *t)
{
    for (int i = 0; i < t->patterns; i++) {
        struct pattern *p = t->pattern[i];
        bool own_fields = p->e.args > 0;
        if (p->format) {
            merge_bits(t, p);
            merge_args(t, p);
        }
        choose_set(t, p, own_fields);
        check_bits(t, p);
        check_text(t, p);
        check_distance(t, p);
        name_pattern(t, p);
    }
}
