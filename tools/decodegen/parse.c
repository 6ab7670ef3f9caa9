/* Reads the table's text: one function for each kind of line. Errors are reported and the line is
   left; the next one is read all the same. Next: resolve.c. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *take_name(struct line *l)
{
    char *start = l->at;
    if (isalpha((unsigned char)*l->at) || *l->at == '_')
        while (isalnum((unsigned char)*l->at) || *l->at == '_')
            l->at++;
    if (l->at == start)
        FAIL(l, "expected a name at '%s'", start);
    return strndup(start, (size_t)(l->at - start));
}

static int take_number(struct line *l)
{
    char *end;
    long value = strtol(l->at, &end, 0);
    if (end == l->at || value < INT32_MIN || value > INT32_MAX)
        FAIL(l, "expected a number at '%s'", l->at);
    l->at = end;
    return (int)value;
}

/* A number of decimal digits only: 010 is ten, not eight. */
static int take_count(struct line *l)
{
    int value = 0;
    if (!isdigit((unsigned char)*l->at))
        FAIL(l, "expected a number at '%s'", l->at);
    while (isdigit((unsigned char)*l->at) && value < 1000)
        value = value * 10 + (*l->at++ - '0');
    return value;
}

/* shl3 with the word shl gives 3; 0 when text is something else. */
static int amount_of(const char *text, const char *word, int most)
{
    size_t n = strlen(word);
    char *end;
    if (strncmp(text, word, n) != 0 || !isdigit((unsigned char)text[n]))
        return 0;
    long value = strtol(text + n, &end, 10);
    return *end || value < 1 || value > most ? 0 : (int)value;
}

/* After the '!' of a field. */
static void parse_function(struct line *l, struct field *f)
{
    if (f->function != FN_NONE) {
        FAIL(l, "field '%s' has two functions", f->name);
    } else if (take(l, '=')) {
        f->constant = take_number(l);
        if (f->segments)
            FAIL(l, "field '%s' has both bits and a constant", f->name);
    } else {
        f->callee = take_name(l);
        f->function = FN_CALL;
        if ((f->amount = amount_of(f->callee, "shl", 12)))
            f->function = FN_SHL;
        else if ((f->amount = amount_of(f->callee, "plus", 32)))
            f->function = FN_PLUS;
    }
}

static void parse_segment(struct line *l, struct field *f)
{
    struct segment s = { .pos = take_count(l) };
    if (!take(l, ':'))
        FAIL(l, "expected ':' at '%s'", l->at);
    s.is_signed = take(l, 's');
    s.len = take_count(l);
    if (l->bad)
        return;
    if (s.len < 1 || s.pos + s.len > (l->t->has32 ? 32 : 16)) {
        FAIL(l, "field '%s': %d:%d is out of range", f->name, s.pos, s.len);
        return;
    }
    if (field_bits(f) & bits_of(s.pos, s.len))
        FAIL(l, "field '%s': %d:%d overlaps an earlier part", f->name, s.pos, s.len);
    else if (f->segments == MAX_SEGMENTS)
        FAIL(l, "field '%s' has more than %d parts", f->name, MAX_SEGMENTS);
    else if (f->segments && s.is_signed)
        FAIL(l, "field '%s': only the first part has a sign", f->name);
    else
        f->segment[f->segments++] = s;
}

static struct field *find_field(struct table *t, const char *name)
{
    for (int i = 0; i < t->fields; i++)
        if (!strcmp(t->field[i]->name, name))
            return t->field[i];
    return NULL;
}

static void parse_field(struct line *l)
{
    struct field *f = allocate(sizeof *f);
    f->name = take_name(l);
    f->at = l->place;
    while (!at_end(l)) {
        if (take(l, '!'))
            parse_function(l, f);
        else if (f->function != FN_NONE)
            FAIL(l, "field '%s': the function comes last", f->name);
        else
            parse_segment(l, f);
    }
    struct field *other = find_field(l->t, f->name);
    if (other)
        FAIL(l, "field '%s' is defined twice (%s:%d)", f->name, other->at.file, other->at.line);
    push(&l->t->field, &l->t->fields, f);
}

