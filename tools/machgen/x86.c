/* The encoding column of x86-64 rows, in the notation of the architecture manual: `RM REX.W 03 /r`,
   `RVM VEX.128.66.0F38.W0 40 /r +avx`; and features, as CPUID bits. Next: emit.c. */
#define _GNU_SOURCE
#include "machgen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- which operand goes where ---- */

/* The operands that are written into the encoding, in order: fixed ones and the copy of a tied one
   are not. */
static int encoded_operands(const struct row *r, int *list)
{
    int n = 0;
    for (int i = 0; i < r->operands; i++)
        if (!r->operand[i].fixed && !(i == 1 && r->operand[0].tied))
            list[n++] = i;
    return n;
}

static int *place_of(struct form *f, char letter)
{
    switch (letter) {
    case 'R':
        return &f->reg;
    case 'M':
        return &f->rm;
    case 'V':
        return &f->vvvv;
    case 'I':
        return &f->imm;
    case 'O':
        return &f->low;
    case 'S':
        return &f->is4;
    default:
        return NULL;
    }
}

/* A legacy form has one letter less than operands when its first source is overwritten: the emitter
   copies it first. */
static bool overwrites(const struct row *r, int letters, int operands)
{
    const struct operand *o = r->operand;
    return letters == operands - 1 && operands >= 3 && o[0].vector && o[0].def && !o[0].tied &&
           o[1].vector && o[1].kind == OPERAND_REG;
}

/* One letter: an operand's place. B is all register places of a form that makes a constant out of
   any register. */
static void place_operand(struct line *l, struct form *f, char letter, int operand)
{
    int *place = place_of(f, letter);
    if (letter == 'B')
        f->reg = f->rm = f->vvvv = operand;
    else if (!place || *place != NO_OPERAND)
        FAIL(l, "'%c' places no operand, or a second one", letter);
    else
        *place = operand;
}

/* The letters of one operand, behind *at: one, or several in parentheses. Returns how many. */
static int take_letters(const char **at, const char **letters)
{
    bool group = **at == '(';
    *letters = *at + group;
    int n = group ? (int)strcspn(*letters, ")") : 1;
    *at = *letters + n + (group && (*letters)[n]);
    return n;
}

static int count_letters(const char *at)
{
    const char *letters;
    int n = 0;
    for (; *at; n++)
        take_letters(&at, &letters);
    return n;
}

static void parse_placing(struct line *l, struct form *f, const struct row *r)
{
    int list[MAX_OPERANDS], operands = encoded_operands(r, list);
    const char *text = take_token(l, "()", "where operands go"), *at = text, *letters;
    int n = strcmp(text, "ZO") ? count_letters(text) : 0;
    f->reg = f->rm = f->vvvv = f->imm = f->low = f->is4 = NO_OPERAND;
    f->copy = overwrites(r, n, operands);
    if (n != operands - f->copy)
        FAIL(l, "'%s' does not place %d operands", text, operands);
    for (int i = 0; i < n && !l->bad; i++)
        for (int k = 0, count = take_letters(&at, &letters); k < count; k++)
            place_operand(l, f, letters[k], list[i == 0 ? 0 : i + f->copy]);
}

/* ---- the encoding ---- */

/* VEX.128.66.0F38.W0, behind the scheme: one part. */
static bool parse_vex_part(struct form *f, const char *part)
{
    static const char *const maps[] = { "", "0F", "0F38", "0F3A" };
    static const char *const ignored[] = { "128", "LIG", "LZ", "L0", "NP", "W0", "WIG" };
    for (int i = 1; i < 4; i++)
        if (!strcmp(part, maps[i])) {
            f->map = i;
            return true;
        }
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        if (!strcmp(part, ignored[i]))
            return true;
    if (!strcmp(part, "66"))
        f->word = true;
    else if (!strcmp(part, "F2") || !strcmp(part, "F3"))
        f->prefix = (int)strtol(part, NULL, 16);
    else if (!strcmp(part, "W1"))
        f->wide = true;
    else if (!strcmp(part, "256"))
        f->wide256 = true;
    else
        return false;
    return true;
}

static void parse_vex(struct line *l, struct form *f, char *token)
{
    char *save, *part = strtok_r(token, ".", &save);
    f->scheme = *part == 'E' ? "EVEX" : "VEX";
    while ((part = strtok_r(NULL, ".", &save)))
        if (!parse_vex_part(f, part))
            FAIL(l, "unknown part '%s' of a VEX prefix", part);
    if (!f->map)
        FAIL(l, "a VEX prefix names its map: 0F, 0F38 or 0F3A");
}

/* A byte of a legacy encoding, before the opcode: a prefix or an escape. */
static bool is_prefix(struct form *f, int byte)
{
    if (f->opcode >= 0 || strcmp(f->scheme, "LEGACY"))
        return false;
    if (!f->map && byte == 0x66) {
        f->word = true;
    } else if (!f->map && (byte == 0xf2 || byte == 0xf3)) {
        f->prefix = byte;
    } else if (!f->map && byte == 0x0f) {
        f->map = 1;
    } else if (f->map == 1 && (byte == 0x38 || byte == 0x3a)) {
        f->map = byte == 0x38 ? 2 : 3;
    } else {
        return false;
    }
    return true;
}

/* Two hexadecimal digits: a prefix, an escape, the opcode or, behind that, a ModRM byte that is
   always the same. */
static void parse_byte(struct line *l, struct form *f, const char *token)
{
    int byte = (int)strtol(token, NULL, 16);
    if (is_prefix(f, byte))
        return;
    if (f->opcode < 0)
        f->opcode = byte;
    else if (!f->modrm)
        f->modrm = byte;
    else
        FAIL(l, "a third opcode byte '%s'", token);
}

