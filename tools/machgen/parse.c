/* Reads the table's text: rows and features. Lines of the pattern language are collected for
   rules.c. Errors are reported and the line is left; the next one is read all the same. Next:
   x86.c. */
#define _GNU_SOURCE
#include "machgen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

uint64_t find_feature(struct table *t, struct line *l, const char *name)
{
    for (int i = 0; i < t->features; i++)
        if (!strcmp(t->feature[i]->name, name))
            return (uint64_t)1 << i;
    FAIL(l, "unknown feature '%s'", name);
    return 0;
}

/* ---- operands ---- */

/* The rest of an operand's text must be a number of bits. */
static int take_bytes(struct line *l, const char *text, const char *bits, int most)
{
    char *end;
    long n = strtol(bits, &end, 10);
    if (end == bits || *end || n % 8 || n < 8 || n > most)
        FAIL(l, "operand '%s': '%s' is no size", text, bits);
    return (int)n / 8;
}

static void set_kind(struct operand *o, enum operand_kind kind, bool vector)
{
    o->kind = kind;
    o->vector = vector;
}

/* What stands behind the prefix: r64, xm128, u8, a. */
static void parse_kind(struct line *l, struct operand *o, const char *s)
{
    if (!strcmp(s, "a")) {
        set_kind(o, OPERAND_ADDRESS, false);
    } else if (!strcmp(s, "x")) {
        set_kind(o, OPERAND_REG, true);
        o->size = 16;
    } else if (!strncmp(s, "xm", 2)) {
        set_kind(o, OPERAND_REG_MEM, true);
        o->size = take_bytes(l, s, s + 2, 128);
    } else if (!strncmp(s, "rm", 2)) {
        set_kind(o, OPERAND_REG_MEM, false);
        o->size = take_bytes(l, s, s + 2, 64);
    } else if (*s == 'r') {
        set_kind(o, OPERAND_REG, false);
        o->size = take_bytes(l, s, s + 1, 64);
    } else if (*s == 'm') {
        set_kind(o, OPERAND_MEM, false);
        o->size = take_bytes(l, s, s + 1, 128);
    } else if (*s == 'i' || *s == 'u') {
        set_kind(o, OPERAND_IMM, false);
        o->is_signed = *s == 'i';
        o->size = take_bytes(l, s, s + 1, 64);
    } else {
        FAIL(l, "unknown operand '%s'", s);
    }
}

/* {rcx}, behind the opening brace. */
static void parse_fixed(struct line *l, struct operand *o)
{
    o->fixed = take_token(l, "", "a register");
    set_kind(o, OPERAND_REG, !strncmp(o->fixed, "xmm", 3));
    o->size = o->vector ? 16 : 8;
    if (!take(l, '}'))
        FAIL(l, "'{%s' is not closed", o->fixed);
}

static bool is_register(const struct operand *o)
{
    return o->kind == OPERAND_REG || o->kind == OPERAND_REG_MEM;
}

static void parse_operand(struct line *l, struct row *r)
{
    struct operand o = { .use = true };
    char *start = l->at;
    if (take(l, '=') || take(l, '+')) {
        o.def = true;
        o.use = false;
        o.tied = *start == '+';
        o.early = take(l, '&');
    } else if (take(l, '!')) {
        o.def = true;
    }
    if (take(l, '{'))
        parse_fixed(l, &o);
    else
        parse_kind(l, &o, take_token(l, "", "an operand"));
    if (o.def && !is_register(&o))
        FAIL(l, "only registers are written: '%s'", start);
    if (o.tied && r->operands)
        FAIL(l, "only the first operand can be tied to the next");
    if (r->operands == MAX_OPERANDS)
        FAIL(l, "more than %d operands", MAX_OPERANDS);
    else
        r->operand[r->operands++] = o;
}

static void check_tied(struct line *l, const struct row *r)
{
    const struct operand *o = r->operand;
    if (!r->operands || !o->tied)
        return;
    if (r->operands < 2 || o[1].kind != OPERAND_REG || o[1].def || o[1].vector != o->vector ||
        o[1].fixed)
        FAIL(l, "'+' wants a register of the same kind behind it");
}

/* ---- attributes ---- */

static void parse_clobbers(struct line *l, struct row *r)
{
    do {
        const char *name = take_token(l, "", "a register");
        if (r->clobbers == MAX_CLOBBERS)
            FAIL(l, "more than %d clobbers", MAX_CLOBBERS);
        else
            r->clobber[r->clobbers++] = name;
    } while (!l->bad && take(l, ','));
}

