/* Writes the generated header and source. The source has one decision tree for each width
   (tree.c), which calls back for each match: `lift` extracts the arguments and calls the lift
   function, `print` extracts them and prints. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <stdlib.h>
#include <string.h>

/* Names, each once. */
struct names {
    int count;
    const char **name;
};

static void add_name(struct names *n, const char *name)
{
    for (int i = 0; i < n->count; i++)
        if (!strcmp(n->name[i], name))
            return;
    push(&n->name, &n->count, name);
}

/* ---- the assembly text ---- */

/* Flushes literal text and decimal operands collected so far into one text_add. */
static void flush_text(FILE *out, char *format, char *args)
{
    if (*format)
        fprintf(out, "        text_add(w->out, \"%s\"%s);\n", format, args);
    *format = *args = 0;
}

static void print_text(const struct table *t, FILE *out, const struct pattern *p)
{
    const char *s = p->text ? p->text : p->name;
    const char *set = p->e.set->name;
    char *format = allocate(4 * strlen(s) + 1), *args = allocate(64 * strlen(s) + 256);
    while (*s) {
        struct piece piece;
        s = next_piece(s, &piece);
        if (piece.literal) {
            const char *escape = strchr("\"\\", piece.literal) ? "\\"
                                 : piece.literal == '%'        ? "%"
                                                               : "";
            sprintf(format + strlen(format), "%s%c", escape, piece.literal);
        } else if (piece.kind) {
            flush_text(out, format, args);
            fprintf(out, "        %s_print_%s(w->out, &w->d, a.%s.%s);\n", t->isa, piece.kind, set,
                    piece.arg);
        } else {
            strcat(format, "%d");
            args = realloc(args, strlen(args) + strlen(set) + strlen(piece.arg) + 16);
            sprintf(args + strlen(args), ", a.%s.%s", set, piece.arg);
        }
    }
    flush_text(out, format, args);
}

/* ---- the header ---- */

static void emit_functions(const struct table *t, FILE *out)
{
    struct names print = { 0 }, field = { 0 }, feature = { 0 };
    for (int i = 0; i < t->patterns; i++) {
        const struct pattern *p = t->pattern[i];
        struct piece piece;
        for (const char *s = p->text; s && *s;) {
            s = next_piece(s, &piece);
            if (piece.kind)
                add_name(&print, piece.kind);
        }
        for (int j = 0; j < p->e.args; j++)
            if (p->e.arg[j].function == FN_CALL)
                add_name(&field, p->e.arg[j].callee);
        if (p->feature)
            add_name(&feature, p->feature);
    }
    fprintf(out, "\n/* Written by hand: field functions (l is NULL when disassembling), features,\n"
                 "   operand printers. */\n");
    for (int i = 0; i < field.count; i++)
        fprintf(out, "int %s_field_%s(struct lift *l, int x);\n", t->isa, field.name[i]);
    for (int i = 0; i < feature.count; i++)
        fprintf(out, "bool %s_feature_%s(const struct lift *l);\n", t->isa, feature.name[i]);
    for (int i = 0; i < print.count; i++)
        fprintf(out, "void %s_print_%s(struct text *out, const struct disas *d, int value);\n",
                t->isa, print.name[i]);
}

static void emit_sets(const struct table *t, FILE *out)
{
    for (int i = 0; i < t->sets; i++) {
        fprintf(out, "struct %s_%s {", t->isa, t->set[i]->name);
        for (int j = 0; j < t->set[i]->args; j++)
            fprintf(out, "%s %s", j ? "," : " int", t->set[i]->arg[j]);
        fprintf(out, "%s };\n", t->set[i]->args ? ";" : "");
    }
}

static void emit_lift_prototypes(const struct table *t, FILE *out)
{
    fprintf(out,
            "\n/* Written by hand: one for each name. False: the encoding is none of its. */\n");
    for (int i = 0; i < t->patterns; i++) {
        const struct pattern *p = t->pattern[i];
        if (p->symbol == p->name)
            fprintf(out, "bool %s_lift_%s(struct lift *l, const struct %s_%s *a);\n", t->isa,
                    p->name, t->isa, p->e.set->name);
    }
}