static struct set *find_set(struct table *t, const char *name)
{
    for (int i = 0; i < t->sets; i++)
        if (!strcmp(t->set[i]->name, name))
            return t->set[i];
    return NULL;
}

static void parse_set(struct line *l)
{
    struct set *s = allocate(sizeof *s);
    s->name = take_name(l);
    s->at = l->place;
    while (!at_end(l)) {
        const char *arg = take_name(l);
        for (int i = 0; i < s->args; i++)
            if (!strcmp(s->arg[i], arg))
                FAIL(l, "argument set '%s' has '%s' twice", s->name, arg);
        if (s->args == MAX_ARGS)
            FAIL(l, "argument set '%s' has more than %d arguments", s->name, MAX_ARGS);
        else
            s->arg[s->args++] = arg;
    }
    struct set *other = find_set(l->t, s->name);
    if (other)
        FAIL(l, "argument set '%s' is defined twice (%s:%d)", s->name, other->at.file,
             other->at.line);
    push(&l->t->set, &l->t->sets, s);
}

static void add_arg(struct line *l, struct encoding *e, struct field f)
{
    for (int i = 0; i < e->args; i++)
        if (!strcmp(e->arg[i].name, f.name))
            FAIL(l, "duplicate field '%s'", f.name);
    if (e->args == MAX_ARGS)
        FAIL(l, "more than %d fields", MAX_ARGS);
    if (!l->bad)
        e->arg[e->args++] = f;
}

/* One of 0 1 . - repeated. Positions are counted from the left and turned around at the end of
   the line, when the width is known: bit i of a mask is the (31-i)th written. */
static bool parse_bits(struct line *l, struct encoding *e)
{
    bool any = false;
    for (; *l->at && strchr("01.-", *l->at); l->at++, any = true) {
        uint32_t bit = 0x80000000u >> (e->width & 31);
        if (e->width++ >= 32)
            continue;
        if (*l->at == '0' || *l->at == '1')
            e->mask |= bit;
        if (*l->at == '1')
            e->bits |= bit;
        if (*l->at == '-')
            e->ignored |= bit;
    }
    return any;
}

/* name:N or name:sN, after the name. The position stays counted from the left until end_bits. */
static void parse_in_place(struct line *l, struct encoding *e, const char *name)
{
    struct field f = { .name = name, .at = l->place, .segments = 1 };
    f.segment[0].is_signed = take(l, 's');
    f.segment[0].len = take_count(l);
    f.segment[0].pos = 32 - e->width - f.segment[0].len;
    if (f.segment[0].len < 1 || f.segment[0].pos < 0) {
        FAIL(l, "field '%s' does not fit", name);
        return;
    }
    e->in_place |= bits_of(f.segment[0].pos, f.segment[0].len);
    e->width += f.segment[0].len;
    add_arg(l, e, f);
}

/* name=%field, name=NUMBER, after the '='; or %field. */
static void parse_assignment(struct line *l, struct encoding *e, const char *name)
{
    struct field f = { .at = l->place };
    if (take(l, '%')) {
        const char *of = take_name(l);
        struct field *def = find_field(l->t, of);
        if (!def) {
            FAIL(l, "unknown field '%%%s'", of);
            return;
        }
        f = *def;
        f.name = name ? name : of;
    } else {
        f.name = name;
        f.constant = take_number(l);
    }
    add_arg(l, e, f);
}

static void parse_set_use(struct line *l, struct encoding *e)
{
    const char *name = take_name(l);
    if (e->set)
        FAIL(l, "a second argument set '&%s'", name);
    e->set = find_set(l->t, name);
    if (!e->set)
        FAIL(l, "unknown argument set '&%s'", name);
}

/* Reads one item that formats and patterns have in common; false when it is none. The in-place
   fields are told from the assigned ones by where they are counted: `in_place` has their bits. */