static bool is_imm_field(const char *token)
{
    static const char *const fields[] = { "ib", "iw", "id", "ud", "io" };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(token, fields[i]))
            return true;
    return false;
}

static bool is_byte(const char *token)
{
    return isxdigit((unsigned char)token[0]) && isxdigit((unsigned char)token[1]) && !token[2];
}

static void parse_slash(struct line *l, struct form *f)
{
    const char *token = take_token(l, "", "r or a digit");
    if (!strcmp(token, "r"))
        f->extension = 8;
    else if (*token >= '0' && *token <= '7' && !token[1])
        f->extension = *token - '0';
    else if (strcmp(token, "is4"))
        FAIL(l, "unknown '/%s'", token);
}

static void parse_plus(struct table *t, struct line *l, struct form *f)
{
    const char *token = take_token(l, "_", "cc, r or a feature");
    if (!strcmp(token, "cc"))
        f->condition = true;
    else if (strcmp(token, "r"))
        f->features |= find_feature(t, l, token);
}

static void parse_part(struct table *t, struct line *l, struct form *f)
{
    if (take(l, '/')) {
        parse_slash(l, f);
        return;
    }
    if (take(l, '+')) {
        parse_plus(t, l, f);
        return;
    }
    char *token = take_token(l, ".", "a part of an encoding");
    if (!strcmp(token, "LOCK"))
        f->lock = true;
    else if (!strcmp(token, "REX.W"))
        f->wide = true;
    else if (!strncmp(token, "VEX.", 4) || !strncmp(token, "EVEX.", 5))
        parse_vex(l, f, token);
    else if (is_imm_field(token))
        f->imm_field = token;
    else if (is_byte(token))
        parse_byte(l, f, token);
    else if (strcmp(token, "NP"))
        FAIL(l, "unknown part '%s' of an encoding", token);
}

static bool must_be_register(const struct row *r, int operand)
{
    return operand == NO_OPERAND || r->operand[operand].kind == OPERAND_REG;
}

static void check_form(struct line *l, const struct form *f, const struct row *r)
{
    bool modrm = f->reg != NO_OPERAND || f->rm != NO_OPERAND;
    if (f->opcode < 0)
        FAIL(l, "'%s' has no opcode", r->name);
    if (modrm != (f->extension >= 0) || (f->reg != NO_OPERAND) != (f->extension == 8))
        FAIL(l, "'%s': the placing and the ModRM byte disagree", r->name);
    if ((f->imm != NO_OPERAND) != (*f->imm_field != 0))
        FAIL(l, "'%s': the placing and the immediate disagree", r->name);
    if (!must_be_register(r, f->reg) || !must_be_register(r, f->vvvv) ||
        !must_be_register(r, f->low) || !must_be_register(r, f->is4))
        FAIL(l, "'%s': only M can be memory", r->name);
    if (f->imm != NO_OPERAND && r->operand[f->imm].kind != OPERAND_IMM)
        FAIL(l, "'%s': I wants an immediate", r->name);
    if (f->rm != NO_OPERAND && r->operand[f->rm].kind == OPERAND_IMM)
        FAIL(l, "'%s': M wants a register or memory", r->name);
    if (f->copy && strcmp(f->scheme, "LEGACY"))
        FAIL(l, "'%s': only legacy forms overwrite a source", r->name);
}

void x86_parse_form(struct table *t, struct line *l, struct row *r)
{
    struct form f = { .scheme = "LEGACY", .opcode = -1, .extension = -1, .imm_field = "" };
    skip_space(l);
    parse_placing(l, &f, r);
    while (!at_end(l) && *l->at != '|' && *l->at != ';')
        parse_part(t, l, &f);
    check_form(l, &f, r);
    if (r->forms == MAX_FORMS)
        FAIL(l, "'%s' has more than %d forms", r->name, MAX_FORMS);
    else
        r->form[r->forms++] = f;
}

/* ---- feature NAME LEAF.SUBLEAF.REGISTER.BIT... [xcr0=MASK] ---- */

static int register_number(struct line *l)
{
    static const char *const names[] = { "eax", "ebx", "ecx", "edx" };
    const char *name = take_token(l, "", "a register");
    for (int i = 0; i < 4; i++)
        if (!strcmp(name, names[i]))
            return i;
    FAIL(l, "'%s' is no register of CPUID", name);
    return 0;
}

static const char *parse_bit(struct line *l)
{
    char *end;
    long leaf = strtol(l->at, &end, 16);
    l->at = end;
    bool dotted = take(l, '.');
    long subleaf = take_integer(l);
    dotted = dotted && take(l, '.');
    int reg = register_number(l);
    dotted = dotted && take(l, '.');
    long bit = take_integer(l);
    if (!dotted || bit < 0 || bit > 31)
        FAIL(l, "expected LEAF.SUBLEAF.REGISTER.BIT");
    return print_string("{ 0x%lxu, %ld, %d, %ld }", (unsigned long)leaf, subleaf, reg, bit);
}

void x86_parse_feature(struct table *t, struct line *l)
{
    struct feature *f = allocate(sizeof *f);
    f->name = take_token(l, "_", "a name");
    f->at = l->place;
    f->bits = "";
    for (int i = 0; i < t->features; i++)
        if (!strcmp(t->feature[i]->name, f->name))
            FAIL(l, "feature '%s' is defined twice", f->name);
    if (t->features == 64)
        FAIL(l, "more than 64 features");
    while (!at_end(l)) {
        if (!strncmp(l->at, "xcr0=", 5)) {
            l->at += 5;
            f->xcr0 = (unsigned)take_integer(l);
        } else {
            f->bits = print_string("%s%s%s", f->bits, *f->bits ? ", " : "", parse_bit(l));
        }
    }
    push(&t->feature, &t->features, f);
}