static void parse_assembly(struct line *l, struct row *r)
{
    char *end = *l->at == '"' ? strchr(l->at + 1, '"') : NULL;
    if (!end) {
        FAIL(l, "expected a quoted text at '%s'", l->at);
        return;
    }
    r->assembly = strndup(l->at + 1, (size_t)(end - l->at - 1));
    l->at = end + 1;
}

static void parse_attribute(struct table *t, struct line *l, struct row *r)
{
    if (take(l, '+')) {
        r->features |= find_feature(t, l, take_token(l, "_", "a feature"));
        return;
    }
    const char *word = take_token(l, "-", "an attribute");
    if (!strcmp(word, "flags"))
        r->writes_flags = true;
    else if (!strcmp(word, "uses-flags"))
        r->reads_flags = true;
    else if (!strcmp(word, "commutes"))
        r->commutes = true;
    else if (!strcmp(word, "clobbers") && take(l, '='))
        parse_clobbers(l, r);
    else if (!strcmp(word, "asm") && take(l, '='))
        parse_assembly(l, r);
    else
        FAIL(l, "unknown attribute '%s'", word);
}

/* ---- rows ---- */

static void name_row(struct table *t, struct line *l, struct row *r)
{
    r->name = take_token(l, "._", "a name");
    r->at = l->place;
    char *symbol = upper(r->name);
    for (char *p = symbol; *p; p++)
        if (*p == '.')
            *p = '_';
    r->symbol = symbol;
    for (int i = 0; i < t->rows; i++)
        if (!strcmp(t->row[i]->symbol, symbol))
            FAIL(l, "'%s' is defined twice (%s:%d)", r->name, t->row[i]->at.file,
                 t->row[i]->at.line);
}

/* Goes over the separator; true when another section follows. */
static bool next_section(struct line *l)
{
    skip_space(l);
    if (*l->at && !take(l, '|'))
        FAIL(l, "expected '|' at '%s'", l->at);
    return !at_end(l);
}

static void parse_row(struct table *t, struct line *l)
{
    struct row *r = allocate(sizeof *r);
    name_row(t, l, r);
    while (!at_end(l) && *l->at != '|')
        parse_operand(l, r);
    check_tied(l, r);
    if (!next_section(l))
        FAIL(l, "'%s' has no encoding", r->name);
    do {
        x86_parse_form(t, l, r);
        skip_space(l);
    } while (!l->bad && take(l, ';'));
    if (next_section(l))
        while (!at_end(l))
            parse_attribute(t, l, r);
    for (int i = 0; i < r->forms; i++)
        r->form[i].features |= r->features;
    if (!l->bad)
        push(&t->row, &t->rows, r);
}

static void collect_rule(struct table *t, const struct line *l, bool indented)
{
    struct rule_line *rule = allocate(sizeof *rule);
    *rule = (struct rule_line){ l->place, l->at };
    if (t->rows && indented)
        push(&t->row[t->rows - 1]->rule, &t->row[t->rows - 1]->rules, rule);
    else
        push(&t->statement, &t->statements, rule);
}

/* The name is relative to the file that it stands in. */
static void include(struct table *t, struct line *l)
{
    skip_space(l);
    const char *slash = strrchr(l->place.file, '/');
    int folder = slash ? (int)(slash + 1 - l->place.file) : 0;
    const char *name = take_token(l, "._-", "a file");
    if (!l->bad)
        parse(t, print_string("%.*s%s", folder, l->place.file, name));
}

static void parse_line(struct table *t, struct line *l)
{
    bool indented = isspace((unsigned char)*l->at);
    if (at_end(l))
        return;
    if (indented)
        collect_rule(t, l, true);
    else if (take_word(l, "insn"))
        parse_row(t, l);
    else if (take_word(l, "feature"))
        x86_parse_feature(t, l);
    else if (take_word(l, "include"))
        include(t, l);
    else
        collect_rule(t, l, false);
}

void parse(struct table *t, const char *file)
{
    int next = 1;
    push(&t->file, &t->files, file);
    char *text = read_file(file);
    if (!text)
        complain(&t->errors, (struct place){ file, 1 }, "this file cannot be read");
    while (text && *text) {
        struct line l = { .place = { file, next }, .at = text, .errors = &t->errors };
        text = cut_line(text, &next);
        parse_line(t, &l);
    }
}