static bool parse_item(struct line *l, struct encoding *e, uint32_t *assigned)
{
    int before = e->args;
    if (parse_bits(l, e))
        return true;
    if (take(l, '&')) {
        parse_set_use(l, e);
    } else if (*l->at == '%') {
        parse_assignment(l, e, NULL);
        *assigned |= (uint32_t)(e->args > before) << before;
    } else if (isalpha((unsigned char)*l->at) || *l->at == '_') {
        const char *name = take_name(l);
        if (take(l, ':')) {
            parse_in_place(l, e, name);
        } else if (take(l, '=')) {
            parse_assignment(l, e, name);
            *assigned |= (uint32_t)(e->args > before) << before;
        } else {
            FAIL(l, "expected ':' or '=' after '%s'", name);
        }
    } else {
        return false;
    }
    return true;
}

/* The line is complete: check its width and move everything to where it belongs. */
static void end_bits(struct line *l, struct encoding *e, uint32_t assigned)
{
    const struct table *t = l->t;
    if (l->bad)
        return;
    if (!(e->width == 32 && t->has32) && !(e->width == 16 && t->has16)) {
        FAIL(l, "has %d bits, not %s", e->width, !t->has16 ? "32" : !t->has32 ? "16" : "16 or 32");
        return;
    }
    int shift = 32 - e->width;
    e->mask >>= shift;
    e->bits >>= shift;
    e->ignored >>= shift;
    e->in_place >>= shift;
    for (int i = 0; i < e->args; i++)
        if (!(assigned >> i & 1))
            e->arg[i].segment[0].pos -= shift;
    for (int i = 0; i < e->args; i++)
        if (field_bits(&e->arg[i]) & ~bits_of(0, e->width))
            FAIL(l, "field '%s' is out of the range of %d bits", e->arg[i].name, e->width);
}

static struct format *find_format(struct table *t, const char *name)
{
    for (int i = 0; i < t->formats; i++)
        if (!strcmp(t->format[i]->name, name))
            return t->format[i];
    return NULL;
}

static void parse_format(struct line *l)
{
    struct format *f = allocate(sizeof *f);
    uint32_t assigned = 0;
    f->name = take_name(l);
    f->at = l->place;
    while (!at_end(l))
        if (!parse_item(l, &f->e, &assigned))
            FAIL(l, "unexpected '%s'", l->at);
    end_bits(l, &f->e, assigned);
    struct format *other = find_format(l->t, f->name);
    if (other)
        FAIL(l, "format '%s' is defined twice (%s:%d)", f->name, other->at.file, other->at.line);
    push(&l->t->format, &l->t->formats, f);
}

static void parse_format_use(struct line *l, struct pattern *p)
{
    const char *name = take_name(l);
    if (p->format)
        FAIL(l, "a second format '@%s'", name);
    p->format = find_format(l->t, name);
    if (!p->format)
        FAIL(l, "unknown format '@%s'", name);
}

static void parse_flag(struct line *l, struct pattern *p)
{
    const char *name = take_name(l);
    if (!strcmp(name, "norandom"))
        p->no_random = true;
    else if (!strcmp(name, "distance") && take(l, ':'))
        p->distance = take_name(l);
    else
        FAIL(l, "unknown flag '!%s'", name);
}

static void parse_text(struct line *l, struct pattern *p)
{
    char *start = l->at, *end = strrchr(start, '"');
    if (!end) {
        FAIL(l, "the text has no closing '\"'");
        return;
    }
    p->text = strndup(start, (size_t)(end - start));
    l->at = end + 1;
    if (!at_end(l))
        FAIL(l, "'%s' after the text", l->at);
}