void emit_header(const struct table *t, FILE *out)
{
    char *isa = upper(t->isa);
    fprintf(out, "/* Generated from %s by decodegen; see docs/decode-tables.md. */\n", t->file[0]);
    fprintf(out, "#ifndef GEN_GUEST_%s_DECODE_H\n#define GEN_GUEST_%s_DECODE_H\n\n", isa, isa);
    fprintf(out, "#include \"base/decode.h\"\n\nstruct lift;\n\nenum {\n");
    for (int i = 0; i < t->patterns; i++)
        fprintf(out, "    %s_PAT_%s,\n", isa, t->pattern[i]->symbol);
    fprintf(out, "    %s_PATTERNS\n};\n\n", isa);
    emit_sets(t, out);
    emit_lift_prototypes(t, out);
    emit_functions(t, out);
    fprintf(
        out,
        "\n/* Decodes and lifts one instruction of `width` bits. Returns the pattern's number,\n"
        "   or -1 when nothing matches or every matching lift function returned false. */\n"
        "int %s_decode_lift(struct lift *l, uint32_t insn, unsigned width);\n"
        "/* Prints it; returns the first matching pattern's number, or -1 and prints .word. */\n"
        "int %s_disas(struct text *out, uint64_t pc, uint32_t insn, unsigned width);\n"
        "/* The bits of a pattern's !distance, with its value; 0: it has none. */\n"
        "uint32_t %s_distance(uint32_t insn, unsigned width, int *value);\n"
        "extern const struct decode_pattern %s_patterns[%s_PATTERNS];\n\n#endif\n",
        t->isa, t->isa, t->isa, t->isa, isa);
}

/* ---- the source ---- */

static void emit_segment(FILE *out, const struct segment *s)
{
    if (s->is_signed)
        fprintf(out, "(uint32_t)((int32_t)(insn << %d) >> %d)", 32 - s->pos - s->len, 32 - s->len);
    else if (s->len == 32)
        fprintf(out, "insn");
    else
        fprintf(out, "(insn >> %d & 0x%x)", s->pos, bits_of(0, s->len));
}

static void emit_segments(FILE *out, const struct field *f)
{
    int shift = 0;
    for (int i = 0; i < f->segments; i++)
        shift += f->segment[i].len;
    for (int i = 0; i < f->segments; i++) {
        shift -= f->segment[i].len;
        fprintf(out, "%s", i ? " | " : "");
        emit_segment(out, &f->segment[i]);
        if (shift)
            fprintf(out, " << %d", shift);
    }
}

static void emit_value(const struct table *t, FILE *out, const struct field *f)
{
    if (f->function == FN_CALL)
        fprintf(out, "%s_field_%s(l, ", t->isa, f->callee);
    fprintf(out, f->segments ? "(int)(" : "(");
    if (f->function == FN_SHL || f->function == FN_PLUS)
        fprintf(out, "(");
    if (f->segments)
        emit_segments(out, f);
    else
        fprintf(out, "%d", f->constant);
    if (f->function == FN_SHL)
        fprintf(out, ") << %d", f->amount);
    else if (f->function == FN_PLUS)
        fprintf(out, ") + %d", f->amount);
    fprintf(out, f->function == FN_CALL ? "))" : ")");
}

/* The statements that fill the argument set of a pattern. */
static char *extraction(const struct table *t, const struct pattern *p)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < p->e.args; i++) {
        fprintf(out, "        a->%s.%s = ", p->e.set->name, p->e.arg[i].name);
        emit_value(t, out, &p->e.arg[i]);
        fprintf(out, ";\n");
    }
    fclose(out);
    return text;
}

static void emit_extract(const struct table *t, FILE *out)
{
    char **body = allocate(sizeof *body * (size_t)(t->patterns + 1));
    for (int i = 0; i < t->patterns; i++)
        body[i] = extraction(t, t->pattern[i]);
    fprintf(out, "\nstatic void extract(struct lift *l, int pattern, uint32_t insn, "
                 "union args *a)\n{\n    (void)l, (void)insn, (void)a;\n    switch (pattern) {\n");
    for (int i = 0; i < t->patterns; i++) {
        char *text = body[i];
        if (!text || !*text)
            continue;
        for (int j = i; j < t->patterns; j++) {
            if (body[j] && !strcmp(body[j], text)) {
                fprintf(out, "    case PAT(%s):\n", t->pattern[j]->symbol);
                body[j] = NULL;
            }
        }
        fprintf(out, "%s        break;\n", text);
    }
    fprintf(out, "    }\n}\n");
}

static void emit_enabled(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic bool enabled(const struct lift *l, int pattern)\n{\n"
                 "    (void)l;\n    switch (pattern) {\n");
    for (int i = 0; i < t->patterns; i++)
        if (t->pattern[i]->feature)
            fprintf(out, "    case PAT(%s):\n        return %s_feature_%s(l);\n",
                    t->pattern[i]->symbol, t->isa, t->pattern[i]->feature);
    fprintf(out, "    }\n    return true;\n}\n");
}

static void emit_lift(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic bool lift(struct walk *w, int pattern)\n{\n    union args a;\n"
                 "    if (!enabled(w->l, pattern))\n        return false;\n"
                 "    extract(w->l, pattern, w->d.insn, &a);\n    switch (pattern) {\n");
    for (int i = 0; i < t->patterns; i++) {
        const struct pattern *p = t->pattern[i];
        if (p->symbol != p->name)
            continue;
        for (int j = i; j < t->patterns; j++)
            if (!strcmp(t->pattern[j]->name, p->name))
                fprintf(out, "    case PAT(%s):\n", t->pattern[j]->symbol);
        fprintf(out, "        return %s_lift_%s(w->l, &a.%s);\n", t->isa, p->name, p->e.set->name);
    }
    fprintf(out, "    }\n    return false;\n}\n");
}

