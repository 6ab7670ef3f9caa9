/* The rows as C: the enum of ops, struct mach_row for everyone, struct x86_form for the encoder;
   and the list of assembly texts that the tests compare with what a disassembler reads. */
#include "machgen.h"

#include <string.h>

/* ---- the header ---- */

static void emit_features(const struct table *t, FILE *out)
{
    for (int i = 0; i < t->features; i++)
        fprintf(out, "#define %s_HAS_%s ((uint64_t)1 << %d)\n", t->prefix,
                upper(t->feature[i]->name), i);
    fprintf(out, "enum { %s_FEATURES = %d };\n\n", t->prefix, t->features);
}

void emit_header(const struct table *t, FILE *out)
{
    char *host = upper(t->host);
    fprintf(out, "#ifndef GEN_MACH_%s_TARGET_H\n#define GEN_MACH_%s_TARGET_H\n\n", host, host);
    fprintf(out, "#include \"mach/mach.h\"\n#include \"mach/%s/encode.h\"\n", t->host);
    fprintf(out, "#include \"mach/%s/registers.h\"\n\n", t->host);
    emit_features(t, out);
    fprintf(out, "enum {\n");
    for (int i = 0; i < t->rows; i++)
        fprintf(out, "    %s_%s%s,\n", t->prefix, t->row[i]->symbol, i ? "" : " = MACH_TARGET_OPS");
    fprintf(out, "    %s_OPS_END\n};\n\n#endif\n", t->prefix);
}

/* ---- the source ---- */

static void emit_role(const struct table *t, FILE *out, const struct operand *o)
{
    bool in_register = o->kind == OPERAND_REG || o->kind == OPERAND_REG_MEM;
    const char *klass = !in_register ? "MACH_CLASSES" : o->vector ? "MACH_VEC" : "MACH_GPR";
    bool memory =
        o->kind == OPERAND_MEM || o->kind == OPERAND_REG_MEM || o->kind == OPERAND_ADDRESS;
    fprintf(
        out,
        " { .use = %d, .def = %d, .memory = %d, .tied = %d, .early = %d, .klass = %s, .size = %d",
        o->use, o->def, memory, o->tied, o->early, klass, o->size);
    if (o->fixed)
        fprintf(out, ", .fixed = %s_%s", t->prefix, upper(o->fixed));
    if (o->kind == OPERAND_IMM)
        fprintf(out, ", .immediate = %s", o->is_signed ? "MACH_SIGNED" : "MACH_UNSIGNED");
    fprintf(out, " },");
}

static bool has_memory(const struct row *r)
{
    for (int i = 0; i < r->operands; i++)
        if (r->operand[i].kind == OPERAND_MEM || r->operand[i].kind == OPERAND_REG_MEM)
            return true;
    return false;
}

static bool is_bound(const struct row *r)
{
    for (int i = 0; i < r->operands; i++)
        if (r->operand[i].tied || r->operand[i].fixed)
            return true;
    return false;
}

static int end_of_results(const struct row *r)
{
    int n = r->operands;
    while (n > 0 && !r->operand[n - 1].def)
        n--;
    return n;
}

static void emit_row(const struct table *t, FILE *out, const struct row *r)
{
    fprintf(out,
            "    { .name = \"%s\", .operands = %d, .faults = %d, .reads_flags = %d, .writes_flags "
            "= %d,\n",
            r->name, r->operands, has_memory(r), r->reads_flags, r->writes_flags);
    fprintf(out, "      .results_end = %d, .bound = %d, .features = 0x%llx, .conditional = %d,\n",
            end_of_results(r), is_bound(r), (unsigned long long)r->features, r->form[0].condition);
    if (r->clobbers) {
        fprintf(out, "      .clobbers = 0");
        for (int i = 0; i < r->clobbers; i++)
            fprintf(out, " | (uint64_t)1 << %s_%s", t->prefix, upper(r->clobber[i]));
        fprintf(out, ",\n");
    }
    fprintf(out, "      .role = {");
    for (int i = 0; i < r->operands; i++)
        emit_role(t, out, &r->operand[i]);
    fprintf(out, " } },\n");
}