static void parse_pattern(struct line *l, struct node *group)
{
    struct pattern *p = allocate(sizeof *p);
    struct node *n = allocate(sizeof *n);
    uint32_t assigned = 0;
    p->name = take_name(l);
    p->at = n->at = l->place;
    while (!at_end(l)) {
        if (parse_item(l, &p->e, &assigned))
            continue;
        if (take(l, '@'))
            parse_format_use(l, p);
        else if (take(l, '+'))
            p->feature = take_name(l);
        else if (take(l, '!'))
            parse_flag(l, p);
        else if (take(l, '"'))
            parse_text(l, p);
        else
            FAIL(l, "unexpected '%s'", l->at);
    }
    end_bits(l, &p->e, assigned);
    if (l->bad)
        return;
    p->number = l->t->patterns;
    n->pattern = p;
    n->parent = group;
    push(&l->t->pattern, &l->t->patterns, p);
    push(&group->kid, &group->kids, n);
}

static void parse_width(struct line *l)
{
    while (!at_end(l)) {
        int width = take_count(l);
        if (width != 16 && width != 32)
            FAIL(l, "width %d is not 16 or 32", width);
        *(width == 16 ? &l->t->has16 : &l->t->has32) = true;
    }
}

static struct node *open_group(struct line *l, struct node *parent)
{
    struct node *n = allocate(sizeof *n);
    n->overlapping = *l->at++ == '{';
    n->at = l->place;
    n->parent = parent;
    push(&parent->kid, &parent->kids, n);
    if (!at_end(l))
        FAIL(l, "'%s' after the start of a group", l->at);
    return n;
}

static struct node *close_group(struct line *l, struct node *group)
{
    char c = *l->at++;
    if (group == l->t->outer || group->overlapping != (c == '}')) {
        FAIL(l, "'%c' closes no group", c);
        return group;
    }
    if (!at_end(l))
        FAIL(l, "'%s' after the end of a group", l->at);
    return group->parent;
}

static void parse_include(struct line *l, struct node *group);

/* Returns the group that is open after this line. */
static struct node *parse_line(struct line *l, struct node *group)
{
    if (at_end(l))
        return group;
    if (take_word(l, "width")) {
        parse_width(l);
        return group;
    }
    if (!l->t->has16 && !l->t->has32) {
        FAIL(l, "the table does not start with its width");
        l->t->has16 = l->t->has32 = true;
        return group;
    }
    if (*l->at == '{' || *l->at == '[')
        return open_group(l, group);
    if (*l->at == '}' || *l->at == ']')
        return close_group(l, group);
    if (take_word(l, "include"))
        parse_include(l, group);
    else if (take(l, '%'))
        parse_field(l);
    else if (take(l, '&'))
        parse_set(l);
    else if (take(l, '@'))
        parse_format(l);
    else
        parse_pattern(l, group);
    return group;
}

/* Reads a file's lines into the group; its own groups end in it. */
static void parse_file(struct table *t, const char *file, struct node *group)
{
    struct node *outer = group, *includer = t->outer;
    int next = 1;
    t->outer = outer;
    push(&t->file, &t->files, file);
    char *text = read_file(file);
    if (!text)
        complain(&t->errors, (struct place){ file, 1 }, "this file cannot be read");
    while (text && *text) {
        struct line l = { .t = t, .errors = &t->errors, .place = { file, next }, .at = text };
        text = cut_line(text, &next);
        group = parse_line(&l, group);
    }
    for (; group != outer; group = group->parent)
        complain(&t->errors, group->at, "this group is not closed");
    t->outer = includer;
}

/* A name relative to the file that the line is in. */
static void parse_include(struct line *l, struct node *group)
{
    const char *here = l->place.file, *slash = strrchr(here, '/');
    skip_space(l);
    int length = (int)strcspn(l->at, " \t");
    const char *name =
        print_string("%.*s%.*s", slash ? (int)(slash + 1 - here) : 0, here, length, l->at);
    l->at += length;
    if (!length || !at_end(l))
        FAIL(l, "expected one file name");
    for (int i = 0; i < l->t->files; i++)
        if (!strcmp(l->t->file[i], name))
            FAIL(l, "'%s' is included twice", name);
    if (!l->bad)
        parse_file(l->t, name, group);
}

void parse(struct table *t, const char *file)
{
    t->root = allocate(sizeof *t->root);
    parse_file(t, file, t->root);
}