static void emit_print(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic bool print(struct walk *w, int pattern)\n{\n    union args a;\n"
                 "    extract(NULL, pattern, w->d.insn, &a);\n    switch (pattern) {\n");
    for (int i = 0; i < t->patterns; i++) {
        fprintf(out, "    case PAT(%s):\n", t->pattern[i]->symbol);
        print_text(t, out, t->pattern[i]);
        fprintf(out, "        break;\n");
    }
    fprintf(out, "    }\n    return true;\n}\n");
}

/* Takes the first match: a distance is none of a later pattern's. */
static void emit_distance(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic bool distance(struct walk *w, int pattern)\n{\n"
                 "    uint32_t insn = w->d.insn;\n    (void)insn;\n    switch (pattern) {\n");
    for (int i = 0; i < t->patterns; i++) {
        const struct pattern *p = t->pattern[i];
        for (int j = 0; p->distance && j < p->e.args; j++)
            if (!strcmp(p->e.arg[j].name, p->distance)) {
                fprintf(out, "    case PAT(%s):\n        w->bits = 0x%08x;\n        w->value = ", p->symbol, field_bits(&p->e.arg[j]));
                emit_value(t, out, &p->e.arg[j]);
                fprintf(out, ";\n        break;\n");
            }
    }
    fprintf(out, "    }\n    return true;\n}\n");
}

static void emit_patterns(const struct table *t, FILE *out)
{
    fprintf(out, "\nconst struct decode_pattern %s_patterns[%s_PATTERNS] = {\n", t->isa,
            upper(t->isa));
    for (int i = 0; i < t->patterns; i++) {
        const struct pattern *p = t->pattern[i];
        const char *quote = p->feature ? "\"" : "";
        fprintf(out, "    {\"%s\", 0x%08x, 0x%08x, %d, %s, %s%s%s, \"%s\", %d},\n", p->unique,
                p->e.mask, p->e.bits, p->e.width, p->no_random ? "true" : "false", quote,
                p->feature ? p->feature : "NULL", quote, p->at.file, p->at.line);
    }
    fprintf(out, "};\n");
}

static void emit_entries(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic int walk(struct walk *w)\n{\n");
    if (t->has16)
        fprintf(out, "    if (w->d.width == 16)\n        return walk16(w, w->d.insn);\n");
    if (t->has32)
        fprintf(out, "    if (w->d.width == 32)\n        return walk32(w, w->d.insn);\n");
    fprintf(out, "    return -1;\n}\n");
    fprintf(out,
            "\nint %s_decode_lift(struct lift *l, uint32_t insn, unsigned width)\n{\n"
            "    struct walk w = {.accept = lift, .l = l, .d = {.insn = insn, .width = width}};\n"
            "    return walk(&w);\n}\n"
            "\nint %s_disas(struct text *out, uint64_t pc, uint32_t insn, unsigned width)\n{\n"
            "    struct walk w = {\n"
            "        .accept = print, .out = out, .d = {.pc = pc, .insn = insn, .width = width}};\n"
            "    int pattern = walk(&w);\n"
            "    if (pattern < 0 && width == 16)\n        text_add(out, \".half 0x%%04x\", insn);\n"
            "    else if (pattern < 0)\n        text_add(out, \".word 0x%%08x\", insn);\n"
            "    return pattern;\n}\n"
            "\nuint32_t %s_distance(uint32_t insn, unsigned width, int *value)\n{\n"
            "    struct walk w = {.accept = distance, .d = {.insn = insn, .width = width}};\n"
            "    walk(&w);\n    *value = w.value;\n    return w.bits;\n}\n",
            t->isa, t->isa, t->isa);
}

void emit_source(const struct table *t, FILE *out)
{
    fprintf(out, "/* Generated from %s by decodegen; see docs/decode-tables.md. */\n", t->file[0]);
    fprintf(out, "#include \"guest/%s/decode.h\"\n#include \"guest/%s/guest.h\"\n\n", t->isa,
            t->isa);
    fprintf(out, "#define PAT(name) %s_PAT_##name\n\nunion args {\n", upper(t->isa));
    for (int i = 0; i < t->sets; i++)
        fprintf(out, "    struct %s_%s %s;\n", t->isa, t->set[i]->name, t->set[i]->name);
    fprintf(out, "};\n\nstruct walk {\n    bool (*accept)(struct walk *w, int pattern);\n"
                 "    struct lift *l;\n    struct text *out;\n    struct disas d;\n"
                 "    uint32_t bits;\n    int value;\n};\n");
    emit_extract(t, out);
    emit_enabled(t, out);
    emit_lift(t, out);
    emit_print(t, out);
    emit_distance(t, out);
    if (t->has16)
        emit_tree(t, out, 16);
    if (t->has32)
        emit_tree(t, out, 32);
    emit_entries(t, out);
    emit_patterns(t, out);
}