static void emit_form(FILE *out, const struct form *f)
{
    fprintf(out,
            "    { .features = 0x%llx, .scheme = X86_%s, .prefix = 0x%02x, .map = %d, .opcode = "
            "0x%02x, .modrm = 0x%02x,\n",
            (unsigned long long)f->features, f->scheme, f->prefix, f->map, f->opcode, f->modrm);
    fprintf(out,
            "      .lock = %d, .word = %d, .wide = %d, .wide256 = %d, .condition = %d, .copy = %d, "
            ".extension = %d,",
            f->lock, f->word, f->wide, f->wide256, f->condition, f->copy, f->extension);
    fprintf(out, " .imm_field = X86_IMM_%s,\n", *f->imm_field ? upper(f->imm_field) : "NONE");
    fprintf(out, "      .reg = %d, .rm = %d, .vvvv = %d, .imm = %d, .low = %d, .is4 = %d },\n",
            f->reg, f->rm, f->vvvv, f->imm, f->low, f->is4);
}

static void emit_row_forms(const struct table *t, FILE *out)
{
    fprintf(out, "const struct x86_row x86_rows[] = {\n");
    int first = 0;
    for (int i = 0; i < t->rows; i++) {
        fprintf(out, "    { %d, %d, %d },\n", first, t->row[i]->forms, t->row[i]->commutes);
        first += t->row[i]->forms;
    }
    fprintf(out, "};\n\nconst struct x86_form x86_forms[] = {\n");
    for (int i = 0; i < t->rows; i++)
        for (int k = 0; k < t->row[i]->forms; k++)
            emit_form(out, &t->row[i]->form[k]);
    fprintf(out, "};\n");
}

void emit_source(const struct table *t, FILE *out)
{
    fprintf(out, "#include \"mach/%s/target.h\"\n\n", t->host);
    fprintf(out, "const struct mach_row %s_mach_rows[] = {\n", t->host);
    for (int i = 0; i < t->rows; i++)
        emit_row(t, out, t->row[i]);
    fprintf(out, "};\n\n");
    emit_row_forms(t, out);
    fprintf(out, "\nconst struct x86_feature x86_features[] = {\n");
    for (int i = 0; i < t->features; i++)
        fprintf(out, "    { \"%s\", 0x%x, { %s } },\n", t->feature[i]->name, t->feature[i]->xcr0,
                t->feature[i]->bits);
    fprintf(out, "};\n");
}

/* ---- assembly texts ---- */

/* vadd, set%c: the row's name up to its dot, with VEX's v where a legacy form shares the row. */
static void emit_mnemonic(FILE *out, const struct row *r, const struct form *f)
{
    bool renamed = strcmp(f->scheme, "LEGACY") && !strcmp(r->form[r->forms - 1].scheme, "LEGACY");
    fprintf(out, "%s%.*s%s", renamed ? "v" : "", (int)strcspn(r->name, "."), r->name,
            f->condition ? "%c" : "");
}

/* "add %0, %2": the mnemonic, and in the row's order the operands that are not fixed or tied
   copies. */
static void emit_text(FILE *out, const struct row *r, const struct form *f)
{
    emit_mnemonic(out, r, f);
    const char *separator = " ";
    bool constant = f->reg != NO_OPERAND && f->reg == f->rm;
    for (int i = 0; i < r->operands; i++) {
        if (r->operand[i].fixed || (i == 1 && (r->operand[0].tied || f->copy)))
            continue;
        fprintf(out, "%s%%%d", separator, i);
        separator = ", ";
    }
    if (constant)
        fprintf(out, f->vvvv == f->rm && strcmp(f->scheme, "LEGACY") ? ", %%0, %%0" : ", %%0");
}

void emit_assembly(const struct table *t, FILE *out)
{
    for (int i = 0; i < t->rows; i++)
        for (int k = 0; k < t->row[i]->forms; k++) {
            const struct row *r = t->row[i];
            fprintf(out, "FORM(%s_%s, %d, \"%s", t->prefix, r->symbol, k,
                    r->form[k].lock ? "lock " : "");
            if (r->assembly)
                fprintf(out, "%s", r->assembly);
            else
                emit_text(out, r, &r->form[k]);
            fprintf(out, "\")\n");
        }
}
